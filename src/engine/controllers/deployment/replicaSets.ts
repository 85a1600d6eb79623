/** Sums, orders and searches over a Deployment's ReplicaSets. upstream: pkg/controller/deployment/util/deployment_util.go, pkg/controller/controller_utils.go */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import { equalIgnoreHash } from '../../../api/templateEqual.ts';
import { replicasOf } from './numbers.ts';
import { revisionOf } from './revision.ts';

type Order = (a: ReplicaSet, b: ReplicaSet) => number;

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Oldest first, ties by name. upstream: ReplicaSetsByCreationTimestamp */
export const byCreationTimestamp: Order = (a, b) =>
  compareText(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') || compareText(a.metadata.name, b.metadata.name);

/** Largest first, ties newest first. upstream: ReplicaSetsBySizeNewer */
export const bySizeNewer: Order = (a, b) => replicasOf(b) - replicasOf(a) || byCreationTimestamp(b, a);

/** Largest first, ties oldest first. upstream: ReplicaSetsBySizeOlder */
export const bySizeOlder: Order = (a, b) => replicasOf(b) - replicasOf(a) || byCreationTimestamp(a, b);

/** Lowest revision first; an annotation that is no number leaves it to the age. upstream: ReplicaSetsByRevision */
export const byRevision: Order = (a, b) => {
  const [left, right] = [revisionOf(a), revisionOf(b)];
  return left === undefined || right === undefined || left === right ? byCreationTimestamp(a, b) : left - right;
};

/** Those with spec.replicas above 0, in the order given. upstream: FilterActiveReplicaSets */
export function filterActiveReplicaSets(replicaSets: readonly (ReplicaSet | undefined)[]): ReplicaSet[] {
  return replicaSets.filter((each): each is ReplicaSet => each !== undefined && replicasOf(each) > 0);
}

/** Old ones and, if there is one, the new one at the end. */
export function allReplicaSets(oldRSs: readonly ReplicaSet[], newRS: ReplicaSet | undefined): readonly ReplicaSet[] {
  return newRS === undefined ? oldRSs : [...oldRSs, newRS];
}

function sum(replicaSets: readonly ReplicaSet[], count: (replicaSet: ReplicaSet) => number): number {
  return replicaSets.reduce((total, each) => total + count(each), 0);
}

/** Σ spec.replicas. upstream: GetReplicaCountForReplicaSets */
export function getReplicaCountForReplicaSets(replicaSets: readonly ReplicaSet[]): number {
  return sum(replicaSets, replicasOf);
}

/** Σ status.replicas. upstream: GetActualReplicaCountForReplicaSets */
export function getActualReplicaCountForReplicaSets(replicaSets: readonly ReplicaSet[]): number {
  return sum(replicaSets, (each) => each.status?.replicas ?? 0);
}

/** Σ status.readyReplicas. upstream: GetReadyReplicaCountForReplicaSets */
export function getReadyReplicaCountForReplicaSets(replicaSets: readonly ReplicaSet[]): number {
  return sum(replicaSets, (each) => each.status?.readyReplicas ?? 0);
}

/** Σ status.availableReplicas. upstream: GetAvailableReplicaCountForReplicaSets */
export function getAvailableReplicaCountForReplicaSets(replicaSets: readonly ReplicaSet[]): number {
  return sum(replicaSets, availableOf);
}

/** status.availableReplicas, 0 where there is no ReplicaSet. */
export function availableOf(replicaSet: ReplicaSet | undefined): number {
  return replicaSet?.status?.availableReplicas ?? 0;
}

/**
 * Σ status.terminatingReplicas; undefined when a ReplicaSet that its controller has synced does not say.
 * upstream: GetTerminatingReplicaCountForReplicaSets
 */
export function getTerminatingReplicaCountForReplicaSets(replicaSets: readonly ReplicaSet[]): number | undefined {
  let total = 0;
  for (const { status } of replicaSets) {
    const terminating = status?.terminatingReplicas;
    if (terminating !== undefined) total += terminating;
    else if ((status?.observedGeneration ?? 0) !== 0) return undefined;
  }
  return total;
}

/** The oldest ReplicaSet whose template is the Deployment's. upstream: FindNewReplicaSet */
export function findNewReplicaSet(deployment: Deployment, rsList: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...rsList].sort(byCreationTimestamp).find((each) => equalIgnoreHash(each.spec.template, deployment.spec.template));
}

/** All but the new one, oldest first, whatever their size. upstream: FindOldReplicaSets */
export function findOldReplicaSets(
  deployment: Deployment,
  rsList: readonly ReplicaSet[],
  newRS = findNewReplicaSet(deployment, rsList),
): readonly ReplicaSet[] {
  return [...rsList].sort(byCreationTimestamp).filter((each) => each !== newRS);
}

/**
 * The one ReplicaSet that a change of spec.replicas concerns alone: the only active one, or the newest when none is active.
 * Undefined when several are active. upstream: FindActiveOrLatest
 */
export function findActiveOrLatest(newRS: ReplicaSet | undefined, oldRSs: readonly ReplicaSet[]): ReplicaSet | undefined {
  const newestFirst = [...oldRSs].sort((a, b) => byCreationTimestamp(b, a));
  const active = filterActiveReplicaSets([...newestFirst, newRS]);
  if (active.length > 1) return undefined;
  return active[0] ?? newRS ?? newestFirst[0];
}
