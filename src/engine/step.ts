/** What happened, who did it, what caused it. */
import type { ObjectKey } from '../api/client.ts';
import type { ObjectReference } from '../api/core.ts';
import type { Reason } from './reason.ts';
import type { SimTime } from './setup.ts';

export type ActorName =
  | 'deployment'
  | 'replicaset'
  | 'garbagecollector'
  | 'resourcequota'
  | 'scheduler'
  | 'kubelet'
  | 'nodelifecycle'
  | 'clusterroleaggregation'
  | 'disruption'
  | 'horizontalpodautoscaler'
  | 'endpointslice';

/** An event as a component emitted it, before client-go's correlation decides what is stored. */
export interface EmittedEvent {
  readonly involvedObject: ObjectReference;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** Reporting component; the kubelet also names its node. */
  readonly component: string;
  readonly host?: string;
}

/** One event of the engine's queue, taken and done. Ids count from 1 without gaps. */
export interface Step {
  readonly id: number;
  readonly at: SimTime;
  /** `watch`: changes reached the informer caches; `user`: a person's request (it takes a step of its own). */
  readonly actor: ActorName | 'watch' | 'user';
  /** `namespace/name` that the pass was about; '' for watch deliveries. */
  readonly key: string;
  /** Id of the step that led to this one. */
  readonly cause?: number;
  /** Objects written (events not included). A step without any is bookkeeping and not shown. */
  readonly changed: readonly ObjectKey[];
  readonly emitted: readonly EmittedEvent[];
  readonly reason?: Reason;
}
