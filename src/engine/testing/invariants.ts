/** What must hold after every step, whatever people did. Tests and the fuzzer ask after each one; a breach is a mistake of ours. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Reader } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Snapshot } from '../state.ts';
import type { Step } from '../step.ts';

/** What is remembered from one step to the next. */
export interface Watched {
  readonly resourceVersion: number;
  readonly sizes: ReadonlyMap<string, number>;
  /** Deployments, ReplicaSets and Pods by kind and uid. */
  readonly objects?: ReadonlyMap<string, KubeObject>;
  /** A person wrote to a ReplicaSet: from then on its size is no longer the controller's work alone. */
  readonly isMeddledWith?: boolean;
}

export const UNWATCHED: Watched = { resourceVersion: 0, sizes: new Map() };

const REVISION = 'deployment.kubernetes.io/revision';

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

/** Whether the controller decided on a cache that did not show everything yet: as upstream, it has no expectations and may then do too much. */
function isBehind(step: Step, { deliveries }: Snapshot): boolean {
  return deliveries.some(
    ({ change, cause }) => cause !== step.id && (change.object.kind === 'ReplicaSet' || change.object.kind === 'Deployment'),
  );
}

/** The controller never raises the sum of its ReplicaSets above what its own numbers allow; a person may leave it above by scaling down. */
function* raisedAboveCeiling(
  step: Step,
  reader: Reader,
  snapshot: Snapshot,
  before: Watched,
  sizes: ReadonlyMap<string, number>,
): Iterable<string> {
  const { reason } = step;
  if (reason?.actor !== 'deployment' || reason.moves.length === 0 || before.isMeddledWith === true || isBehind(step, snapshot)) return;
  const [namespace = '', name = ''] = step.key.split('/');
  const uid = reader.get({ kind: 'Deployment', namespace, name })?.metadata.uid;
  if (uid === undefined) return;
  const [was, is] = [before.sizes.get(uid) ?? 0, sizes.get(uid) ?? 0];
  // ReplicaSets that it adopts bring their sizes along; only its own moves are its doing.
  const moved = reason.moves.reduce((sum, { from, to }) => sum + to - from, 0);
  if (is > was && moved > 0 && is > reason.ceiling)
    yield `${step.key}: raised from ${was} to ${is} pods above the ceiling of ${reason.ceiling}`;
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

function objectsOf(reader: Reader): ReadonlyMap<string, KubeObject> {
  const objects = new Map<string, KubeObject>();
  for (const kind of ['Deployment', 'ReplicaSet', 'Pod'] as const) {
    for (const object of reader.list(kind)) objects.set(`${kind} ${object.metadata.uid ?? ''}`, object);
  }
  return objects;
}

interface Conditioned {
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly lastTransitionTime?: string | null }[];
  readonly observedGeneration?: number;
}

const statusOf = (object: KubeObject): Conditioned => (object as Deployment).status ?? {};
const sizeOf = (object: KubeObject | undefined): number => (object === undefined ? 0 : ((object as ReplicaSet).spec.replicas ?? 1));

/** One condition of each type; its time moves only with its status; what was observed stays observed; versions grow. */
function* badHistory(before: KubeObject | undefined, after: KubeObject): Iterable<string> {
  const what = `${after.kind} ${after.metadata.name}`;
  const { conditions = [], observedGeneration = 0 } = statusOf(after);
  if (new Set(conditions.map(({ type }) => type)).size !== conditions.length) yield `${what}: two conditions of one type`;
  if (before === undefined) return;
  const was = statusOf(before);
  if (observedGeneration < (was.observedGeneration ?? 0)) yield `${what}: the observed generation went back`;
  if (Number(after.metadata.resourceVersion) < Number(before.metadata.resourceVersion)) yield `${what}: its resourceVersion went back`;
  for (const { type, status, lastTransitionTime } of conditions) {
    const earlier = was.conditions?.find((each) => each.type === type);
    if (earlier?.status === status && earlier.lastTransitionTime !== lastTransitionTime)
      yield `${what}: ${type} stayed ${status}, yet its lastTransitionTime moved from ${earlier.lastTransitionTime} to ${lastTransitionTime}`;
  }
}

/**
 * Every change of a size by the controller has its one event; what it removes is empty; the new ReplicaSet grows to `replicas` at most,
 * except in proportional scaling, which shares out the surge too.
 */
