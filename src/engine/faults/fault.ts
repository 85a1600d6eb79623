/** What can be broken on purpose, as data: part of scenarios and links. What each kind does stands in `table.ts`. */
import type { Request } from '../../api/client.ts';
import type { SimTime, Span } from '../setup.ts';

/** Kinds that change how containers, their images and applications behave, for as long as they are on. */
export type BehaviourKind =
  | 'imageNotFound'
  | 'imageNeedsCredentials'
  | 'imageInvalidName'
  | 'imageNeverPull'
  | 'imageSlow'
  | 'containerExitsAtOnce'
  | 'containerExitsLater'
  | 'containerOutOfMemory'
  | 'readinessNever'
  | 'readinessFlapping'
  | 'readinessSlow'
  | 'livenessFailing'
  | 'terminationSlow';

/** Kinds that are requests: objects are created, changed or deleted, and made good again afterwards. */
export type ObjectKind =
  | 'configMapMissing'
  | 'secretMissing'
  | 'serviceAccountMissing'
  | 'quotaTooSmall'
  | 'limitRangeViolated'
  | 'nodeFull'
  | 'nodeCordoned';

/** `nodeLost`: the node's kubelet falls silent. `rbacDenied`: what a person asks for is asked by a user without rights. */
export type FaultKind = BehaviourKind | ObjectKind | 'nodeLost' | 'rbacDenied';

/** Whom a fault strikes: at most one of revision, image, pod and node; none of them: everything in the namespace. */
export interface FaultTarget {
  /** Default `default`. Of no use for nodes. */
  readonly namespace?: string;
  /** The pods of this revision, as the ReplicaSet's annotation numbers it; of `deployment`, or of any. */
  readonly revision?: number;
  readonly deployment?: string;
  /** The containers with this image, in every namespace; `*` stands for any run of characters. */
  readonly image?: string;
  readonly pod?: string;
  readonly node?: string;
  /** One container of the pods; default: all but init containers. */
  readonly container?: string;
}

/** Each kind reads those that `table.ts` names and has a default for each. */
export interface FaultParameters {
  /** Until the container ends, or liveness begins to fail: from its start, or for one that runs already from the moment of the fault. */
  readonly after?: Span;
  /** Exit code. */
  readonly code?: number;
  /** How long what is slow takes. */
  readonly takes?: Span;
  /** Flapping: how long readiness passes and fails in turn, milliseconds. It fails first. */
  readonly passesMs?: number;
  readonly failsMs?: number;
  /** Name of the object that is missing or in the way. */
  readonly name?: string;
  /** Content of a ConfigMap or Secret that is there again afterwards, when there was none before. */
  readonly data?: Readonly<Record<string, string>>;
  /** A quota's `hard`; a LimitRange's `max` for a container. */
  readonly hard?: Readonly<Record<string, string>>;
  /** Pods that fit on a full node; default: those that are there. */
  readonly pods?: number;
  /** Who asks while RBAC denies. */
  readonly user?: string;
}

export interface Fault {
  /** Told apart by it; one of that id can be on at a time. */
  readonly id: string;
  readonly kind: FaultKind;
  readonly target: FaultTarget;
  readonly parameters?: FaultParameters;
}

/** A fault that is on. */
export interface ActiveFault {
  readonly fault: Fault;
  readonly since: SimTime;
  /** The requests that make it good again. */
  readonly cure: readonly Request[];
}
