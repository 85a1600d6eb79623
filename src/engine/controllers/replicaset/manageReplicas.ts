/** Creating and deleting pods until there are as many as wanted. upstream: pkg/controller/replicaset/replica_set.go, pkg/controller/controller_utils.go */
import type { ReplicaSet } from '../../../api/apps.ts';
import type { Pod } from '../../../api/core.ts';
import type { KubeObject } from '../../../api/meta.ts';
import type { RefusalFacts } from '../../../api/refusal.ts';
import { isEmptySelector, matchesSelector } from '../../../api/selector.ts';
import { epochMs } from '../../../api/time.ts';
import type { Pass } from '../../actor.ts';
import { getControllerOf, newControllerRef } from '../controllerRefManager.ts';
import { isNamespaceTerminating, queueKey } from '../objects.ts';
import { type ClaimedPods, countActive } from './claimedPods.ts';
import { creationObserved, deletionObserved, expectCreations, expectDeletions } from './expectations.ts';
import { isPodActive } from './pods.ts';
import { getPodsToDelete, type RankingContext } from './ranking.ts';

/** At most this many pods are created or deleted in one sync. upstream: BurstReplicas */
const BURST_REPLICAS = 500;
/** upstream: SlowStartInitialBatchSize */
const SLOW_START_INITIAL_BATCH_SIZE = 1;
/** A longer prefix is cut by the API server; beyond this it is no valid prefix with a dash. */
const MAX_NAME_LENGTH = 253;

/** What a sync did to the pods. */
export interface Managed {
  readonly verdict: 'creates' | 'deletes' | 'steady';
  /** Names of the pods created or deleted. */
  readonly pods: readonly string[];
  /** The first refusal's words, as the controller reports them. */
  readonly failure: string | undefined;
  /** The numbers behind it, where the API server gave any. */
  readonly facts?: RefusalFacts;
  /** The client let only a part of it through: the rest follows. */
  readonly isPartial?: boolean;
}

/** Every creation and deletion is told in an event, which is a call of the same client. */
const CALLS_PER_POD = 2;

/** How many pods the client can create or delete now. Upstream asks for all and stands still between two; here a pass does a part. */
function affordable({ allowance }: Pass, count: number): number {
  return allowance === undefined ? count : Math.min(count, Math.max(1, Math.floor(allowance / CALLS_PER_POD)));
}

function emitEvent(
  pass: Pass,
  { apiVersion, kind, metadata }: ReplicaSet,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  const { name, namespace = '', uid = '', resourceVersion = '' } = metadata;
  pass.emit({
    involvedObject: { kind, namespace, name, uid, apiVersion, resourceVersion },
    type,
    reason,
    message,
    component: 'replicaset-controller',
  });
}

/** The pod that a template stands for. Spec and labels are shared with the template, as objects are immutable. upstream: GetPodFromTemplate */
export function getPodFromTemplate(replicaSet: ReplicaSet): KubeObject & { readonly spec: Pod['spec'] } {
  const { metadata, spec } = replicaSet.spec.template;
  const prefix = `${replicaSet.metadata.name}-`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: prefix.length > MAX_NAME_LENGTH ? replicaSet.metadata.name : prefix,
      namespace: replicaSet.metadata.namespace ?? '',
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      ...(metadata?.annotations === undefined ? {} : { annotations: metadata.annotations }),
      ...(metadata?.finalizers === undefined ? {} : { finalizers: metadata.finalizers }),
      ownerReferences: [newControllerRef(replicaSet)],
    },
    spec,
  };
}

interface Creation {
  readonly failure?: string;
  readonly facts?: RefusalFacts;
  readonly name?: string;
}

/** upstream: RealPodControl.createPods */
function createPod(pass: Pass, replicaSet: ReplicaSet, pod: KubeObject): Creation {
  if (Object.keys(pod.metadata.labels ?? {}).length === 0) return { failure: 'unable to create pods, no labels' };
  const answer = pass.request({ verb: 'create', object: pod });
  if (answer.ok) {
    const { name } = answer.value.object.metadata;
    emitEvent(pass, replicaSet, 'Normal', 'SuccessfulCreate', `Created pod: ${name}`);
    return { name };
  }
  // In a namespace that is going away a refusal is nothing to tell of, nor a reason to try again.
  if (isNamespaceTerminating(answer.error)) return {};
  emitEvent(pass, replicaSet, 'Warning', 'FailedCreate', `Error creating: ${answer.error.message}`);
  const { message, facts } = answer.error;
  return facts === undefined ? { failure: message } : { failure: message, facts };
}

/**
 * Tries one creation, then two, four, eight …: when the API server refuses, as with a full quota, it has not been asked five hundred times.
 * All calls of a batch are made, whatever becomes of the first. upstream: slowStartBatch
 */
