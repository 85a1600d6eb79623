/**
 * The pods that are a ReplicaSet's own, as numbers. Nearly always every pod of it carries the template's labels, so that one group of the
 * cache's counts tells all; pods are looked at one by one only when some of them are to be adopted, released or deleted.
 */
import type { ReplicaSet } from '../../../api/apps.ts';
import type { Status } from '../../../api/client.ts';
import type { Pod } from '../../../api/core.ts';
import type { Labels } from '../../../api/meta.ts';
import { ok, type Result } from '../../../base/result.ts';
import type { OwnedPod, Pass, PodGroup } from '../../actor.ts';
import { shareOf } from '../../podGroups.ts';
import { ControllerRefManager } from '../controllerRefManager.ts';
import { isPodActive } from './pods.ts';

export interface ClaimedPods {
  /** The counted pods whose labels match. */
  readonly groups: readonly PodGroup[];
  /** Active orphans that were adopted in this pass: the cache's counts do not hold them yet. */
  readonly adopted: readonly Pod[];
  /** The claimed active pods one by one, in the order in which the cache learnt of them. */
  list(): readonly OwnedPod[];
}

/** Adopts and releases, and gives the pods that are the ReplicaSet's after that. upstream: claimPods */
export function claimPods(pass: Pass, replicaSet: ReplicaSet): Result<ClaimedPods, Status> {
  const uid = replicaSet.metadata.uid ?? '';
  const manager = new ControllerRefManager<Pod>(pass, replicaSet, 'Pod');
  const groups = pass.cache.podGroups(uid);
  const matching = groups.filter((group) => manager.matches(group.labels));
  const strays = groups.some((group) => group.active > 0 && !matching.includes(group)) ? straysOf(pass, uid, manager) : [];
  const claimed = manager.claim([...strays, ...orphansOf(pass, replicaSet, manager)]);
  if (!claimed.ok) return claimed;
  const list = (): readonly OwnedPod[] => {
    const isUniform = matching.length === groups.length;
    const active: OwnedPod[] = [];
    for (const each of pass.cache.ownedPods(uid)) if (each.active && (isUniform || manager.matches(each.labels))) active.push(each);
    return claimed.value.length === 0 ? active : [...active, ...claimed.value.map(shareOf)];
  };
  return ok({ groups: matching, adopted: claimed.value, list });
}

/** Owned active pods whose labels match no more. */
function straysOf(pass: Pass, uid: string, manager: ControllerRefManager<Pod>): readonly Pod[] {
  const owned = pass.cache.ownedBy('Pod', uid) as readonly Pod[];
  return owned.filter((pod) => isPodActive(pod) && !manager.matches(pod.metadata.labels));
}

function orphansOf(pass: Pass, { metadata }: ReplicaSet, manager: ControllerRefManager<Pod>): readonly Pod[] {
  const orphans = [...(pass.cache.orphans('Pod', metadata.namespace ?? '') as Iterable<Pod>)];
  return orphans.filter((pod) => isPodActive(pod) && manager.matches(pod.metadata.labels));
}

/** How many active pods there are. */
export function countActive({ groups, adopted }: ClaimedPods): number {
  return groups.reduce((total, group) => total + group.active, adopted.length);
}

/** Whether `labels` has everything that `wanted` has. */
export function hasLabels(labels: Labels | undefined, wanted: Labels | undefined): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => labels?.[key] === value);
}
