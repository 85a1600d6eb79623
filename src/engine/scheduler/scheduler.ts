/**
 * The scheduler: takes pods without a node one by one, in the order in which it saw them. A pod takes 2 ms of its time and is bound
 * 10 ms after it was seen, so it places 500 pods a second. upstream: pkg/scheduler/schedule_one.go
 */
import type { Node, Pod, PodCondition } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Actor, Change, Memory, Outcome, Pass, Wake } from '../actor.ts';
import { SCHEDULER_CLIENT } from '../clientLimits.ts';
import { podRequests } from '../podRequests.ts';
import type { SimTime } from '../setup.ts';
import { hasNodeAffinity } from './affinity.ts';
import { assume, settle } from './existingPods.ts';
import { type Refusal, refusalOf } from './filters.ts';
import { forgetTerms, neighbourhoodOf, rememberTerms } from './interPodAffinity.ts';
import { failedSchedulingText } from './messages.ts';
import { addPod, isCounted, type NodeInfo, nodeInfos, ownerOf, removeNode, removePod, setNode } from './nodeInfo.ts';
import { podTerms } from './podTerms.ts';
import { bestNode } from './score.ts';
import { spreadingOf } from './topologySpread.ts';

const LATENCY_MS = 10;
const PER_POD_MS = 2;
const BATCH_MS = 10;
/** Back-off of a pod that could not be placed: 1 s, doubling to 10 s; and once in five minutes without any cause. */
const FIRST_BACK_OFF_MS = 1000;
const LAST_BACK_OFF_MS = 10_000;
const FLUSH_MS = 300_000;

const PARKED = 'parked';
const NO_WAKES: readonly Wake[] = [];
/** Those of them whose place depends on other pods. */
const DEPENDENT = 'parkedDependent';
const FREE_AT = 'freeAt';

interface Attempts {
  readonly count: number;
  readonly lastAt: SimTime;
}

