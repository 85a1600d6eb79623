/** Recreate: all old pods go, and only then do new ones come. upstream: pkg/controller/deployment/recreate.go */
import type { ReplicaSet } from '../../../api/apps.ts';
import { matchesSelector } from '../../../api/selector.ts';
import { ok, type Result } from '../../../base/result.ts';
import type { DeploymentSync, Failure } from './deploymentSync.ts';
import { getAllReplicaSetsAndSyncRevision } from './newReplicaSet.ts';
import { replicasOf } from './numbers.ts';
import { deploymentComplete, syncRolloutStatus } from './progress.ts';
import { allReplicaSets, filterActiveReplicaSets, getActualReplicaCountForReplicaSets } from './replicaSets.ts';
import { cleanupDeployment, scaleReplicaSetAndRecordEvent } from './sync.ts';

/** upstream: rolloutRecreate */
export function rolloutRecreate(sync: DeploymentSync, rsList: readonly ReplicaSet[]): Result<undefined, Failure> {
  const found = getAllReplicaSetsAndSyncRevision(sync, rsList, false);
  if (!found.ok) return found;
  const { oldRSs } = found.value;
  const scaledDown = scaleDownOldReplicaSetsForRecreate(sync, filterActiveReplicaSets(oldRSs));
  if (!scaledDown.ok) return scaledDown;
  if (scaledDown.value || oldPodsRunning(sync, rsList, found.value.newRS, oldRSs)) {
    return syncRolloutStatus(sync, allReplicaSets(oldRSs, found.value.newRS), found.value.newRS);
  }
  const rollout = found.value.newRS === undefined ? getAllReplicaSetsAndSyncRevision(sync, rsList, true) : found;
  if (!rollout.ok) return rollout;
  const { newRS } = rollout.value;
  if (newRS !== undefined) {
    const scaledUp = scaleReplicaSetAndRecordEvent(sync, newRS, replicasOf(sync.deployment), 'recreate');
    if (!scaledUp.ok) return scaledUp;
  }
  if (deploymentComplete(sync.deployment, sync.deployment.status)) {
    const cleaned = cleanupDeployment(sync, oldRSs);
    if (!cleaned.ok) return cleaned;
  }
  return syncRolloutStatus(sync, allReplicaSets(oldRSs, newRS), newRS);
}

/** upstream: scaleDownOldReplicaSetsForRecreate */
function scaleDownOldReplicaSetsForRecreate(sync: DeploymentSync, activeOldRSs: readonly ReplicaSet[]): Result<boolean, Failure> {
  let isScaled = false;
  for (const replicaSet of activeOldRSs) {
    const scaled = scaleReplicaSetAndRecordEvent(sync, replicaSet, 0, 'recreate');
    if (!scaled.ok) return scaled;
    isScaled ||= scaled.value.scaled;
  }
  return ok(isScaled);
}

/**
 * Whether a pod of another revision still exists that has not ended: terminating ones count, Failed and Succeeded ones do not.
 * upstream: oldPodsRunning
 */
export function oldPodsRunning(
  { pass, deployment }: DeploymentSync,
  rsList: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
  oldRSs: readonly ReplicaSet[],
): boolean {
  if (getActualReplicaCountForReplicaSets(oldRSs) > 0) return true;
  return rsList.some(
    ({ metadata }) =>
      metadata.uid !== undefined &&
      metadata.uid !== newRS?.metadata.uid &&
      pass.cache.podGroups(metadata.uid).some((group) => group.unfinished > 0 && matchesSelector(deployment.spec.selector, group.labels)),
  );
}
