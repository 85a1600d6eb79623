/** Event objects in the store: written without a watcher, forgotten after an hour. */
import type { Event } from '../api/core.ts';
import type { Own, Store } from './apiserver/store.ts';
import type { Clock } from './clock.ts';
import type { EventSink } from './events.ts';
import { randomUUID } from './random.ts';
import type { SimTime } from './setup.ts';

const TTL_MS = 3_600_000;

/** The hour that one write of an Event gives it. */
export interface Lease {
  readonly writtenAt: SimTime;
  readonly namespace: string;
  readonly name: string;
  readonly resourceVersion: string;
}

export class EventStore implements EventSink {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #seed: number;
  #leases: Lease[];
  /** Leases before this place have ended; the list is cut now and then. */
  #ended = 0;

  constructor(store: Store, clock: Clock, seed: number, leases: readonly Lease[] = []) {
    this.#store = store;
    this.#clock = clock;
    this.#seed = seed;
    this.#leases = [...leases];
  }

  data(): readonly Lease[] {
    return this.#leases.slice(this.#ended);
  }

  find(namespace: string, name: string): Event | undefined {
    return this.#store.get({ kind: 'Event', namespace, name }) as Event | undefined;
  }

  /** Stores the Event, which is handed over with it: nobody else may hold it. */
  write(event: Own<Event>, now: SimTime): void {
    const { namespace = 'default', name, uid } = event.metadata;
    // With room for the version, which would else need an array of its own beside the object.
    const metadata =
      uid === undefined
        ? {
            name,
            namespace,
            uid: randomUUID(this.#seed, 'uid', 'Event', name),
            creationTimestamp: this.#clock.time(now),
            resourceVersion: '',
          }
        : { ...event.metadata };
    const stored = this.#store.putNew({ kind: 'Event', namespace, name }, event, metadata);
    this.#leases.push({ writtenAt: now, namespace, name, resourceVersion: stored.metadata.resourceVersion ?? '' });
  }

  /** Lets go of Events whose hour is over. A later write gave an Event another hour. */
  expire(now: SimTime): void {
    for (let lease = this.#leases[this.#ended]; lease !== undefined && lease.writtenAt + TTL_MS <= now; lease = this.#leases[this.#ended]) {
      this.#ended += 1;
      const { namespace, name, resourceVersion } = lease;
      if (this.find(namespace, name)?.metadata.resourceVersion === resourceVersion) this.#store.remove({ kind: 'Event', namespace, name });
    }
    if (this.#ended < 1024 || this.#ended * 2 < this.#leases.length) return;
    this.#leases = this.#leases.slice(this.#ended);
    this.#ended = 0;
  }
}
