/** Replacing objects and their status. upstream: k8s.io/apiserver/pkg/registry/rest/update.go and the strategies of each kind */
import type { Answer, Kind, ObjectKey, Request, Status, Subresource } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import { kindInfo } from '../../api/key.ts';
import { deepEqual } from '../../base/equal.ts';
import { chargeQuotas, storeCharges } from './admission/resourceQuota.ts';
import { validate } from './admission.ts';
import { granted, refused } from './answer.ts';
import { escalation } from './authorization/escalation.ts';
import type { Call, ServerContext } from './context.ts';
import { badRequest, conflict, modified, notFound } from './refusals.ts';
import { checkUpdate, decodeObject } from './schema.ts';
import { allocationRefusal, keepAllocated } from './serviceStrategy.ts';
import type { Stored } from './stored.ts';
import { withMeta, withStatus } from './stored.ts';

/** Answers an `update` of an object or its status (not of its scale). */
export function update(request: Extract<Request, { verb: 'update' }>, call: Call, context: ServerContext): Answer {
  const decoded = call.trusted ? trustedObject(request.object) : decodeObject(request.object, call, context);
  if (!decoded.ok) return refused(decoded.error);
  const { kind, object, warnings } = decoded.value;
  const key = { kind, namespace: namespaceFor(object, kind, context), name: object.metadata.name };
  return replaceObject(key, object, request.subresource, call, context, warnings);
}

/** The last owner or finalizer that is taken away takes the list with it. upstream: omitempty */
function withoutEmptyLists(object: Stored): Stored {
  const { ownerReferences, finalizers } = object.metadata;
  const [hasNoOwners, hasNoFinalizers] = [ownerReferences?.length === 0, finalizers?.length === 0];
  if (!hasNoOwners && !hasNoFinalizers) return object;
  return withMeta(object, {
    ...(hasNoOwners ? { ownerReferences: undefined } : {}),
    ...(hasNoFinalizers ? { finalizers: undefined } : {}),
  });
}

/** A component of the cluster sends what it read and changed a little: nothing is missing, nothing malformed. */
export function trustedObject(sent: unknown): {
  readonly ok: true;
  readonly value: { kind: Kind; object: Stored; warnings: readonly string[] };
} {
  const object = withoutEmptyLists(sent as Stored);
  return { ok: true, value: { kind: object.kind as Kind, object, warnings: [] } };
}

function namespaceFor(object: Stored, kind: Kind, context: ServerContext): string {
  const { namespace } = object.metadata;
  if (namespace !== undefined && namespace !== '') return namespace;
  return context.store.get({ kind, namespace: '', name: object.metadata.name }) === undefined ? 'default' : '';
}

/** Stores `next` in the place of what is there, if versions, rules and admission agree. */
export function replaceObject(
  key: ObjectKey,
  next: Stored,
  subresource: Subresource | undefined,
  call: Call,
  context: ServerContext,
  warnings: readonly string[] = [],
): Answer {
  const old = context.store.get(key) as Stored | undefined;
  if (old === undefined) return refused(notFound(key));
  const { resourceVersion, uid, name, namespace } = next.metadata;
  // upstream: checkName in k8s.io/apiserver/pkg/endpoints/handlers/rest.go, EnsureObjectNamespaceMatchesRequestNamespace
  if (name !== key.name) return refused(badRequest(`the name of the object (${name}) does not match the name on the URL (${key.name})`));
  if (key.namespace !== '' && namespace !== undefined && namespace !== key.namespace) {
    return refused(badRequest('the namespace of the provided object does not match the namespace sent on the request'));
  }
  if (uid !== undefined && uid !== '' && uid !== old.metadata.uid) return refused(otherUid(key, uid, old));
  if (resourceVersion !== undefined && resourceVersion !== '' && resourceVersion !== old.metadata.resourceVersion)
    return refused(modified(key));
  const prepared = subresource === 'status' ? prepareStatus(key.kind, next, old) : prepareSpec(key.kind, next, old, context);
  const greed = escalation(key, prepared, old, call, context);
  if (greed !== undefined) return refused(greed);
  const refusal = call.trusted ? undefined : checkUpdate(prepared, old, key.kind, subresource, context);
  if (refusal !== undefined) return refused(refusal);
  const allocation = key.kind === 'Service' && subresource === undefined ? allocationRefusal(key, prepared, context) : undefined;
  if (allocation !== undefined) return refused(allocation);
  const admission = validate({ operation: 'update', key, kind: key.kind, object: prepared, old, call, context });
  if (admission !== undefined) return refused(admission);
  const charges = chargeQuotas({ operation: 'update', key, kind: key.kind, object: prepared, old, call, context });
  if (!charges.ok) return refused(charges.error);
  if (isFinished(prepared)) {
    if (!call.dryRun) context.store.remove(key);
    return granted(prepared, warnings);
  }
  // An object that stays as it is gets no new version and wakes nobody.
  if (deepEqual(prepared, old)) return granted(old, warnings);
  if (call.dryRun) return granted(prepared, warnings);
  storeCharges(charges.value, context.store);
  // A status write has a copy of its own by now.
  const isOwn = subresource === 'status' && prepared !== next && prepared !== old;
  return granted(isOwn ? context.store.putOwn(key, prepared) : context.store.put(key, prepared), warnings);
}

