/** Scaling, pauses, and what all strategies share. upstream: pkg/controller/deployment/sync.go */
import type { ReplicaSet } from '../../../api/apps.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import type { Move } from '../../reason.ts';
import { getDeploymentCondition, newDeploymentCondition, withCondition } from './conditions.ts';
import { type DeploymentSync, emitEvent, type Failure, replicaSetOf, updateDeploymentStatus } from './deploymentSync.ts';
import { getAllReplicaSetsAndSyncRevision, type Rollout } from './newReplicaSet.ts';
import { hasProgressDeadline, hasRevisionHistoryLimit, isRollingUpdate, replicasOf } from './numbers.ts';
import { syncDeploymentStatus } from './progress.ts';
import { proportionalSizes } from './proportion.ts';
import { allReplicaSets, availableOf, byRevision, filterActiveReplicaSets, findActiveOrLatest } from './replicaSets.ts';
import {
  DesiredReplicasAnnotation,
  getRollbackTo,
  replicasAnnotations,
  replicasAnnotationsNeedUpdate,
  sizeAnnotation,
  withAnnotations,
} from './revision.ts';
import { type Direction, scaledReplicaSet } from './scalingEvent.ts';

/** Whether a write was made that changed the size, and the ReplicaSet as it is stored then. */
export interface Scaled {
  readonly scaled: boolean;
  readonly replicaSet: ReplicaSet;
}

/** A deleted Deployment: its numbers are kept up to date, nothing else. upstream: syncStatusOnly */
export function syncStatusOnly(sync: DeploymentSync, rsList: readonly ReplicaSet[]): Result<undefined, Failure> {
  const rollout = getAllReplicaSetsAndSyncRevision(sync, rsList, false);
  if (!rollout.ok) return rollout;
  const { newRS, oldRSs } = rollout.value;
  return syncDeploymentStatus(sync, allReplicaSets(oldRSs, newRS), newRS);
}

/** A paused Deployment, or one whose replicas changed: scale, never roll. upstream: sync */
export function syncScale(sync: DeploymentSync, rsList: readonly ReplicaSet[]): Result<undefined, Failure> {
  const rollout = getAllReplicaSetsAndSyncRevision(sync, rsList, false);
  if (!rollout.ok) return rollout;
  const scaled = scale(sync, rollout.value);
  if (!scaled.ok) return scaled;
  const { newRS, oldRSs } = rollout.value;
  if (sync.deployment.spec.paused === true && getRollbackTo(sync.deployment) === undefined) {
    const cleaned = cleanupDeployment(sync, oldRSs);
    if (!cleaned.ok) return cleaned;
  }
  return syncDeploymentStatus(sync, allReplicaSets(oldRSs, newRS), newRS);
}

/** Pausing and resuming leave their mark on Progressing, except after the deadline. upstream: checkPausedConditions */
export function checkPausedConditions(sync: DeploymentSync): Result<undefined, Failure> {
  const { deployment, pass } = sync;
  if (!hasProgressDeadline(deployment)) return ok(undefined);
  const reason = getDeploymentCondition(deployment.status, 'Progressing')?.reason;
  const isPaused = deployment.spec.paused === true;
  if (reason === 'ProgressDeadlineExceeded' || isPaused === (reason === 'DeploymentPaused')) return ok(undefined);
  const condition = isPaused
    ? newDeploymentCondition('Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused', pass.time)
    : newDeploymentCondition('Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed', pass.time);
  sync.deployment = withCondition(deployment, condition);
  return updateDeploymentStatus(sync);
}

/** Whether replicas changed since the active ReplicaSets were last sized. upstream: isScalingEvent */
export function isScalingEvent(sync: DeploymentSync, rsList: readonly ReplicaSet[]): Result<boolean, Failure> {
  const rollout = getAllReplicaSetsAndSyncRevision(sync, rsList, false);
  if (!rollout.ok) return rollout;
  const active = filterActiveReplicaSets([...rollout.value.oldRSs, rollout.value.newRS]);
  const replicas = replicasOf(sync.deployment);
  return ok(
    active.some((each) => {
      const desired = sizeAnnotation(each, DesiredReplicasAnnotation);
      return desired !== undefined && desired !== replicas;
    }),
  );
}

/** upstream: scale */
function scale(sync: DeploymentSync, { newRS, oldRSs }: Rollout): Result<undefined, Failure> {
  const { deployment } = sync;
  const replicas = replicasOf(deployment);
  const activeOrLatest = findActiveOrLatest(newRS, oldRSs);
  if (activeOrLatest !== undefined) return scaleAll(sync, [[activeOrLatest, replicas]], 'follow replicas');
  if (newRS !== undefined && isSaturated(sync, newRS)) {
    const downs = filterActiveReplicaSets([...oldRSs].reverse()).map((each) => [each, 0] as const);
    return scaleAll(sync, downs, 'follow replicas');
  }
  return isRollingUpdate(deployment) ? scaleProportionally(sync, { newRS, oldRSs }) : ok(undefined);
}

