/** Deleting objects: at once, after a grace period, or when the last finalizer is gone. upstream: k8s.io/apiserver/pkg/registry/rest/delete.go */
import type { Answer, Kind, ObjectKey, Propagation, Request } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import { groupKind } from '../../api/key.ts';
import { granted, refused } from './answer.ts';
import type { Call, ServerContext } from './context.ts';
import { badRequest, conflict, forbidden, notFound } from './refusals.ts';
import { readSelection } from './selection.ts';
import type { Stored } from './stored.ts';
import { withMeta } from './stored.ts';

type DeleteRequest = Extract<Request, { verb: 'delete' }>;

const FINALIZER_OF: Readonly<Record<Propagation, string | undefined>> = {
  Foreground: 'foregroundDeletion',
  Orphan: 'orphan',
  Background: undefined,
};

const PROTECTED = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** Answers a `delete`. The object handed back is what was stored last. */
export function deleteObject(request: DeleteRequest, call: Call, context: ServerContext): Answer {
  const { key, preconditions } = request;
  const old = context.store.get(key) as Stored | undefined;
  if (old === undefined) return refused(notFound(key));
  const { uid, resourceVersion } = old.metadata;
  // upstream: BeforeDelete, which names the kind where others name the resource
  const differs = (what: string, wanted: string, found: string | undefined, then: string): Answer =>
    refused(
      conflict(
        key,
        `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${found}). ${then}`,
        groupKind(key.kind),
      ),
    );
  if (preconditions?.uid !== undefined && preconditions.uid !== uid) {
    return differs('UID', preconditions.uid, uid, 'The object might have been deleted and then recreated');
  }
  if (preconditions?.resourceVersion !== undefined && preconditions.resourceVersion !== resourceVersion) {
    return differs('ResourceVersion', preconditions.resourceVersion, resourceVersion, 'The object might have been modified');
  }
  if (request.gracePeriodSeconds !== undefined && request.gracePeriodSeconds < 0 && key.kind !== 'Pod') {
    return refused(badRequest(`invalid grace period: ${request.gracePeriodSeconds}`));
  }
  if (key.kind === 'Namespace') return deleteNamespace(key, old, call, context);
  const marked = withFinalizer(old, request.propagationPolicy);
  return key.kind === 'Pod'
    ? deletePod(key, marked, old, request.gracePeriodSeconds, call, context)
    : finish(key, marked, old, call, context);
}

/** Foreground and Orphan leave a note for the garbage collector; Background takes such notes away. */
function withFinalizer(object: Stored, propagation: Propagation | undefined): Stored {
  const wanted = propagation === undefined ? undefined : FINALIZER_OF[propagation];
  const present = object.metadata.finalizers ?? [];
  if (propagation === undefined || (wanted !== undefined && present.includes(wanted))) return object;
  const others = present.filter((finalizer) => finalizer !== 'foregroundDeletion' && finalizer !== 'orphan');
  const finalizers = wanted === undefined ? others : [...others, wanted];
  if (finalizers.length === present.length && wanted === undefined) return object;
  return withMeta(object, { finalizers: finalizers.length === 0 ? undefined : finalizers });
}

/** Removes the object, or marks it and lets it wait for its finalizers. */
function finish(key: ObjectKey, marked: Stored, old: Stored, call: Call, context: ServerContext): Answer {
  const waits = (marked.metadata.finalizers?.length ?? 0) > 0;
  if (!waits) {
    if (!call.dryRun) context.store.remove(key);
    return granted(old);
  }
  const dying = old.metadata.deletionTimestamp === undefined ? withDeletion(marked, call.time, 0) : marked;
  if (dying === old) return granted(old);
  return granted(call.dryRun ? dying : context.store.put(key, dying));
}

/** Sets the mark of a deletion; an object with a generation gets the next one. */
function withDeletion(object: Stored, deletionTimestamp: string, graceSeconds: number): Stored {
  const { generation } = object.metadata;
  return withMeta(object, {
    deletionTimestamp,
    deletionGracePeriodSeconds: graceSeconds,
    ...(generation === undefined || generation === 0 ? {} : { generation: generation + 1 }),
  });
}

function graceOf(pod: Pod, requested: number | undefined): number {
  const phase = pod.status?.phase;
  if ((pod.spec.nodeName ?? '') === '' || phase === 'Succeeded' || phase === 'Failed') return 0;
  const grace = requested ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  return grace < 0 ? 1 : grace;
}

/** A pod on a node is given its grace period; the kubelet deletes it again, with 0, when its containers are gone. */
function deletePod(key: ObjectKey, marked: Stored, old: Stored, requested: number | undefined, call: Call, context: ServerContext): Answer {
  const pod = marked as unknown as Pod;
  const grace = graceOf(pod, requested);
  const before = old.metadata.deletionTimestamp === undefined ? undefined : (old.metadata.deletionGracePeriodSeconds ?? 0);
  if (grace === 0 && before !== undefined && before > 0 && (marked.metadata.finalizers?.length ?? 0) > 0) {
    // The kubelet is done; from now on only the finalizers hold the pod.
    const deletionTimestamp = context.clock.time(call.now);
    const dying = withMeta(marked, { deletionTimestamp, deletionGracePeriodSeconds: 0 });
    return granted(call.dryRun ? dying : context.store.put(key, dying));
  }
  if (grace === 0) return finish(key, marked, old, call, context);
  if (before !== undefined && before <= grace) {
    return marked === old ? granted(old) : granted(call.dryRun ? marked : context.store.put(key, marked));
  }
  const deletionTimestamp = context.clock.time(call.now + grace * 1000);
  const dying =
    before === undefined
      ? withDeletion(marked, deletionTimestamp, grace)
      : withMeta(marked, { deletionTimestamp, deletionGracePeriodSeconds: grace });
  return granted(call.dryRun ? dying : context.store.put(key, dying));
}

/** A namespace becomes Terminating; what lies in it goes first. */
function deleteNamespace(key: ObjectKey, old: Stored, call: Call, context: ServerContext): Answer {
  if (PROTECTED.has(key.name)) return refused(forbidden(key, 'this namespace may not be deleted'));
  // The namespace waits for its content; asking again changes nothing.
  if (old.metadata.deletionTimestamp !== undefined) return granted(old);
  const dying: Stored = { ...withMeta(old, { deletionTimestamp: call.time }), status: { ...old.status, phase: 'Terminating' } };
  return granted(call.dryRun ? dying : context.store.put(key, dying));
}

/** Answers a `deleteCollection`: each object that the selectors name, as if deleted by itself. */
export function deleteCollection(request: Extract<Request, { verb: 'deleteCollection' }>, call: Call, context: ServerContext): Answer {
  const { kind, namespace, labelSelector, fieldSelector } = request;
  const options = {
    namespace,
    ...(labelSelector === undefined ? {} : { labelSelector }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
  };
  const selection = readSelection(options);
  if (!selection.ok) return refused(badRequest(selection.error));
  for (const object of context.store.list(kind, options)) {
    const key = { kind, namespace: object.metadata.namespace ?? '', name: object.metadata.name };
    const answer = deleteObject({ verb: 'delete', key }, call, context);
    if (!answer.ok) return answer;
  }
  return granted(listOf(kind));
}

function listOf(kind: Kind): Stored {
  return { apiVersion: 'v1', kind: `${kind}List`, metadata: { name: '' } };
}
