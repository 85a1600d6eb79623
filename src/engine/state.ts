/** A cluster at one instant as data. Objects are shared with the running simulation, which never changes them. */
import type { Change } from './actor.ts';
import type { CacheData } from './cache.ts';
import type { ClientLimitsData } from './clientLimits.ts';
import type { Entries } from './entries.ts';
import type { Lease } from './eventStore.ts';
import type { EventsData } from './events.ts';
import type { ActiveFault } from './faults/fault.ts';
import type { ObjectsByKind } from './objectTable.ts';
import type { QueuedEvent } from './queue.ts';
import type { SimTime } from './setup.ts';
import type { ActorName } from './step.ts';
import type { WorkQueueData } from './workqueue.ts';

/** A watch event on its way to the informer cache. */
export interface Delivery {
  readonly at: SimTime;
  readonly change: Change;
  readonly cause?: number;
}

export interface Snapshot {
  readonly now: SimTime;
  readonly stepCount: number;
  readonly sequence: number;
  readonly resourceVersion: number;
  readonly objects: ObjectsByKind;
  readonly ordinals: readonly (readonly [string, number])[];
  /** In no order: what comes first is told by the events themselves. */
  readonly queue: readonly QueuedEvent[];
  readonly deliveries: readonly Delivery[];
  readonly cache: CacheData;
  readonly workQueues: readonly (readonly [ActorName, WorkQueueData])[];
  readonly memories: readonly (readonly [ActorName, Entries<unknown>])[];
  readonly events: EventsData;
  readonly leases: readonly Lease[];
  /** Absent: none is on. */
  readonly faults?: readonly ActiveFault[];
  /** Only in a set-up with client-side rate limits. */
  readonly clientLimits?: ClientLimitsData;
}
