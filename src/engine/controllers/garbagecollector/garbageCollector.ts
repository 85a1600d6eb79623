/**
 * Deletes what a deletion leaves behind, one level of owners at a time. upstream: pkg/controller/garbagecollector
 * Modelled: background, foreground and orphan deletion; dependents that were made after their owner had gone; emptying of a terminating namespace
 * (upstream: pkg/controller/namespace). Not modelled: owners in other namespaces, absent-owner look-ups of kinds that are not stored.
 */
import type { Kind } from '../../../api/client.ts';
import type { Namespace } from '../../../api/core.ts';
import { findKind, keyOf } from '../../../api/key.ts';
import type { KubeObject } from '../../../api/meta.ts';
import type { Actor, Cache, Change, Outcome, Pass, Wake } from '../../actor.ts';
import { CONTROLLER_CLIENT } from '../../clientLimits.ts';
import { emptyNamespace } from './namespace.ts';

export const DEFAULT_GC_DELAY_MS = 50;
/** So long a terminating namespace is left alone, for writes that are still under way. upstream: namespaceDeletionGracePeriod */
const NAMESPACE_DELAY_MS = 5000;
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** Work is known by the owner: its kind, place and uid. An owner of the same name with another uid is another owner. */
function ownerKey(kind: string, namespace: string, name: string, uid: string): string {
  return `${kind}/${namespace}/${name}/${uid}`;
}

function isWaiting(object: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  return deletionTimestamp !== undefined && (finalizers.includes(FOREGROUND) || finalizers.includes(ORPHAN));
}

type Seen = Pick<Cache, 'dependents' | 'get'>;

/** Owners of a new or vanished dependent that wait for it, or that are not there. */
function ownersToVisit({ type, object, old }: Change, cache: Seen): readonly string[] {
  const { namespace = '', ownerReferences } = object.metadata;
  if (ownerReferences === undefined || (type === 'modified' && old?.metadata.ownerReferences === ownerReferences)) return [];
  const keys: string[] = [];
  for (const { apiVersion, kind, name, uid } of ownerReferences) {
    const known = findKind(apiVersion, kind);
    if (known === undefined) continue;
    const found = cache.get({ kind: known, namespace, name });
    const isThere = found?.metadata.uid === uid;
    if (type === 'deleted' ? isThere && isWaiting(found) : !isThere) keys.push(ownerKey(kind, namespace, name, uid));
  }
  return keys;
}

/** The object itself, if its deletion is for the collector to carry on. */
function isToVisit({ type, object }: Change, cache: Seen): boolean {
  if (type === 'deleted') return hasDependents(object, cache);
  return object.kind === 'Namespace' ? object.metadata.deletionTimestamp !== undefined : isWaiting(object);
}

function wakesOf(change: Change, cache: Seen): readonly string[] {
  const { kind, metadata } = change.object;
  const owners = ownersToVisit(change, cache);
  return isToVisit(change, cache) ? [...owners, ownerKey(kind, metadata.namespace ?? '', metadata.name, metadata.uid ?? '')] : owners;
}

/** The collector; `delayMs` passes between a change and each level's deletions. */
export function garbageCollector(delayMs = DEFAULT_GC_DELAY_MS): Actor {
  return {
    name: 'garbagecollector',
    client: CONTROLLER_CLIENT,
    wakes(change, { cache }): readonly Wake[] {
      const keys = wakesOf(change, cache);
      return keys.length === 0 ? [] : keys.map((key) => ({ key, afterMs: key.startsWith('Namespace/') ? NAMESPACE_DELAY_MS : delayMs }));
    },
    sync(key, pass) {
      const [kind = '', namespace = '', name = '', uid = ''] = key.split('/');
      const owner = pass.cache.get({ kind: kind as Kind, namespace, name });
      if (owner === undefined || owner.metadata.uid !== uid) return deleteDependents(name, uid, pass, false);
      if (kind === 'Namespace') {
        // The newest version: what this wrote a moment ago must not be written again.
        const live = pass.live.get({ kind: 'Namespace', namespace: '', name });
        return live === undefined ? {} : emptyNamespace(live as Namespace, pass, (object) => requestDeletion(object, pass, false));
      }
      if (owner.metadata.finalizers?.includes(ORPHAN) === true) return orphanDependents(owner, pass);
      if (owner.metadata.finalizers?.includes(FOREGROUND) === true) return deleteForeground(owner, pass);
      return {};
    },
  };
}

