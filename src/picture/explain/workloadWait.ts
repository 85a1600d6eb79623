/** What a Deployment and a ReplicaSet wait for. The order of the questions is that of their controllers' own passes. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { ObjectKey } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import { keyOf } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { SimTime } from '../../engine/setup.ts';
import { isComplete } from '../complete.ts';
import { limitsOf } from '../limits.ts';
import { availableFrom, isPodActive } from '../podState.ts';
import { findNewReplicaSet } from '../replicaSets.ts';
import { type LaneCounts, waitingOf } from '../waiting.ts';
import { controllerUid, revisionOf, uidOf, type World } from '../world.ts';
import type { DeploymentWait, Ending, ReplicaSetWait } from './wait.ts';

const nameOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

/** All pods of a namespace by the uid of the ReplicaSet that owns them: read once for each question, however many ReplicaSets there are. */
type PodsByOwner = ReadonlyMap<string, readonly Pod[]>;

function podsByOwner(world: World, namespace: string): PodsByOwner {
  const rows = new Map<string, Pod[]>();
  for (const object of world.list('Pod', { namespace })) {
    const owner = controllerUid(object, 'ReplicaSet');
    if (owner === undefined) continue;
    const row = rows.get(owner);
    if (row === undefined) rows.set(owner, [object as Pod]);
    else row.push(object as Pod);
  }
  return rows;
}

/** The ReplicaSets that a Deployment owns. */
export function replicaSetsOf(deployment: Deployment, world: World): readonly ReplicaSet[] {
  const { namespace = '' } = deployment.metadata;
  const all = world.list('ReplicaSet', { namespace }).map((object) => object as ReplicaSet);
  return all.filter((each) => controllerUid(each, 'Deployment') === uidOf(deployment));
}

function isAvailable(pod: Pod, replicaSet: ReplicaSet, world: World): boolean {
  const from = availableFrom(pod, {
    startTime: world.startTime,
    minor: world.minor,
    minReadySeconds: replicaSet.spec.minReadySeconds ?? 0,
  });
  return isPodActive(pod) && from !== undefined && from <= world.now;
}

