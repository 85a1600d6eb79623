/** JSON as Go's encoder writes it: what kubectl puts into annotations and patches. */

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

/** The same value with the keys of every map in Go's order. */
export function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sortedKeys);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => byCodePoint(a, b))
      .map(([key, inner]) => [key, sortedKeys(inner)]),
  );
}

/** Go escapes these so that JSON may stand inside HTML. */
const escaped = /[<>&\u2028\u2029]/g;

/** Compact JSON with sorted keys, `<`, `>` and `&` escaped. */
export function goJson(value: unknown): string {
  // Keys like "1" move to the front in JavaScript objects whatever their order; names in Kubernetes that are whole numbers are rare enough.
  return JSON.stringify(sortedKeys(value)).replace(escaped, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