function requestDeletion(dependent: KubeObject, pass: Pass, foreground: boolean): void {
  const uid = dependent.metadata.uid;
  pass.request({
    verb: 'delete',
    key: keyOf(dependent),
    propagationPolicy: foreground ? 'Foreground' : 'Background',
    ...(uid === undefined ? {} : { preconditions: { uid } }),
  });
}

function hasOtherOwner(dependent: KubeObject, uid: string, pass: Pass): boolean {
  return (dependent.metadata.ownerReferences ?? []).some((owner) => {
    const kind = findKind(owner.apiVersion, owner.kind);
    if (owner.uid === uid || kind === undefined) return false;
    return pass.cache.get({ kind, namespace: dependent.metadata.namespace ?? '', name: owner.name })?.metadata.uid === owner.uid;
  });
}

function hasDependents(object: KubeObject, cache: Seen): boolean {
  return (
    cache
      .dependents(object.metadata.uid ?? '')
      [Symbol.iterator]()
      .next().done !== true
  );
}

/** Asks for the deletion of all dependents that have no other living owner and are not dying already. */
function deleteDependents(name: string, uid: string, pass: Pass, foreground: boolean): Outcome {
  const deleted: string[] = [];
  for (const dependent of [...pass.cache.dependents(uid)]) {
    if (dependent.metadata.deletionTimestamp !== undefined) continue;
    if (hasOtherOwner(dependent, uid, pass)) {
      releaseFrom(dependent, uid, pass);
      continue;
    }
    requestDeletion(dependent, pass, foreground && hasDependents(dependent, pass.cache));
    deleted.push(dependent.metadata.name);
  }
  return deleted.length === 0
    ? {}
    : { reason: { actor: 'garbagecollector', verdict: 'deletes dependents', owner: name, dependents: deleted } };
}

function releaseFrom(dependent: KubeObject, uid: string, pass: Pass): void {
  const ownerReferences = (dependent.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== uid);
  pass.request({
    verb: 'patch',
    key: keyOf(dependent),
    patchType: 'merge',
    body: { metadata: { ownerReferences: ownerReferences.length === 0 ? null : ownerReferences, uid: dependent.metadata.uid } },
  });
}

function removeFinalizer(owner: KubeObject, finalizer: string, pass: Pass): void {
  const finalizers = (owner.metadata.finalizers ?? []).filter((each) => each !== finalizer);
  pass.request({
    verb: 'patch',
    key: keyOf(owner),
    patchType: 'merge',
    body: { metadata: { finalizers: finalizers.length === 0 ? null : finalizers } },
  });
}

function orphanDependents(owner: KubeObject, pass: Pass): Outcome {
  const uid = owner.metadata.uid ?? '';
  const dependents: string[] = [];
  for (const dependent of [...pass.cache.dependents(uid)]) {
    releaseFrom(dependent, uid, pass);
    dependents.push(dependent.metadata.name);
  }
  removeFinalizer(owner, ORPHAN, pass);
  return { reason: { actor: 'garbagecollector', verdict: 'orphans dependents', owner: owner.metadata.name, dependents } };
}

/** Only dependents that block their owner's deletion hold it back. */
function deleteForeground(owner: KubeObject, pass: Pass): Outcome {
  const uid = owner.metadata.uid ?? '';
  const blocking = [...pass.cache.dependents(uid)].some((dependent) =>
    dependent.metadata.ownerReferences?.some((each) => each.uid === uid && each.blockOwnerDeletion === true),
  );
  if (blocking) return deleteDependents(owner.metadata.name, uid, pass, true);
  removeFinalizer(owner, FOREGROUND, pass);
  return { reason: { actor: 'garbagecollector', verdict: 'removes finalizer', owner: owner.metadata.name, dependents: [] } };
}
