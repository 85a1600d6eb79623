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
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.step ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return this.#entries[low - 1]?.value;
  }

  forkAfter(step: number): void {
    this.#entries = this.#entries.filter((entry) => entry.step <= step);
  }
}
