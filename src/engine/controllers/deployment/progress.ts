/** Progress of a rollout, its deadline, and the status that tells of both. upstream: pkg/controller/deployment/progress.go */
import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../../api/apps.ts';
import type { ConditionStatus } from '../../../api/meta.ts';
import { ok, type Result } from '../../../base/result.ts';
import {
  getDeploymentCondition,
  newDeploymentCondition,
  type ProgressingReason,
  removeDeploymentCondition,
  setDeploymentCondition,
} from './conditions.ts';
import { type DeploymentSync, type Failure, simTimeOf, updateDeploymentStatus } from './deploymentSync.ts';
import { hasProgressDeadline, replicasOf } from './numbers.ts';
import { calculateStatus, equalStatus } from './status.ts';

/** Delay of the first rate-limited add: what a real controller that looks again "at once" takes. */
const RATE_LIMITED_MS = 5;

/** Every replica is new, none is old, all are available, and the spec has been seen. upstream: DeploymentComplete */
export function deploymentComplete(deployment: Deployment, newStatus: DeploymentStatus | undefined): boolean {
  const replicas = replicasOf(deployment);
  return (
    (newStatus?.updatedReplicas ?? 0) === replicas &&
    (newStatus?.replicas ?? 0) === replicas &&
    (newStatus?.availableReplicas ?? 0) === replicas &&
    (newStatus?.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** More new pods, fewer old ones, more ready or more available ones than the status says. upstream: DeploymentProgressing */
export function deploymentProgressing(deployment: Deployment, newStatus: DeploymentStatus): boolean {
  const oldStatus = deployment.status ?? {};
  const oldPods = (status: DeploymentStatus): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (newStatus.updatedReplicas ?? 0) > (oldStatus.updatedReplicas ?? 0) ||
    oldPods(newStatus) < oldPods(oldStatus) ||
    (newStatus.readyReplicas ?? 0) > (oldStatus.readyReplicas ?? 0) ||
    (newStatus.availableReplicas ?? 0) > (oldStatus.availableReplicas ?? 0)
  );
}

/** When the deadline of a Progressing condition passes; undefined where none runs. */
export function deadlineOf(sync: DeploymentSync, condition: DeploymentCondition | undefined): number | undefined {
  const seconds = sync.deployment.spec.progressDeadlineSeconds;
  if (!hasProgressDeadline(sync.deployment) || seconds === undefined || condition?.lastUpdateTime === undefined) return undefined;
  return simTimeOf(sync.pass, condition.lastUpdateTime) + seconds * 1000;
}

/** A finished rollout never times out; one that has timed out stays so. upstream: DeploymentTimedOut */
function deploymentTimedOut(sync: DeploymentSync, newStatus: DeploymentStatus): boolean {
  const condition = getDeploymentCondition(newStatus, 'Progressing');
  if (condition === undefined || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  const deadline = deadlineOf(sync, condition);
  return deadline !== undefined && deadline < sync.pass.now;
}

function progressingCondition(
  sync: DeploymentSync,
  newRS: ReplicaSet | undefined,
  status: ConditionStatus,
  reason: ProgressingReason,
  verb: string,
): DeploymentCondition {
  const subject = newRS === undefined ? `Deployment "${sync.deployment.metadata.name}"` : `ReplicaSet "${newRS.metadata.name}"`;
  return newDeploymentCondition('Progressing', status, reason, `${subject} ${verb}.`, sync.pass.time);
}

/** The conditions with what this pass says about progress. */
function withProgress(
  sync: DeploymentSync,
  newRS: ReplicaSet | undefined,
  newStatus: DeploymentStatus,
  current: DeploymentCondition | undefined,
): readonly DeploymentCondition[] {
  const conditions = newStatus.conditions ?? [];
  if (deploymentComplete(sync.deployment, newStatus)) {
    const condition = progressingCondition(sync, newRS, 'True', 'NewReplicaSetAvailable', 'has successfully progressed');
    return setDeploymentCondition(conditions, condition);
  }
  if (deploymentProgressing(sync.deployment, newStatus)) {
    const condition = progressingCondition(sync, newRS, 'True', 'ReplicaSetUpdated', 'is progressing');
    // Removed first, so that lastUpdateTime moves with every progress even when status and reason stay: the deadline counts from it.
    const keepsTransition = current?.status === 'True' && current.lastTransitionTime !== undefined;
    const placed = keepsTransition ? { ...condition, lastTransitionTime: current.lastTransitionTime } : condition;
    return [...removeDeploymentCondition(conditions, 'Progressing'), placed as DeploymentCondition];
  }
  if (deploymentTimedOut(sync, newStatus)) {
    const condition = progressingCondition(sync, newRS, 'False', 'ProgressDeadlineExceeded', 'has timed out progressing');
    return setDeploymentCondition(conditions, condition);
  }
  return conditions;
}

/** The failure of the new ReplicaSet, or else of the first one that has any. upstream: getReplicaFailures */
function getReplicaFailure(allRSs: readonly ReplicaSet[], newRS: ReplicaSet | undefined): DeploymentCondition | undefined {
  for (const replicaSet of newRS === undefined ? allRSs : [newRS, ...allRSs]) {
    const found = replicaSet.status?.conditions?.find((each) => each.type === 'ReplicaFailure');
    // upstream: ReplicaSetToDeploymentCondition
    if (found !== undefined) return found.lastTransitionTime === undefined ? found : { ...found, lastUpdateTime: found.lastTransitionTime };
  }
  return undefined;
}

function rolloutStatus(sync: DeploymentSync, allRSs: readonly ReplicaSet[], newRS: ReplicaSet | undefined): DeploymentStatus {
  const { deployment, pass } = sync;
  const status = calculateStatus(deployment, allRSs, newRS, pass);
  const current = getDeploymentCondition(deployment.status, 'Progressing');
  const isCompleteDeployment = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable';
  let conditions = status.conditions ?? [];
  if (!hasProgressDeadline(deployment)) conditions = removeDeploymentCondition(conditions, 'Progressing');
  else if (!isCompleteDeployment) conditions = withProgress(sync, newRS, status, current);
  const failure = getReplicaFailure(allRSs, newRS);
  conditions =
    failure === undefined ? removeDeploymentCondition(conditions, 'ReplicaFailure') : setDeploymentCondition(conditions, failure);
  // Set afterwards: a literal that spreads a field and then names it again leaves the engine's fast path.
  const judged: { -readonly [Field in keyof DeploymentStatus]: DeploymentStatus[Field] } = { ...status };
  judged.conditions = conditions;
  return judged;
}

/**
 * Asks for another look when the deadline will have passed. In the last second before it a real controller looks again every 5 ms
 * until the deadline is over; looking once, just behind it, has the same effect.
 * A finished rollout that is no longer complete makes real controllers look for ever; it can come to nothing and is left out.
 * upstream: requeueStuckDeployment
 */
function requeueStuckDeployment(sync: DeploymentSync, newStatus: DeploymentStatus): void {
  const current = getDeploymentCondition(sync.deployment.status, 'Progressing');
  const deadline = deadlineOf(sync, current);
  if (deadline === undefined || current === undefined) return;
  if (deploymentComplete(sync.deployment, newStatus) || current.reason === 'ProgressDeadlineExceeded') return;
  const after = deadline - sync.pass.now;
  if (after >= 1000) sync.requeueAfterMs = after + 1000;
  else if (current.reason !== 'NewReplicaSetAvailable') sync.requeueAfterMs = Math.max(after, 0) + RATE_LIMITED_MS;
}

/** Writes the status of a rollout, with its progress. upstream: syncRolloutStatus */
export function syncRolloutStatus(
  sync: DeploymentSync,
  allRSs: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
): Result<undefined, Failure> {
  const newStatus = rolloutStatus(sync, allRSs, newRS);
  if (equalStatus(sync.deployment.status, newStatus)) {
    requeueStuckDeployment(sync, newStatus);
    return ok(undefined);
  }
  return updateDeploymentStatus(sync, newStatus);
}

/** Writes the status without judging progress: for pauses, scaling and deletion. upstream: syncDeploymentStatus */
export function syncDeploymentStatus(
  sync: DeploymentSync,
  allRSs: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
): Result<undefined, Failure> {
  const newStatus = calculateStatus(sync.deployment, allRSs, newRS, sync.pass);
  return equalStatus(sync.deployment.status, newStatus) ? ok(undefined) : updateDeploymentStatus(sync, newStatus);
}
