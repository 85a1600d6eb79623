/** Which Deployments a change in the cache wakes. upstream: pkg/controller/deployment/deployment_controller.go */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import type { Pod } from '../../../api/core.ts';
import type { OwnerReference } from '../../../api/meta.ts';
import { isEmptySelector, matchesSelector } from '../../../api/selector.ts';
import type { Actor, Cache, Change, Wake } from '../../actor.ts';
import { getControllerOf } from '../controllerRefManager.ts';
import { equalLabels, queueKey } from '../objects.ts';

type Handling = Parameters<Actor['wakes']>[1];

/** From this version on every final pod deletion wakes a Recreate Deployment, before only that of its last pod. */
const ANY_POD_WAKES_MINOR = 37;

const nothing: readonly Wake[] = [];

/** upstream: the informers' event handlers */
export function deploymentWakes(change: Change, handling: Handling): readonly Wake[] {
  switch (change.object.kind) {
    case 'Deployment':
      return [{ key: queueKey(change.object) }];
    case 'ReplicaSet':
      return replicaSetWakes(change, handling.cache);
    case 'Pod':
      return change.type === 'deleted' ? deletePod(change.object as Pod, handling) : nothing;
    default:
      return nothing;
  }
}

function enqueue(deployments: readonly (Deployment | undefined)[]): readonly Wake[] {
  return deployments.filter((each) => each !== undefined).map((each) => ({ key: queueKey(each) }));
}

/** upstream: resolveControllerRef */
function resolveControllerRef(cache: Cache, namespace: string, owner: OwnerReference | undefined): Deployment | undefined {
  if (owner?.kind !== 'Deployment') return undefined;
  const found = cache.get({ kind: 'Deployment', namespace, name: owner.name }) as Deployment | undefined;
  return found?.metadata.uid === owner.uid ? found : undefined;
}

/** Deployments whose selector picks the ReplicaSet, whoever owns it. upstream: getDeploymentsForReplicaSet */
function getDeploymentsForReplicaSet(cache: Cache, { metadata }: ReplicaSet): readonly Deployment[] {
  const labels = metadata.labels;
  if (labels === undefined || Object.keys(labels).length === 0) return [];
  const deployments = cache.list('Deployment', { namespace: metadata.namespace ?? '' }) as readonly Deployment[];
  return deployments.filter(({ spec }) => !isEmptySelector(spec.selector) && matchesSelector(spec.selector, labels));
}

/** upstream: addReplicaSet, updateReplicaSet, deleteReplicaSet */
function replicaSetWakes(change: Change, cache: Cache): readonly Wake[] {
  const current = change.object as ReplicaSet;
  const namespace = current.metadata.namespace ?? '';
  const owner = getControllerOf(current);
  if (change.type === 'deleted' || (change.type === 'added' && current.metadata.deletionTimestamp !== undefined)) {
    return enqueue([resolveControllerRef(cache, namespace, owner)]);
  }
  const old = change.old as ReplicaSet | undefined;
  const oldOwner = old && getControllerOf(old);
  const isOwnerChanged = oldOwner?.uid !== owner?.uid;
  const former = isOwnerChanged ? enqueue([resolveControllerRef(cache, namespace, oldOwner)]) : nothing;
  if (owner !== undefined) return [...former, ...enqueue([resolveControllerRef(cache, namespace, owner)])];
  const mayMatchAnother = old === undefined || isOwnerChanged || !equalLabels(old, current);
  return mayMatchAnother ? [...former, ...enqueue(getDeploymentsForReplicaSet(cache, current))] : former;
}

/** Recreate waits for pods to be gone, which no ReplicaSet's status may tell. upstream: deletePod */
function deletePod(pod: Pod, { cache, minor }: Handling): readonly Wake[] {
  const namespace = pod.metadata.namespace ?? '';
  const owner = getControllerOf(pod);
  if (owner?.kind !== 'ReplicaSet') return nothing;
  const replicaSet = cache.get({ kind: 'ReplicaSet', namespace, name: owner.name }) as ReplicaSet | undefined;
  if (replicaSet?.metadata.uid !== owner.uid || replicaSet === undefined) return nothing;
  const deployment = getDeploymentsForReplicaSet(cache, replicaSet)[0];
  if (deployment?.spec.strategy?.type !== 'Recreate') return nothing;
  if (minor < ANY_POD_WAKES_MINOR && hasPods(cache, deployment)) return nothing;
  return enqueue([deployment]);
}

/** Whether a pod of any phase is left of the Deployment. */
function hasPods(cache: Cache, { metadata, spec }: Deployment): boolean {
  for (const replicaSet of cache.ownedBy('ReplicaSet', metadata.uid ?? '')) {
    if (!matchesSelector(spec.selector, replicaSet.metadata.labels ?? {})) continue;
    const groups = cache.podGroups(replicaSet.metadata.uid ?? '');
    if (groups.some((group) => matchesSelector(spec.selector, group.labels))) return true;
  }
  return false;
}
