/** Actors with what belongs to each: its work queue and its memory. */
import { assert, ensureExists } from '../base/assert.ts';
import type { Actor, Memory } from './actor.ts';
import { type Entries, entriesOf, mapOf } from './entries.ts';
import type { SimTime } from './setup.ts';
import type { Snapshot } from './state.ts';
import type { ActorName } from './step.ts';
import { type Schedule, WorkQueue } from './workqueue.ts';

/** A key that has its turn this often at one instant will never rest: a mistake in an actor. */
const PASSES_AT_ONE_INSTANT_MAX = 1000;

/** An actor's memory as a map that a snapshot copies. */
export class MapMemory implements Memory {
  readonly #map: Map<string, unknown>;

  constructor(entries?: Entries<unknown>) {
    this.#map = mapOf(entries);
  }

  get<T>(key: string): T | undefined {
    return this.#map.get(key) as T | undefined;
  }

  set<T>(key: string, value: T): void {
    this.#map.set(key, value);
  }

  delete(key: string): void {
    this.#map.delete(key);
  }

  get size(): number {
    return this.#map.size;
  }

  data(): Entries<unknown> {
    return entriesOf(this.#map);
  }
}

export interface Seat {
  readonly actor: Actor;
  readonly queue: WorkQueue;
  readonly memory: MapMemory;
}

function isUntouched({ actor, queue, memory }: Seat): boolean {
  return actor.isTraceless === true && queue.isIdle && memory.size === 0;
}

export class Seats {
  readonly #seats: ReadonlyMap<ActorName, Seat>;
  readonly #all: readonly Seat[];
  readonly #listening = new Map<string, readonly Seat[]>();
  #passesAt: SimTime = -1;
  #passCount = 0;
  readonly #passes = new Map<string, number>();

  constructor(actors: readonly Actor[], schedule: Schedule, snapshot?: Snapshot) {
    const queues = new Map(snapshot?.workQueues);
    const memories = new Map(snapshot?.memories);
    this.#seats = new Map(
      actors.map((actor): readonly [ActorName, Seat] => {
        const { name } = actor;
        return [name, { actor, queue: new WorkQueue(name, schedule, queues.get(name)), memory: new MapMemory(memories.get(name)) }];
      }),
    );
    this.#all = [...this.#seats.values()];
  }

  get(name: ActorName): Seat {
    return ensureExists(this.#seats.get(name), `actor ${name}`);
  }

  find(name: ActorName): Seat | undefined {
    return this.#seats.get(name);
  }

  /** In the order in which they hear of changes. */
  all(): readonly Seat[] {
    return this.#all;
  }

  /** Those that hear of changes of a kind, in the same order. Found once: every write is told to everyone who listens. */
  listening(kind: string): readonly Seat[] {
    let seats = this.#listening.get(kind);
    if (seats === undefined) {
      seats = this.#all.filter(({ actor }) => actor.kinds?.has(kind) !== false);
      this.#listening.set(kind, seats);
    }
    return seats;
  }

  data(): Pick<Snapshot, 'workQueues' | 'memories'> {
    const seats = [...this.#seats].filter(([, seat]) => !isUntouched(seat));
    return {
      workQueues: seats.map(([name, { queue }]) => [name, queue.data()] as const),
      memories: seats.map(([name, { memory }]) => [name, memory.data()] as const),
    };
  }

  /** Counts a pass; stops a key that never comes to rest. */
  countPass(actor: ActorName, key: string, now: SimTime): void {
    if (this.#passesAt !== now) {
      this.#passesAt = now;
      this.#passCount = 0;
      if (this.#passes.size > 0) this.#passes.clear();
    }
    this.#passCount += 1;
    // Nearly every instant sees a few passes: keys are told apart only when there are many.
    if (this.#passCount <= PASSES_AT_ONE_INSTANT_MAX) return;
    const id = `${actor} ${key}`;
    const passes = (this.#passes.get(id) ?? 0) + 1;
    this.#passes.set(id, passes);
    assert(passes <= PASSES_AT_ONE_INSTANT_MAX, `${id} does not come to rest at ${now} ms`);
  }
}
