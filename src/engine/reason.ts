/**
 * Why something happened or did not: data, never prose. Every sync records one; the page words it in the reader's language.
 * Numbers are those that the decision was made with.
 */
import type { IntOrString } from '../api/meta.ts';
import type { RefusalFacts } from '../api/refusal.ts';
import type { FaultKind } from './faults/fault.ts';
import type { SimTime } from './setup.ts';

/** One ReplicaSet's size changed (or was set at its creation, `from` 0). */
export interface Move {
  readonly replicaSet: string;
  readonly from: number;
  readonly to: number;
  readonly why:
    | 'created'
    | 'room below the ceiling'
    | 'unavailable old pods go first'
    | 'available above the floor'
    | 'proportional'
    | 'follow replicas'
    | 'recreate';
}

/** One pass of the Deployment controller. upstream: syncDeployment */
export interface DeploymentReason {
  readonly actor: 'deployment';
  readonly verdict: 'moved' | 'waits' | 'complete' | 'paused' | 'deleting' | 'conflict' | 'failed' | 'gone';
  readonly strategy: 'RollingUpdate' | 'Recreate';
  /** spec.replicas */
  readonly replicas: number;
  readonly maxSurge?: IntOrString;
  readonly maxUnavailable?: IntOrString;
  /** Resolved numbers: ⌈surge⌉, ⌊unavailable⌋ (0 and 0 become 0 and 1). */
  readonly surge: number;
  readonly unavailable: number;
  /** replicas − unavailable, replicas + surge. */
  readonly floor: number;
  readonly ceiling: number;
  /** Σ spec.replicas of all ReplicaSets, and of the new one. */
  readonly counted: number;
  readonly newCounted: number;
  /** Σ status.availableReplicas of all, and of the new one. */
  readonly available: number;
  readonly newAvailable: number;
  /** How many pods may be added and removed at this moment: the two inequalities. */
  readonly mayAdd: number;
  readonly mayRemove: number;
  readonly newReplicaSet?: string;
  readonly moves: readonly Move[];
  /** Recreate only: old pods that still exist. */
  readonly oldPodsRunning?: boolean;
  /** Reason of the Progressing condition after this pass. */
  readonly progressing?: string;
  /** When the progress deadline marks the Deployment, if it runs. */
  readonly deadlineAt?: SimTime;
  /** The API server's words when a request was refused. */
  readonly refusal?: string;
  /** The numbers behind those words. */
  readonly facts?: RefusalFacts;
  /** When a pass that failed is tried again, unless something wakes it earlier. */
  readonly retryAt?: SimTime;
}

/** One pass of the ReplicaSet controller. upstream: syncReplicaSet */
export interface ReplicaSetReason {
  readonly actor: 'replicaset';
  readonly verdict: 'creates' | 'deletes' | 'waits' | 'steady' | 'refused' | 'deleting' | 'gone';
  readonly replicas: number;
  readonly active: number;
  /** Names of the pods created or deleted in this pass. */
  readonly pods: readonly string[];
  /** True when earlier creations or deletions have not yet shown in the cache: nothing is done until they have. */
  readonly expecting: boolean;
  /** The words of the first creation that was refused in this pass, and the numbers behind them. */
  readonly refusal?: string;
  readonly facts?: RefusalFacts;
  readonly retryAt?: SimTime;
}

/** Why one node does not take a pod. Amounts are in the scheduler's units: milli for cpu, whole ones (bytes) for all else. */
export type NodeObjection =
  | { readonly because: 'unschedulable' }
  | { readonly because: 'taint'; readonly key: string; readonly value: string; readonly effect: string }
  | { readonly because: 'node affinity' }
  | { readonly because: 'host ports' }
  | { readonly because: 'too many pods'; readonly pods: number; readonly capacity: number }
  | { readonly because: 'insufficient'; readonly resource: string; readonly requested: number; readonly free: number }
  /** `skew` would be more than `maxSkew`; both absent where the node lacks the label. */
  | { readonly because: 'topology spread'; readonly topologyKey: string; readonly skew?: number; readonly maxSkew?: number }
  | { readonly because: 'pod affinity' | 'pod anti-affinity' | 'existing anti-affinity' };

/** What the first filter that refuses says of one node; the resources can give several objections. */
export interface NodeRefusal {
  readonly node: string;
  readonly objections: readonly NodeObjection[];
}

export interface SchedulerReason {
  readonly actor: 'scheduler';
  readonly verdict: 'bound' | 'unschedulable';
  readonly pod: string;
  readonly node?: string;
  /** FailedScheduling's text. */
  readonly message?: string;
  /** Every node of the cluster, where none takes the pod. */
  readonly refusals?: readonly NodeRefusal[];
}

/** Where a pod is in its life, in the kubelet's hands. */
export type StageName =
  | 'admit'
  | 'sandbox'
  | 'imagePull'
  | 'imageBackOff'
  | 'containerStart'
  | 'startUp'
  | 'running'
  | 'crashBackOff'
  | 'configError'
  | 'terminate'
  | 'cleanUp';

export interface KubeletReason {
  readonly actor: 'kubelet';
  readonly verdict: StageName;
  readonly pod: string;
  readonly container?: string;
  readonly message?: string;
  readonly until?: SimTime;
}

export interface GarbageReason {
  readonly actor: 'garbagecollector';
  readonly verdict: 'deletes dependents' | 'orphans dependents' | 'removes finalizer';
  readonly owner: string;
  readonly dependents: readonly string[];
}

export interface UserReason {
  readonly actor: 'user';
  readonly userEvent: string;
  readonly line?: string;
  readonly refusal?: string;
  readonly facts?: RefusalFacts;
  /** A fault that was switched on or off. */
  readonly fault?: { readonly id: string; readonly kind: FaultKind; readonly isOn: boolean };
}

export interface NodeLifecycleReason {
  readonly actor: 'nodelifecycle';
  readonly verdict: 'waits' | 'node unknown' | 'node ready' | 'taints' | 'evicts' | 'cancels' | 'collects' | 'gone';
  readonly node: string;
  /** Pods that were marked, deleted or spared. */
  readonly pods: readonly string[];
}

export type Reason =
  | DeploymentReason
  | ReplicaSetReason
  | SchedulerReason
  | KubeletReason
  | GarbageReason
  | NodeLifecycleReason
  | UserReason;

/** What a pod is doing in the kubelet's hands and until when, from what the engine already has in its queue. */
export interface Outlook {
  readonly stage: StageName;
  readonly since: SimTime;
  /** When the stage ends; absent when nothing is due (a probe that never passes, a running pod). */
  readonly until?: SimTime;
}

/** How one probe of a running container stands: its answers in a row against the threshold that decides, and when it asks next. */
export interface ProbeOutlook {
  readonly container: string;
  readonly type: 'startup' | 'readiness' | 'liveness';
  /** What the kubelet believes now. */
  readonly result: 'success' | 'failure' | 'unknown';
  /** Equal answers in a row. At most one of the two is not 0. */
  readonly successes: number;
  readonly failures: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  /** When it asks next, or when the answer to the question under way is there; absent while it does not ask. */
  readonly nextAt?: SimTime;
  /** The start of the container's initial delay is not over: the first question comes then. */
  readonly isEarly: boolean;
}
