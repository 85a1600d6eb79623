/** sort, in the C locale: by code units, as Go and kubectl compare. */
import { type Filter, linesOf, whole } from './sinks.ts';

interface Key {
  readonly from: number;
  readonly to: number;
  readonly letters: string;
}

export const sort: Filter = (args, streams) => {
  const keys: Key[] = [];
  let letters = '';
  let separator: string | undefined;
  const queue = [...args];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const long = /^--(key|field-separator|reverse|numeric-sort|unique|version-sort|human-numeric-sort|ignore-case)(?:=(.*))?$/.exec(word);
    const short = long === null ? word : `-${LONG[long[1] ?? ''] ?? ''}${long[2] ?? ''}`;
    const valued = /^-([a-zA-Z]*?)([kt])(.*)$/.exec(short);
    if (valued !== null) {
      letters += valued[1] ?? '';
      const value = valued[3] || (queue.shift() ?? '');
      if (valued[2] === 't') separator = value;
      else {
        const key = /^(\d+)(?:\.\d+)?([a-zA-Z]*)(?:,(\d+)(?:\.\d+)?([a-zA-Z]*))?$/.exec(value);
        if (key === null || key[1] === '0') {
          streams.stderr(`sort: invalid number at field start: invalid count at start of '${value}'\n`);
          return 2;
        }
        keys.push({ from: Number(key[1]) - 1, to: key[3] === undefined ? Infinity : Number(key[3]), letters: `${key[2]}${key[4] ?? ''}` });
      }
    } else if (short.startsWith('-') && short !== '-') letters += short.slice(1);
  }
  const wrong = [...letters, ...keys.flatMap((key) => [...key.letters])].find((letter) => !'rnufhVbs'.includes(letter));
  if (wrong !== undefined) {
    streams.stderr(`sort: invalid option -- '${wrong}'\n`);
    return 2;
  }
  const compare = comparison(keys, letters, separator);
  return whole((text) => {
    const lines = linesOf(text).map((line) => line.replace(/\n$/, ''));
    lines.sort(compare);
    const kept = letters.includes('u') ? lines.filter((line, index) => index === 0 || compare(lines[index - 1] ?? '', line) !== 0) : lines;
    streams.stdout(kept.map((line) => `${line}\n`).join(''));
  });
};

const LONG: Readonly<Record<string, string>> = {
  key: 'k',
  'field-separator': 't',
  reverse: 'r',
  'numeric-sort': 'n',
  unique: 'u',
  'version-sort': 'V',
  'human-numeric-sort': 'h',
  'ignore-case': 'f',
};

function comparison(keys: readonly Key[], letters: string, separator: string | undefined): (a: string, b: string) => number {
  const all = keys.length === 0 ? [{ from: 0, to: Infinity, letters: '' }] : keys;
  return (a, b) => {
    for (const key of all) {
      const how = key.letters === '' ? letters : key.letters;
      const order = byHow(part(a, key, separator), part(b, key, separator), how);
      if (order !== 0) return how.includes('r') ? -order : order;
    }
    // Lines that the keys find equal are put in order as a whole, unless only one of them is to stay.
    if (letters.includes('u') || letters.includes('s')) return 0;
    const order = byText(a, b);
    return letters.includes('r') ? -order : order;
  };
}

/** The fields of a line from the key's first to its last. Blanks before a field belong to it, as in sort itself. */
function part(line: string, { from, to }: Key, separator: string | undefined): string {
  if (from === 0 && to === Infinity) return line;
  const fields = separator === undefined ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);
  return fields.slice(from, to).join(separator ?? '');
}

function byHow(a: string, b: string, how: string): number {
  if (how.includes('n')) return figure(a) - figure(b);
  if (how.includes('h')) return size(a) - size(b);
  if (how.includes('V')) return byVersion(a, b);
  const [left, right] = how.includes('b') ? [a.trimStart(), b.trimStart()] : [a, b];
  return how.includes('f') ? byText(left.toUpperCase(), right.toUpperCase()) : byText(left, right);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The number that a text begins with; 0 without one. */
function figure(text: string): number {
  return Number(/^\s*(-?\d*\.?\d+)/.exec(text)?.[1] ?? 0);
}

function size(text: string): number {
  const found = /^\s*(-?\d*\.?\d+)\s*([KMGTP]?)/i.exec(text);
  const power = ['', 'K', 'M', 'G', 'T', 'P'].indexOf((found?.[2] ?? '').toUpperCase());
  return Number(found?.[1] ?? 0) * 1024 ** Math.max(0, power);
}

/** Runs of digits as numbers. */
function byVersion(a: string, b: string): number {
  const [left, right] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [one = '', other = ''] = [left[index], right[index]];
    const order = /^\d/.test(one) && /^\d/.test(other) ? Number(one) - Number(other) : byText(one, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