/** When time alone makes the first of the pods available. */
function availableAt(pods: readonly Pod[], replicaSet: ReplicaSet, world: World): SimTime | undefined {
  const { startTime, minor, now } = world;
  const minReadySeconds = replicaSet.spec.minReadySeconds ?? 0;
  const times = pods.flatMap((pod) => {
    const from = isPodActive(pod) ? availableFrom(pod, { startTime, minor, minReadySeconds }) : undefined;
    return from === undefined || from <= now ? [] : [from];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

interface Lane {
  readonly replicaSet: ReplicaSet;
  readonly pods: readonly Pod[];
  readonly counts: LaneCounts;
}

/** Undefined for a Deployment that is complete. */
export function deploymentWait(deployment: Deployment, world: World, retryAt?: SimTime): DeploymentWait | undefined {
  const who = keyOf(deployment);
  const turn: Ending = { by: 'turn', actor: 'deployment', key: nameOf(deployment) };
  const replicaSets = replicaSetsOf(deployment, world);
  const deleting = deletion(deployment, who, replicaSets);
  if (deleting !== undefined) return deleting;
  if (isComplete(deployment)) return undefined;
  const fresh = findNewReplicaSet(deployment, [...replicaSets]);
  const rows = podsByOwner(world, deployment.metadata.namespace ?? '');
  const lanes = replicaSets.map((replicaSet) => laneOf(replicaSet, replicaSet === fresh, rows, world));
  const limits = limitsOf(deployment);
  const revision = fresh === undefined ? undefined : revisionOf(fresh);
  // What the conditions say follows from what is asked here, a moment later.
  const waiting = waitingOf({
    deployment: withoutConditions(deployment),
    limits,
    lanes: lanes.map(({ counts }) => counts),
    revision,
    retryAt,
  });
  const counts: readonly Ending[] = replicaSets.map((each) => ({ by: 'turn', actor: 'replicaset', key: nameOf(each) }));
  const owned: Ending = { by: 'object', keys: [...replicaSets.map(keyOf), ...lanes.flatMap(({ pods }) => pods.map(keyOf))] };
  // The Deployment's own condition is a copy that comes later and stays longer: its ReplicaSet's decides.
  const refused = lanes.find(isRefused)?.replicaSet;
  if (refused !== undefined && waiting.code !== 'paused' && waiting.code !== 'controller') {
    const retry: Ending = { by: 'turn', actor: 'replicaset', key: nameOf(refused), ...latest(retryAt) };
    const message = refused.status?.conditions?.find(({ type }) => type === 'ReplicaFailure')?.message ?? '';
    return { who, code: 'refused', replicaSet: refused.metadata.name, message, endings: [retry, turn, owned], ...dueAt(retryAt) };
  }
  switch (waiting.code) {
    case 'paused':
      return { who, code: 'paused', endings: [{ by: 'person', how: 'resume' }, owned, turn] };
    case 'refused':
      return { who, code: 'controller turn', endings: [turn, owned, ...counts] };
    case 'bothLimits': {
      const { counted, ceiling, available, floor } = waiting;
      const pods = newPods(fresh, lanes, world);
      if (pods === undefined) return { who, code: 'controller turn', endings: [turn, owned, ...counts] };
      return { who, code: 'both limits', counted, ceiling, available, floor, ...pods };
    }
    case 'newPods':
    case 'deadlineExceeded': {
      const { notAvailable } = waiting;
      const pods = newPods(fresh, lanes, world);
      if (pods === undefined) return { who, code: 'controller turn', endings: [turn, owned, ...counts] };
      const available = lanes.reduce((sum, { counts }) => sum + counts.available, 0);
      const mayRemove = waiting.code === 'newPods' ? waiting.mayRemove : 0;
      return { who, code: 'new pods', notAvailable, available, floor: limits.floor, mayRemove, ...pods };
    }
    case 'oldPodsLeave': {
      const old = lanes.filter(({ replicaSet }) => replicaSet !== fresh).flatMap(({ pods }) => pods.map(keyOf));
      return { who, code: 'old pods leave', leaving: waiting.leaving, endings: [{ by: 'object', keys: old }, turn] };
    }
    default:
      return { who, code: 'controller turn', endings: [turn, owned, ...counts] };
  }
}

function withoutConditions(deployment: Deployment): Deployment {
  return { ...deployment, status: { ...deployment.status, conditions: [] } };
}

const latest = (at: SimTime | undefined): { readonly atLatest?: SimTime } => (at === undefined ? {} : { atLatest: at });
const dueAt = (at: SimTime | undefined): { readonly dueAt?: SimTime } => (at === undefined ? {} : { dueAt: at });

function deletion(deployment: Deployment, who: ObjectKey, replicaSets: readonly ReplicaSet[]): DeploymentWait | undefined {
  const { deletionTimestamp, finalizers = [] } = deployment.metadata;
  if (deletionTimestamp === undefined) return undefined;
  const [finalizer = ''] = finalizers;
  const collector: Ending = { by: 'turn', actor: 'garbagecollector', key: nameOf(deployment) };
  const isOurs = finalizer === 'foregroundDeletion' || finalizer === 'orphan' || finalizer === '';
  const endings: readonly Ending[] = isOurs
    ? [collector, { by: 'object', keys: replicaSets.map(keyOf) }]
    : [{ by: 'person', how: 'finalizer' }];
  return { who, code: 'dependents', finalizer, replicaSets: replicaSets.length, endings };
}

/** The ReplicaSet has told that all of its pods are available: the Deployment controller will believe it, even if one has failed since. */
function isCountedAvailable({ spec, status }: ReplicaSet): boolean {
  return (spec.replicas ?? 1) === (status?.availableReplicas ?? 0) && (status?.replicas ?? 0) === (spec.replicas ?? 1);
}

/** The new pods that are not available, undefined when there is none: any of them moves it on, by a change or by time. */
function newPods(
  fresh: ReplicaSet | undefined,
  lanes: readonly Lane[],
  world: World,
): { readonly endings: readonly Ending[]; readonly dueAt?: SimTime } | undefined {
  const lane = lanes.find(({ replicaSet }) => replicaSet === fresh);
  const others = lanes.filter(({ replicaSet }) => replicaSet !== fresh);
  if (lane === undefined) return undefined;
  const waiting = lane.pods.filter((pod) => !isAvailable(pod, lane.replicaSet, world));
  // All of them are, and only the controllers have not counted them yet.
  if (waiting.length === 0 || isCountedAvailable(lane.replicaSet)) return undefined;
  const at = availableAt(waiting, lane.replicaSet, world);
  const byTime: readonly Ending[] = at === undefined ? [] : [{ by: 'time', at }];
  // An old pod that stops working, or comes back, moves the sum too.
  const keys = [...waiting, ...others.flatMap(({ pods }) => pods)].map(keyOf);
  // What the pods did moves the rollout when their ReplicaSet has counted it.
  const count: Ending = { by: 'turn', actor: 'replicaset', key: nameOf(lane.replicaSet) };
  return { endings: [{ by: 'object', keys }, ...byTime, count], ...dueAt(at) };
}

/** The API server refused a pod that it wants. */
function isRefused({ replicaSet: { status }, counts }: Lane): boolean {
  const failure = status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
  return counts.active < counts.desired && failure?.status === 'True';
}

function laneOf(replicaSet: ReplicaSet, isNew: boolean, rows: PodsByOwner, world: World): Lane {
  const pods = rows.get(uidOf(replicaSet)) ?? [];
  const active = pods.filter(isPodActive);
  const leaving = pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined).length;
  const available = active.filter((pod) => isAvailable(pod, replicaSet, world)).length;
  return { replicaSet, pods, counts: { isNew, desired: replicaSet.spec.replicas ?? 0, active: active.length, available, leaving } };
}

/** A Deployment gives its ReplicaSets other sizes. */
function ownerOf({ metadata: { namespace = '', ownerReferences = [] } }: ReplicaSet): readonly Ending[] {
  const name = ownerReferences.find(({ kind, controller }) => kind === 'Deployment' && controller === true)?.name;
  return name === undefined ? [] : [{ by: 'owner', key: { kind: 'Deployment', namespace, name } }];
}

/** Undefined for a ReplicaSet that has what it wants. */
export function replicaSetWait(replicaSet: ReplicaSet, world: World, retryAt?: SimTime): ReplicaSetWait | undefined {
  const who = keyOf(replicaSet);
  const { metadata, spec, status } = replicaSet;
  const pods = podsByOwner(world, metadata.namespace ?? '').get(uidOf(replicaSet)) ?? [];
  const keys = pods.map(keyOf);
  const turn: Ending = { by: 'turn', actor: 'replicaset', key: nameOf(replicaSet) };
  if (metadata.deletionTimestamp !== undefined) {
    const [finalizer = ''] = metadata.finalizers ?? [];
    const collector: Ending = { by: 'turn', actor: 'garbagecollector', key: nameOf(replicaSet) };
    return { who, code: 'dependents', finalizer, pods: pods.length, endings: [collector, { by: 'object', keys }] };
  }
  const owner = ownerOf(replicaSet);
  const desired = spec.replicas ?? 1;
  const active = pods.filter(isPodActive).length;
  const failure = status?.conditions?.find(({ type, status: value }) => type === 'ReplicaFailure' && value === 'True');
  if (active < desired && failure !== undefined) {
    return {
      who,
      code: 'refused',
      message: failure.message ?? '',
      desired,
      active,
      endings: [{ ...turn, ...latest(retryAt) }, ...owner],
      ...dueAt(retryAt),
    };
  }
  const isSeen = (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  if (active !== desired || !isSeen) return { who, code: 'controller turn', endings: [turn, { by: 'object', keys }, ...owner] };
  const missing = pods.filter((pod) => isPodActive(pod) && !isAvailable(pod, replicaSet, world));
  if (missing.length === 0) return undefined;
  const at = availableAt(missing, replicaSet, world);
  const byTime: readonly Ending[] = at === undefined ? [] : [{ by: 'time', at }];
  const endings: readonly Ending[] = [{ by: 'object', keys: missing.map(keyOf) }, ...byTime, ...owner];
  return { who, code: 'its pods', desired, available: active - missing.length, endings, ...dueAt(at) };
}
