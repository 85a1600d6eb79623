/**
 * Running counts of the pods in the informer cache, by controller and set of labels. A write costs what changed:
 * one pod moves a few counters, and a ReplicaSet with ten thousand pods reads its status as fast as one with two.
 */
import type { Pod } from '../api/core.ts';
import type { Labels, Time } from '../api/meta.ts';
import type { OwnedPod, PodGroup } from './actor.ts';

interface CountedSecond {
  readonly time: Time | undefined;
  count: number;
}

interface CountedGroup {
  readonly labels: Labels;
  total: number;
  unfinished: number;
  active: number;
  ready: number;
  terminating: number;
  readonly readySeconds: CountedSecond[];
  readonly activeOnNode: Map<string, number>;
}

/** What one pod counts for. */
interface Share extends OwnedPod {
  readonly labelsKey: string;
  readonly unfinished: boolean;
  readonly readyTime: Time | undefined;
}

/** The pods of one controller: by labels, counted, and by uid, as they are now. */
interface Owned {
  readonly groups: Map<string, CountedGroup>;
  readonly pods: Map<string, Share>;
}

const NO_LABELS: Labels = {};
const NO_GROUPS: readonly PodGroup[] = [];
const NO_PODS: ReadonlyMap<string, OwnedPod> = new Map();

/** Labels objects are immutable and shared between the versions of a pod, so the text of each is made once. */
const keysOfLabels = new WeakMap<Labels, string>();

function keyOfLabels(labels: Labels): string {
  const known = keysOfLabels.get(labels);
  if (known !== undefined) return known;
  const names = Object.keys(labels).sort();
  const key = JSON.stringify(names.map((name) => [name, labels[name]]));
  keysOfLabels.set(labels, key);
  return key;
}

function controllerOf(pod: Pod | undefined): string | undefined {
  return pod?.metadata.ownerReferences?.find((reference) => reference.controller === true)?.uid;
}

/** A pod as its controller looks at it. */
export function shareOf(pod: Pod): Share {
  const phase = pod.status?.phase;
  const unfinished = phase !== 'Succeeded' && phase !== 'Failed';
  const active = unfinished && pod.metadata.deletionTimestamp === undefined;
  const condition = active ? pod.status?.conditions?.find((each) => each.type === 'Ready') : undefined;
  const labels = pod.metadata.labels ?? NO_LABELS;
  return {
    pod,
    labelsKey: keyOfLabels(labels),
    labels,
    annotations: pod.metadata.annotations,
    phase,
    unfinished,
    active,
    ready: condition?.status === 'True',
    readyTime: condition?.lastTransitionTime,
    node: pod.spec.nodeName ?? '',
  };
}

/** RFC 3339 in UTC sorts as text; an absent time comes last. */
function isBefore(a: Time | undefined, b: Time | undefined): boolean {
  return a !== undefined && (b === undefined || a < b);
}

function countSecond(seconds: CountedSecond[], time: Time | undefined, by: 1 | -1): void {
  let index = seconds.length;
  for (let before = seconds[index - 1]; before !== undefined && !isBefore(before.time, time); before = seconds[index - 1]) index -= 1;
  const found = seconds[index];
  if (found === undefined || found.time !== time) {
    seconds.splice(index, 0, { time, count: by });
    return;
  }
  found.count += by;
  if (found.count === 0) seconds.splice(index, 1);
}

function countNode(nodes: Map<string, number>, node: string, by: 1 | -1): void {
  const count = (nodes.get(node) ?? 0) + by;
  if (count === 0) nodes.delete(node);
  else nodes.set(node, count);
}

function countShare(group: CountedGroup, share: Share, by: 1 | -1): void {
  group.total += by;
  if (!share.unfinished) return;
  group.unfinished += by;
  if (!share.active) {
    group.terminating += by;
    return;
  }
  group.active += by;
  countNode(group.activeOnNode, share.node, by);
  if (!share.ready) return;
  group.ready += by;
  countSecond(group.readySeconds, share.readyTime, by);
}

/** Most writes of a pod change nothing that is counted. */
function countsAlike(a: Share, b: Share): boolean {
  return (
    a.labelsKey === b.labelsKey &&
    a.unfinished === b.unfinished &&
    a.active === b.active &&
    a.ready === b.ready &&
    a.readyTime === b.readyTime &&
    a.node === b.node
  );
}

function groupOf({ groups }: Owned, { labelsKey, labels }: Share): CountedGroup {
  let group = groups.get(labelsKey);
  if (group === undefined) {
    group = {
      labels,
      total: 0,
      unfinished: 0,
      active: 0,
      ready: 0,
      terminating: 0,
      readySeconds: [],
      activeOnNode: new Map(),
    };
    groups.set(labelsKey, group);
  }
  return group;
}

/** The counts of a cluster's pods. It can be rebuilt at any time by telling it of every pod in the cache. */
export class PodGroups {
  readonly #owners = new Map<string, Owned>();

  /** The groups of one controller's pods. upstream has no such thing: it lists the pods. */
  of(ownerUid: string): readonly PodGroup[] {
    const owned = this.#owners.get(ownerUid);
    return owned === undefined ? NO_GROUPS : [...owned.groups.values()];
  }

  /** The pods themselves, in the order in which they came. */
  pods(ownerUid: string): Iterable<OwnedPod> {
    return (this.#owners.get(ownerUid)?.pods ?? NO_PODS).values();
  }

  /** A pod came (`old` absent), changed, or went (`current` absent). */
  change(old: Pod | undefined, current: Pod | undefined): void {
    const [ownerBefore, ownerNow] = [controllerOf(old), controllerOf(current)];
    const before = old === undefined || ownerBefore === undefined ? undefined : this.#shareBefore(ownerBefore, old);
    if (current !== undefined && ownerNow !== undefined) {
      const owned = this.#owned(ownerNow);
      const share = shareOf(current);
      owned.pods.set(current.metadata.uid ?? '', share);
      if (before !== undefined && ownerBefore === ownerNow && countsAlike(before, share)) return;
      countShare(groupOf(owned, share), share, 1);
    }
    if (before !== undefined && ownerBefore !== undefined) this.#leave(ownerBefore, before, ownerBefore === ownerNow);
  }

  /** What a pod counted for until now: nearly always it is at hand. */
  #shareBefore(owner: string, old: Pod): Share {
    const share = this.#owners.get(owner)?.pods.get(old.metadata.uid ?? '');
    return share?.pod === old ? share : shareOf(old);
  }

  #owned(uid: string): Owned {
    let owned = this.#owners.get(uid);
    if (owned === undefined) {
      owned = { groups: new Map(), pods: new Map() };
      this.#owners.set(uid, owned);
    }
    return owned;
  }

  #leave(owner: string, share: Share, stays: boolean): void {
    const owned = this.#owned(owner);
    const group = groupOf(owned, share);
    countShare(group, share, -1);
    if (!stays) owned.pods.delete(share.pod.metadata.uid ?? '');
    if (group.total > 0) return;
    owned.groups.delete(share.labelsKey);
    if (owned.groups.size === 0) this.#owners.delete(owner);
  }
}
