/** JSON that may come from a stranger: a link, or a browser's storage. */

/** Nothing that people write is nested deeper; code that walks objects recursively can rely on it. */
const maxDepth = 64;
/** Values (strings, numbers, lists, maps …) in one tree. */
const maxValues = 200_000;

function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * True for what `JSON.parse` can give, within limits of depth and size. Objects with a key `__proto__` are refused:
 * copying such a key by assignment would change the copy's prototype.
 */
export function isPlainJson(root: unknown, depthLimit = maxDepth): boolean {
  let values = 0;
  const check = (value: unknown, depth: number): boolean => {
    values++;
    if (values > maxValues || depth > depthLimit) return false;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
    if (typeof value === 'number') return Number.isFinite(value);
    if (typeof value !== 'object') return false;
    if (Array.isArray(value)) return value.every((item) => check(item, depth + 1));
    if (!isPlainObject(value)) return false;
    return Object.keys(value).every((key) => key !== '__proto__' && check(value[key], depth + 1));
  };
  return check(root, 0);
}

/** Parses JSON text; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A copy that shares nothing with `value`, without the keys whose value is undefined: what a link or a reload would bring back. */
export function toPlainJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
