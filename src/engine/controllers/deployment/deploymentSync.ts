/** What one sync of a Deployment works on, and the writes it makes. */

import type { Deployment, DeploymentStatus, ReplicaSet } from '../../../api/apps.ts';
import type { Answer, Status } from '../../../api/client.ts';
import { epochMs } from '../../../api/time.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import type { Pass } from '../../actor.ts';
import type { Move } from '../../reason.ts';
import type { SimTime } from '../../setup.ts';

/** Why a sync stopped before its end; the key then comes back. */
export type Failure = Pick<Status, 'code' | 'reason' | 'message' | 'details' | 'facts'>;

/**
 * A sync's working copy. Like upstream's deep copy the Deployment changes while the sync goes on but keeps the resourceVersion that it
 * started with: a second write in one sync is therefore refused with 409, which is what real controllers meet all the time.
 */
export interface DeploymentSync {
  readonly pass: Pass;
  deployment: Deployment;
  /** What this pass did to the sizes, for the reason it leaves. */
  readonly moves: Move[];
  /** When the key is to be looked at again by itself. */
  requeueAfterMs: number | undefined;
}

/** `time` as virtual milliseconds. */
export function simTimeOf(pass: Pass, time: string): SimTime {
  return epochMs(time) - epochMs(pass.setup.startTime);
}

/** What is stored after a write, or why it was refused. */
export function replicaSetOf(answer: Answer): Result<ReplicaSet, Failure> {
  return answer.ok ? ok(answer.value.object as ReplicaSet) : err(answer.error);
}

/** Writes status and annotations of the working copy. upstream: Deployments().UpdateStatus */
export function updateDeploymentStatus(sync: DeploymentSync, status?: DeploymentStatus): Result<undefined, Failure> {
  if (status !== undefined) {
    // Set afterwards: a literal that spreads a field and then names it again leaves the engine's fast path.
    const deployment: { -readonly [Field in keyof Deployment]: Deployment[Field] } = { ...sync.deployment };
    deployment.status = status;
    sync.deployment = deployment;
  }
  const answer = sync.pass.request({ verb: 'update', object: sync.deployment, subresource: 'status' });
  return answer.ok ? ok(undefined) : err(answer.error);
}

/** An event about the Deployment. */
export function emitEvent(sync: DeploymentSync, type: 'Normal' | 'Warning', reason: string, message: string): void {
  const { apiVersion, kind, metadata } = sync.deployment;
  sync.pass.emit({
    involvedObject: {
      kind,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      name: metadata.name,
      ...(metadata.uid === undefined ? {} : { uid: metadata.uid }),
      apiVersion,
      ...(metadata.resourceVersion === undefined ? {} : { resourceVersion: metadata.resourceVersion }),
    },
    type,
    reason,
    message,
    component: 'deployment-controller',
  });
}
