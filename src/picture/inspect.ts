/** One object in full, of whatever kind: its YAML in two parts, its conditions, and whom it belongs to. */
import type { ObjectKey, Reader } from '../api/client.ts';
import { fieldsOf, isFields, listOf, textOf } from '../api/fields.ts';
import { isKind, keyOf, kindInfo, kinds } from '../api/key.ts';
import { stringifyManifest } from '../api/manifest.ts';
import type { KubeObject, Time } from '../api/meta.ts';
import type { ConditionView, ObjectView, OwnerView } from './view.ts';
import { simTimeOf, uidOf } from './world.ts';

/** Owners of owners: Kubernetes' own kinds are three deep, but an owner may be anything, even in a circle. */
const OWNERS_MAX = 8;

export function inspect(object: KubeObject, reader: Reader, startTime: Time): ObjectView {
  const { status, ...rest } = object as KubeObject & { readonly status?: unknown };
  const { managedFields: _, ...metadata } = rest.metadata as KubeObject['metadata'] & { readonly managedFields?: unknown };
  return {
    uid: uidOf(object),
    createdAt: simTimeOf(object.metadata.creationTimestamp, startTime),
    yaml: stringifyManifest({ ...rest, metadata }),
    status: status === undefined ? '' : stringifyManifest({ status }),
    conditions: conditionsOf(object, startTime),
    owners: ownersOf(object, reader),
  };
}

/** Conditions of any object that has some, as it lists them. */
export function conditionsOf(object: KubeObject, startTime: Time): readonly ConditionView[] {
  const { conditions } = fieldsOf((object as KubeObject & { readonly status?: unknown }).status);
  return listOf(conditions)
    .filter(isFields)
    .map(({ type, status, reason, message, lastTransitionTime, lastUpdateTime }) => {
      const lastTransition = simTimeOf(textOf(lastTransitionTime) || undefined, startTime);
      return {
        type: textOf(type),
        status: status === 'True' || status === 'False' ? status : 'Unknown',
        reason: textOf(reason),
        message: textOf(message),
        lastTransition,
        lastUpdate: simTimeOf(textOf(lastUpdateTime) || undefined, startTime, lastTransition),
      };
    });
}

/** The controlling owner, or else the first, and its owner, and so on; an owner that is gone ends the chain. */
function ownersOf(object: KubeObject, reader: Reader): readonly OwnerView[] {
  const owners: OwnerView[] = [];
  for (let at: KubeObject | undefined = object; at !== undefined && owners.length < OWNERS_MAX; ) {
    const references: NonNullable<KubeObject['metadata']['ownerReferences']> = at.metadata.ownerReferences ?? [];
    const reference = references.find(({ controller }) => controller === true) ?? references[0];
    if (reference === undefined) break;
    const { kind, name, uid } = reference;
    const key: ObjectKey | undefined = isKind(kind)
      ? { kind, namespace: kindInfo(kind).namespaced ? (at.metadata.namespace ?? '') : '', name }
      : undefined;
    const found: KubeObject | undefined = key === undefined ? undefined : reader.get(key);
    // Another object may have taken the name.
    const owner: KubeObject | undefined = found !== undefined && uidOf(found) === uid ? found : undefined;
    owners.push({ kind, namespace: key?.namespace ?? '', name, uid, exists: owner !== undefined });
    at = owner;
  }
  return owners;
}

/** What can be inspected, in the order of discovery; Events are told with what they are about. At most `limit` of a kind. */
export function inspectable(reader: Reader, limit: number): readonly ObjectKey[] {
  return kinds
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'Event')
    .flatMap((kind) => reader.list(kind).slice(0, limit).map(keyOf));
}
