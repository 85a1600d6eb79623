/** Reads kubectl's dialect of JSONPath. upstream: client-go/util/jsonpath parser.go, whose messages these are */
import { err, ok, type Result } from '../../../base/result.ts';
import type { Bound, List, Node } from './node.ts';

/** The nodes of a template: texts, and a list for each pair of braces. */
export function parseTemplate(template: string): Result<readonly Node[], string> {
  const reader = new Reader(template);
  try {
    return ok(reader.template());
  } catch (problem) {
    if (problem instanceof Unreadable) return err(problem.message);
    throw problem;
  }
}

class Unreadable extends Error {}

function unreadable(message: string): never {
  throw new Unreadable(message);
}

const ENDS_FIELD = /[\s.,[\]$@{}]/;
const COMPARISON = /^([^!<>=]+)([!<>=]+)(.+?)$/s;
const SLICE = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;
const KEY = /^'([^']*)'$/;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  template(): readonly Node[] {
    const nodes: Node[] = [];
    while (this.#at < this.#text.length) {
      const brace = this.#text.indexOf('{', this.#at);
      const end = brace < 0 ? this.#text.length : brace;
      if (end > this.#at) nodes.push({ type: 'text', text: this.#text.slice(this.#at, end) });
      this.#at = end;
      if (brace >= 0) {
        this.#at += 1;
        nodes.push(this.#braces());
      }
    }
    return nodes;
  }

  #braces(): List {
    const nodes: Node[] = [];
    for (;;) {
      if (this.#text.startsWith('}', this.#at)) {
        this.#at += 1;
        return { type: 'list', nodes };
      }
      if (this.#text.startsWith('[?(', this.#at)) nodes.push(this.#filter());
      else if (this.#text.startsWith('..', this.#at)) nodes.push(...this.#recursive(nodes));
      else nodes.push(...this.#next());
    }
  }

  #next(): readonly Node[] {
    const letter = this.#text[this.#at];
    if (letter === undefined || letter === '\n' || letter === '\r') unreadable('unclosed action');
    this.#at += 1;
    if (letter === ' ' || letter === '@' || letter === '$') return [];
    if (letter === '[') return this.#array();
    if (letter === '"' || letter === "'") return [this.#quoted(letter)];
    if (letter === '.') return [this.#field()];
    this.#at -= 1;
    if (/[+\-\d]/.test(letter)) return [this.#number()];
    if (/[\p{L}\p{Nd}_]/u.test(letter)) return [this.#identifier()];
    const point = letter.codePointAt(0) ?? 0;
    return unreadable(`unrecognized character in action: U+${point.toString(16).toUpperCase().padStart(4, '0')} '${letter}'`);
  }

  #recursive(before: readonly Node[]): readonly Node[] {
    if (before.at(-1)?.type === 'recursive') unreadable('invalid multiple recursive descent');
    this.#at += 2;
    const isNamed = /[\p{L}\p{Nd}_]/u.test(this.#text[this.#at] ?? '');
    return isNamed ? [{ type: 'recursive' }, this.#field()] : [{ type: 'recursive' }];
  }

  /** Up to the next sign that ends a name; a backslash takes away the meaning of what follows. */
  #field(): Node {
    const start = this.#at;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const letter = this.#text[this.#at] ?? '';
      if (letter === '\\') this.#at += 1;
      else if (ENDS_FIELD.test(letter)) break;
    }
    this.#at = Math.min(this.#at, this.#text.length);
    const name = this.#text.slice(start, this.#at);
    return name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') };
  }

  #identifier(): Node {
    const start = this.#at;
    while (this.#at < this.#text.length && !ENDS_FIELD.test(this.#text[this.#at] ?? '')) this.#at += 1;
    const name = this.#text.slice(start, this.#at);
    return name === 'true' || name === 'false' ? { type: 'value', value: name === 'true' } : { type: 'identifier', name };
  }

  #number(): Node {
    const [text = ''] = /^[+-]?[\d.]*/.exec(this.#text.slice(this.#at)) ?? [];
    this.#at += text.length;
    const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text);
    return isNumber ? { type: 'value', value: Number(text) } : unreadable(`cannot parse number ${text}`);
  }

  #quoted(quote: string): Node {
    const start = this.#at;
    for (; this.#text[this.#at] !== quote; this.#at += 1) {
      if (this.#at >= this.#text.length) unreadable('unterminated quoted string');
      if (this.#text[this.#at] === '\\' && this.#text[this.#at + 1] === quote) this.#at += 1;
    }
    const text = this.#text.slice(start, this.#at);
    this.#at += 1;
    return { type: 'text', text: unescaped(text) };
  }

  #array(): readonly Node[] {
    const end = this.#text.indexOf(']', this.#at);
    const newline = this.#text.indexOf('\n', this.#at);
    if (end < 0 || (newline >= 0 && newline < end)) unreadable('unterminated array');
    const inner = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    const text = inner === '*' ? ':' : inner;
    const parts = text.split(',');
    if (parts.length > 1) return [{ type: 'union', parts: parts.map((part) => action(`[${part.trim()}]`)) }];
    const [, key] = KEY.exec(text) ?? [];
    if (key !== undefined) return action(`.${key}`).nodes;
    const slice = SLICE.exec(text);
    if (slice === null) return unreadable(`invalid array index ${text}`);
    return [sliceOf(slice)];
  }

  #filter(): Node {
    this.#at += 3;
    const start = this.#at;
    let quote: string | undefined;
    for (; ; this.#at += 1) {
      const letter = this.#text[this.#at];
      if (letter === undefined || letter === '\n') unreadable('unterminated filter');
      if (quote !== undefined && letter === '\\' && this.#text[this.#at + 1] === quote) this.#at += 1;
      else if (quote !== undefined) quote = letter === quote ? undefined : quote;
      else if (letter === '"' || letter === "'") quote = letter;
      else if (letter === ')') break;
    }
    const text = this.#text.slice(start, this.#at);
    this.#at += 1;
    if (this.#text[this.#at] !== ']') unreadable('unclosed array expect ]');
    this.#at += 1;
    const [, left, operator = '', right = ''] = COMPARISON.exec(text) ?? [];
    if (left === undefined) return { type: 'filter', left: action(text), right: { type: 'list', nodes: [] }, operator: 'exists' };
    return { type: 'filter', left: action(left), right: action(right), operator };
  }
}

/** What stands alone in braces. */
function action(text: string): List {
  const [first] = new Reader(`{${text}}`).template();
  return first?.type === 'list' ? first : { type: 'list', nodes: [] };
}

function sliceOf([, start = '', end, step]: RegExpExecArray): Node {
  const bound = (text: string | undefined): Bound => (text === undefined || text === ':' ? {} : { value: Number(text.replace(':', '')) });
  const from: Bound = start === '' ? {} : { value: Number(start) };
  // `[3]` is `[3:4]`.
  const until: Bound = end === undefined ? { value: (from.value ?? 0) + 1, derived: true } : bound(end);
  return { type: 'array', start: from, end: until, step: bound(step) };
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The escapes of a Go string. */
function unescaped(text: string): string {
  return text.replace(/\\(?:u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|(.))/gs, (whole, unicode?: string, hex?: string, letter?: string) => {
    const code = unicode ?? hex;
    return code === undefined ? (ESCAPES[letter ?? ''] ?? whole) : String.fromCodePoint(Number.parseInt(code, 16));
  });
}