function scaleAll(sync: DeploymentSync, sizes: readonly (readonly [ReplicaSet, number])[], why: Move['why']): Result<undefined, Failure> {
  for (const [replicaSet, size] of sizes) {
    const scaled = scaleReplicaSetAndRecordEvent(sync, replicaSet, size, why);
    if (!scaled.ok) return scaled;
  }
  return ok(undefined);
}

/** Spreads a change of replicas over all active ReplicaSets by their share. */
function scaleProportionally(sync: DeploymentSync, { newRS, oldRSs }: Rollout): Result<undefined, Failure> {
  const newestFirst = [...oldRSs].reverse();
  const { sizes, overall } = proportionalSizes(sync.deployment, filterActiveReplicaSets([...newestFirst, newRS]), sync.pass.minor);
  for (const [replicaSet, size] of sizes) {
    const scaled = scaleReplicaSet(sync, replicaSet, size, 'proportional', overall);
    if (!scaled.ok) return scaled;
  }
  return ok(undefined);
}

/** The new ReplicaSet is what the Deployment wants, in full and available. upstream: IsSaturated */
function isSaturated({ deployment }: DeploymentSync, newRS: ReplicaSet): boolean {
  const replicas = replicasOf(deployment);
  return replicasOf(newRS) === replicas && sizeAnnotation(newRS, DesiredReplicasAnnotation) === replicas && availableOf(newRS) === replicas;
}

/** upstream: scaleReplicaSetAndRecordEvent */
export function scaleReplicaSetAndRecordEvent(
  sync: DeploymentSync,
  replicaSet: ReplicaSet,
  newScale: number,
  why: Move['why'],
): Result<Scaled, Failure> {
  if (replicasOf(replicaSet) === newScale) return ok({ scaled: false, replicaSet });
  return scaleReplicaSet(sync, replicaSet, newScale, why);
}

/** Writes size and size annotations where they differ; the event comes after a successful change of size only. upstream: scaleReplicaSet */
function scaleReplicaSet(
  sync: DeploymentSync,
  replicaSet: ReplicaSet,
  newScale: number,
  why: Move['why'],
  overall?: Direction,
): Result<Scaled, Failure> {
  const { deployment, pass } = sync;
  const oldScale = replicasOf(replicaSet);
  const sizeNeedsUpdate = oldScale !== newScale;
  if (!sizeNeedsUpdate && !replicasAnnotationsNeedUpdate(deployment, replicaSet)) return ok({ scaled: false, replicaSet });
  const annotations = { ...replicaSet.metadata.annotations, ...replicasAnnotations(deployment) };
  const wanted = withAnnotations({ ...replicaSet, spec: { ...replicaSet.spec, replicas: newScale } }, annotations);
  const answer = replicaSetOf(pass.request({ verb: 'update', object: wanted }));
  if (!answer.ok) return err(answer.error);
  if (sizeNeedsUpdate) {
    const { name } = replicaSet.metadata;
    sync.moves.push({ replicaSet: name, from: oldScale, to: newScale, why });
    emitEvent(sync, 'Normal', 'ScalingReplicaSet', scaledReplicaSet(pass.minor, name, oldScale, newScale, overall));
  }
  return ok({ scaled: sizeNeedsUpdate, replicaSet: answer.value });
}

/**
 * Deletes the oldest ReplicaSets beyond the history limit. Those still in use are passed over, and no other goes in their place.
 * upstream: cleanupDeployment
 */
export function cleanupDeployment(sync: DeploymentSync, oldRSs: readonly ReplicaSet[]): Result<undefined, Failure> {
  const { deployment, pass } = sync;
  if (!hasRevisionHistoryLimit(deployment)) return ok(undefined);
  const cleanable = oldRSs.filter((each) => each.metadata.deletionTimestamp === undefined).sort(byRevision);
  const excess = cleanable.length - (deployment.spec.revisionHistoryLimit ?? 0);
  for (const { metadata, spec, status } of cleanable.slice(0, Math.max(0, excess))) {
    const isObserved = (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0);
    if ((status?.replicas ?? 0) !== 0 || spec.replicas !== 0 || !isObserved) continue;
    const key = { kind: 'ReplicaSet', namespace: metadata.namespace ?? '', name: metadata.name } as const;
    const answer = pass.request({ verb: 'delete', key, propagationPolicy: 'Background' });
    if (!answer.ok && answer.error.reason !== 'NotFound') return err(answer.error);
  }
  return ok(undefined);
}
