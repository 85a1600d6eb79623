/** Makes a tree of the first document of a text, with go-yaml's words for mistakes. upstream: goyaml.v2/parserc.go */
import { Cursor, goYamlMessage } from './cursor.ts';
import type { Entry, Node } from './node.ts';
import { type Mark, type Range, SyntaxProblem } from './place.ts';
import { Scanner } from './scanner.ts';
import type { Token, TokenType } from './token.ts';

/** No object of the API comes near this depth; a deeper text is meant to harm. */
const MAX_DEPTH = 200;

function fail(problem: string, token: Token, context?: Mark): never {
  const line = token.start.line > 0 ? token.start.line : (context?.line ?? 0);
  throw new SyntaxProblem(goYamlMessage(problem, line), token);
}

class Parser {
  private readonly scanner: Scanner;
  private readonly anchors = new Map<string, { node: Node | undefined }>();
  private readonly tagPrefixes = new Map([
    ['!', '!'],
    ['!!', '!!'],
  ]);
  private depth = 0;
  /** The end of the token taken last. */
  private lastEnd: Mark = { offset: 0, line: 0, column: 0 };

  constructor(text: string) {
    this.scanner = new Scanner(new Cursor(text));
  }

  private get token(): Token {
    return this.scanner.peek();
  }

  private skip(): void {
    this.lastEnd = this.token.end;
    this.scanner.skip();
  }

  private is(...types: readonly TokenType[]): boolean {
    return types.includes(this.token.type);
  }

  private take(type: TokenType): boolean {
    if (!this.is(type)) return false;
    this.skip();
    return true;
  }

  document(): Node | undefined {
    let hasDirective = false;
    for (let token = this.token; token.type === 'directive'; token = this.token) {
      this.directive(token);
      hasDirective = true;
    }
    if (this.is('streamEnd') && !hasDirective) return undefined;
    const isExplicit = this.take('documentStart');
    if (hasDirective && !isExplicit) fail('did not find expected <document start>', this.token);
    const isEmpty = this.is('directive', 'documentStart', 'documentEnd', 'streamEnd');
    const root = isEmpty ? this.empty(this.token.start) : this.node(true, false);
    // Looking at what follows may reveal a mistake, as it does upstream.
    this.take('documentEnd');
    return root;
  }

  private directive(token: Extract<Token, { type: 'directive' }>): void {
    if (token.name === 'YAML' && !/^1\.1$/.test(token.value)) fail('found incompatible YAML document', token);
    const [handle, prefix] = token.value.split(/\s+/);
    if (token.name === 'TAG' && handle !== undefined && prefix !== undefined) this.tagPrefixes.set(handle, prefix);
    this.skip();
  }

  private empty(mark: Mark): Node {
    return { form: 'scalar', text: '', isPlain: true, range: { start: mark, end: mark } };
  }

  private node(isBlock: boolean, isIndentless: boolean): Node {
    const { token } = this;
    if (token.type === 'alias') {
      this.skip();
      return this.alias(token.value, token);
    }
    if (++this.depth > MAX_DEPTH) fail(`exceeded max depth of ${MAX_DEPTH}`, token);
    const { anchor, tag } = this.properties();
    const holder: { node: Node | undefined } = { node: undefined };
    if (anchor !== undefined) this.anchors.set(anchor, holder);
    const node = this.content(token.start, { isBlock, isIndentless, hasProperties: anchor !== undefined || tag !== undefined, tag });
    holder.node = node;
    this.depth--;
    return node;
  }

  private properties(): { readonly anchor: string | undefined; readonly tag: string | undefined } {
    let anchor: string | undefined;
    let tag: string | undefined;
    for (let { token } = this; ; token = this.token) {
      if (token.type === 'anchor' && anchor === undefined) anchor = token.value;
      else if (token.type === 'tag' && tag === undefined) tag = this.tag(token.value, token);
      else return { anchor, tag };
      this.skip();
    }
  }

  private tag(written: string, token: Token): string {
    const [, handle = '!', suffix = ''] = /^(![\w-]*!|!)(.*)$/.exec(written) ?? ['', '', written];
    if (!written.startsWith('!')) return written.replace(/^tag:yaml\.org,2002:/, '!!');
    const prefix = this.tagPrefixes.get(handle);
    if (prefix === undefined) return fail('found undefined tag handle', token);
    return `${prefix}${suffix}`.replace(/^tag:yaml\.org,2002:/, '!!');
  }

  private alias(anchor: string, range: Range): Node {
    const holder = this.anchors.get(anchor);
    if (holder === undefined) throw new SyntaxProblem(goYamlMessage(`unknown anchor '${anchor}' referenced`, 0), range);
    return { form: 'alias', anchor, range, target: () => holder.node };
  }

