/** What the kubelet remembers of one pod. Data only; every part is immutable once it lies in the memory. */

import type { Pod, PodStatus } from '../../api/core.ts';
import { ensureExists } from '../../base/assert.ts';
import type { Outlook, StageName } from '../reason.ts';
import type { SimTime } from '../setup.ts';

export type ContainerKind = 'init' | 'sidecar' | 'app';

/** How an instance of a container ended or is known to end. */
export interface Exit {
  readonly at: SimTime;
  readonly code: number;
  readonly reason: string;
  readonly message?: string;
}

/** One run of a container. */
export interface Instance {
  readonly id: string;
  /** The container's restartCount during this run. */
  readonly attempt: number;
  /** Absent when the runtime could not start it. */
  readonly startedAt: SimTime | undefined;
  /** Absent while nothing will end it. */
  readonly exit: Exit | undefined;
  readonly image: string;
}

/** Growing delays of one key. upstream: client-go/util/flowcontrol/backoff.go */
export interface BackOff {
  readonly delayMs: number;
  readonly updatedAt: SimTime;
}

/** Why the last attempt to start a container failed: the kubelet shows it from its next sync on. upstream: pkg/kubelet/reason_cache.go */
export interface StartFailure {
  readonly reason: string;
  readonly message?: string;
}

export interface ContainerLife {
  readonly name: string;
  readonly kind: ContainerKind;
  readonly current: Instance | undefined;
  readonly previous: Instance | undefined;
  readonly failure: StartFailure | undefined;
  readonly crash: BackOff | undefined;
  /** Back-off of pulls, with the image it belongs to and the last error. */
  readonly pulls: (BackOff & { readonly image: string; readonly error: string }) | undefined;
  /** Attempts to create, to pull, counted from 0. */
  readonly creations: number;
  readonly pullAttempts: number;
  /** The exit of `current` has been seen by a relist. */
  readonly exitSeen: boolean;
}

export type ProbeType = 'startup' | 'readiness' | 'liveness';
export type ProbeResult = 'success' | 'failure' | 'unknown';

/** One probe worker. upstream: pkg/kubelet/prober/worker.go */
export interface ProbeWorker {
  readonly container: string;
  readonly type: ProbeType;
  /** A tick is at `anchor + k × period`; a manual trigger moves the anchor. */
  readonly anchor: SimTime;
  /** The last instant that a tick was looked at; ticks up to it are done. */
  readonly done: SimTime;
  /** A run that was asked for outside the ticks. */
  readonly triggeredAt: SimTime | undefined;
  /** The run that is on its way and how it will end. */
  readonly running: { readonly until: SimTime; readonly answer: ProbeAnswer } | undefined;
  /** The instance that `result` is about. */
  readonly instance: string | undefined;
  readonly result: ProbeResult;
  readonly last: ProbeResult;
  readonly streak: number;
  readonly onHold: boolean;
  readonly stopped: boolean;
}

/** What a probe request meets. `errored` is not a failure: the probe could not be made at all. */
export interface ProbeAnswer {
  readonly outcome: 'success' | 'failure' | 'errored';
  readonly output: string;
  /** How long the answer takes. */
  readonly takesMs: number;
  /** The same question gets the same answer until this instant; absent: for as long as the instance runs. */
  readonly holdsUntil?: SimTime;
}

/** The points of a sync at which the table of stages is consulted. */
export type Point =
  | 'volumes'
  | 'sandbox'
  | 'kill'
  | 'container'
  | 'backOff'
  | 'image'
  | 'create'
  | 'start'
  | 'postStart'
  | 'hookFailed'
  | 'end';

/** What the pod's worker is doing right now. */
export interface Doing {
  readonly row: string;
  readonly shows: StageName;
  readonly container: string | undefined;
  readonly since: SimTime;
  readonly until: SimTime;
}

/** A running container that a sync stops. */
export interface Kill {
  readonly name: string;
  readonly message: string;
  readonly graceMs: number | undefined;
  /** Nothing is started after it: the pod is over. */
  readonly ends: boolean;
}

/** How a sync went so far. */
export interface SyncResult {
  /** Something was created, started or killed. */
  readonly acted: boolean;
  /** Undefined: no error. A crash back-off names the instant at which it is over. */
  readonly error: { readonly backOffUntil?: SimTime } | undefined;
}

/** An event of a container that is due later, such as the end of a hook that fails. */
export interface LaterEvent {
  readonly at: SimTime;
  readonly container: string;
  readonly reason: string;
  readonly message: string;
}

export type WorkerState = 'syncing' | 'terminating' | 'terminated' | 'finished';

