/**
 * Our own rule: a cluster holds at most so many pods (10,000). What would pass it is refused, at the door where a person asks for too many,
 * and at every creation of a pod, so that a page never freezes.
 */

import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Status } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Attributes } from './attributes.ts';
import { forbidden } from './refusals.ts';
import type { Store } from './store.ts';

function hasController(object: KubeObject): boolean {
  return object.metadata.ownerReferences?.some((reference) => reference.controller === true) === true;
}

function surgeOf({ spec }: Deployment, replicas: number): number {
  if (spec.strategy?.type === 'Recreate') return 0;
  const maxSurge = spec.strategy?.rollingUpdate?.maxSurge ?? '25%';
  return typeof maxSurge === 'number' ? maxSurge : Math.ceil((Number.parseInt(maxSurge, 10) * replicas) / 100);
}

/** Pods that this object may bring into being by itself. */
function demandOf(object: KubeObject): number {
  if (object.kind === 'Pod') return hasController(object) ? 0 : 1;
  if (object.kind === 'ReplicaSet') return hasController(object) ? 0 : ((object as ReplicaSet).spec.replicas ?? 1);
  if (object.kind !== 'Deployment') return 0;
  const replicas = (object as Deployment).spec.replicas ?? 1;
  return replicas + surgeOf(object as Deployment, replicas);
}

function demandOfOthers(store: Store, uid: string | undefined): number {
  let sum = 0;
  for (const kind of ['Deployment', 'ReplicaSet', 'Pod'] as const) {
    for (const object of store.all(kind)) if (object.metadata.uid !== uid) sum += demandOf(object);
  }
  return sum;
}

/** A person asks for more pods than the cluster may hold. */
export function admitDoor({ call, object, old, key, context }: Attributes): Status | undefined {
  if (call.trusted) return undefined;
  const demand = demandOf(object);
  if (demand === 0 || (old !== undefined && demand <= demandOf(old))) return undefined;
  const others = demandOfOthers(context.store, old?.metadata.uid);
  if (demand + others <= context.podLimit) return undefined;
  const sum = others === 0 ? `${demand}` : `${demand} in addition to the ${others} of everything else`;
  const facts = { rule: 'pod limit', limit: context.podLimit, pods: demand + others } as const;
  return forbidden(key, `this cluster holds at most ${context.podLimit} pods, surge included, and this needs ${sum}`, facts);
}

/** One more pod would be one too many. */
export function admitPodCount({ kind, operation, key, context }: Attributes): Status | undefined {
  if (kind !== 'Pod' || operation !== 'create' || context.store.count('Pod') < context.podLimit) return undefined;
  const pods = context.store.count('Pod');
  const facts = { rule: 'pod limit', limit: context.podLimit, pods } as const;
  return forbidden(key, `this cluster holds at most ${context.podLimit} pods, and it holds ${pods}`, facts);
}
