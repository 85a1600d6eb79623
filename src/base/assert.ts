/** A mistake in our own code: it stops the worker, which then offers the scenario that led there. */
export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed';
}

/** Stops with `message` unless `condition` holds. Stays on in production. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message);
}

/** Gives `value` back unless it is absent, which then is our own mistake. */
export function ensureExists<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new AssertionFailed(`${what} is missing`);
  return value;
}
