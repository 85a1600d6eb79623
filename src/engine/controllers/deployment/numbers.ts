/** How many pods a rollout may add and remove: the arithmetic of maxSurge and maxUnavailable. upstream: pkg/controller/deployment/util/deployment_util.go */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import { getScaledValueFromIntOrPercent } from '../../../api/intOrString.ts';
import type { IntOrString } from '../../../api/meta.ts';
import { assert } from '../../../base/assert.ts';

/** `progressDeadlineSeconds` and `revisionHistoryLimit` of this size mean "none". */
const MAX_INT32 = 2_147_483_647;

/** spec.replicas; defaulting has filled it in. */
export function replicasOf(object: Deployment | ReplicaSet): number {
  return object.spec.replicas ?? 1;
}

export function isRollingUpdate(deployment: Deployment): boolean {
  return deployment.spec.strategy?.type !== 'Recreate';
}

export function hasProgressDeadline(deployment: Deployment): boolean {
  const seconds = deployment.spec.progressDeadlineSeconds;
  return seconds !== undefined && seconds !== MAX_INT32;
}

export function hasRevisionHistoryLimit(deployment: Deployment): boolean {
  const limit = deployment.spec.revisionHistoryLimit;
  return limit !== undefined && limit !== MAX_INT32;
}

function scaled(value: IntOrString | undefined, total: number, roundUp: boolean): number {
  const result = getScaledValueFromIntOrPercent(value ?? 0, total, roundUp);
  assert(result.ok, `validation let ${String(value)} through`);
  return result.value;
}

/**
 * Resolves maxSurge (up) and maxUnavailable (down) against `desired` pods. Both zero would stop every rollout,
 * so unavailable is then one. upstream: ResolveFenceposts
 */
export function resolveFenceposts(
  maxSurge: IntOrString | undefined,
  maxUnavailable: IntOrString | undefined,
  desired: number,
): { readonly surge: number; readonly unavailable: number } {
  const surge = scaled(maxSurge, desired, true);
  const unavailable = scaled(maxUnavailable, desired, false);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge, maxUnavailable } = deployment.spec.strategy?.rollingUpdate ?? {};
  return resolveFenceposts(maxSurge, maxUnavailable, replicasOf(deployment));
}

/** Pods that may exist beyond spec.replicas; 0 for Recreate. upstream: MaxSurge */
export function maxSurge(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? fenceposts(deployment).surge : 0;
}

/** Pods of spec.replicas that may be unavailable; 0 for Recreate and for no replicas. upstream: MaxUnavailable */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = replicasOf(deployment);
  if (!isRollingUpdate(deployment) || replicas === 0) return 0;
  return Math.min(fenceposts(deployment).unavailable, replicas);
}

/**
 * The size that the new ReplicaSet may have now: as many as the ceiling leaves room for, never above spec.replicas.
 * `counted` is the sum of all ReplicaSets' sizes, the new one's included. upstream: NewRSNewReplicas
 */
export function newRSNewReplicas(deployment: Deployment, counted: number, newReplicas: number): number {
  const replicas = replicasOf(deployment);
  if (!isRollingUpdate(deployment)) return replicas;
  const ceiling = replicas + scaled(deployment.spec.strategy?.rollingUpdate?.maxSurge, replicas, true);
  if (counted >= ceiling) return newReplicas;
  return newReplicas + Math.min(ceiling - counted, replicas - newReplicas);
}