/** The words of the storage, which looks at uids. */
function otherUid(key: ObjectKey, uid: string, old: Stored): Status {
  const path = `/registry/${kindInfo(key.kind).resource}/${key.namespace === '' ? '' : `${key.namespace}/`}${key.name}`;
  const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
  return conflict(key, `StorageError: invalid object, Code: 4, Key: ${path}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`);
}

/** A deleted object whose last finalizer went away is gone; a pod waits for its kubelet as well. */
function isFinished({ metadata, kind, spec }: Stored): boolean {
  if (metadata.deletionTimestamp === undefined || (metadata.finalizers?.length ?? 0) > 0) return false;
  if (kind === 'Namespace') return ((spec?.['finalizers'] as readonly string[] | undefined)?.length ?? 0) === 0;
  return kind !== 'Pod' || metadata.deletionGracePeriodSeconds === 0;
}

/** Metadata that no client may change. */
function keepIdentity(next: Stored, old: Stored): Stored {
  if (next.metadata === old.metadata) return next;
  const { uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds, namespace, resourceVersion, generateName } =
    old.metadata;
  return withMeta(next, {
    uid,
    creationTimestamp,
    generation,
    deletionTimestamp,
    deletionGracePeriodSeconds,
    namespace,
    resourceVersion,
    generateName,
  });
}

function prepareStatus(kind: Kind, next: Stored, old: Stored): Stored {
  // A Deployment's status write also carries its annotations: so the controller writes the revision.
  if (kind !== 'Deployment') return withStatus(old, next.status);
  const { annotations } = next.metadata;
  return withStatus(annotations === old.metadata.annotations ? old : withMeta(old, { annotations }), next.status);
}

function prepareSpec(kind: Kind, next: Stored, old: Stored, context: ServerContext): Stored {
  if (kind === 'Service') return keepAllocated(keepIdentity(withStatus(next, old.status), old), old, context);
  const hasStatus = kind !== 'Namespace' || old.status !== undefined;
  const kept = keepIdentity(hasStatus ? withStatus(next, old.status) : next, old);
  const generation = old.metadata.generation;
  if (generation === undefined || !bumpsGeneration(kind, kept, old)) return kept;
  return withMeta(kept, { generation: generation + 1 });
}

function bumpsGeneration(kind: Kind, next: Stored, old: Stored): boolean {
  switch (kind) {
    case 'Deployment':
      return !deepEqual(next.spec, old.spec) || !deepEqual(next.metadata.annotations ?? {}, old.metadata.annotations ?? {});
    case 'ReplicaSet':
    case 'HorizontalPodAutoscaler':
    case 'PodDisruptionBudget':
      return !deepEqual(next.spec, old.spec);
    case 'Pod':
      return !deepEqual((next as unknown as Pod).spec, (old as unknown as Pod).spec);
    case 'EndpointSlice':
      return !deepEqual(
        { ...next, metadata: { ...next.metadata, resourceVersion: '' } },
        { ...old, metadata: { ...old.metadata, resourceVersion: '' } },
      );
    default:
      return false;
  }
}
