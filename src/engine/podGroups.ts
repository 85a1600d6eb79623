/**
 * Running counts of the pods in the informer cache, by controller and set of labels. A write costs what changed:
 * one pod moves a few counters, and a ReplicaSet with ten thousand pods reads its status as fast as one with two.
 */
import type { Pod } from '../api/core.ts';
import type { Labels, Time } from '../api/meta.ts';
import type { PodGroup } from './actor.ts';

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
interface Share {
  readonly owner: string;
  readonly labelsKey: string;
  readonly labels: Labels;
  readonly unfinished: boolean;
  readonly active: boolean;
  readonly ready: boolean;
  readonly readyTime: Time | undefined;
  readonly node: string;
}

const NO_LABELS: Labels = {};
const NO_GROUPS: readonly PodGroup[] = [];

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

function shareOf(pod: Pod | undefined): Share | undefined {
  if (pod === undefined) return undefined;
  const owner = pod.metadata.ownerReferences?.find((reference) => reference.controller === true)?.uid;
  if (owner === undefined) return undefined;
  const phase = pod.status?.phase;
  const unfinished = phase !== 'Succeeded' && phase !== 'Failed';
  const active = unfinished && pod.metadata.deletionTimestamp === undefined;
  const condition = active ? pod.status?.conditions?.find((each) => each.type === 'Ready') : undefined;
  const labels = pod.metadata.labels ?? NO_LABELS;
  return {
    owner,
    labelsKey: keyOfLabels(labels),
    labels,
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

/** The counts of a cluster's pods. It can be rebuilt at any time by telling it of every pod in the cache. */
export class PodGroups {
  readonly #owners = new Map<string, Map<string, CountedGroup>>();

  /** The groups of one controller's pods. upstream has no such thing: it lists the pods. */
  of(ownerUid: string): readonly PodGroup[] {
    const groups = this.#owners.get(ownerUid);
    return groups === undefined ? NO_GROUPS : [...groups.values()];
  }

  /** A pod came (`old` absent), changed, or went (`current` absent). */
  change(old: Pod | undefined, current: Pod | undefined): void {
    const before = shareOf(old);
    const after = shareOf(current);
    if (after !== undefined) countShare(this.#group(after), after, 1);
    if (before !== undefined) this.#leave(before);
  }

  #group(share: Share): CountedGroup {
    let groups = this.#owners.get(share.owner);
    if (groups === undefined) {
      groups = new Map();
      this.#owners.set(share.owner, groups);
    }
    let group = groups.get(share.labelsKey);
    if (group === undefined) {
      group = {
        labels: share.labels,
        total: 0,
        unfinished: 0,
        active: 0,
        ready: 0,
        terminating: 0,
        readySeconds: [],
        activeOnNode: new Map(),
      };
      groups.set(share.labelsKey, group);
    }
    return group;
  }

  #leave(share: Share): void {
    const group = this.#group(share);
    countShare(group, share, -1);
    if (group.total > 0) return;
    const groups = this.#owners.get(share.owner);
    groups?.delete(share.labelsKey);
    if (groups?.size === 0) this.#owners.delete(share.owner);
  }
}
