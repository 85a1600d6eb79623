/** What is new and what is gone between two pictures. */
export interface Changes<T> {
  readonly upserted: readonly T[];
  readonly removed: readonly string[];
}

/** Collects the changes of one picture; a thing that was drawn twice counts once, as it was drawn last. */
export class ChangeCollector<T extends { readonly uid: string }> {
  readonly #upserted = new Map<string, T>();
  readonly #removed = new Set<string>();

  upsert(view: T): void {
    this.#removed.delete(view.uid);
    this.#upserted.set(view.uid, view);
  }

  remove(uid: string): void {
    this.#upserted.delete(uid);
    this.#removed.add(uid);
  }

  /** Undefined when nothing changed. */
  changes(): Changes<T> | undefined {
    if (this.#upserted.size === 0 && this.#removed.size === 0) return undefined;
    return { upserted: [...this.#upserted.values()], removed: [...this.#removed] };
  }
}
