/** What must hold after every step, whatever people did. Tests and the fuzzer ask after each one; a breach is a mistake of ours. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Reader } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Snapshot } from '../state.ts';
import type { Step } from '../step.ts';

/** What is remembered from one step to the next. */
export interface Watched {
  readonly resourceVersion: number;
  readonly sizes: ReadonlyMap<string, number>;
}

export const UNWATCHED: Watched = { resourceVersion: 0, sizes: new Map() };

function controllerUid(object: KubeObject): string | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true)?.uid;
}

/** Σ spec.replicas of each Deployment's ReplicaSets, by the Deployment's uid. */
function sizesOf(reader: Reader): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const object of reader.list('ReplicaSet')) {
    const owner = controllerUid(object);
    if (owner !== undefined) sizes.set(owner, (sizes.get(owner) ?? 0) + ((object as ReplicaSet).spec.replicas ?? 1));
  }
  return sizes;
}

/** The controller never raises the sum of its ReplicaSets above what its own numbers allow; a person may leave it above by scaling down. */
function* raisedAboveCeiling(step: Step, reader: Reader, before: Watched, sizes: ReadonlyMap<string, number>): Iterable<string> {
  const { reason } = step;
  if (reason?.actor !== 'deployment' || reason.moves.length === 0) return;
  const [namespace = '', name = ''] = step.key.split('/');
  const uid = reader.get({ kind: 'Deployment', namespace, name })?.metadata.uid;
  if (uid === undefined) return;
  const [was, is] = [before.sizes.get(uid) ?? 0, sizes.get(uid) ?? 0];
  if (is > was && is > reason.ceiling) yield `${step.key}: raised from ${was} to ${is} pods above the ceiling of ${reason.ceiling}`;
}

/** No move takes available pods below the floor by the controller's own hand. */
function* broughtBelowFloor({ reason, key }: Step): Iterable<string> {
  if (reason?.actor !== 'deployment' || reason.strategy !== 'RollingUpdate') return;
  const taken = reason.moves.filter(({ why }) => why === 'available above the floor').reduce((sum, { from, to }) => sum + from - to, 0);
  if (taken > 0 && reason.available - taken < reason.floor)
    yield `${key}: ${reason.available} available less ${taken} is below the floor of ${reason.floor}`;
}

function* unobserved(reader: Reader): Iterable<string> {
  for (const kind of ['Deployment', 'ReplicaSet'] as const) {
    for (const object of reader.list(kind)) {
      const observed = (object as Deployment).status?.observedGeneration ?? 0;
      const generation = object.metadata.generation ?? 0;
      if (observed > generation) yield `${kind} ${object.metadata.name}: observed generation ${observed} before it came (${generation})`;
    }
  }
}

function* badQueue({ now, queue, workQueues }: Snapshot): Iterable<string> {
  const syncs = new Set<string>();
  for (const { at, due } of queue) {
    if (at < now) yield `due in the past: ${JSON.stringify(due)} at ${at}, now ${now}`;
    if (due.type !== 'sync') continue;
    const id = `${due.actor} ${due.key}`;
    if (syncs.has(id)) yield `queued twice: ${id}`;
    syncs.add(id);
  }
  for (const [actor, { queued }] of workQueues) {
    for (const key of queued) if (!syncs.has(`${actor} ${key}`)) yield `queued without a turn: ${actor} ${key}`;
  }
}

/** Breaches after `step`, in words, and what to hand in after the next one. */
export function checkInvariants(
  step: Step,
  reader: Reader,
  snapshot: Snapshot,
  before: Watched,
): { readonly breaches: readonly string[]; readonly watched: Watched } {
  const sizes = sizesOf(reader);
  const breaches = [
    ...raisedAboveCeiling(step, reader, before, sizes),
    ...broughtBelowFloor(step),
    ...unobserved(reader),
    ...badQueue(snapshot),
    ...(snapshot.resourceVersion < before.resourceVersion ? ['the resourceVersion went back'] : []),
    ...(step.cause !== undefined && step.cause >= step.id ? [`step ${step.id} comes before its cause`] : []),
  ];
  return { breaches, watched: { resourceVersion: snapshot.resourceVersion, sizes } };
}

/** Owned objects whose owner is gone, once everything has come to rest: the collector should have taken them. */
export function leftBehind(reader: Reader): readonly string[] {
  const uids = new Set([...reader.list('Deployment'), ...reader.list('ReplicaSet')].map(({ metadata }) => metadata.uid));
  return [...reader.list('ReplicaSet'), ...reader.list('Pod')]
    .filter((object) => {
      const owner = controllerUid(object);
      return owner !== undefined && !uids.has(owner);
    })
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}
