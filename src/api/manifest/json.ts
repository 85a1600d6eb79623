/** Reads JSON with the places of its values, and the mistakes in the words of Go's encoding/json. */
import { Cursor } from './cursor.ts';
import type { Entry, Node } from './node.ts';
import { type Mark, SyntaxProblem } from './place.ts';

const MAX_DEPTH = 200;
const escapes = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
const words = ['true', 'false', 'null'];

function quoted(char: string): string {
  if (char === "'") return "'\\''";
  if (char === '"') return `'"'`;
  const special = new Map([
    ['\n', '\\n'],
    ['\t', '\\t'],
    ['\r', '\\r'],
    ['\\', '\\\\'],
  ]);
  return `'${special.get(char) ?? char}'`;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** A text of JSON values, one behind the other. */
export class JsonStream {
  private readonly text: string;
  private readonly cursor: Cursor;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
    this.cursor = new Cursor(text);
  }

  /** How far the text was read. */
  get offset(): number {
    return this.cursor.currentOffset;
  }

  /** Where the next value begins; undefined if there is none. */
  next(): Mark | undefined {
    this.skipSpace();
    return this.cursor.isEnd() ? undefined : this.cursor.mark;
  }

  /** upstream: encoding/json scanner.go; the offset counts bytes, the offending one too. */
  private fail(where: string): never {
    const { mark } = this.cursor;
    const code = this.text.codePointAt(mark.offset);
    if (code === undefined) throw new SyntaxProblem('unexpected EOF', { start: mark, end: mark });
    const message = `json: offset ${utf8Length(this.text.slice(0, mark.offset)) + 1}: invalid character ${quoted(String.fromCodePoint(code))} ${where}`;
    throw new SyntaxProblem(message, { start: mark, end: { ...mark, offset: mark.offset + 1, column: mark.column + 1 } });
  }

  private skipSpace(): void {
    while (/[ \t\r\n]/.test(this.cursor.peek())) {
      if (this.cursor.peek() === '\n') this.cursor.readBreak();
      else this.cursor.read();
    }
  }

  private take(char: string): boolean {
    this.skipSpace();
    if (this.cursor.peek() !== char) return false;
    this.cursor.read();
    return true;
  }

  /** Takes the next value. Throws a SyntaxProblem. */
  value(): Node {
    this.skipSpace();
    const start = this.cursor.mark;
    const char = this.cursor.peek();
    if (char === '{' || char === '[') {
      if (++this.depth > MAX_DEPTH) throw new SyntaxProblem('json: exceeded max depth', { start, end: start });
      const node = char === '{' ? this.object(start) : this.array(start);
      this.depth--;
      return node;
    }
    if (char === '"') return this.scalar(start, this.string(), false);
    if (/[-0-9]/.test(char)) return this.scalar(start, this.number(), true);
    const word = words.find((each) => each.startsWith(char) && char !== '');
    if (word === undefined) return this.fail('looking for beginning of value');
    for (const letter of word) {
      if (this.cursor.peek() !== letter) this.fail(`in literal ${word} (expecting ${quoted(letter)})`);
      this.cursor.read();
    }
    return this.scalar(start, word, true);
  }

  private scalar(start: Mark, text: string, isPlain: boolean): Node {
    return { form: 'scalar', text, isPlain, range: { start, end: this.cursor.mark } };
  }

  private object(start: Mark): Node {
    this.cursor.read();
    const entries: Entry[] = [];
    if (!this.take('}')) {
      do {
        this.skipSpace();
        if (this.cursor.peek() !== '"') this.fail('looking for beginning of object key string');
        const keyStart = this.cursor.mark;
        const key = this.scalar(keyStart, this.string(), false);
        if (!this.take(':')) this.fail('after object key');
        entries.push({ key, value: this.value() });
      } while (this.take(','));
      if (!this.take('}')) this.fail('after object key:value pair');
    }
    return { form: 'map', entries, range: { start, end: this.cursor.mark } };
  }

  private array(start: Mark): Node {
    this.cursor.read();
    const items: Node[] = [];
    if (!this.take(']')) {
      do items.push(this.value());
      while (this.take(','));
      if (!this.take(']')) this.fail('after array element');
    }
    return { form: 'list', items, range: { start, end: this.cursor.mark } };
  }

  private string(): string {
    this.cursor.read();
    let value = '';
    for (;;) {
      value += this.cursor.readWhile(() => this.cursor.peek() >= ' ' && !/["\\]/.test(this.cursor.peek()));
      if (this.cursor.peek() === '"') break;
      if (this.cursor.peek() !== '\\') this.fail('in string literal');
      this.cursor.read();
      value += this.escape();
    }
    this.cursor.read();
    return value;
  }

  private escape(): string {
    const char = this.cursor.peek();
    const short = escapes.get(char);
    if (short === undefined && char !== 'u') this.fail('in string escape code');
    this.cursor.read();
    if (short !== undefined) return short;
    let digits = '';
    while (digits.length < 4) {
      if (!/[0-9a-fA-F]/.test(this.cursor.peek())) this.fail('in \\u hexadecimal character escape');
      digits += this.cursor.read();
    }
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private digits(where: string): string {
    if (!/[0-9]/.test(this.cursor.peek())) this.fail(where);
    return this.cursor.readWhile(() => /[0-9]/.test(this.cursor.peek()));
  }

  private number(): string {
    let text = this.cursor.peek() === '-' ? this.cursor.read() : '';
    text += this.cursor.peek() === '0' ? this.cursor.read() : this.digits('in numeric literal');
    if (this.cursor.peek() === '.') text += this.cursor.read() + this.digits('after decimal point in numeric literal');
    if (/[eE]/.test(this.cursor.peek())) {
      text += this.cursor.read();
      if (/[-+]/.test(this.cursor.peek())) text += this.cursor.read();
      text += this.digits('in exponent of numeric literal');
    }
    return text;
  }
}
