/** What an object of any kind waits for on its way out: what belongs to it, its finalizers, or the collector that takes it after its owner. */
import type { ObjectKey } from '../../api/client.ts';
import type { Namespace } from '../../api/core.ts';
import { findKind, keyOf, kinds } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import { uidOf, type World } from '../world.ts';
import { collectorTurn, collectorTurnOf, dueAt, FOREGROUND, ORPHAN } from './endings.ts';
import type { CommonWait, Ending, NamespaceWait } from './wait.ts';

/** Undefined for an object that nobody has deleted. `dependents`: what is known to belong to it. */
export function deletionWait(object: KubeObject, dependents: readonly ObjectKey[], world: World): CommonWait | undefined {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  if (deletionTimestamp === undefined) return undefined;
  const who = keyOf(object);
  const [ours] = finalizers.filter((each) => each === FOREGROUND || each === ORPHAN);
  if (ours === undefined) return { who, code: 'finalizers', finalizers, endings: [{ by: 'person', how: 'finalizer' }] };
  const collector = collectorTurnOf(object, world);
  const endings: readonly Ending[] = dependents.length === 0 ? [collector] : [collector, { by: 'object', keys: dependents }];
  return { who, code: 'dependents', finalizer: ours, dependents: dependents.length, endings };
}

/** Undefined for an object that has a living owner, or none at all: the collector takes only what nobody owns any more. */
export function orphanWait(object: KubeObject, world: World): CommonWait | undefined {
  const { ownerReferences = [], namespace = '' } = object.metadata;
  let gone: (typeof ownerReferences)[number] | undefined;
  for (const reference of ownerReferences) {
    const kind = findKind(reference.apiVersion, reference.kind);
    if (kind === undefined) continue;
    const owner = world.get({ kind, namespace, name: reference.name });
    if (owner !== undefined && uidOf(owner) === reference.uid) return undefined;
    gone ??= reference;
  }
  if (gone === undefined) return undefined;
  const { kind, name, uid } = gone;
  const collector = collectorTurn({ kind, namespace, name, uid }, world);
  const at = collector.by === 'turn' ? collector.at : undefined;
  return { who: keyOf(object), code: 'owner gone', ownerKind: kind, owner: name, endings: [collector], ...dueAt(at) };
}

/** A namespace that is going away, until it is empty. */
export function namespaceWait(namespace: Namespace, world: World): NamespaceWait | undefined {
  const { name, deletionTimestamp } = namespace.metadata;
  if (deletionTimestamp === undefined) return undefined;
  const left: KubeObject[] = [];
  for (const { kind, namespaced } of kinds) {
    if (namespaced) left.push(...world.all(kind, name));
  }
  const pods = left.filter(({ kind }) => kind === 'Pod');
  const finalizers = [...new Set(left.flatMap(({ metadata }) => metadata.finalizers ?? []))];
  const collector = collectorTurnOf(namespace, world);
  // Since 1.33 nothing else is touched while a pod is left.
  const keys = (pods.length > 0 ? pods : left).filter(({ kind }) => kind !== 'Event').map(keyOf);
  const endings: Ending[] = [collector];
  if (keys.length > 0) endings.push({ by: 'object', keys });
  if (finalizers.length > 0) endings.push({ by: 'person', how: 'finalizer' });
  return { who: keyOf(namespace), code: 'content', left: left.length, pods: pods.length, finalizers, endings };
}
