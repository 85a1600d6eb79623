/**
 * The work queue of one actor: a set of keys in order of arrival, delayed adds, and the back-off of keys that failed.
 * upstream: k8s.io/client-go/util/workqueue (delaying_queue.go, default_rate_limiters.go)
 */

import type { Due } from './queue.ts';
import type { SimTime } from './setup.ts';
import type { ActorName } from './step.ts';

const BASE_DELAY_MS = 5;
const MAX_DELAY_MS = 1_000_000;
/** The bucket that all keys of an actor share: 10 a second, 100 at once. */
const BUCKET_INTERVAL_MS = 100;
const BUCKET_BURST = 100;

/** Where a work queue puts what is to come. Answers with the sequence number that the event got. */
export type Schedule = (at: SimTime, due: Due, cause: number | undefined) => number;

export interface WorkQueueData {
  readonly queued: readonly string[];
  /** Key, when its delayed add ends, and the sequence number of the event that does it: older events of that key are void. */
  readonly delayed: readonly (readonly [key: string, at: SimTime, sequence: number])[];
  readonly failures: readonly (readonly [key: string, count: number])[];
  readonly bucketAt: SimTime;
}

export class WorkQueue {
  readonly #actor: ActorName;
  readonly #schedule: Schedule;
  readonly #queued: Set<string>;
  readonly #delayed = new Map<string, { readonly at: SimTime; readonly sequence: number }>();
  readonly #failures: Map<string, number>;
  /** The bucket as the time at which it would be full again. */
  #bucketAt: SimTime;

  constructor(actor: ActorName, schedule: Schedule, data?: WorkQueueData) {
    this.#actor = actor;
    this.#schedule = schedule;
    this.#queued = new Set(data?.queued);
    for (const [key, at, sequence] of data?.delayed ?? []) this.#delayed.set(key, { at, sequence });
    this.#failures = new Map(data?.failures);
    this.#bucketAt = data?.bucketAt ?? 0;
  }

  data(): WorkQueueData {
    return {
      queued: [...this.#queued],
      delayed: [...this.#delayed].map(([key, { at, sequence }]) => [key, at, sequence] as const),
      failures: [...this.#failures],
      bucketAt: this.#bucketAt,
    };
  }

  /** Nothing is in line, nothing will be, and nothing has failed. */
  get isIdle(): boolean {
    return this.#queued.size === 0 && this.#delayed.size === 0 && this.#failures.size === 0 && this.#bucketAt === 0;
  }

  /** Puts the key in line, unless it stands there already. */
  add(key: string, now: SimTime, cause: number | undefined): void {
    if (this.#queued.has(key)) return;
    this.#queued.add(key);
    this.#schedule(now, { type: 'sync', actor: this.#actor, key }, cause);
  }

  /** Puts the key in line after a while. Of several delayed adds of one key the earliest stands. */
  addAfter(key: string, delayMs: number, now: SimTime, cause: number | undefined): void {
    const delay = Math.ceil(delayMs);
    if (delay <= 0) {
      this.add(key, now, cause);
      return;
    }
    const at = now + delay;
    const pending = this.#delayed.get(key);
    if (pending !== undefined && pending.at <= at) return;
    const sequence = this.#schedule(at, { type: 'add', actor: this.#actor, key }, cause);
    this.#delayed.set(key, { at, sequence });
  }

  /** The key failed: it comes back after its exponential back-off, or when the bucket lets it. upstream: AddRateLimited */
  addRateLimited(key: string, now: SimTime, cause: number | undefined): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const backOff = failures > 30 ? MAX_DELAY_MS : Math.min(BASE_DELAY_MS * 2 ** failures, MAX_DELAY_MS);
    this.#bucketAt = Math.max(this.#bucketAt, now) + BUCKET_INTERVAL_MS;
    const bucket = this.#bucketAt - now - BUCKET_BURST * BUCKET_INTERVAL_MS;
    this.addAfter(key, Math.max(backOff, bucket), now, cause);
  }

  /** How often the key has failed since it last succeeded. upstream: NumRequeues */
  failuresOf(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** The key's back-off begins anew. upstream: Forget */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** When the key's delayed add ends; undefined: it waits for none. */
  dueAt(key: string): SimTime | undefined {
    return this.#delayed.get(key)?.at;
  }

  /** When the key's turn comes, as far as the queue knows; undefined: nothing is planned. */
  turnOf(key: string, now: SimTime): SimTime | undefined {
    return this.#queued.has(key) ? now : this.dueAt(key);
  }

  /** Whether the event of a delayed add still stands. */
  isCurrent(key: string, sequence: number): boolean {
    return this.#delayed.get(key)?.sequence === sequence;
  }

  /** A delayed add ended. */
  takeDelayed(key: string): void {
    this.#delayed.delete(key);
  }

  /** The key's turn has come: from here on it may be put in line again. */
  take(key: string): void {
    this.#queued.delete(key);
  }
}
