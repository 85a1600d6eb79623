/** A short hash over a cluster's whole state, the same on every machine and however the containers happen to be ordered inside. */
import { pairsOf } from './entries.ts';
import type { EventsData } from './events.ts';
import { inOrder } from './queue.ts';
import type { Snapshot } from './state.ts';

/** Objects are immutable, so the hash of each is made once. */
const known = new WeakMap<object, string>();

/** Two independent 32-bit lanes over a text: enough to tell states apart, nothing to do with secrecy. */
class Hash {
  #a = 0x811c9dc5;
  #b = 0x1b873593;

  add(text: string): void {
    let a = this.#a;
    let b = this.#b;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b + code, 0x85ebca6b);
      b ^= b >>> 13;
    }
    this.#a = a;
    this.#b = b;
  }

  text(): string {
    return [this.#a, this.#b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

/** JSON with sorted field names; fields that are undefined are absent. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value instanceof Map) return canonical([...value].sort(byText));
  if (value instanceof Set) return canonical([...value].sort());
  const fields = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(fields[name])}`)
    .join()}}`;
}

function byText(a: readonly [unknown, unknown], b: readonly [unknown, unknown]): number {
  const [left, right] = [String(a[0]), String(b[0])];
  return left < right ? -1 : left > right ? 1 : 0;
}

function hashOf(value: object): string {
  const before = known.get(value);
  if (before !== undefined) return before;
  const hash = new Hash();
  hash.add(canonical(value));
  const text = hash.text();
  known.set(value, text);
  return text;
}

/** What an actor remembers is immutable too. */
function hashOfAny(value: unknown): string {
  return typeof value === 'object' && value !== null ? hashOf(value) : canonical(value);
}

/** The memories of the processes as lists of pairs. */
function plain({ processes, ...numbers }: EventsData): unknown {
  return {
    ...numbers,
    processes: processes.map(([name, { aggregates, observations, spam }]) => [
      name,
      { aggregates: pairsOf(aggregates), observations: pairsOf(observations), spam: pairsOf(spam) },
    ]),
  };
}

/** 16 hexadecimal digits. */
export function digestOf(snapshot: Snapshot): string {
  const hash = new Hash();
  const { objects, cache, memories, workQueues, ordinals, queue, deliveries, events, leases, ...numbers } = snapshot;
  hash.add(canonical(numbers));
  for (const kinds of [objects, cache.objects])
    hash.add(
      [...kinds]
        .flatMap(([, list]) => list.map(hashOf))
        .sort()
        .join(),
    );
  for (const index of [cache.owners, cache.orphans, cache.nodes]) hash.add(canonical([...index].sort(byText)));
  for (const [actor, memory] of [...memories].sort(byText))
    hash.add(
      actor +
        [...pairsOf(memory)]
          .sort(byText)
          .map(([key, value]) => key + hashOfAny(value))
          .join(),
    );
  for (const [actor, data] of [...workQueues].sort(byText)) {
    hash.add(
      actor +
        canonical({
          ...data,
          queued: [...data.queued].sort(),
          delayed: [...data.delayed].sort(byKey),
          failures: [...data.failures].sort(byText),
        }),
    );
  }
  hash.add(canonical([...ordinals].sort(byText)));
  hash.add(canonical(inOrder(queue)));
  hash.add(deliveries.map(({ at, change, cause }) => `${at} ${cause} ${change.type} ${hashOf(change.object)}`).join());
  hash.add(canonical(plain(events)));
  hash.add(canonical(leases));
  return hash.text();
}

function byKey(a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
