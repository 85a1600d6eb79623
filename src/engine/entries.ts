/**
 * A map as data: its keys and its values, in order. Two flat lists cost a snapshot a fraction of what a pair for every entry would:
 * a cluster of a thousand pods has some twenty thousand entries, and a run leaves dozens of snapshots behind.
 */
export interface Entries<T> {
  readonly keys: readonly string[];
  readonly values: readonly T[];
}

export function entriesOf<T>(map: ReadonlyMap<string, T>): Entries<T> {
  return { keys: [...map.keys()], values: [...map.values()] };
}

export function mapOf<T>(entries: Entries<T> | undefined): Map<string, T> {
  const map = new Map<string, T>();
  entries?.keys.forEach((key, index) => {
    map.set(key, entries.values[index] as T); // Both lists are equally long.
  });
  return map;
}

export function pairsOf<T>({ keys, values }: Entries<T>): readonly (readonly [string, T])[] {
  return keys.map((key, index) => [key, values[index] as T] as const); // Both lists are equally long.
}