export interface PodLife {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
  /** The pod as the worker last took it from the cache. */
  readonly pod: Pod;
  /** The API object is gone; only containers are left. */
  readonly gone: boolean;
  readonly startTime: SimTime;
  readonly worker: WorkerState;
  readonly containers: readonly ContainerLife[];
  readonly probes: readonly ProbeWorker[];

  readonly volumesMounted: boolean;
  /** Set while a mount fails: how long the next attempt waits. */
  readonly mount: { readonly delayMs: number } | undefined;
  readonly sandboxAt: SimTime | undefined;
  readonly sandboxStopped: boolean;
  readonly sandboxAttempts: number;
  readonly podIP: string | undefined;

  /** Absent: the worker is idle. */
  readonly doing: Doing | undefined;
  readonly point: Point | undefined;
  /** Containers that this sync has still to start, in order, and those that it kills first. */
  readonly toStart: readonly string[];
  readonly toKill: readonly Kill[];
  readonly result: SyncResult;
  /** The pull that is on its way: whether the node had the image before, and how long it stood in the queue. */
  readonly pullAgain: boolean;
  readonly pullWaitMs: number;
  /** The pull as it was planned when it began under a fault. */
  readonly pull: { readonly takesMs: number; readonly sizeBytes: number; readonly error?: string } | undefined;
  /** A fault came or went that is about the pod. */
  readonly isDisturbed: true | undefined;
  /** The pod's kubelet was silent for a while. */
  readonly wasSilent: true | undefined;
  /** Events whose moment is known and has not come. */
  readonly later: readonly LaterEvent[];

  /** A sync is wanted from this instant on. */
  readonly wanted: SimTime | undefined;
  /** A look from the runtime newer than this one is needed before the next sync. upstream: podCache.GetNewerThan */
  readonly freshAt: SimTime;
  /** When the worker looked at the runtime on its own. */
  readonly relistedAt: SimTime;
  /** Earliest change of the runtime that no relist has seen. */
  readonly unseenSince: SimTime | undefined;
  /** When the work queue hands the pod out again. */
  readonly resyncAt: SimTime | undefined;
  readonly resyncs: number;

  /** Last status written by the kubelet. */
  readonly status: PodStatus | undefined;
  readonly outlook: Outlook | undefined;
}

/** A life while one pass works on it: the fields may be set, what lies in them stays immutable. */
export type Draft = { -readonly [Field in keyof PodLife]: PodLife[Field] };

/** A copy to work on. Field by field: an object of this many fields is not spread on the fast path. */
export function draftOf(life: PodLife): Draft {
  return {
    uid: life.uid,
    namespace: life.namespace,
    name: life.name,
    node: life.node,
    pod: life.pod,
    gone: life.gone,
    startTime: life.startTime,
    worker: life.worker,
    containers: life.containers,
    probes: life.probes,
    volumesMounted: life.volumesMounted,
    mount: life.mount,
    sandboxAt: life.sandboxAt,
    sandboxStopped: life.sandboxStopped,
    sandboxAttempts: life.sandboxAttempts,
    podIP: life.podIP,
    doing: life.doing,
    point: life.point,
    toStart: life.toStart,
    toKill: life.toKill,
    result: life.result,
    pullAgain: life.pullAgain,
    pullWaitMs: life.pullWaitMs,
    pull: life.pull,
    isDisturbed: life.isDisturbed,
    wasSilent: life.wasSilent,
    later: life.later,
    wanted: life.wanted,
    freshAt: life.freshAt,
    relistedAt: life.relistedAt,
    unseenSince: life.unseenSince,
    resyncAt: life.resyncAt,
    resyncs: life.resyncs,
    status: life.status,
    outlook: life.outlook,
  };
}

/** The life of one container of the pod. */
export function containerOf(life: PodLife | Draft, name: string): ContainerLife {
  for (const each of life.containers) if (each.name === name) return each;
  return ensureExists<ContainerLife>(undefined, `container ${name} of ${life.name}`);
}

/** Replaces one container's life. */
export function setContainer(draft: Draft, name: string, change: Partial<ContainerLife>): void {
  // A copy that is changed keeps the shape of all the others; one that is put together of two parts does not.
  draft.containers = draft.containers.map((each) => (each.name === name ? Object.assign({ ...each }, change) : each));
}

/** The same run with another end. */
export function withExit({ id, attempt, image, startedAt }: Instance, exit: Exit | undefined): Instance {
  return { id, attempt, image, startedAt, exit };
}

/** What the runtime says of an instance at one instant. */
export function isRunning(instance: Instance | undefined, at: SimTime): boolean {
  return instance?.startedAt !== undefined && instance.startedAt <= at && (instance.exit === undefined || instance.exit.at > at);
}

export function hasExited(instance: Instance | undefined, at: SimTime): boolean {
  return instance?.exit !== undefined && instance.exit.at <= at;
}