function* badMoves(step: Step, before: Watched, objects: ReadonlyMap<string, KubeObject>): Iterable<string> {
  const { reason } = step;
  if (step.actor === 'deployment') {
    const keys = new Set([...objects.keys(), ...(before.objects?.keys() ?? [])].filter((key) => key.startsWith('ReplicaSet')));
    const resized = [...keys].filter((key) => objects.has(key) && sizeOf(objects.get(key)) !== sizeOf(before.objects?.get(key)));
    const events = step.emitted.filter((event) => event.reason === 'ScalingReplicaSet').length;
    const moves = reason?.actor === 'deployment' ? reason.moves.filter(({ from, to }) => from !== to).length : 0;
    // One ReplicaSet may change twice in a pass, and what grew may be cleaned up at its end.
    if (events !== moves || events < resized.length)
      yield `${step.key}: ${moves} moves of ${resized.length} ReplicaSets with ${events} events`;
  }
  if (step.actor === 'deployment' || step.actor === 'replicaset') {
    for (const [key, object] of before.objects ?? []) {
      if (object.kind !== 'ReplicaSet' || objects.has(key)) continue;
      const left = (object as ReplicaSet).status?.replicas ?? 0;
      if (sizeOf(object) > 0 || left > 0) yield `ReplicaSet ${object.metadata.name} was removed with ${left} pods, size ${sizeOf(object)}`;
    }
  }
  if (reason?.actor !== 'deployment') return;
  for (const { replicaSet, from, to, why } of reason.moves) {
    if (why !== 'proportional' && replicaSet === reason.newReplicaSet && to > from && to > reason.replicas)
      yield `${step.key}: the new ReplicaSet was raised to ${to} of ${reason.replicas}`;
  }
}

function isActive(object: KubeObject): boolean {
  const { metadata, status } = object as Pod;
  return metadata.deletionTimestamp === undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

/** A ReplicaSet never makes more pods than it was asked for, however late its cache is. */
function* tooManyPods({ reason, key }: Step, objects: ReadonlyMap<string, KubeObject>): Iterable<string> {
  if (reason?.actor !== 'replicaset' || reason.verdict !== 'creates') return;
  const set = [...objects.values()].find(({ kind, metadata }) => kind === 'ReplicaSet' && `${metadata.namespace}/${metadata.name}` === key);
  if (set === undefined) return;
  const pods = [...objects.values()].filter((each) => each.kind === 'Pod' && controllerUid(each) === set.metadata.uid && isActive(each));
  if (pods.length > reason.replicas) yield `${key}: made pods up to ${pods.length} of ${reason.replicas}`;
}

/** Breaches after `step`, in words, and what to hand in after the next one. */
export function checkInvariants(
  step: Step,
  reader: Reader,
  snapshot: Snapshot,
  before: Watched,
): { readonly breaches: readonly string[]; readonly watched: Watched } {
  const sizes = sizesOf(reader);
  const objects = objectsOf(reader);
  const isMeddledWith = before.isMeddledWith === true || (step.actor === 'user' && step.changed.some(({ kind }) => kind === 'ReplicaSet'));
  const breaches = [
    ...raisedAboveCeiling(step, reader, snapshot, before, sizes),
    ...broughtBelowFloor(step),
    ...unobserved(reader),
    ...[...objects].flatMap(([key, object]) =>
      before.objects?.get(key) === object ? [] : [...badHistory(before.objects?.get(key), object)],
    ),
    ...badMoves(step, before, objects),
    ...tooManyPods(step, objects),
    ...badQueue(snapshot),
    ...(snapshot.resourceVersion < before.resourceVersion ? ['the resourceVersion went back'] : []),
    ...(step.cause !== undefined && step.cause >= step.id ? [`step ${step.id} comes before its cause`] : []),
  ];
  return { breaches, watched: { resourceVersion: snapshot.resourceVersion, sizes, objects, isMeddledWith } };
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

/** What must hold once everything has come to rest: nothing is left behind, and revisions are distinct, the new one the highest. */
export function atRest(reader: Reader): readonly string[] {
  const sets = reader.list('ReplicaSet');
  const revisionOf = ({ metadata }: KubeObject): number => Number(metadata.annotations?.[REVISION] ?? 0);
  const revisions = reader.list('Deployment').flatMap((deployment) => {
    const own = sets.filter((each) => controllerUid(each) === deployment.metadata.uid);
    const numbers = own.map(revisionOf).sort((a, b) => a - b);
    const running = own.filter((each) => sizeOf(each) > 0);
    const { name } = deployment.metadata;
    return [
      ...(new Set(numbers).size === numbers.length ? [] : [`${name}: revisions ${numbers.join(', ')} are not distinct`]),
      ...(running.length <= 1 ? [] : [`${name}: ${running.length} ReplicaSets have a size`]),
      ...(running.every((each) => revisionOf(each) === numbers.at(-1))
        ? []
        : [`${name}: the new ReplicaSet has no revision above the others`]),
      ...(revisionOf(deployment) === (numbers.at(-1) ?? 0)
        ? []
        : [`${name}: revision ${revisionOf(deployment)}, its ReplicaSets' ${numbers.join(', ')}`]),
    ];
  });
  const pods = sets.flatMap((set) => {
    const count = reader.list('Pod').filter((pod) => controllerUid(pod) === set.metadata.uid && isActive(pod)).length;
    return count === sizeOf(set) ? [] : [`${set.metadata.name}: ${count} pods of ${sizeOf(set)}`];
  });
  return [...revisions, ...pods, ...leftBehind(reader).map((name) => `left behind: ${name}`)];
}
