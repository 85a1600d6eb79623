/**
 * The token buckets of the components' API clients: each call, and each event written, takes a token. A pass may overdraw its bucket,
 * as calls that are already on their way; the next pass of that component then waits until a token is there.
 * upstream: client-go/util/flowcontrol; --kube-api-qps and --kube-api-burst of the controller manager and the scheduler
 */
import type { SimTime } from './setup.ts';
import type { ActorName } from './step.ts';

/** How many calls a client makes. */
export interface ClientLimit {
  /** Milliseconds from one token to the next. */
  readonly intervalMs: number;
  /** Tokens of a full bucket. */
  readonly burst: number;
}

/** 20 calls a second, 30 at once: every controller has a client, and so a bucket, of its own. */
export const CONTROLLER_CLIENT: ClientLimit = { intervalMs: 50, burst: 30 };
/** 50 calls a second, 100 at once. */
export const SCHEDULER_CLIENT: ClientLimit = { intervalMs: 20, burst: 100 };

/** For each component that has made a call, when its bucket would be full again. */
export type ClientLimitsData = readonly (readonly [ActorName, SimTime])[];

export class ClientLimits {
  readonly #fullAt: Map<ActorName, SimTime>;

  constructor(data: ClientLimitsData = []) {
    this.#fullAt = new Map(data);
  }

  data(): ClientLimitsData {
    return [...this.#fullAt].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** The first moment from `now` on at which the component has a token. */
  readyAt(actor: ActorName, { intervalMs, burst }: ClientLimit, now: SimTime): SimTime {
    return Math.max(now, (this.#fullAt.get(actor) ?? 0) - (burst - 1) * intervalMs);
  }

  /** How many calls the component can make without waiting. */
  available(actor: ActorName, { intervalMs, burst }: ClientLimit, now: SimTime): number {
    const debt = Math.max((this.#fullAt.get(actor) ?? 0) - now, 0);
    return burst - Math.ceil(debt / intervalMs);
  }

  /** Takes the tokens of so many calls. */
  spend(actor: ActorName, { intervalMs }: ClientLimit, calls: number, now: SimTime): void {
    if (calls > 0) this.#fullAt.set(actor, Math.max(this.#fullAt.get(actor) ?? 0, now) + calls * intervalMs);
  }
}
