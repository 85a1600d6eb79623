/**
 * Cuts YAML into tokens, step by step as go-yaml's scanner does, so that a mistake is found at the same place with the same words.
 * upstream: goyaml.v2/scannerc.go
 */
import type { Cursor } from './cursor.ts';
import type { Mark } from './place.ts';
import { scanBlock, scanPlain, scanQuoted } from './scanText.ts';
import type { Sign, Token } from './token.ts';

/** A place where a key without `?` may have begun: it is one if a colon follows in the same line. */
interface SimpleKey {
  readonly isPossible: boolean;
  /** Nothing else but a key can stand there. */
  readonly isRequired: boolean;
  readonly tokenNumber: number;
  readonly mark: Mark;
}

/** How far behind its start the colon of a simple key may stand. */
const LONGEST_KEY = 1024;
const flowSigns = new Map<string, 'flowSequenceStart' | 'flowMappingStart' | 'flowSequenceEnd' | 'flowMappingEnd'>([
  ['[', 'flowSequenceStart'],
  ['{', 'flowMappingStart'],
  [']', 'flowSequenceEnd'],
  ['}', 'flowMappingEnd'],
]);

export class Scanner {
  private readonly cursor: Cursor;
  private readonly tokens: Token[] = [];
  private tokensTaken = 0;
  private indent = -1;
  private readonly indents: number[] = [];
  /** One for the block context, one more for each open bracket. */
  private readonly simpleKeys: SimpleKey[];
  private isKeyAllowed = true;
  private isDone = false;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
    this.simpleKeys = [this.noKey()];
  }

  /** The next token, which stays. Behind the end it is `streamEnd` for ever. */
  peek(): Token {
    while (!this.isDone && (this.tokens.length === 0 || this.mayHeadBeKey())) this.fetch();
    // The last token is never taken, so there always is one.
    return this.tokens[0] as Token;
  }

  /** Takes the token that `peek` showed. */
  skip(): void {
    if (this.tokens[0]?.type === 'streamEnd') return;
    this.tokens.shift();
    this.tokensTaken++;
  }

  private get isFlow(): boolean {
    return this.simpleKeys.length > 1;
  }

  private noKey(): SimpleKey {
    return { isPossible: false, isRequired: false, tokenNumber: 0, mark: this.cursor.mark };
  }

  private get lastKey(): SimpleKey {
    return this.simpleKeys[this.simpleKeys.length - 1] ?? this.noKey();
  }

  private set lastKey(key: SimpleKey) {
    this.simpleKeys[this.simpleKeys.length - 1] = key;
  }

  private isValid(key: SimpleKey): boolean {
    if (!key.isPossible) return false;
    const { currentLine, currentOffset } = this.cursor;
    if (key.mark.line === currentLine && key.mark.offset + LONGEST_KEY >= currentOffset) return true;
    if (key.isRequired) this.cursor.fail("could not find expected ':'", key.mark);
    return false;
  }

  /** Whether the first token may turn out to be a key, so that another one must stand before it. */
  private mayHeadBeKey(): boolean {
    for (let level = this.simpleKeys.length - 1; level >= 0; level--) {
      const key = this.simpleKeys[level] ?? this.noKey();
      if (!key.isPossible) continue;
      if (!this.isValid(key)) this.simpleKeys[level] = this.noKey();
      else if (key.tokenNumber === this.tokensTaken) return true;
    }
    return false;
  }

  private saveKey(): void {
    if (!this.isKeyAllowed) return;
    this.removeKey();
    this.lastKey = {
      isPossible: true,
      isRequired: !this.isFlow && this.indent === this.cursor.currentColumn,
      tokenNumber: this.tokensTaken + this.tokens.length,
      mark: this.cursor.mark,
    };
  }

  private removeKey(): void {
    const key = this.lastKey;
    if (key.isPossible && key.isRequired) this.cursor.fail("could not find expected ':'", key.mark);
    this.lastKey = this.noKey();
  }

  private add(token: Token, number = -1): void {
    if (number < 0) this.tokens.push(token);
    else this.tokens.splice(number - this.tokensTaken, 0, token);
  }

  private rollIndent(column: number, type: 'blockMappingStart' | 'blockSequenceStart', mark: Mark, number = -1): void {
    if (this.isFlow || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    this.add({ type, start: mark, end: mark }, number);
  }

  private unrollIndent(column: number): void {
    if (this.isFlow) return;
    while (this.indent > column) {
      const { mark } = this.cursor;
      this.add({ type: 'blockEnd', start: mark, end: mark });
      this.indent = this.indents.pop() ?? -1;
    }
  }

  private skipToNextToken(): void {
    for (;;) {
      const mayTab = this.isFlow || !this.isKeyAllowed;
      this.cursor.readWhile(() => this.cursor.peek() === ' ' || (mayTab && this.cursor.peek() === '\t'));
      if (this.cursor.peek() === '#') this.cursor.readWhile(() => !this.cursor.isBreak());
      if (!this.cursor.isBreak()) return;
      this.cursor.readBreak();
      if (!this.isFlow) this.isKeyAllowed = true;
    }
  }

  private fetch(): void {
    this.skipToNextToken();
    const { cursor } = this;
    this.unrollIndent(cursor.currentColumn);
    const char = cursor.peek();
    const isFree = this.isFlow || cursor.isBlankOrEnd(1);
    const flowSign = flowSigns.get(char);
    if (cursor.isEnd()) this.fetchEnd();
    else if (cursor.currentColumn === 0 && char === '%') this.fetchDirective();
    else if (cursor.isDocumentMark()) this.fetchDocumentMark(char === '-' ? 'documentStart' : 'documentEnd');
    else if (flowSign !== undefined) this.fetchFlow(flowSign);
    else if (char === ',') this.fetchFlowEntry();
    else if (char === '-' && cursor.isBlankOrEnd(1)) this.fetchBlockEntry();
    else if (char === '?' && isFree) this.fetchKey();
    else if (char === ':' && isFree) this.fetchValue();
    else if (char === '*' || char === '&') this.fetchName(char === '*' ? 'alias' : 'anchor');
    else if (char === '!') this.fetchTag();
    else if ((char === '|' || char === '>') && !this.isFlow) this.fetchBlock();
    else if (char === "'" || char === '"') this.fetchQuoted();
    else if (this.canBeginPlain(char)) this.fetchPlain();
    else cursor.fail('found character that cannot start any token', cursor.mark);
  }

  private canBeginPlain(char: string): boolean {
    const { cursor } = this;
    if (char === '-') return !cursor.isBlank(1);
    if (char === '?' || char === ':') return !this.isFlow && !cursor.isBlankOrEnd(1);
    return !cursor.isBlankOrEnd() && !/[,[\]{}#&*!|>'"%@`]/.test(char);
  }

  private sign(type: Sign, length: number): void {
    const start = this.cursor.mark;
    this.cursor.read(length);
    this.add({ type, start, end: this.cursor.mark });
  }

  private fetchEnd(): void {
    this.cursor.endLine();
    this.unrollIndent(-1);
    this.removeKey();
    this.isKeyAllowed = false;
    this.sign('streamEnd', 0);
    this.isDone = true;
  }

  private fetchDocumentMark(type: 'documentStart' | 'documentEnd'): void {
    this.unrollIndent(-1);
    this.removeKey();
    this.isKeyAllowed = false;
    this.sign(type, 3);
  }

  private fetchDirective(): void {
    this.unrollIndent(-1);
    this.removeKey();
    this.isKeyAllowed = false;
    const { cursor } = this;
    const start = cursor.mark;
    cursor.read();
    const name = cursor.readWhile(() => /[\w-]/.test(cursor.peek()));
    if (name === '') cursor.fail('could not find expected directive name', start);
    if (!cursor.isBlankOrEnd()) cursor.fail('found unexpected non-alphabetical character', start);
    if (name !== 'YAML' && name !== 'TAG') cursor.fail('found unknown directive name', start);
    const rest = cursor.readWhile(() => !cursor.isBreak() && !(cursor.peek() === '#' && cursor.currentColumn > 0));
    cursor.readWhile(() => !cursor.isBreak());
    this.add({ type: 'directive', name, value: rest.trim(), start, end: cursor.mark });
  }

  private fetchFlow(type: 'flowSequenceStart' | 'flowMappingStart' | 'flowSequenceEnd' | 'flowMappingEnd'): void {
    const isStart = type === 'flowSequenceStart' || type === 'flowMappingStart';
    if (isStart) {
      this.saveKey();
      this.simpleKeys.push(this.noKey());
    } else {
      this.removeKey();
      if (this.isFlow) this.simpleKeys.pop();
    }
    this.isKeyAllowed = isStart;
    this.sign(type, 1);
  }

  private fetchFlowEntry(): void {
    this.removeKey();
    this.isKeyAllowed = true;
    this.sign('flowEntry', 1);
  }

  private fetchBlockEntry(): void {
    const { mark } = this.cursor;
    if (!this.isFlow) {
      if (!this.isKeyAllowed) this.cursor.fail('block sequence entries are not allowed in this context', mark);
      this.rollIndent(mark.column, 'blockSequenceStart', mark);
    }
    this.removeKey();
    this.isKeyAllowed = true;
    this.sign('blockEntry', 1);
  }

  private fetchKey(): void {
    const { mark } = this.cursor;
    if (!this.isFlow) {
      if (!this.isKeyAllowed) this.cursor.fail('mapping keys are not allowed in this context', mark);
      this.rollIndent(mark.column, 'blockMappingStart', mark);
    }
    this.removeKey();
    this.isKeyAllowed = !this.isFlow;
    this.sign('key', 1);
  }

  private fetchValue(): void {
    const key = this.lastKey;
    if (this.isValid(key)) {
      this.add({ type: 'key', start: key.mark, end: key.mark }, key.tokenNumber);
      this.rollIndent(key.mark.column, 'blockMappingStart', key.mark, key.tokenNumber);
      this.isKeyAllowed = false;
    } else {
      const { mark } = this.cursor;
      if (!this.isFlow) {
        if (!this.isKeyAllowed) this.cursor.fail('mapping values are not allowed in this context', mark);
        this.rollIndent(mark.column, 'blockMappingStart', mark);
      }
      this.isKeyAllowed = !this.isFlow;
    }
    this.lastKey = this.noKey();
    this.sign('value', 1);
  }

  private fetchName(type: 'alias' | 'anchor'): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const { cursor } = this;
    const start = cursor.mark;
    cursor.read();
    const value = cursor.readWhile(() => /[\w-]/.test(cursor.peek()));
    const endsWell = cursor.isBlankOrEnd() || /[?:,\]}%@`]/.test(cursor.peek());
    if (value === '' || !endsWell) cursor.fail('did not find expected alphabetic or numeric character', start);
    this.add({ type, value, start, end: cursor.mark });
  }

  private fetchTag(): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const { cursor } = this;
    const start = cursor.mark;
    const isVerbatim = cursor.peek(1) === '<';
    const value = cursor.readWhile(() => /[\w\-;/?:@&=+$.!~*'()%[\],<]/.test(cursor.peek()));
    if (isVerbatim && cursor.peek() !== '>') cursor.fail("did not find the expected '>'", start);
    if (isVerbatim) cursor.read();
    if (!cursor.isBlankOrEnd()) cursor.fail('did not find expected whitespace or line break', start);
    this.add({ type: 'tag', value: isVerbatim ? value.slice(2) : value, start, end: cursor.mark });
  }

  private fetchBlock(): void {
    this.removeKey();
    this.isKeyAllowed = true;
    const start = this.cursor.mark;
    const { value, end } = scanBlock(this.cursor, this.indent);
    this.add({ type: 'scalar', value, isPlain: false, start, end });
  }

  private fetchQuoted(): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const start = this.cursor.mark;
    const value = scanQuoted(this.cursor);
    this.add({ type: 'scalar', value, isPlain: false, start, end: this.cursor.mark });
  }

  private fetchPlain(): void {
    this.saveKey();
    this.isKeyAllowed = false;
    const start = this.cursor.mark;
    const { value, end, endsLine } = scanPlain(this.cursor, this.indent + 1, this.isFlow);
    if (endsLine) this.isKeyAllowed = true;
    this.add({ type: 'scalar', value, isPlain: true, start, end });
  }
}
