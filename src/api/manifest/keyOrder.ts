const letter = /^\p{L}$/u;
const digit = /^\p{Nd}$/u;

function digitsFrom(chars: readonly string[], start: number): { end: number; value: number } {
  let end = start;
  let value = 0;
  while (end < chars.length && digit.test(chars[end] ?? '')) value = value * 10 + ((chars[end++] ?? '').codePointAt(0) ?? 0) - 48;
  return { end, value };
}

/** In front of a differing `0`: whether digits other than zero stand there, so that the zero counts as a digit of a number. */
function isInsideNumber(chars: readonly string[], index: number): boolean {
  for (let i = index - 1; i >= 0 && digit.test(chars[i] ?? ''); i--) if (chars[i] !== '0') return true;
  return false;
}

/**
 * The order in which go-yaml writes the keys of a map: numbers by their value (`a2` before `a10`), letters after all other characters.
 * upstream: goyaml.v2/sorter.go
 */
export function compareKeys(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const l = left[i] ?? '';
    const r = right[i] ?? '';
    if (l === r) continue;
    const order = (l.codePointAt(0) ?? 0) - (r.codePointAt(0) ?? 0);
    const [isLeftLetter, isRightLetter] = [letter.test(l), letter.test(r)];
    if (isLeftLetter && isRightLetter) return order;
    if (isLeftLetter || isRightLetter) return isRightLetter ? -1 : 1;
    const leftNumber = digitsFrom(left, i);
    const rightNumber = digitsFrom(right, i);
    if ((l === '0' || r === '0') && isInsideNumber(left, i)) {
      // A leading one, as it were: the number with more digits is the larger one.
      leftNumber.value += 10 ** (leftNumber.end - i);
      rightNumber.value += 10 ** (rightNumber.end - i);
    }
    if (leftNumber.value !== rightNumber.value) return leftNumber.value - rightNumber.value;
    if (leftNumber.end !== rightNumber.end) return leftNumber.end - rightNumber.end;
    return order;
  }
  return left.length - right.length;
}
