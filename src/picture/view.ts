/**
 * What there is to see: the facts that the page draws, computed in the worker from the cluster's objects.
 * The page never computes cluster facts: it draws these. Objects that did not change keep their identity from frame to frame.
 */
import type { ObjectKey } from '../api/client.ts';
import type { DeploymentReason, Outlook, ProbeOutlook, Reason } from '../engine/reason.ts';
import type { SimTime } from '../engine/setup.ts';
import type { Step } from '../engine/step.ts';
import type { ObjectionView, Placement } from './explain/placement.ts';
import type { Ending, PersonsDeed, RefusedFacts, Wait } from './explain/wait.ts';

export type { Ending, ObjectionView, PersonsDeed, Placement, ProbeOutlook, RefusedFacts };

/**
 * pending: not bound, or bound and nothing runs yet (image pull included) · starting: container runs, not ready ·
 * ready: Ready, not yet for minReadySeconds · available · failed: crash loop, image or config error, Failed phase ·
 * leaving: has a deletionTimestamp · lost: its node does not answer.
 */
export type PodState = 'pending' | 'starting' | 'ready' | 'available' | 'failed' | 'leaving' | 'lost';

export interface PodView {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  /** The last five characters for pods of a ReplicaSet, else the name. */
  readonly suffix: string;
  /** uid of the owning ReplicaSet; absent for a pod without an owner. */
  readonly owner?: string;
  readonly revision?: number;
  readonly state: PodState;
  /** Place in its ReplicaSet's row: given at creation, kept for life, reused only after the pod is gone. */
  readonly slot: number;
  /** STATUS column of `kubectl get pods`: Running, ContainerCreating, ImagePullBackOff, Terminating … */
  readonly status: string;
  /** READY and RESTARTS columns. */
  readonly ready: string;
  readonly restarts: number;
  readonly node?: string;
  readonly ip?: string;
  readonly image: string;
  readonly createdAt: SimTime;
  /** What is under way and until when (absolute virtual times), for fills, rings and countdowns. */
  readonly progress?: {
    readonly kind: 'scheduling' | 'pulling' | 'creating' | 'startingUp' | 'becomingAvailable' | 'leaving' | 'backOff';
    readonly since: SimTime;
    readonly until?: SimTime;
  };
  readonly outlook?: Outlook;
}

export interface ReplicaSetView {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  /** uid of the owning Deployment; absent for a ReplicaSet without an owner. */
  readonly owner?: string;
  readonly hash: string;
  readonly revision?: number;
  /** True for the ReplicaSet of the Deployment's current template. */
  readonly isNew: boolean;
  readonly images: readonly string[];
  readonly containers: readonly string[];
  readonly selector: string;
  readonly desired: number;
  readonly current: number;
  readonly ready: number;
  readonly available: number;
  readonly leaving: number;
  readonly changeCause?: string;
  readonly createdAt: SimTime;
  /** uids by slot; '' where a slot is empty. */
  readonly slots: readonly string[];
}

/** What travels of a ReplicaSet: its row of slots is put together on the page, from the pods' owner and slot. */
export type ReplicaSetFacts = Omit<ReplicaSetView, 'slots'>;

export interface ConditionView {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly lastUpdate: SimTime;
  readonly lastTransition: SimTime;
}

/** Counted pods by how far they are; `available` is split by revision. */
export interface RailGroups {
  readonly availableOld: number;
  readonly availableNew: number;
  readonly ready: number;
  readonly starting: number;
  readonly pending: number;
  /** Failed, or on a node that does not answer. */
  readonly failed: number;
  /** Outside the count. */
  readonly leaving: number;
}

/** Up to this many pods (counted and leaving) the rail names each; above, `groups` says how many of each there are. */
export const RAIL_PODS_MAX = 100;

/** The rail: every pod that the controller counts, available ones first, against floor, desired and ceiling. */
export interface RailView {
  readonly groups: RailGroups;
  /** How many pods are counted: the sum of `groups` without `leaving`. */
  readonly total: number;
  /** Pod uids in rail order: available (old before new), ready, starting, pending, failed. Empty above RAIL_PODS_MAX. */
  readonly counted: readonly string[];
  /** Sizes of ReplicaSets that no pod stands for yet (Σ spec − active pods, ≥ 0). */
  readonly owed: number;
  /** Pods with a deletionTimestamp that are still on their machines: outside the count. Empty above RAIL_PODS_MAX. */
  readonly leaving: readonly string[];
  readonly available: number;
  readonly floor: number;
  readonly desired: number;
  readonly ceiling: number;
  readonly surge: number;
  readonly unavailable: number;
  /** As written: `25%` or `1`; absent for Recreate. */
  readonly maxSurge?: string;
  readonly maxUnavailable?: string;
}

/** What the controller waits for, with this moment's numbers. */
export type Waiting =
  | { readonly code: 'nothing' }
  | { readonly code: 'complete'; readonly revision: number; readonly replicas: number }
  | { readonly code: 'paused' }
  | { readonly code: 'deleting' }
  | { readonly code: 'bothLimits'; readonly counted: number; readonly ceiling: number; readonly available: number; readonly floor: number }
  | {
      readonly code: 'newPods';
      readonly notAvailable: number;
      readonly available: number;
      readonly floor: number;
      readonly mayRemove: number;
    }
  | { readonly code: 'oldPodsLeave'; readonly leaving: number }
  | { readonly code: 'controller' }
  | { readonly code: 'refused'; readonly message: string; readonly retryAt?: SimTime }
  | { readonly code: 'deadlineExceeded'; readonly notAvailable: number };

