/** Writes YAML as `kubectl -o yaml` does. upstream: goyaml.v2/emitterc.go */
import { compareKeys } from './keyOrder.ts';
import { isEscaped, styleOf } from './textStyle.ts';

/** Texts are broken at the first blank after this column. */
const BEST_WIDTH = 80;
/** A key of more bytes is written with a question mark in front. */
const LONGEST_SIMPLE_KEY = 128;

/** What stands to the left of a value: nothing, `key:`, or the dash of a list. */
type Place = 'document' | 'key' | 'item';

const escapes = new Map<string, string>([
  ['\0', '0'],
  ['\x07', 'a'],
  ['\b', 'b'],
  ['\t', 't'],
  ['\n', 'n'],
  ['\v', 'v'],
  ['\f', 'f'],
  ['\r', 'r'],
  ['\x1b', 'e'],
  ['"', '"'],
  ['\\', '\\'],
  ['\u0085', 'N'],
  ['\u2028', 'L'],
  ['\u2029', 'P'],
]);

function escaped(char: string): string {
  const short = escapes.get(char);
  if (short !== undefined) return `\\${short}`;
  const code = char.codePointAt(0) ?? 0;
  const [letter, length] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\${letter}${code
    .toString(16)
    .toUpperCase()
    .padStart(length as number, '0')}`;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/** As Go prints a float in its shortest form. */
function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  if (Number.isInteger(value) && power < 21) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** The names of the fields to write, in order; none for what is no map. */
function keysOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.keys(value)
    .filter((key) => (value as Readonly<Record<string, unknown>>)[key] !== undefined)
    .sort(compareKeys);
}

class Emitter {
  private out = '';
  private column = 0;

  get text(): string {
    return this.out;
  }

  private put(text: string): void {
    this.out += text;
    this.column += 1 + (text.length > 1 ? [...text].length - 1 : 0);
  }

  private newLine(indent: number): void {
    if (this.out !== '' && !this.out.endsWith('\n')) this.out += '\n';
    this.out += ' '.repeat(indent);
    this.column = indent;
  }

  /** Writes a value behind what stands at `place`; `indent` is the column of the map or list around it. */
  value(value: unknown, indent: number, place: Place): void {
    const isInside = place !== 'document';
    const keys = keysOf(value);
    if (Array.isArray(value) && value.length > 0) this.list(value, place === 'item' ? indent + 2 : indent, place);
    else if (keys.length > 0) this.map(value as Record<string, unknown>, keys, isInside ? indent + 2 : 0, place);
    else {
      if (isInside) this.put(' ');
      this.scalar(value, indent + 2);
    }
  }

  private list(items: readonly unknown[], indent: number, place: Place): void {
    for (const [index, item] of items.entries()) {
      if (index === 0 && place === 'item') this.put(' ');
      else this.newLine(indent);
      this.put('-');
      this.value(item ?? null, indent, 'item');
    }
  }

  private map(fields: Readonly<Record<string, unknown>>, keys: readonly string[], indent: number, place: Place): void {
    for (const [index, key] of keys.entries()) {
      if (index === 0 && place === 'item') this.put(' ');
      else this.newLine(indent);
      if (key.includes('\n') || utf8Length(key) > LONGEST_SIMPLE_KEY) {
        this.put('? ');
        this.string(key, indent + 2, false);
        this.newLine(indent);
        this.put(':');
        this.value(fields[key], indent, 'item');
      } else {
        this.string(key, indent + 2, true);
        this.put(':');
        this.value(fields[key], indent, 'key');
      }
    }
  }

  private scalar(value: unknown, indent: number): void {
    if (typeof value === 'string') this.string(value, indent, false);
    else if (typeof value === 'number') this.put(formatNumber(value));
    else if (typeof value === 'boolean') this.put(String(value));
    else this.put(Array.isArray(value) ? '[]' : value === null ? 'null' : '{}');
  }

  private string(text: string, indent: number, isKey: boolean): void {
    const style = styleOf(text, isKey);
    if (style === 'plain') this.folded(text, indent, isKey, false);
    else if (style === 'double') this.doubleQuoted(text, indent, isKey);
    else if (style === 'literal') this.literal(text, indent);
    else {
      this.put("'");
      this.folded(text.replaceAll("'", "''"), indent, isKey, true);
      this.put("'");
    }
  }

  /** Breaks the line at single blanks behind the best width, which reading turns into blanks again. */
  private folded(text: string, indent: number, isKey: boolean, isQuoted: boolean): void {
    const chars = [...text];
    for (const [index, char] of chars.entries()) {
      const isSingleBlank = char === ' ' && chars[index - 1] !== ' ' && chars[index + 1] !== ' ';
      const isInside = !isQuoted || (index > 0 && index < chars.length - 1);
      if (isSingleBlank && isInside && !isKey && this.column > BEST_WIDTH) this.newLine(indent);
      else this.put(char);
    }
  }

  private doubleQuoted(text: string, indent: number, isKey: boolean): void {
    this.put('"');
    const chars = [...text];
    for (const [index, char] of chars.entries()) {
      if (isEscaped(char)) this.put(escaped(char));
      else if (char === ' ' && !isKey && chars[index - 1] !== ' ' && this.column > BEST_WIDTH && index > 0 && index < chars.length - 1) {
        this.newLine(indent);
        if (chars[index + 1] === ' ') this.put('\\');
      } else this.put(char);
    }
    this.put('"');
  }

  private literal(text: string, indent: number): void {
    const chomping = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
    this.put(`|${/^[ \n]/.test(text) ? '2' : ''}${chomping}`);
    const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
    for (const line of lines) this.out += line === '' ? '\n' : `\n${' '.repeat(indent)}${line}`;
    if (text.endsWith('\n')) this.out += '\n';
    this.column = 0;
  }

  end(): void {
    if (!this.out.endsWith('\n')) this.out += '\n';
  }
}

/** The object as YAML text, keys in go-yaml's order, fields that are undefined left out. */
export function emitYaml(value: unknown): string {
  const emitter = new Emitter();
  emitter.value(value ?? null, 0, 'document');
  emitter.end();
  return emitter.text;
}
