/** A bounded list of what was said at which engine step, to be asked what held at a step. */
export class Ledger<T> {
  #entries: { readonly step: number; readonly value: T }[] = [];
  readonly #limit: number;

  /** The oldest half is forgotten when more than `limit` entries are held. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(step: number, value: T): void {
    this.#entries.push({ step, value });
    if (this.#entries.length > this.#limit) this.#entries = this.#entries.slice(-this.#limit / 2);
  }

  /** What was said last at or before `step`. */
  at(step: number): T | undefined {
    for (let index = this.#entries.length - 1; index >= 0; index -= 1) {
      const entry = this.#entries[index];
      if (entry !== undefined && entry.step <= step) return entry.value;
    }
    return undefined;
  }

  forkAfter(step: number): void {
    this.#entries = this.#entries.filter((entry) => entry.step <= step);
  }
}