export function slowStartBatch(
  count: number,
  create: () => Creation,
): { readonly successes: number; readonly names: readonly string[]; readonly failure: string | undefined; readonly facts?: RefusalFacts } {
  const names: string[] = [];
  let [remaining, successes] = [count, 0];
  for (let size = Math.min(remaining, SLOW_START_INITIAL_BATCH_SIZE); size > 0; size = Math.min(2 * size, remaining)) {
    let refused: Creation | undefined;
    for (let call = 0; call < size; call += 1) {
      const creation = create();
      if (creation.failure !== undefined) refused ??= creation;
      if (creation.failure === undefined) successes += 1;
      if (creation.name !== undefined) names.push(creation.name);
    }
    if (refused !== undefined) {
      const { failure, facts } = refused;
      return { successes, names, failure, ...(facts === undefined ? {} : { facts }) };
    }
    remaining -= size;
  }
  return { successes, names, failure: undefined };
}

function createPods(pass: Pass, replicaSet: ReplicaSet, count: number): Managed {
  const key = queueKey(replicaSet);
  expectCreations(pass.memory, key, count, pass.now);
  const pod = getPodFromTemplate(replicaSet);
  const { successes, names, ...refused } = slowStartBatch(count, () => createPod(pass, replicaSet, pod));
  if (successes < count) creationObserved(pass.memory, key, count - successes);
  return { verdict: 'creates', pods: names, ...refused };
}

/**
 * Counts pods per node over all ReplicaSets of the same owner, so that a node that holds several is relieved first. A ReplicaSet without
 * an owner has no relatives, not even itself. upstream: getIndirectlyRelatedPods
 */
function rankingContext(pass: Pass, replicaSet: ReplicaSet): RankingContext {
  const context = { nowMs: epochMs(pass.setup.startTime) + pass.now, minor: pass.minor };
  const owner = getControllerOf(replicaSet);
  if (owner === undefined) return { ...context, podsOnNode: () => 0 };
  const related = pass.cache.ownedBy('ReplicaSet', owner.uid) as readonly ReplicaSet[];
  const counts = new Map<string, number>();
  for (const { metadata, spec } of related) {
    for (const { labels, activeOnNode } of pass.cache.podGroups(metadata.uid ?? '')) {
      if (isEmptySelector(spec.selector) || !matchesSelector(spec.selector, labels)) continue;
      for (const [node, count] of activeOnNode) counts.set(node, (counts.get(node) ?? 0) + count);
    }
  }
  for (const pod of pass.cache.orphans('Pod', replicaSet.metadata.namespace ?? '') as Iterable<Pod>) {
    if (!isPodActive(pod) || !related.some(({ spec }) => matchesSelector(spec.selector, pod.metadata.labels ?? {}))) continue;
    const node = pod.spec.nodeName ?? '';
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return { ...context, podsOnNode: (node) => counts.get(node) ?? 0 };
}

function deletePods(pass: Pass, replicaSet: ReplicaSet, pods: ClaimedPods, count: number): Managed {
  const key = queueKey(replicaSet);
  const podsToDelete = getPodsToDelete(pods.list(), count, rankingContext(pass, replicaSet));
  expectDeletions(pass.memory, key, podsToDelete.map(queueKey), pass.now);
  const names: string[] = [];
  let failure: string | undefined;
  for (const pod of podsToDelete) {
    const { name, namespace = '' } = pod.metadata;
    const answer = pass.request({ verb: 'delete', key: { kind: 'Pod', namespace, name } });
    if (answer.ok) {
      emitEvent(pass, replicaSet, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
      names.push(name);
      continue;
    }
    deletionObserved(pass.memory, key, queueKey(pod));
    if (answer.error.reason === 'NotFound') continue;
    emitEvent(pass, replicaSet, 'Warning', 'FailedDelete', `Error deleting: ${answer.error.message}`);
    failure ??= `unable to delete pods: ${answer.error.message}`;
  }
  return { verdict: 'deletes', pods: names, failure };
}

/** upstream: manageReplicas */
export function manageReplicas(pass: Pass, replicaSet: ReplicaSet, pods: ClaimedPods): Managed {
  const difference = countActive(pods) - (replicaSet.spec.replicas ?? 1);
  if (difference === 0) return { verdict: 'steady', pods: [], failure: undefined };
  const wanted = Math.min(Math.abs(difference), BURST_REPLICAS);
  const count = affordable(pass, wanted);
  const managed = difference < 0 ? createPods(pass, replicaSet, count) : deletePods(pass, replicaSet, pods, count);
  return count < wanted && managed.failure === undefined ? { ...managed, isPartial: true } : managed;
}
