/** Which objects changed since a moment, so that a frame costs what changed and not the size of the cluster. */
import type { ObjectKey } from '../api/client.ts';
import { formatKey } from '../api/key.ts';

/** The log forgets what lies further back; whoever has slept that long compares everything. */
const LOG_MAX = 200_000;

export interface Changes {
  /** Where to ask from the next time. */
  readonly cursor: number;
  /** The objects that were written or whose outlook changed, each once; undefined: too long ago, compare everything. */
  readonly keys: readonly ObjectKey[] | undefined;
}

export class ChangeLog {
  #keys: ObjectKey[] = [];
  /** Number of the first entry that the log still holds. */
  #first = 0;

  get cursor(): number {
    return this.#first + this.#keys.length;
  }

  add(key: ObjectKey): void {
    if (this.#keys.length >= LOG_MAX) {
      const dropped = LOG_MAX / 2;
      this.#keys = this.#keys.slice(dropped);
      this.#first += dropped;
    }
    this.#keys.push(key);
  }

  since(cursor: number): Changes {
    if (cursor < this.#first) return { cursor: this.cursor, keys: undefined };
    const seen = new Map<string, ObjectKey>();
    for (let index = cursor - this.#first; index < this.#keys.length; index++) {
      const key = this.#keys[index];
      if (key !== undefined) seen.set(formatKey(key), key);
    }
    return { cursor: this.cursor, keys: [...seen.values()] };
  }
}