function podKey(pod: Pod): string {
  return `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
}

function isOver(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

function isBound(pod: Pod): boolean {
  return pod.spec.nodeName !== undefined && pod.spec.nodeName !== '';
}

/** A place in the queue: the scheduler is busy with those before. */
function queued(memory: Memory, key: string, now: SimTime): Wake {
  const starts = Math.max(now, memory.get<SimTime>(FREE_AT) ?? 0);
  memory.set<SimTime>(FREE_AT, starts + PER_POD_MS);
  // Pods of one batch are bound at one instant, so that the rest of the cluster hears of them together.
  return { key, afterMs: Math.floor(starts / BATCH_MS) * BATCH_MS + LATENCY_MS - now };
}

function backOffMs({ count }: Attempts): number {
  return Math.min(FIRST_BACK_OFF_MS * 2 ** (count - 1), LAST_BACK_OFF_MS);
}

/** Something changed that may help: all parked pods are tried again, each when its back-off is over. upstream: MoveAllToActiveOrBackoffQueue */
function unpark(memory: Memory, now: SimTime): readonly Wake[] {
  const parked = memory.get<readonly string[]>(PARKED);
  if (parked === undefined) return [];
  memory.delete(PARKED);
  return parked.map((key) => {
    const attempts = memory.get<Attempts>(`attempts ${key}`);
    const afterMs = attempts === undefined ? 0 : attempts.lastAt + backOffMs(attempts) - now;
    return afterMs > LATENCY_MS ? { key, afterMs } : queued(memory, key, now);
  });
}

/** A pod stands on a node: whoever's place depends on others is tried again. */
function unparkDependent(memory: Memory, now: SimTime): readonly Wake[] {
  const dependent = memory.get<readonly string[]>(DEPENDENT);
  if (dependent === undefined) return [];
  memory.delete(DEPENDENT);
  const parked = memory.get<readonly string[]>(PARKED) ?? [];
  const others = parked.filter((key) => !dependent.includes(key));
  memory.set(
    PARKED,
    parked.filter((key) => dependent.includes(key)),
  );
  const wakes = unpark(memory, now);
  if (others.length > 0) memory.set(PARKED, others);
  return wakes;
}

function nodeWakes({ type, object }: Change, memory: Memory, now: SimTime): readonly Wake[] {
  if (type === 'deleted') {
    removeNode(memory, object.metadata.name);
    return [];
  }
  setNode(memory, object as Node);
  return unpark(memory, now);
}

function podWakes({ type, object, old }: Change, memory: Memory, now: SimTime): readonly Wake[] {
  const pod = object as Pod;
  const uid = pod.metadata.uid ?? '';
  if (type === 'deleted' || isOver(pod)) {
    settle(memory, uid);
    forgetTerms(memory, uid);
    if (type === 'deleted') memory.delete(`attempts ${podKey(pod)}`);
    return removePod(memory, uid) ? unpark(memory, now) : [];
  }
  const before = old as Pod | undefined;
  if (isBound(pod)) {
    const isNews = before === undefined || !isBound(before) || before.metadata.labels !== pod.metadata.labels;
    // It was counted to its node when it was first seen there. Most changes are a kubelet's writes.
    if (!isNews && type === 'modified' && !isOver(before)) return NO_WAKES;
    const node = pod.spec.nodeName ?? '';
    settle(memory, uid);
    // A pod that somebody else put on its node.
    if (!isCounted(memory, uid)) rememberTerms(memory, pod, node);
    addPod(memory, pod, node);
    return isNews ? unparkDependent(memory, now) : NO_WAKES;
  }
  if (pod.metadata.deletionTimestamp !== undefined || isCounted(memory, uid)) return NO_WAKES;
  if (before !== undefined && before.spec === pod.spec && before.metadata.labels === pod.metadata.labels) return NO_WAKES;
  return [queued(memory, podKey(pod), now)];
}

/** The condition of a pod that has no node. */
function unschedulable(pod: Pod, message: string, pass: Pass): readonly PodCondition[] {
  const conditions = pod.status?.conditions ?? [];
  const before = conditions.find((each) => each.type === 'PodScheduled');
  const generation = pass.minor >= 34 ? pod.metadata.generation : undefined;
  const condition: PodCondition = {
    type: 'PodScheduled',
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: (before?.status === 'False' ? before.lastTransitionTime : undefined) ?? pass.time,
    reason: 'Unschedulable',
    message,
  };
  return [...conditions.filter((each) => each.type !== 'PodScheduled'), condition];
}

function emit(pass: Pass, pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void {
  const { namespace = '', name, uid = '', resourceVersion } = pod.metadata;
  pass.emit({
    involvedObject: {
      kind: 'Pod',
      apiVersion: 'v1',
      namespace,
      name,
      uid,
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    },
    type,
    reason,
    message,
    component: 'default-scheduler',
  });
}

/** upstream: handleSchedulingFailure */
function park(pod: Pod, refusals: readonly Refusal[], pass: Pass): Outcome {
  const { memory, now, minor } = pass;
  const key = podKey(pod);
  const message = failedSchedulingText(pod, refusals, minor);
  emit(pass, pod, 'Warning', 'FailedScheduling', message);
  const before = pod.status?.conditions?.find((each) => each.type === 'PodScheduled');
  if (before?.status !== 'False' || before.message !== message) {
    const status = { ...pod.status, conditions: unschedulable(pod, message, pass) };
    const { resourceVersion: _, ...metadata } = pod.metadata;
    pass.request({ verb: 'update', subresource: 'status', object: { ...pod, metadata, status } });
  }
  const count = (memory.get<Attempts>(`attempts ${key}`)?.count ?? 0) + 1;
  memory.set<Attempts>(`attempts ${key}`, { count, lastAt: now });
  const parked = memory.get<readonly string[]>(PARKED) ?? [];
  memory.set(PARKED, [...parked.filter((each) => each !== key), key]);
  if (podTerms(pod)?.near.length || (pod.spec.topologySpreadConstraints ?? []).length > 0) {
    const dependent = memory.get<readonly string[]>(DEPENDENT) ?? [];
    memory.set(DEPENDENT, [...dependent.filter((each) => each !== key), key]);
  }
  return { requeueAfterMs: FLUSH_MS, reason: { actor: 'scheduler', verdict: 'unschedulable', pod: pod.metadata.name, message, refusals } };
}

function bind(pod: Pod, node: NodeInfo, pass: Pass): Outcome {
  const { namespace = '', name, uid = '' } = pod.metadata;
  const answer = pass.request({
    verb: 'create',
    subresource: 'binding',
    namespace,
    object: {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name, namespace, uid },
      target: { kind: 'Node', name: node.name },
    },
  });
  if (!answer.ok) return answer.error.code === 404 || answer.error.code === 409 ? {} : { retry: 'rateLimited' };
  addPod(pass.memory, pod, node.name);
  assume(pass.memory, pod, node.name);
  rememberTerms(pass.memory, pod, node.name);
  pass.memory.delete(`attempts ${podKey(pod)}`);
  // Joined: a glued text stays a tree of its pieces for as long as the event is there.
  emit(pass, pod, 'Normal', 'Scheduled', ['Successfully assigned', podKey(pod), 'to', node.name].join(' '));
  return { reason: { actor: 'scheduler', verdict: 'bound', pod: name, node: node.name } };
}

/** upstream: schedulePod */
function schedule(pod: Pod, pass: Pass): Outcome {
  const { memory, minor } = pass;
  const requests = podRequests(pod);
  const fits: NodeInfo[] = [];
  const refusals: Refusal[] = [];
  const spreading = spreadingOf(pod, pass);
  const neighbours = neighbourhoodOf(pod, pass);
  const isPicky = hasNodeAffinity(pod);
  for (const node of nodeInfos(memory)) {
    const refusal = refusalOf(pod, requests, node, minor, isPicky) ?? spreading?.refusalOf(node) ?? neighbours?.refusalOf(node);
    if (refusal === undefined) fits.push(node);
    else refusals.push(refusal);
  }
  const chance = (): number => pass.random(pod.metadata.uid ?? '', 'node');
  const node = bestNode(memory, ownerOf(pod), requests, fits, chance, {
    ...(neighbours === undefined ? {} : { near: neighbours.scoreOf }),
    ...(spreading?.crowdOf === undefined ? {} : { crowd: spreading.crowdOf }),
  });
  return node === undefined ? park(pod, refusals, pass) : bind(pod, node, pass);
}

function isOurs(object: KubeObject | undefined): object is Pod {
  if (object === undefined) return false;
  const { schedulerName = 'default-scheduler' } = (object as Pod).spec;
  return schedulerName === 'default-scheduler';
}

export const scheduler: Actor = {
  name: 'scheduler',
  client: SCHEDULER_CLIENT,
  kinds: new Set(['Node', 'Pod']),
  wakes: (change, { memory, now }) => {
    if (change.object.kind === 'Node') return nodeWakes(change, memory, now);
    return change.object.kind === 'Pod' ? podWakes(change, memory, now) : [];
  },
  sync: (key, pass) => {
    const slash = key.indexOf('/');
    const pod = pass.cache.get({ kind: 'Pod', namespace: key.slice(0, slash), name: key.slice(slash + 1) }) as Pod | undefined;
    if (!isOurs(pod) || isBound(pod) || isOver(pod) || pod.metadata.deletionTimestamp !== undefined) return {};
    return isCounted(pass.memory, pod.metadata.uid ?? '') ? {} : schedule(pod, pass);
  },
};
