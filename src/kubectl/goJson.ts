/** JSON as Go's encoder writes it: what kubectl puts into annotations and patches, and what `-o json` prints. */

// upstream: encoding/json sorts the keys of maps by bytes; for text without surrogates that is the order of code points.
function byCodePoint(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The fields that are there, in Go's order. */
function sortedEntries(value: object): readonly (readonly [key: string, inner: unknown])[] {
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => byCodePoint(a, b));
}

/** The same value with the keys of every map in Go's order, as far as JavaScript keeps an order: whole numbers come first. */
export function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sortedKeys);
  return Object.fromEntries(sortedEntries(value).map(([key, inner]) => [key, sortedKeys(inner)]));
}

/** Go escapes these so that JSON may stand inside HTML. */
const escaped = /[<>&\u2028\u2029]/g;

function scalar(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.replace(escaped, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

interface Style {
  /** Blanks for each level; 0: all in one line. */
  readonly indent: number;
  /** Keys as the object has them, not in Go's order. */
  readonly keepsOrder: boolean;
}

function write(value: unknown, style: Style, level: number): string {
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = style.keepsOrder ? Object.entries(value).filter(([, inner]) => inner !== undefined) : sortedEntries(value);
  const colon = style.indent === 0 ? ':' : ': ';
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => write(item, style, level + 1))
    : entries.map(([key, inner]) => `${scalar(key)}${colon}${write(inner, style, level + 1)}`);
  const [open, close] = isList ? '[]' : '{}';
  if (parts.length === 0 || style.indent === 0) return `${open}${parts.join(',')}${close}`;
  const inner = ' '.repeat(style.indent * (level + 1));
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${' '.repeat(style.indent * level)}${close}`;
}

/** Compact JSON with sorted keys, `<`, `>` and `&` escaped. */
export function goJson(value: unknown): string {
  return write(value, { indent: 0, keepsOrder: false }, 0);
}

/** The same with each field on a line of its own, as `-o json` prints it: four blanks for each level. */
export function goJsonIndented(value: unknown, keepsOrder = false): string {
  return write(value, { indent: 4, keepsOrder }, 0);
}
