/**
 * What an unquoted YAML word means to kubectl: YAML 1.1, as go-yaml v2 reads it. `yes` and `on` are true, `010` is eight,
 * `1_000` is a thousand; dates stay texts.
 */
export type Scalar =
  | { readonly tag: 'null' }
  | { readonly tag: 'bool'; readonly value: boolean }
  | { readonly tag: 'int' | 'float'; readonly value: number }
  /** A date: a text for the API, but one that must be quoted when it is written. */
  | { readonly tag: 'timestamp' }
  | { readonly tag: 'str' };

const words = new Map<string, Scalar>();
function meaning(scalar: Scalar, ...spellings: readonly string[]): void {
  for (const word of spellings) words.set(word, scalar);
}
meaning({ tag: 'bool', value: true }, 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON');
meaning({ tag: 'bool', value: false }, 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF');
meaning({ tag: 'null' }, '', '~', 'null', 'Null', 'NULL');
meaning({ tag: 'float', value: Number.NaN }, '.nan', '.NaN', '.NAN');
meaning({ tag: 'float', value: Number.POSITIVE_INFINITY }, '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF');
meaning({ tag: 'float', value: Number.NEGATIVE_INFINITY }, '-.inf', '-.Inf', '-.INF');

const text: Scalar = { tag: 'str' };
const integer = /^[-+]?(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const date = /^\d{4}-(\d\d?)-(\d\d?)(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)|[ ](\d\d?):(\d\d?):(\d\d?)(?:\.\d+)?)?$/;
const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(word: string): boolean {
  const match = date.exec(word);
  if (match === null) return false;
  const part = (...indexes: readonly number[]) => Number(indexes.map((index) => match[index]).find((found) => found !== undefined) ?? 0);
  const [month, day] = [part(1), part(2)];
  const year = Number(word.slice(0, 4));
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && !isLeap ? 28 : (daysOfMonth[month - 1] ?? 0);
  return day >= 1 && day <= days && part(3, 6) < 24 && part(4, 7) < 60 && part(5, 8) < 60;
}

function numberOf(word: string): Scalar {
  const plain = word.replaceAll('_', '');
  const int = integer.exec(plain);
  if (int !== null) {
    const [, hex, binary, octal, digits = ''] = int;
    const size =
      hex !== undefined
        ? Number.parseInt(hex, 16)
        : binary !== undefined
          ? Number.parseInt(binary, 2)
          : octal !== undefined
            ? Number.parseInt(octal, 8)
            : Number(digits);
    // Not -size: that makes -0 of a zero, which JSON does not know.
    return { tag: 'int', value: plain.startsWith('-') ? 0 - size : size };
  }
  if (decimal.test(plain) && Number.isFinite(Number(plain))) return { tag: 'float', value: Number(plain) };
  return text;
}

/** Reads an unquoted word. upstream: sigs.k8s.io/yaml/goyaml.v2/resolve.go */
export function resolveScalar(word: string): Scalar {
  const known = words.get(word);
  if (known !== undefined) return known;
  const first = word.charAt(0);
  if (first === '.') return decimal.test(word) && Number.isFinite(Number(word)) ? { tag: 'float', value: Number(word) } : text;
  if (!/[-+0-9]/.test(first)) return text;
  return isDate(word) ? { tag: 'timestamp' } : numberOf(word);
}
