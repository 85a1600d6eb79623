/** The texts of YAML: unquoted, in quotes, in blocks. upstream: goyaml.v2/scannerc.go, whose words and limits these are. */
import type { Cursor } from './cursor.ts';
import type { Mark } from './place.ts';

const shortEscapes = new Map<string, string>([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);
const hexLengths = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** What stood between two words: blanks of one line, or line breaks that are folded into one blank or fewer breaks. */
class Gap {
  private blanks = '';
  private firstBreak = '';
  private moreBreaks = '';
  hasBreak = false;

  /** Takes what is here; false if it is neither blank nor break. */
  take(cursor: Cursor, onBlank?: () => void): boolean {
    if (cursor.isBlank()) {
      onBlank?.();
      const blank = cursor.read();
      if (!this.hasBreak) this.blanks += blank;
      return true;
    }
    if (!cursor.isBreak()) return false;
    if (this.hasBreak) this.moreBreaks += cursor.readBreak();
    else {
      this.blanks = '';
      this.firstBreak = cursor.readBreak();
      this.hasBreak = true;
    }
    return true;
  }

  /** The text that this gap becomes; the gap is empty afterwards. */
  flush(): string {
    const folded = this.firstBreak === '\n' ? this.moreBreaks || ' ' : this.firstBreak + this.moreBreaks;
    const text = this.hasBreak ? folded : this.blanks;
    this.blanks = '';
    this.firstBreak = '';
    this.moreBreaks = '';
    this.hasBreak = false;
    return text;
  }
}

/** Reads an unquoted text. `endsLine` tells whether a line break came behind it. */
export function scanPlain(cursor: Cursor, indent: number, isFlow: boolean): { value: string; end: Mark; endsLine: boolean } {
  const start = cursor.mark;
  let end = start;
  let value = '';
  const gap = new Gap();
  const endsHere = () =>
    cursor.isBlankOrEnd() || (cursor.peek() === ':' && cursor.isBlankOrEnd(1)) || (isFlow && /[,?[\]{}]/.test(cursor.peek()));
  while (!cursor.isDocumentMark() && cursor.peek() !== '#') {
    const word = cursor.readWhile(() => !endsHere());
    if (word !== '') {
      value += gap.flush() + word;
      end = cursor.mark;
    }
    if (!cursor.isBlank() && !cursor.isBreak()) break;
    const checkTab = () => {
      const isTabInIndent = gap.hasBreak && cursor.currentColumn < indent && cursor.peek() === '\t';
      if (isTabInIndent) cursor.fail('found a tab character that violates indentation', start);
    };
    while (gap.take(cursor, checkTab));
    if (!isFlow && cursor.currentColumn < indent) break;
  }
  return { value, end, endsLine: gap.hasBreak };
}

function scanEscape(cursor: Cursor, start: Mark): string {
  const letter = cursor.peek(1);
  const short = shortEscapes.get(letter);
  if (short !== undefined) {
    cursor.read(2);
    return short;
  }
  const length = hexLengths.get(letter);
  if (length === undefined) return cursor.fail('found unknown escape character', start);
  cursor.read(2);
  let digits = '';
  for (let i = 0; i < length; i++) digits += cursor.peek(i);
  if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < length) return cursor.fail('did not find expected hexdecimal number', start);
  const code = Number.parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return cursor.fail('found invalid Unicode character escape code', start);
  cursor.read(length);
  return String.fromCodePoint(code);
}

/** Reads a text in quotes, from the opening one to the closing one. */
export function scanQuoted(cursor: Cursor): string {
  const start = cursor.mark;
  const quote = cursor.read();
  const gap = new Gap();
  let value = '';
  for (;;) {
    if (cursor.isDocumentMark()) cursor.fail('found unexpected document indicator', start);
    if (cursor.isEnd()) cursor.fail('found unexpected end of stream', start);
    let isContinued = false;
    while (!cursor.isBlankOrEnd() && !isContinued) {
      const char = cursor.peek();
      if (char === quote && quote === "'" && cursor.peek(1) === "'") value += cursor.read(2).slice(1);
      else if (char === quote) break;
      else if (char !== '\\' || quote === "'") value += cursor.read();
      else if (!cursor.isBreak(1)) value += scanEscape(cursor, start);
      else {
        // A backslash at the end of a line: the next line goes on without a blank.
        cursor.read();
        cursor.readBreak();
        isContinued = true;
      }
    }
    if (cursor.peek() === quote && !isContinued) break;
    if (isContinued) {
      cursor.readWhile(() => cursor.isBlank());
      while (cursor.isBreak()) {
        value += cursor.readBreak();
        cursor.readWhile(() => cursor.isBlank());
      }
      continue;
    }
    while (gap.take(cursor));
    value += gap.flush();
  }
  cursor.read();
  return value;
}

interface BlockHeader {
  /** Trailing line breaks: none, one, all. */
  readonly chomping: '-' | '' | '+';
  /** Explicit indentation; 0: found by the first line. */
  readonly increment: number;
}

function scanBlockHeader(cursor: Cursor, start: Mark): BlockHeader {
  let chomping: BlockHeader['chomping'] = '';
  let increment = 0;
  for (let i = 0; i < 2; i++) {
    const char = cursor.peek();
    if ((char === '+' || char === '-') && chomping === '') {
      chomping = char;
      cursor.read();
    } else if (/[0-9]/.test(char) && increment === 0) {
      if (char === '0') cursor.fail('found an indentation indicator equal to 0', start);
      increment = Number(cursor.read());
    }
  }
  cursor.readWhile(() => cursor.isBlank());
  if (cursor.peek() === '#') cursor.readWhile(() => !cursor.isBreak());
  if (!cursor.isBreakOrEnd()) cursor.fail('did not find expected comment or line break', start);
  if (cursor.isBreak()) cursor.readBreak();
  return { chomping, increment };
}

/** Reads `|` and `>` texts. `parentIndent` is the column of the block around, -1 at the top. */
export function scanBlock(cursor: Cursor, parentIndent: number): { value: string; end: Mark } {
  const start = cursor.mark;
  const isLiteral = cursor.read() === '|';
  const { chomping, increment } = scanBlockHeader(cursor, start);
  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  let end = cursor.mark;
  const scanBreaks = (): string => {
    let breaks = '';
    let widest = 0;
    for (;;) {
      const isBeforeText = () => indent === 0 || cursor.currentColumn < indent;
      cursor.readWhile(() => isBeforeText() && cursor.peek() === ' ');
      widest = Math.max(widest, cursor.currentColumn);
      if (isBeforeText() && cursor.peek() === '\t') cursor.fail('found a tab character where an indentation space is expected', start);
      if (!cursor.isBreak()) break;
      breaks += cursor.readBreak();
      end = cursor.mark;
    }
    if (indent === 0) indent = Math.max(widest, parentIndent + 1, 1);
    return breaks;
  };
  let value = '';
  let lineBreak = '';
  let isBlankBefore = false;
  let breaks = scanBreaks();
  while (cursor.currentColumn === indent && !cursor.isEnd()) {
    const isBlankHere = cursor.isBlank();
    if (!isLiteral && lineBreak === '\n' && !isBlankBefore && !isBlankHere) value += breaks === '' ? ' ' : '';
    else value += lineBreak;
    isBlankBefore = isBlankHere;
    value += breaks + cursor.readWhile(() => !cursor.isBreak());
    end = cursor.mark;
    lineBreak = cursor.isEnd() ? '' : cursor.readBreak();
    breaks = scanBreaks();
  }
  if (chomping !== '-') value += lineBreak;
  if (chomping === '+') value += breaks;
  return { value, end };
}
