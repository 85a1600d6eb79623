/** Which pods a ReplicaSet gives up first. upstream: pkg/controller/controller_utils.go ActivePodsWithRanks */
import type { Pod } from '../../../api/core.ts';
import { epochMs } from '../../../api/time.ts';
import type { OwnedPod } from '../../actor.ts';
import { readyCondition } from './pods.ts';

const PodDeletionCost = 'controller.kubernetes.io/pod-deletion-cost';
const MAX_INT32 = 2_147_483_647;
/** From this version on restarts of sidecars break a tie of the containers' restarts. */
const SIDECAR_RESTARTS_MINOR = 32;
const NANOSECONDS_PER_MILLISECOND = 1e6;

const phaseOrdinal: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** What the order depends on beside the facts that the cache keeps at hand: read only for pods that are equal in those. */
interface Facts {
  readonly uid: string;
  readonly readyMs: number | undefined;
  readonly restarts: number;
  readonly sidecarRestarts: number;
  readonly createdMs: number | undefined;
}

/** What the order depends on beside the pods themselves. */
export interface RankingContext {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly minor: number;
  /** Active pods on a node ('' = not bound) that belong to any ReplicaSet of the same owner. */
  readonly podsOnNode: (node: string) => number;
}

/** An annotation that is no plain int32 counts as 0. upstream: GetDeletionCostFromPodAnnotations */
export function deletionCost({ metadata }: Pod): number {
  const text = metadata.annotations?.[PodDeletionCost] ?? '';
  if (!/^(?:-\d+|0|[1-9]\d*)$/.test(text)) return 0;
  const cost = Number(text);
  return cost > MAX_INT32 || cost < -MAX_INT32 - 1 ? 0 : cost + 0;
}

/** The most restarts of any container, and of any sidecar. upstream: maxContainerRestarts */
function maxRestarts({ spec, status }: Pod): { readonly restarts: number; readonly sidecarRestarts: number } {
  let restarts = 0;
  for (const { restartCount } of status?.containerStatuses ?? []) restarts = Math.max(restarts, restartCount);
  let sidecarRestarts = 0;
  if (status?.initContainerStatuses !== undefined) {
    const sidecars = spec.initContainers?.filter((each) => each.restartPolicy === 'Always').map((each) => each.name) ?? [];
    for (const { name, restartCount } of status.initContainerStatuses) {
      if (sidecars.includes(name)) sidecarRestarts = Math.max(sidecarRestarts, restartCount);
    }
  }
  return { restarts, sidecarRestarts };
}

function msOf(time: string | null | undefined): number | undefined {
  return time === undefined || time === null ? undefined : epochMs(time);
}

/** Pods are immutable: each version is read once. */
const factsOfPods = new WeakMap<Pod, Facts>();

function factsOf(pod: Pod): Facts {
  const known = factsOfPods.get(pod);
  if (known !== undefined) return known;
  const ready = readyCondition(pod);
  const facts: Facts = {
    uid: pod.metadata.uid ?? '',
    readyMs: ready?.status === 'True' ? msOf(ready.lastTransitionTime) : undefined,
    ...maxRestarts(pod),
    createdMs: msOf(pod.metadata.creationTimestamp),
  };
  factsOfPods.set(pod, facts);
  return facts;
}

/** Ages are compared by powers of two: which of two old pods is the younger says little, so chance (the uid) decides. upstream: logarithmicRankDiff */
export function ageBucket(sinceMs: number, nowMs: number): number {
  // Halving is exact; Math.log2 differs between browsers in its last digit, which decides at the powers of two.
  let bucket = -1;
  for (let age = (nowMs - sinceMs) * NANOSECONDS_PER_MILLISECOND; age >= 1; age /= 2) bucket += 1;
  return bucket;
}

function compareAge(a: Facts, b: Facts, aMs: number | undefined, bMs: number | undefined, nowMs: number): number {
  if (aMs === bMs) return 0;
  if (aMs === undefined || bMs === undefined) return aMs === undefined ? -1 : 1;
  const difference = ageBucket(aMs, nowMs) - ageBucket(bMs, nowMs);
  if (difference !== 0) return difference;
  return a.uid < b.uid ? -1 : 1;
}

function ordinalOf({ phase }: OwnedPod): number {
  return phaseOrdinal[phase ?? 'Pending'] ?? 0;
}

function costOf({ pod, annotations }: OwnedPod): number {
  return annotations === undefined ? 0 : deletionCost(pod);
}

/** Negative: `a` goes before `b`. upstream: ActivePodsWithRanks.Less */
function compare(a: OwnedPod, b: OwnedPod, crowdOf: RankingContext['podsOnNode'], context: RankingContext): number {
  return (
    Number(a.node !== '') - Number(b.node !== '') ||
    ordinalOf(a) - ordinalOf(b) ||
    Number(a.ready) - Number(b.ready) ||
    costOf(a) - costOf(b) ||
    (a.node === b.node ? 0 : crowdOf(b.node) - context.podsOnNode(a.node)) ||
    compareFacts(factsOf(a.pod), factsOf(b.pod), a.ready && b.ready, context)
  );
}

function compareFacts(a: Facts, b: Facts, areReady: boolean, { nowMs, minor }: RankingContext): number {
  return (
    (areReady ? compareAge(a, b, a.readyMs, b.readyMs, nowMs) : 0) ||
    b.restarts - a.restarts ||
    (minor >= SIDECAR_RESTARTS_MINOR ? b.sidecarRestarts - a.sidecarRestarts : 0) ||
    compareAge(a, b, a.createdMs, b.createdMs, nowMs)
  );
}

/** The `count` smallest in order, without sorting the rest: a few are kept sorted while all pass by. */
function smallest<T>(items: readonly T[], count: number, order: (a: T, b: T) => number): readonly T[] {
  if (count > items.length / 8) return [...items].sort(order).slice(0, count);
  const kept: T[] = [];
  for (const item of items) {
    const last = kept[count - 1];
    if (last !== undefined && order(item, last) >= 0) continue;
    let [low, high] = [0, kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = kept[middle];
      if (other !== undefined && order(other, item) <= 0) low = middle + 1;
      else high = middle;
    }
    kept.splice(low, 0, item);
    if (kept.length > count) kept.pop();
  }
  return kept;
}

/**
 * The pods to delete, first one first; equal ones in the order given. If all must go nobody ranks them. upstream: getPodsToDelete
 */
export function getPodsToDelete(pods: readonly OwnedPod[], count: number, context: RankingContext): readonly Pod[] {
  // Thousands are held against one and the same: its node is asked for once.
  let [node, crowd]: [string | undefined, number] = [undefined, 0];
  const crowdOf = (other: string): number => {
    if (other !== node) [node, crowd] = [other, context.podsOnNode(other)];
    return crowd;
  };
  const order = (a: OwnedPod, b: OwnedPod): number => compare(a, b, crowdOf, context);
  return (count >= pods.length ? pods : smallest(pods, count, order)).map(({ pod }) => pod);
}
