/**
 * What somebody waits for, as data: who is blocked, by what inequality or object, and the very thing that would end it.
 * The page words it; a test holds it against what really ended each wait.
 */
import type { ObjectKey } from '../../api/client.ts';
import type { LabelSelector } from '../../api/meta.ts';
import type { RefusalFacts } from '../../api/refusal.ts';
import type { ProbeOutlook } from '../../engine/reason.ts';
import type { SimTime } from '../../engine/setup.ts';
import type { ActorName } from '../../engine/step.ts';
import type { Placement } from './placement.ts';

/** What only somebody outside the cluster can do. */
export type PersonsDeed = 'resume' | 'new template' | 'image' | 'delete' | 'finalizer' | 'uncordon' | 'node' | 'metrics';

/** The very thing that would end a wait. Any of a wait's endings ends it, and nothing else does but a person. */
export type Ending =
  /**
   * Somebody's turn comes: at an instant, or at the latest then, for whatever it watches may wake it earlier.
   * `needs`: it comes to nothing unless one of these objects has changed, come or gone.
   */
  | {
      readonly by: 'turn';
      readonly actor: ActorName;
      readonly key: string;
      readonly at?: SimTime;
      readonly atLatest?: SimTime;
      readonly needs?: readonly ObjectKey[];
    }
  /** One of these objects changes, comes or goes. */
  | { readonly by: 'object'; readonly keys: readonly ObjectKey[] }
  /** A pod comes that the selector means. `text` is the selector as kubectl writes it. */
  | { readonly by: 'arrival'; readonly namespace: string; readonly selector: LabelSelector; readonly text: string }
  /** What the node-lifecycle controller does about a node: any of these turns of it, the first at `at`. */
  | {
      readonly by: 'node';
      readonly node: string;
      readonly what: 'given up' | 'evicted' | 'collected';
      readonly keys: readonly string[];
      readonly at?: SimTime;
    }
  /** Whoever owns the blocked object wants it no more, or wants another number of it. `adopts`: it takes it over first. */
  | { readonly by: 'owner'; readonly key: ObjectKey; readonly adopts?: true }
  /** Time alone. */
  | { readonly by: 'time'; readonly at: SimTime }
  /** Nothing in the cluster: somebody must act. */
  | { readonly by: 'person'; readonly how: PersonsDeed };

export interface Blocked {
  readonly who: ObjectKey;
  readonly endings: readonly Ending[];
  /** When it is due, if that is known. */
  readonly dueAt?: SimTime;
}

/** What the API server refused, and whether the same request would be refused at this moment too. */
export interface RefusedFacts {
  readonly message: string;
  readonly facts?: RefusalFacts;
  /** What stood against it is gone: the next try passes. */
  readonly isCleared: boolean;
}

/** Waits of objects of any kind. */
export type CommonWait = Blocked &
  (
    | { readonly code: 'controller turn' }
    /** It is being deleted, and what belongs to it goes first. */
    | { readonly code: 'dependents'; readonly finalizer: string; readonly dependents: number }
    | { readonly code: 'finalizers'; readonly finalizers: readonly string[] }
    /** Its owner is not there any more. */
    | { readonly code: 'owner gone'; readonly ownerKind: string; readonly owner: string }
  );

export type DeploymentWait = Blocked &
  (
    | { readonly code: 'paused' }
    | {
        readonly code: 'both limits';
        readonly counted: number;
        readonly ceiling: number;
        readonly available: number;
        readonly floor: number;
      }
    | {
        readonly code: 'new pods';
        readonly notAvailable: number;
        readonly available: number;
        readonly floor: number;
        readonly mayRemove: number;
      }
    | { readonly code: 'old pods leave'; readonly leaving: number }
    | ({ readonly code: 'refused'; readonly replicaSet: string } & RefusedFacts)
    | ({ readonly code: 'replicaset refused' } & RefusedFacts)
  );

export type ReplicaSetWait = Blocked &
  (
    | ({ readonly code: 'refused'; readonly desired: number; readonly active: number } & RefusedFacts)
    | { readonly code: 'its pods'; readonly desired: number; readonly available: number }
  );

export type PodWait = Blocked &
  (
    | { readonly code: 'scheduler turn' }
    | { readonly code: 'no node'; readonly message: string; readonly placement?: Placement }
    | { readonly code: 'kubelet turn'; readonly node: string }
    | { readonly code: 'admission' | 'sandbox' | 'container start'; readonly node: string }
    | { readonly code: 'image pull'; readonly image: string }
    | { readonly code: 'image back-off'; readonly image: string; readonly message: string }
    | { readonly code: 'crash back-off'; readonly restarts: number; readonly exitCode?: number; readonly reason?: string }
    | { readonly code: 'missing object'; readonly kind: string; readonly name: string; readonly message: string }
    | { readonly code: 'config error'; readonly message: string }
    | { readonly code: 'init containers'; readonly done: number; readonly total: number }
    | { readonly code: 'start-up'; readonly probe?: 'startupProbe' | 'readinessProbe'; readonly probes: readonly ProbeOutlook[] }
    | { readonly code: 'never ready'; readonly probe: 'startupProbe' | 'readinessProbe'; readonly probes: readonly ProbeOutlook[] }
    | { readonly code: 'minReadySeconds'; readonly seconds: number; readonly since: SimTime }
    | { readonly code: 'grace'; readonly seconds: number }
    /** `isLeaving`: it is to go, and only its node can say that it has gone. */
    | { readonly code: 'node lost'; readonly node: string; readonly isLeaving: boolean; readonly evictAt?: SimTime }
    /** Nothing has been heard of its node for a while: what its kubelet does does not show. At `dueAt` the node is given up. */
    | { readonly code: 'node silent'; readonly node: string; readonly isLeaving: boolean }
    | { readonly code: 'node gone'; readonly node: string }
    | { readonly code: 'ended'; readonly phase: string; readonly reason?: string }
  );

export type NodeWait = Blocked &
  /** Nothing has been heard of it; at `dueAt` it is given up. */
  (
    | { readonly code: 'silent' }
    /** It does not answer. `evicts`: its pods are driven out as their tolerations end, the first at `evictAt`. */
    | {
        readonly code: 'node down';
        readonly pods: number;
        readonly evicts: boolean;
        readonly evictAt?: SimTime;
        readonly tolerates?: number;
      }
    | { readonly code: 'node taints' }
    | { readonly code: 'cordoned'; readonly pods: number }
  );

export type ServiceWait = Blocked &
  ({ readonly code: 'no pods'; readonly selector: string } | { readonly code: 'no ready pods'; readonly pods: number });

export type BudgetWait = Blocked &
  (
    | { readonly code: 'no pods'; readonly selector: string }
    | { readonly code: 'no disruptions'; readonly healthy: number; readonly desired: number; readonly expected: number }
  );

export type AutoscalerWait = Blocked &
  (
    | { readonly code: 'target missing'; readonly kind: string; readonly name: string }
    | { readonly code: 'no metrics'; readonly current: number; readonly least: number; readonly most: number }
    | { readonly code: 'scaling off'; readonly kind: string; readonly name: string }
    | { readonly code: 'scale refused'; readonly message: string }
  );

export type NamespaceWait = Blocked & {
  readonly code: 'content';
  readonly left: number;
  readonly pods: number;
  readonly finalizers: readonly string[];
};

export type Wait =
  | CommonWait
  | DeploymentWait
  | ReplicaSetWait
  | PodWait
  | NodeWait
  | ServiceWait
  | BudgetWait
  | AutoscalerWait
  | NamespaceWait;
