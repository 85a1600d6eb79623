/** The rolling update: new pods as far as the ceiling allows, old ones away as far as the floor allows. upstream: pkg/controller/deployment/rolling.go */
import type { ReplicaSet } from '../../../api/apps.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import type { DeploymentSync, Failure } from './deploymentSync.ts';
import { getAllReplicaSetsAndSyncRevision } from './newReplicaSet.ts';
import { maxUnavailable, newRSNewReplicas, replicasOf } from './numbers.ts';
import { deploymentComplete, syncRolloutStatus } from './progress.ts';
import {
  allReplicaSets,
  availableOf,
  byCreationTimestamp,
  filterActiveReplicaSets,
  getAvailableReplicaCountForReplicaSets,
  getReplicaCountForReplicaSets,
} from './replicaSets.ts';
import { cleanupDeployment, scaleReplicaSetAndRecordEvent } from './sync.ts';

/** upstream: rolloutRolling */
export function rolloutRolling(sync: DeploymentSync, rsList: readonly ReplicaSet[]): Result<undefined, Failure> {
  const rollout = getAllReplicaSetsAndSyncRevision(sync, rsList, true);
  if (!rollout.ok) return rollout;
  const { newRS, oldRSs } = rollout.value;
  const allRSs = allReplicaSets(oldRSs, newRS);
  if (newRS !== undefined) {
    const scaledUp = reconcileNewReplicaSet(sync, allRSs, newRS);
    if (!scaledUp.ok) return scaledUp;
    if (scaledUp.value || reconcileOldReplicaSets(sync, allRSs, filterActiveReplicaSets(oldRSs), newRS)) {
      return syncRolloutStatus(sync, allRSs, newRS);
    }
  }
  if (deploymentComplete(sync.deployment, sync.deployment.status)) {
    const cleaned = cleanupDeployment(sync, oldRSs);
    if (!cleaned.ok) return cleaned;
  }
  return syncRolloutStatus(sync, allRSs, newRS);
}

/** upstream: reconcileNewReplicaSet */
function reconcileNewReplicaSet(sync: DeploymentSync, allRSs: readonly ReplicaSet[], newRS: ReplicaSet): Result<boolean, Failure> {
  const replicas = replicasOf(sync.deployment);
  const current = replicasOf(newRS);
  if (current === replicas) return ok(false);
  const isTooLarge = current > replicas;
  const size = isTooLarge ? replicas : newRSNewReplicas(sync.deployment, getReplicaCountForReplicaSets(allRSs), current);
  const scaled = scaleReplicaSetAndRecordEvent(sync, newRS, size, isTooLarge ? 'follow replicas' : 'room below the ceiling');
  return scaled.ok ? ok(scaled.value.scaled) : scaled;
}

/**
 * How many old pods may go if all of them were unavailable: what exceeds the floor, less the new pods that do not count yet.
 * Below this sum even an unavailable old pod stays, so that a broken update cannot eat up the old revision.
 */
export function maxScaledDown(minAvailable: number, counted: number, newReplicas: number, newAvailable: number): number {
  return counted - minAvailable - (newReplicas - newAvailable);
}

/** Whether anything was scaled down. A refused write is not an error here: the next sync tries again. upstream: reconcileOldReplicaSets */
function reconcileOldReplicaSets(
  sync: DeploymentSync,
  allRSs: readonly ReplicaSet[],
  activeOldRSs: readonly ReplicaSet[],
  newRS: ReplicaSet,
): boolean {
  if (getReplicaCountForReplicaSets(activeOldRSs) === 0) return false;
  const minAvailable = replicasOf(sync.deployment) - maxUnavailable(sync.deployment);
  const limit = maxScaledDown(minAvailable, getReplicaCountForReplicaSets(allRSs), replicasOf(newRS), availableOf(newRS));
  if (limit <= 0) return false;
  const cleaned = cleanupUnhealthyReplicas(sync, activeOldRSs, limit);
  if (!cleaned.ok) return false;
  const { oldRSs, count } = cleaned.value;
  const scaledDown = scaleDownOldReplicaSetsForRollingUpdate(sync, [...oldRSs, newRS], oldRSs, minAvailable);
  return scaledDown.ok && count + scaledDown.value > 0;
}

/** What a ReplicaSet's controller has not caught up with must not be taken for the truth. */
function staleStatus({ metadata }: ReplicaSet, from: number, to: number): Failure {
  const name = `${metadata.namespace ?? ''}/${metadata.name}`;
  return { code: 0, reason: '', message: `when scaling down, got invalid request to scale down ${name} ${from} -> ${to}` };
}

interface Cleaned {
  readonly oldRSs: readonly ReplicaSet[];
  readonly count: number;
}

/** Unavailable old pods go first, oldest ReplicaSet first: they hold no traffic. upstream: cleanupUnhealthyReplicas */
function cleanupUnhealthyReplicas(
  sync: DeploymentSync,
  activeOldRSs: readonly ReplicaSet[],
  maxCleanupCount: number,
): Result<Cleaned, Failure> {
  const oldRSs = [...activeOldRSs].sort(byCreationTimestamp);
  let count = 0;
  for (const [index, target] of oldRSs.entries()) {
    if (count >= maxCleanupCount) break;
    const replicas = replicasOf(target);
    const available = availableOf(target);
    if (replicas === 0 || replicas === available) continue;
    const down = Math.min(maxCleanupCount - count, replicas - available);
    if (down < 0) return err(staleStatus(target, replicas, replicas - down));
    const scaled = scaleReplicaSetAndRecordEvent(sync, target, replicas - down, 'unavailable old pods go first');
    if (!scaled.ok) return scaled;
    count += down;
    oldRSs[index] = scaled.value.replicaSet;
  }
  return ok({ oldRSs, count });
}

/** Available old pods go as far as the floor allows. upstream: scaleDownOldReplicaSetsForRollingUpdate */
function scaleDownOldReplicaSetsForRollingUpdate(
  sync: DeploymentSync,
  allRSs: readonly ReplicaSet[],
  oldRSs: readonly ReplicaSet[],
  minAvailable: number,
): Result<number, Failure> {
  const budget = getAvailableReplicaCountForReplicaSets(allRSs) - minAvailable;
  let count = 0;
  for (const target of [...oldRSs].sort(byCreationTimestamp)) {
    if (count >= budget) break;
    const replicas = replicasOf(target);
    if (replicas === 0) continue;
    const down = Math.min(replicas, budget - count);
    const scaled = scaleReplicaSetAndRecordEvent(sync, target, replicas - down, 'available above the floor');
    if (!scaled.ok) return scaled;
    count += down;
  }
  return ok(count);
}
