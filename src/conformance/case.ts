/** What a family of conformance cases is, and how it reports. */

export interface CaseResult {
  readonly id: string;
  /** Readable differences between what was recorded and what we do; none = passed. */
  readonly differences: readonly string[];
  /** Why a difference does not count, for recordings that are not sure themselves. */
  readonly notGating?: string;
  /** The feature that the case needs and that is not modelled: it was not run. */
  readonly skipped?: string;
}

export interface Family {
  readonly name: string;
  /** Runs the cases below `dir` (the folder that holds all families); `filter` picks one family inside, or one case. */
  readonly run: (dir: string, filter: string | undefined) => readonly CaseResult[];
}

/** Runs a case; what it throws is a difference, and the other cases go on. */
export function attempt(id: string, differences: () => readonly string[]): CaseResult {
  try {
    return { id, differences: differences() };
  } catch (thrown) {
    return { id, differences: [`thrown: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`] };
  }
}

/** A result that compares two values as JSON. */
export function compare(id: string, what: string, expected: unknown, actual: unknown): CaseResult {
  const [want, got] = [JSON.stringify(expected), JSON.stringify(actual)];
  return { id, differences: want === got ? [] : [`${what}: recorded ${want}, ours ${got}`] };
}

/** Every place where two JSON values differ, as `path: recorded …, ours …`; objects are compared without regard to the order of keys. */
export function jsonDifferences(expected: unknown, actual: unknown, path = ''): readonly string[] {
  if (expected === actual) return [];
  const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, i) => jsonDifferences(expected[i], actual[i], `${path}[${i}]`)).flat();
  }
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject(expected) && isObject(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
    return keys.flatMap((key) => jsonDifferences(expected[key], actual[key], path === '' ? key : `${path}.${key}`));
  }
  return [`${path === '' ? 'value' : path}: recorded ${show(expected)}, ours ${show(actual)}`];
}
