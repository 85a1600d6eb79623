import { deepEqual } from '../base/equal.ts';
import type { SimTime } from '../engine/setup.ts';

/** A view and the span of virtual time in which it holds while nothing that it was made from changes. */
export interface Derived<View> {
  readonly view: View;
  /** First moment at which it holds; absent: always did. */
  readonly from?: SimTime | undefined;
  /** First moment at which it does not hold any more; absent: never. */
  readonly until?: SimTime | undefined;
}

interface Entry<View> extends Derived<View> {
  readonly inputs: readonly unknown[];
  round: number;
}

/**
 * Views by uid. A view is made again only when one of its inputs is another value or its time is over,
 * and a new one that says the same gives way to the old, so that an object that did not change keeps its identity.
 */
export class Memo<View> {
  readonly #entries = new Map<string, Entry<View>>();
  #round = 0;
  #until: SimTime | undefined;

  /** When the first of the views asked for since `begin` stops holding; undefined: none does. */
  get until(): SimTime | undefined {
    return this.#until;
  }

  /** Begins a picture; `sweep` at its end forgets what was not asked for. */
  begin(): void {
    this.#round += 1;
    this.#until = undefined;
  }

  get(uid: string, now: SimTime, inputs: readonly unknown[], make: () => Derived<View>): View {
    const known = this.#entries.get(uid);
    if (known !== undefined && holds(known, now) && isSame(known.inputs, inputs)) {
      known.round = this.#round;
      this.#bound(known.until);
      return known.view;
    }
    const made = make();
    const view = known !== undefined && deepEqual(known.view, made.view) ? known.view : made.view;
    this.#bound(made.until);
    this.#entries.set(uid, { ...made, view, inputs, round: this.#round });
    return view;
  }

  #bound(until: SimTime | undefined): void {
    if (until !== undefined && (this.#until === undefined || until < this.#until)) this.#until = until;
  }

  sweep(): void {
    for (const [uid, entry] of this.#entries) if (entry.round !== this.#round) this.#entries.delete(uid);
  }
}

function holds({ from, until }: Derived<unknown>, now: SimTime): boolean {
  return (from === undefined || now >= from) && (until === undefined || now < until);
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
