/**
 * Each pod's place in its ReplicaSet's row. A pod takes the first free place when it is created and keeps it until it is gone.
 * Places follow from the order of creations and removals alone, and a pod's place is remembered when the clock goes back:
 * a moment shows the same places however it is reached.
 */
interface Place {
  readonly owner: string;
  readonly slot: number;
  /** The engine step that gave it. */
  readonly born: number;
}

export class SlotBook {
  readonly #places = new Map<string, Place>();
  /** uids by slot, '' where free, of the pods that exist now. */
  readonly #rows = new Map<string, string[]>();

  /** A pod exists (created, changed or adopted) and belongs to `owner`; '' for none. `step`: the engine step that says so. */
  take(pod: string, owner: string, step: number): void {
    const known = this.#places.get(pod);
    if (known?.owner === owner) {
      this.#sit(pod, known);
      return;
    }
    if (known !== undefined) this.leave(pod);
    const row = this.#row(owner);
    const free = row.indexOf('');
    const place: Place = { owner, slot: free === -1 ? row.length : free, born: step };
    this.#places.set(pod, place);
    this.#sit(pod, place);
  }

  /** The pod is gone. */
  leave(pod: string): void {
    const place = this.#places.get(pod);
    if (place === undefined) return;
    const row = this.#row(place.owner);
    if (row[place.slot] === pod) row[place.slot] = '';
    while (row.at(-1) === '') row.pop();
  }

  /** The clock was set to another moment of the same run (at engine step `step`), at which just these pods exist. */
  moveTo(pods: readonly { readonly pod: string; readonly owner: string }[], step: number): void {
    this.#rows.clear();
    const moved = pods.filter(({ pod, owner }) => {
      const place = this.#places.get(pod);
      if (place?.owner !== owner) return true;
      this.#sit(pod, place);
      return false;
    });
    for (const { pod, owner } of moved) this.take(pod, owner, step);
  }

  /** Another future begins after `step`: what was given later never happened. */
  forkAfter(step: number): void {
    for (const [pod, place] of this.#places) if (place.born > step) this.#places.delete(pod);
  }

  slotOf(pod: string): number {
    return this.#places.get(pod)?.slot ?? 0;
  }

  /** uids by slot, '' where a slot is empty. */
  row(owner: string): readonly string[] {
    return this.#rows.get(owner) ?? [];
  }

  #row(owner: string): string[] {
    const known = this.#rows.get(owner);
    if (known !== undefined) return known;
    const row: string[] = [];
    this.#rows.set(owner, row);
    return row;
  }

  #sit(pod: string, { owner, slot }: Place): void {
    const row = this.#row(owner);
    while (row.length < slot) row.push('');
    row[slot] = pod;
  }
}
