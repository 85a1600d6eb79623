import type { Deployment } from '../api/apps.ts';
import type { Limits } from './limits.ts';
import { type PodView, RAIL_PODS_MAX, type RailGroups, type RailView } from './view.ts';

/** One ReplicaSet with its pods in the order of their slots. */
export interface Lane {
  readonly isNew: boolean;
  /** spec.replicas */
  readonly desired: number;
  readonly pods: readonly PodView[];
}

type GroupName = keyof RailGroups;

const order: readonly GroupName[] = ['availableOld', 'availableNew', 'ready', 'starting', 'pending', 'failed'];

/** The rail of one Deployment. `lanes`: oldest revision first. */
export function railOf(deployment: Deployment, limits: Limits, lanes: readonly Lane[]): RailView {
  const groups: Record<GroupName, PodView[]> = {
    availableOld: [],
    availableNew: [],
    ready: [],
    starting: [],
    pending: [],
    failed: [],
    leaving: [],
  };
  for (const { isNew, pods } of lanes) for (const pod of pods) groups[groupOf(pod, isNew)].push(pod);

  const counted = order.flatMap((name) => groups[name]);
  const namesEach = counted.length + groups.leaving.length <= RAIL_PODS_MAX;
  const uids = (pods: readonly PodView[]): readonly string[] => (namesEach ? pods.map(({ uid }) => uid) : []);
  const { strategy } = deployment.spec;
  const desiredSum = lanes.reduce((sum, { desired }) => sum + desired, 0);
  return {
    groups: countsOf(groups),
    total: counted.length,
    counted: uids(counted),
    owed: Math.max(0, desiredSum - counted.length),
    leaving: uids(groups.leaving),
    available: groups.availableOld.length + groups.availableNew.length,
    floor: limits.floor,
    desired: limits.replicas,
    ceiling: limits.ceiling,
    surge: limits.surge,
    unavailable: limits.unavailable,
    ...(strategy?.rollingUpdate?.maxSurge === undefined ? {} : { maxSurge: String(strategy.rollingUpdate.maxSurge) }),
    ...(strategy?.rollingUpdate?.maxUnavailable === undefined ? {} : { maxUnavailable: String(strategy.rollingUpdate.maxUnavailable) }),
  };
}

function groupOf({ state }: PodView, isNew: boolean): GroupName {
  if (state === 'available') return isNew ? 'availableNew' : 'availableOld';
  return state === 'lost' ? 'failed' : state;
}

function countsOf(groups: Readonly<Record<GroupName, readonly PodView[]>>): RailGroups {
  const { availableOld, availableNew, ready, starting, pending, failed, leaving } = groups;
  return {
    availableOld: availableOld.length,
    availableNew: availableNew.length,
    ready: ready.length,
    starting: starting.length,
    pending: pending.length,
    failed: failed.length,
    leaving: leaving.length,
  };
}
