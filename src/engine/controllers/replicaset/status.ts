/** The status of a ReplicaSet. upstream: pkg/controller/replicaset/replica_set_utils.go */
import type { ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from '../../../api/apps.ts';
import type { Status } from '../../../api/client.ts';
import { epochMs } from '../../../api/time.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import type { Pass } from '../../actor.ts';
import { type AvailabilityRule, isAvailable, untilAvailable } from './availability.ts';
import { type ClaimedPods, countActive, hasLabels } from './claimedPods.ts';
import { isPodReady, readyCondition } from './pods.ts';

/** The first version whose ReplicaSets report how many pods are terminating (beta, on by default). */
const TERMINATING_REPLICAS_MINOR = 35;
/** A refused status write is tried once more on the latest version. upstream: statusUpdateRetries */
const STATUS_UPDATE_RETRIES = 1;

/** What the claimed pods add up to. */
export interface PodCounts {
  readonly replicas: number;
  readonly fullyLabeledReplicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly terminatingReplicas: number;
  /** Milliseconds until the next ready pod becomes available; undefined when none is waiting. */
  readonly nextAvailableMs: number | undefined;
}

/** Now and minReadySeconds, as availability is judged. */
export function availabilityRule(pass: Pass, replicaSet: ReplicaSet): AvailabilityRule {
  const nowMs = epochMs(pass.setup.startTime) + pass.now;
  return { nowMs, minReadySeconds: replicaSet.spec.minReadySeconds ?? 0, minor: pass.minor };
}

interface Unavailable {
  readonly count: number;
  readonly nextMs: number | undefined;
}

/** Ready pods that are not available yet: the latest seconds first, as the first available one ends the walk. */
function countUnavailable(pods: ClaimedPods, rule: AvailabilityRule): Unavailable {
  if (rule.minReadySeconds === 0) return { count: 0, nextMs: undefined };
  const adopted = pods.adopted.filter(isPodReady).map((pod) => ({ time: readyCondition(pod)?.lastTransitionTime, count: 1 }));
  const waiting = pods.groups.flatMap(({ readySeconds }) => {
    const latestAvailable = readySeconds.findLastIndex(({ time }) => isAvailable(time, rule));
    return readySeconds.slice(latestAvailable + 1);
  });
  let count = 0;
  let nextMs: number | undefined;
  for (const second of [...waiting, ...adopted.filter(({ time }) => !isAvailable(time, rule))]) {
    count += second.count;
    const remaining = untilAvailable(second.time, rule);
    if (remaining !== undefined && (nextMs === undefined || remaining < nextMs)) nextMs = remaining;
  }
  return { count, nextMs };
}

/** Adds the claimed pods up without looking at any of them. */
export function countPods(pods: ClaimedPods, replicaSet: ReplicaSet, rule: AvailabilityRule): PodCounts {
  const templateLabels = replicaSet.spec.template.metadata?.labels;
  const adoptedReady = pods.adopted.filter(isPodReady).length;
  const adoptedLabeled = pods.adopted.filter(({ metadata }) => hasLabels(metadata.labels, templateLabels)).length;
  const labeled = pods.groups.filter((group) => hasLabels(group.labels, templateLabels));
  const readyReplicas = pods.groups.reduce((total, group) => total + group.ready, adoptedReady);
  const { count: unavailable, nextMs } = countUnavailable(pods, rule);
  return {
    replicas: countActive(pods),
    fullyLabeledReplicas: labeled.reduce((total, group) => total + group.active, adoptedLabeled),
    readyReplicas,
    availableReplicas: readyReplicas - unavailable,
    terminatingReplicas: pods.groups.reduce((total, group) => total + group.terminating, 0),
    nextAvailableMs: nextMs,
  };
}

type Conditions = readonly ReplicaSetCondition[];

/** The failure condition comes with the first failure, keeps its words, and goes with the first pass without one. */
function conditionsAfter(replicaSet: ReplicaSet, active: number, failure: string | undefined, pass: Pass): Conditions {
  const current = replicaSet.status?.conditions ?? [];
  const isFailing = current.some((each) => each.type === 'ReplicaFailure');
  if (failure === undefined) return isFailing ? current.filter((each) => each.type !== 'ReplicaFailure') : current;
  if (isFailing) return current;
  const replicas = replicaSet.spec.replicas ?? 1;
  const reason = active < replicas ? 'FailedCreate' : active > replicas ? 'FailedDelete' : '';
  return [...current, { type: 'ReplicaFailure', status: 'True', lastTransitionTime: pass.time, reason, message: failure }];
}

/** upstream: calculateStatus */
export function calculateStatus(pass: Pass, replicaSet: ReplicaSet, counts: PodCounts, failure: string | undefined): ReplicaSetStatus {
  const conditions = conditionsAfter(replicaSet, counts.replicas, failure, pass);
  const { generation } = replicaSet.metadata;
  // Counts of zero are left out, as the API leaves them out. Set one by one: this is built at every pass.
  const status: { -readonly [Field in keyof ReplicaSetStatus]: ReplicaSetStatus[Field] } = { replicas: counts.replicas };
  if (counts.fullyLabeledReplicas !== 0) status.fullyLabeledReplicas = counts.fullyLabeledReplicas;
  if (counts.readyReplicas !== 0) status.readyReplicas = counts.readyReplicas;
  if (counts.availableReplicas !== 0) status.availableReplicas = counts.availableReplicas;
  if (pass.minor >= TERMINATING_REPLICAS_MINOR) status.terminatingReplicas = counts.terminatingReplicas;
  if (generation !== undefined) status.observedGeneration = generation;
  if (conditions.length > 0) status.conditions = conditions;
  return status;
}

/** Whether writing `b` over `a` would change anything. */
function equalStatus(a: ReplicaSetStatus | undefined, b: ReplicaSetStatus): boolean {
  if ((a?.replicas ?? 0) !== b.replicas || (a?.fullyLabeledReplicas ?? 0) !== (b.fullyLabeledReplicas ?? 0)) return false;
  if ((a?.readyReplicas ?? 0) !== (b.readyReplicas ?? 0) || (a?.availableReplicas ?? 0) !== (b.availableReplicas ?? 0)) return false;
  if ((a?.observedGeneration ?? 0) !== (b.observedGeneration ?? 0) || a?.terminatingReplicas !== b.terminatingReplicas) return false;
  const [left, right] = [a?.conditions ?? [], b.conditions ?? []];
  // Conditions are only added and removed here, never changed, so the objects themselves tell.
  return left.length === right.length && left.every((condition, index) => condition === right[index]);
}

/** Writes the status if it differs; a conflict is answered by one more try on the latest version. upstream: updateReplicaSetStatus */
export function updateReplicaSetStatus(pass: Pass, replicaSet: ReplicaSet, status: ReplicaSetStatus): Result<ReplicaSet, Status> {
  if (equalStatus(replicaSet.status, status)) return ok(replicaSet);
  const { name, namespace = '' } = replicaSet.metadata;
  let current = replicaSet;
  for (let retries = 0; ; retries += 1) {
    const answer = pass.request({ verb: 'update', object: { ...current, status }, subresource: 'status' });
    if (answer.ok) return ok(answer.value.object as ReplicaSet);
    if (retries === STATUS_UPDATE_RETRIES) return err(answer.error);
    const latest = pass.live.get({ kind: 'ReplicaSet', namespace, name }) as ReplicaSet | undefined;
    if (latest === undefined) return err({ code: 404, reason: 'NotFound', message: `replicasets.apps "${name}" not found` });
    current = latest;
  }
}
