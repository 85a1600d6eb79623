/** Which ReplicaSets a change in the cache wakes, and which expectations it fulfils. upstream: pkg/controller/replicaset/replica_set.go */
import type { ReplicaSet } from '../../../api/apps.ts';
import type { Pod } from '../../../api/core.ts';
import type { OwnerReference } from '../../../api/meta.ts';
import { isEmptySelector, matchesSelector } from '../../../api/selector.ts';
import type { Actor, Cache, Change, Wake } from '../../actor.ts';
import { getControllerOf } from '../controllerRefManager.ts';
import { equalLabels, queueKey } from '../objects.ts';
import { EXACT_AVAILABILITY_MINOR } from './availability.ts';
import { creationObserved, deleteExpectations, deletionObserved } from './expectations.ts';
import { isPodReady } from './pods.ts';

type Handling = Parameters<Actor['wakes']>[1];

const nothing: readonly Wake[] = [];

/** upstream: the informers' event handlers */
export function replicaSetWakes(change: Change, handling: Handling): readonly Wake[] {
  const { object, old, type } = change;
  if (object.kind === 'ReplicaSet') {
    const isAnother = old !== undefined && old.metadata.uid !== object.metadata.uid;
    if (type === 'deleted' || isAnother) deleteExpectations(handling.memory, queueKey(object));
    return [{ key: queueKey(object) }];
  }
  if (object.kind !== 'Pod') return nothing;
  const pod = object as Pod;
  if (type === 'deleted') return deletePod(pod, handling);
  return type === 'added' || old === undefined ? addPod(pod, handling) : updatePod(old as Pod, pod, handling);
}

/** upstream: resolveControllerRef */
function resolveControllerRef(cache: Cache, namespace: string, owner: OwnerReference | undefined): ReplicaSet | undefined {
  if (owner?.kind !== 'ReplicaSet') return undefined;
  const found = cache.get({ kind: 'ReplicaSet', namespace, name: owner.name }) as ReplicaSet | undefined;
  return found?.metadata.uid === owner.uid ? found : undefined;
}

/** ReplicaSets that might adopt an orphan. upstream: getPodReplicaSets */
function wakeAdopters(cache: Cache, { metadata }: Pod): readonly Wake[] {
  const labels = metadata.labels;
  if (labels === undefined || Object.keys(labels).length === 0) return nothing;
  const replicaSets = cache.list('ReplicaSet', { namespace: metadata.namespace ?? '' }) as readonly ReplicaSet[];
  return replicaSets
    .filter(({ spec }) => !isEmptySelector(spec.selector) && matchesSelector(spec.selector, labels))
    .map((each) => ({ key: queueKey(each) }));
}

/** upstream: addPod */
function addPod(pod: Pod, handling: Handling): readonly Wake[] {
  if (pod.metadata.deletionTimestamp !== undefined) return deletePod(pod, handling);
  const owner = getControllerOf(pod);
  if (owner === undefined) return wakeAdopters(handling.cache, pod);
  const replicaSet = resolveControllerRef(handling.cache, pod.metadata.namespace ?? '', owner);
  if (replicaSet === undefined) return nothing;
  creationObserved(handling.memory, queueKey(replicaSet));
  return [{ key: queueKey(replicaSet) }];
}

/** A pod counts as deleted as soon as its deletion has been asked for. upstream: deletePod */
function deletePod(pod: Pod, { cache, memory }: Handling): readonly Wake[] {
  const replicaSet = resolveControllerRef(cache, pod.metadata.namespace ?? '', getControllerOf(pod));
  if (replicaSet === undefined) return nothing;
  deletionObserved(memory, queueKey(replicaSet), queueKey(pod));
  return [{ key: queueKey(replicaSet) }];
}

/** upstream: updatePod */
function updatePod(old: Pod, pod: Pod, handling: Handling): readonly Wake[] {
  if (old.metadata.resourceVersion === pod.metadata.resourceVersion) return nothing;
  const isLabelChanged = !equalLabels(old, pod);
  if (pod.metadata.deletionTimestamp !== undefined) {
    return isLabelChanged ? [...deletePod(pod, handling), ...deletePod(old, handling)] : deletePod(pod, handling);
  }
  const namespace = pod.metadata.namespace ?? '';
  const [oldOwner, owner] = [getControllerOf(old), getControllerOf(pod)];
  const isOwnerChanged = oldOwner?.uid !== owner?.uid;
  const former = isOwnerChanged ? resolveControllerRef(handling.cache, namespace, oldOwner) : undefined;
  const formerWakes = former === undefined ? nothing : [{ key: queueKey(former) }];
  if (owner === undefined) return isLabelChanged || isOwnerChanged ? [...formerWakes, ...wakeAdopters(handling.cache, pod)] : formerWakes;
  const replicaSet = resolveControllerRef(handling.cache, namespace, owner);
  if (replicaSet === undefined) return formerWakes;
  const key = queueKey(replicaSet);
  const minReadySeconds = replicaSet.spec.minReadySeconds ?? 0;
  if (minReadySeconds === 0 || isPodReady(old) || !isPodReady(pod)) return [...formerWakes, { key }];
  // The extra second was to be safe against clocks that differ; it is what made older versions late.
  const afterMs = minReadySeconds * 1000 + (handling.minor >= EXACT_AVAILABILITY_MINOR ? 0 : 1000);
  return [...formerWakes, { key }, { key, afterMs }];
}