/** The next thing that will move the rollout on, from what is already due. */
export interface NextView {
  readonly pod: string;
  readonly what: 'scheduled' | 'image pulled' | 'container started' | 'ready' | 'available' | 'gone' | 'retries';
  readonly at?: SimTime;
}

export interface RevisionView {
  readonly revision: number;
  readonly replicaSet: string;
  readonly images: readonly string[];
  readonly changeCause?: string;
  readonly isCurrent: boolean;
  readonly createdAt: SimTime;
}

export interface DeploymentView {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  readonly replicas: number;
  readonly strategy: 'RollingUpdate' | 'Recreate';
  readonly paused: boolean;
  readonly deleting: boolean;
  readonly revision?: number;
  readonly containers: readonly { readonly name: string; readonly image: string }[];
  readonly minReadySeconds: number;
  readonly createdAt: SimTime;
  readonly ready: number;
  readonly updated: number;
  readonly available: number;
  readonly unavailable: number;
  readonly current: number;
  readonly conditions: readonly ConditionView[];
  /** uids, newest revision first. */
  readonly replicaSets: readonly string[];
  readonly revisions: readonly RevisionView[];
  readonly rail: RailView;
  /** What `kubectl rollout status` prints at this moment (its last line). */
  readonly rolloutStatus: string;
  /** The last decision that moved something, and when. */
  readonly did?: { readonly at: SimTime; readonly reason: DeploymentReason };
  readonly waiting: Waiting;
  readonly next?: NextView;
  readonly deadlineAt?: SimTime;
}

export interface EventView {
  readonly uid: string;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly component: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly count: number;
  readonly firstAt: SimTime;
  readonly lastAt: SimTime;
}

/** One point of the chart of pods over time; it holds until the next one. */
export interface ChartPoint {
  readonly at: SimTime;
  readonly newAvailable: number;
  readonly oldAvailable: number;
  /** Counted, not available, and on the way. */
  readonly starting: number;
  /** Counted, not available, and not getting there by itself: failed or on a lost node. */
  readonly failing: number;
  readonly leaving: number;
  readonly floor: number;
  readonly desired: number;
  readonly ceiling: number;
}

export interface NodeView {
  readonly name: string;
  readonly pods: number;
  readonly capacity: number;
}

/** One link of a chain: a pass of a component, or several in a row of the same one over the same object. */
export interface CauseView {
  readonly step: number;
  readonly at: SimTime;
  readonly actor: Step['actor'];
  /** `namespace/name` that the pass was about. */
  readonly key: string;
  /** What it wrote, at most three of them. */
  readonly changed: readonly ObjectKey[];
  readonly changedCount: number;
  /** How many passes in a row this link stands for; it tells of the last one. */
  readonly passes: number;
  readonly reason?: Reason;
}

export interface CausesView {
  /** The last change first. */
  readonly links: readonly CauseView[];
  /** What began it, where the steps in between are no longer kept or are too many to be told. */
  readonly root?: CauseView;
}

/** Whom an object belongs to. */
export interface OwnerView {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** False for an owner that is gone, or of a kind that the cluster does not store. */
  readonly exists: boolean;
}

/** One object of any kind in full. */
export interface ObjectView {
  readonly uid: string;
  readonly createdAt: SimTime;
  /** As `kubectl get -o yaml` prints it, without its status and what says who manages which field. */
  readonly yaml: string;
  /** The status alone; '' when there is none. */
  readonly status: string;
  readonly conditions: readonly ConditionView[];
  /** The nearest first: a Pod's ReplicaSet, then its Deployment. */
  readonly owners: readonly OwnerView[];
}

/** A wait as the page tells it: of many objects only some are named. */
export type WaitView = Wait & {
  /** How many objects its endings name in all. */
  readonly objects: number;
};

/** A number that something follows from, and the field of the manifest that sets it. */
export interface NumberView {
  readonly field: string;
  readonly value: string;
}

/** Why an object is not where it should be yet. */
/** What an object is there for, as its own spec says it. */
export type WantsView =
  | { readonly code: 'replicas'; readonly count: number; readonly revision?: number }
  | { readonly code: 'pods'; readonly count: number }
  | { readonly code: 'available'; readonly minReadySeconds: number }
  | { readonly code: 'gone' };

export interface WhyView {
  readonly who: ObjectKey;
  readonly wants?: WantsView;
  /** The last step by which those who look after it changed something. */
  readonly did?: CauseView;
  /** Absent: it has what it wants. */
  readonly wait?: WaitView;
  /** What the first of those that it waits for waits for itself. */
  readonly next?: WaitView;
  readonly numbers: readonly NumberView[];
  /** The manifest in which the fields of the numbers stand. */
  readonly manifest?: { readonly kind: string; readonly name: string };
  /** Of the Deployment that it is or belongs to: what happens if the wait never ends. Absent when nothing is under way. */
  readonly deadline?: { readonly state: 'runs' | 'over' | 'none'; readonly seconds: number; readonly at?: SimTime };
}