  private content(
    start: Mark,
    at: { readonly isBlock: boolean; readonly isIndentless: boolean; readonly hasProperties: boolean; readonly tag: string | undefined },
  ): Node {
    const { token } = this;
    if (at.isIndentless && token.type === 'blockEntry') return this.indentlessSequence(start);
    if (token.type === 'scalar') {
      this.skip();
      // A lone `!` means: not a plain word.
      const isPlain = token.isPlain && at.tag !== '!';
      return {
        form: 'scalar',
        text: token.value,
        isPlain,
        tag: at.tag === '!' ? undefined : at.tag,
        range: { start: token.start, end: token.end },
      };
    }
    if (token.type === 'flowSequenceStart') return this.flowSequence();
    if (token.type === 'flowMappingStart') return this.flowMapping();
    if (at.isBlock && token.type === 'blockSequenceStart') return this.blockSequence();
    if (at.isBlock && token.type === 'blockMappingStart') return this.blockMapping();
    if (at.hasProperties)
      return { form: 'scalar', text: '', isPlain: at.tag === undefined, tag: at.tag, range: { start, end: this.lastEnd } };
    return fail('did not find expected node content', token, start);
  }

  private blockSequence(): Node {
    const { start } = this.token;
    this.skip();
    const items: Node[] = [];
    while (this.is('blockEntry')) {
      const { end } = this.token;
      this.skip();
      items.push(this.is('blockEntry', 'blockEnd') ? this.empty(end) : this.node(true, false));
    }
    const range = { start, end: this.lastEnd };
    if (!this.take('blockEnd')) fail("did not find expected '-' indicator", this.token, start);
    return { form: 'list', items, range };
  }

  private indentlessSequence(start: Mark): Node {
    const items: Node[] = [];
    while (this.is('blockEntry')) {
      const { end } = this.token;
      this.skip();
      items.push(this.is('blockEntry', 'key', 'value', 'blockEnd') ? this.empty(end) : this.node(true, false));
    }
    return { form: 'list', items, range: { start, end: this.lastEnd } };
  }

  private blockMapping(): Node {
    const { start } = this.token;
    this.skip();
    const entries: Entry[] = [];
    while (this.is('key')) {
      const { end } = this.token;
      this.skip();
      const key = this.is('key', 'value', 'blockEnd') ? this.empty(end) : this.node(true, true);
      entries.push({ key, value: this.blockValue() });
    }
    const range = { start, end: this.lastEnd };
    if (!this.take('blockEnd')) fail('did not find expected key', this.token, start);
    return { form: 'map', entries, range };
  }

  private blockValue(): Node {
    const { end } = this.token;
    if (!this.take('value')) return this.empty(this.lastEnd);
    return this.is('key', 'value', 'blockEnd') ? this.empty(end) : this.node(true, true);
  }

  private flowSequence(): Node {
    const { start } = this.token;
    this.skip();
    const items: Node[] = [];
    while (!this.is('flowSequenceEnd')) {
      if (items.length > 0 && !this.take('flowEntry')) fail("did not find expected ',' or ']'", this.token, start);
      if (this.is('flowSequenceEnd')) break;
      items.push(this.is('key') ? this.pair() : this.node(false, false));
    }
    this.skip();
    return { form: 'list', items, range: { start, end: this.lastEnd } };
  }

  /** `[a: b]`: a map of one entry inside a list. */
  private pair(): Node {
    const { start } = this.token;
    this.skip();
    const key = this.is('value', 'flowEntry', 'flowSequenceEnd') ? this.empty(this.lastEnd) : this.node(false, false);
    const hasValue = this.take('value') && !this.is('flowEntry', 'flowSequenceEnd');
    const value = hasValue ? this.node(false, false) : this.empty(this.lastEnd);
    return { form: 'map', entries: [{ key, value }], range: { start, end: this.lastEnd } };
  }

  private flowMapping(): Node {
    const { start } = this.token;
    this.skip();
    const entries: Entry[] = [];
    while (!this.is('flowMappingEnd')) {
      if (entries.length > 0 && !this.take('flowEntry')) fail("did not find expected ',' or '}'", this.token, start);
      if (this.is('flowMappingEnd')) break;
      const hasSign = this.take('key');
      const key = hasSign && this.is('value', 'flowEntry', 'flowMappingEnd') ? this.empty(this.lastEnd) : this.node(false, false);
      const hasValue = hasSign && this.take('value') && !this.is('flowEntry', 'flowMappingEnd');
      entries.push({ key, value: hasValue ? this.node(false, false) : this.empty(this.lastEnd) });
    }
    this.skip();
    return { form: 'map', entries, range: { start, end: this.lastEnd } };
  }
}

/** Where go-yaml's reader stops: before anything else is looked at, and without naming the line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for.
const forbiddenCharacter = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u0084\u0086-\u009f\ufffe\uffff]/;

function markAt(text: string, offset: number): Mark {
  const before = text.slice(0, offset).split('\n');
  return { offset, line: before.length - 1, column: (before.at(-1) ?? '').length };
}

/** The first document of the text; undefined if there is none. Throws a SyntaxProblem. */
export function parseYaml(text: string): Node | undefined {
  const forbidden = forbiddenCharacter.exec(text);
  if (forbidden !== null) {
    const range = { start: markAt(text, forbidden.index), end: markAt(text, forbidden.index + 1) };
    throw new SyntaxProblem(goYamlMessage('control characters are not allowed', 0), range);
  }
  return new Parser(text.replace(/^\ufeff/, '')).document();
}
