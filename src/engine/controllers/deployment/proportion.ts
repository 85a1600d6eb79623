/** Spreading a change of replicas over the ReplicaSets of a rollout. upstream: pkg/controller/deployment/sync.go, util/deployment_util.go */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import { maxSurge, replicasOf } from './numbers.ts';
import { bySizeNewer, bySizeOlder, getReplicaCountForReplicaSets } from './replicaSets.ts';
import { MaxReplicasAnnotation, sizeAnnotation } from './revision.ts';
import type { Direction } from './scalingEvent.ts';

/** From this version on a missing or zero basis means "no share" instead of a division by zero. */
const ZERO_BASIS_MINOR = 32;

/** Half away from zero. upstream: integer.RoundToInt32 */
function round(value: number): number {
  return value < 0 ? Math.ceil(value - 0.5) : Math.floor(value + 0.5);
}

/** By how much a ReplicaSet's size follows the Deployment's. upstream: getReplicaSetFraction */
function getReplicaSetFraction(deployment: Deployment, replicaSet: ReplicaSet, minor: number): number {
  const replicas = replicasOf(deployment);
  const size = replicasOf(replicaSet);
  if (replicas === 0) return -size;
  const annotated = sizeAnnotation(replicaSet, MaxReplicasAnnotation);
  const before = annotated === undefined || (annotated === 0 && minor >= ZERO_BASIS_MINOR) ? (deployment.status?.replicas ?? 0) : annotated;
  // Older versions divide by zero here, with a result that depends on the machine.
  if (before === 0) return 0;
  return round((size * (replicas + maxSurge(deployment))) / before) - size;
}

/** A ReplicaSet's share of `toAdd` (negative: to remove), of which `added` are given out already. upstream: GetReplicaSetProportion */
export function getReplicaSetProportion(
  deployment: Deployment,
  replicaSet: ReplicaSet,
  toAdd: number,
  added: number,
  minor: number,
): number {
  if (replicasOf(replicaSet) === 0 || toAdd === 0 || toAdd === added) return 0;
  const fraction = getReplicaSetFraction(deployment, replicaSet, minor);
  const allowed = toAdd - added;
  return toAdd > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed);
}

/** The sizes that active ReplicaSets get, in the order in which they are written; the first takes what rounding left over. */
export function proportionalSizes(
  deployment: Deployment,
  active: readonly ReplicaSet[],
  minor: number,
): { readonly sizes: readonly (readonly [ReplicaSet, number])[]; readonly overall: Direction } {
  const replicas = replicasOf(deployment);
  const allowedSize = replicas > 0 ? replicas + maxSurge(deployment) : 0;
  const toAdd = allowedSize - getReplicaCountForReplicaSets(active);
  const ordered = toAdd === 0 ? active : [...active].sort(toAdd > 0 ? bySizeNewer : bySizeOlder);
  let added = 0;
  const shares = ordered.map((each) => {
    const proportion = getReplicaSetProportion(deployment, each, toAdd, added, minor);
    added += proportion;
    return proportion;
  });
  const sizes = ordered.map((each, index) => {
    const size = replicasOf(each) + (shares[index] ?? 0) + (index === 0 ? toAdd - added : 0);
    return [each, Math.max(0, size)] as const;
  });
  return { sizes, overall: toAdd < 0 ? 'down' : 'up' };
}
