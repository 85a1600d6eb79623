/** The pods of ReplicaSets as their controllers count them, each looked at once however many ReplicaSets and questions there are. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Pod } from '../../api/core.ts';
import type { SimTime } from '../../engine/setup.ts';
import { availableFrom, isPodActive } from '../podState.ts';
import type { LaneCounts } from '../waiting.ts';
import { controllerUid, uidOf, type World } from '../world.ts';

/** A ReplicaSet with its pods. */
export interface Lane {
  readonly replicaSet: ReplicaSet;
  readonly pods: readonly Pod[];
  /** Those that are not available, the leaving ones included. */
  readonly waiting: readonly Pod[];
  /** When time alone makes the first of them available. */
  readonly availableAt?: SimTime;
  readonly counts: LaneCounts;
}

/** The ReplicaSets that a Deployment owns. */
export function replicaSetsOf(deployment: Deployment, world: World): readonly ReplicaSet[] {
  const owned: ReplicaSet[] = [];
  for (const object of world.all('ReplicaSet', deployment.metadata.namespace ?? '')) {
    if (controllerUid(object, 'Deployment') === uidOf(deployment)) owned.push(object as ReplicaSet);
  }
  return owned;
}

/** The ReplicaSets, all of one namespace, each with its pods. `fresh` is the one of the current template. */
export function lanesOf(replicaSets: readonly ReplicaSet[], fresh: ReplicaSet | undefined, world: World): readonly Lane[] {
  const rows = new Map<string, Pod[]>(replicaSets.map((each) => [uidOf(each), []]));
  for (const object of world.all('Pod', replicaSets[0]?.metadata.namespace ?? '')) {
    const owner = controllerUid(object, 'ReplicaSet');
    if (owner !== undefined) rows.get(owner)?.push(object as Pod);
  }
  return replicaSets.map((replicaSet) => laneOf(replicaSet, replicaSet === fresh, rows.get(uidOf(replicaSet)) ?? [], world));
}

function laneOf(replicaSet: ReplicaSet, isNew: boolean, pods: readonly Pod[], world: World): Lane {
  const { startTime, minor, now } = world;
  const around = { startTime, minor, minReadySeconds: replicaSet.spec.minReadySeconds ?? 0 };
  const waiting: Pod[] = [];
  let [active, available, leaving, availableAt] = [0, 0, 0, Number.POSITIVE_INFINITY];
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined) leaving += 1;
    const isActive = isPodActive(pod);
    if (isActive) active += 1;
    const from = isActive ? availableFrom(pod, around) : undefined;
    if (from !== undefined && from <= now) available += 1;
    else waiting.push(pod);
    if (from !== undefined && from > now && from < availableAt) availableAt = from;
  }
  return {
    replicaSet,
    pods,
    waiting,
    ...(availableAt === Number.POSITIVE_INFINITY ? {} : { availableAt }),
    counts: { isNew, desired: replicaSet.spec.replicas ?? 0, active, available, leaving },
  };
}
