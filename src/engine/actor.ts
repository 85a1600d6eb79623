/**
 * The contract of everything that reacts inside the cluster: controllers, scheduler, kubelet.
 * An actor holds no state of its own: what it must remember lies in `Memory`, as data, so that a snapshot holds everything.
 * Actors never import each other; only `simulation.ts` knows all of them.
 */
import type { Answer, Reader, Request } from '../api/client.ts';
import type { Pod, PodPhase } from '../api/core.ts';
import type { KubeObject, Labels, Time } from '../api/meta.ts';
import type { ClientLimit } from './clientLimits.ts';
import type { ActiveFault } from './faults/fault.ts';
import type { Outlook, ProbeOutlook, Reason } from './reason.ts';
import type { Setup, SimTime } from './setup.ts';
import type { ActorName, EmittedEvent } from './step.ts';

/** A change as it arrives in the informer cache, in order per kind. `old` is what the cache held before. */
export interface Change {
  readonly type: 'added' | 'modified' | 'deleted';
  readonly object: KubeObject;
  readonly old?: KubeObject;
}

/** Puts a key into the actor's work queue (a set: queued twice, run once). With `afterMs` it is a delayed add; the earliest wins. */
export interface Wake {
  readonly key: string;
  readonly afterMs?: number;
}

/** Data that an actor keeps between passes. Values are immutable: to change one, set a new one. */
export interface Memory {
  get<T>(key: string): T | undefined;
  set<T>(key: string, value: T): void;
  delete(key: string): void;
}

/** How many active pods became ready in one second. */
export interface ReadySecond {
  /** Ready's lastTransitionTime; absent when the condition has none (upstream's zero time). */
  readonly time: Time | undefined;
  readonly count: number;
}

/**
 * The pods of one controller (by uid) that carry the same set of labels, counted. `podGroups.ts` keeps these up to date as changes arrive,
 * so that a ReplicaSet's sync reads its numbers instead of its pods.
 */
export interface PodGroup {
  /** The labels that all pods of the group carry (of one of them; the others' are equal). */
  readonly labels: Labels;
  /** All pods, whatever their phase. */
  readonly total: number;
  /** Phase neither Succeeded nor Failed, terminating or not. */
  readonly unfinished: number;
  /** Phase neither Succeeded nor Failed and no deletionTimestamp. upstream: IsPodActive */
  readonly active: number;
  /** Active pods whose Ready condition is True. */
  readonly ready: number;
  /** Phase neither Succeeded nor Failed, deletionTimestamp set. upstream: IsPodTerminating */
  readonly terminating: number;
  /** The `ready` pods by the second in which they became ready, oldest first, an absent time last. */
  readonly readySeconds: readonly ReadySecond[];
  /** Active pods on each node ('' = not bound yet); nodes without any are absent. */
  readonly activeOnNode: ReadonlyMap<string, number>;
}

/** A pod of a controller, with what is asked first when some of thousands must go: found without looking into the object. */
export interface OwnedPod {
  readonly pod: Pod;
  readonly labels: Labels;
  readonly annotations: Labels | undefined;
  readonly phase: PodPhase | undefined;
  /** '' = not bound yet. */
  readonly node: string;
  /** Phase neither Succeeded nor Failed and no deletionTimestamp. upstream: IsPodActive */
  readonly active: boolean;
  /** Active, and its Ready condition is True. */
  readonly ready: boolean;
}

/** Pods of one owner in the cache, with counts that are kept up to date as changes arrive, so that no sync lists the cluster. */
export interface Cache extends Reader {
  /** The counted pods whose controller reference has this uid, one group for each set of labels (nearly always one). */
  podGroups(ownerUid: string): readonly PodGroup[];
  /** Objects of `kind` whose controller reference has this uid. */
  ownedBy(kind: 'ReplicaSet' | 'Pod', ownerUid: string): readonly KubeObject[];
  /** The same pods one by one, in the order in which the cache learnt of them. */
  ownedPods(ownerUid: string): Iterable<OwnedPod>;
  /** Objects of every kind that name this uid among their owners. */
  dependents(ownerUid: string): Iterable<KubeObject>;
  /** Objects of `kind` in the namespace without a controller reference. */
  orphans(kind: 'ReplicaSet' | 'Pod', namespace: string): Iterable<KubeObject>;
  /** Pods bound to a node, in the order in which the cache learnt of it. */
  podsOnNode(node: string): Iterable<Pod>;
}

/** What an actor may use during one pass. Everything happens at one instant; requests are answered at once. */
export interface Pass {
  readonly now: SimTime;
  /** `now` as the API stores it (whole seconds). */
  readonly time: Time;
  readonly setup: Setup;
  /** Minor version of the cluster: 22 … 37. */
  readonly minor: number;
  /** The informer cache as it is at the start of the pass: it lags behind the store by the watch latency. */
  readonly cache: Cache;
  /** A live read from the API server, for the few places where upstream makes one. */
  readonly live: Reader;
  readonly memory: Memory;
  /** The faults that are on, oldest first; absent: none. */
  readonly faults?: readonly ActiveFault[];
  /** How many calls and events the component's client lets through at once; absent: any number. What goes beyond delays its next pass. */
  readonly allowance?: number;
  request(request: Request): Answer;
  emit(event: EmittedEvent): void;
  /** A number in [0, 1) that depends on the seed and these words alone: no shared stream. */
  random(...words: readonly (string | number)[]): number;
}

export interface Outcome {
  /** Delayed add of the same key (earliest wins). */
  readonly requeueAfterMs?: number;
  /** The pass failed: the key comes back after its exponential back-off. Without it the back-off is forgotten. */
  readonly retry?: 'rateLimited';
  readonly reason?: Reason;
}

/** What an actor may use when it hears of something. */
export interface Handling {
  /** The faults that are on; absent: none. */
  readonly faults?: readonly ActiveFault[];
  readonly cache: Cache;
  readonly memory: Memory;
  readonly now: SimTime;
  readonly setup: Setup;
  readonly minor: number;
}

export interface Actor {
  readonly name: ActorName;
  /** Leaves no trace in snapshots as long as it has nothing to remember and nothing to do: a healthy cluster is the same with and without it. */
  readonly isTraceless?: true;
  /** The kinds whose changes it hears of; absent: all. */
  readonly kinds?: ReadonlySet<string>;
  /** How fast its client calls the API when the set-up limits that; absent: as fast as it likes. */
  readonly client?: ClientLimit;
  /** How often a failing key comes back before it is dropped until the next change wakes it; absent: for ever. Both keep the back-off sequence. */
  readonly maxRetries?: number;
  /** Informer handlers: called for every change as it enters the cache, before any pass that sees it. May change memory. */
  wakes(change: Change, handling: Handling): readonly Wake[];
  /** A fault was switched on (`isOn`) or off. May change memory. */
  disturbed?(active: ActiveFault, isOn: boolean, handling: Handling): readonly Wake[];
  /** One pass over one key. */
  sync(key: string, pass: Pass): Outcome;
  /** The kubelet's: what a pod is doing and until when, from what it remembers. */
  outlook?(pod: Pod, memory: Memory): Outlook | undefined;
  /** The kubelet's: how the probes of a pod stand at a moment. */
  probes?(pod: Pod, memory: Memory, moment: { readonly now: SimTime; readonly minor: number }): readonly ProbeOutlook[];
}
