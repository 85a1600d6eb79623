/** Counts what each PodDisruptionBudget has and needs. upstream: pkg/controller/disruption/disruption.go */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import type { Pod } from '../../../api/core.ts';
import { getScaledValueFromIntOrPercent } from '../../../api/intOrString.ts';
import type { IntOrString } from '../../../api/meta.ts';
import { isInBudget, type PodDisruptionBudget, withDisruptionCondition } from '../../../api/policy.ts';
import { epochMs } from '../../../api/time.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Actor, Cache, Change, Memory, Pass, Wake } from '../../actor.ts';
import { CONTROLLER_CLIENT } from '../../clientLimits.ts';
import { queueKey } from '../objects.ts';

/** A pod that was to be evicted and is still there after this long counts again. upstream: DeletionTimeout */
const DELETION_TIMEOUT_MS = 120_000;

const NOTHING: readonly Wake[] = [];

/** The budgets of a namespace that has any, kept in memory: no other pod's life is touched. */
type Budgets = readonly PodDisruptionBudget[];

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true;
}

function remember(memory: Memory, { type, object }: Change): void {
  const namespace = object.metadata.namespace ?? '';
  const others = (memory.get<Budgets>(namespace) ?? []).filter(({ metadata }) => metadata.name !== object.metadata.name);
  const budgets = type === 'deleted' ? others : [...others, object as PodDisruptionBudget];
  if (budgets.length === 0) memory.delete(namespace);
  else memory.set(namespace, budgets);
}

/** Whether a pod counts otherwise than before. */
function isOtherwise(pod: Pod, old: Pod | undefined): boolean {
  if (old === undefined || pod.metadata.labels !== old.metadata.labels) return true;
  return isReady(pod) !== isReady(old) || pod.metadata.deletionTimestamp !== old.metadata.deletionTimestamp;
}

function wakesOf(change: Change, memory: Memory): readonly Wake[] {
  const { type, object, old } = change;
  if (object.kind === 'PodDisruptionBudget') {
    remember(memory, change);
    const isNews =
      type === 'added' || (type === 'modified' && !deepEqual((object as PodDisruptionBudget).spec, (old as PodDisruptionBudget).spec));
    return isNews ? [{ key: queueKey(object) }] : NOTHING;
  }
  const budgets = memory.get<Budgets>(object.metadata.namespace ?? '');
  if (budgets === undefined) return NOTHING;
  if (object.kind === 'Pod') {
    const [pod, before] = [object as Pod, old as Pod | undefined];
    if (type === 'modified' && !isOtherwise(pod, before)) return NOTHING;
    const labels = [pod.metadata.labels ?? {}, before?.metadata.labels ?? {}];
    return budgets.filter((budget) => labels.some((each) => isInBudget(budget, each))).map((budget) => ({ key: queueKey(budget) }));
  }
  if (object.kind !== 'Deployment' && object.kind !== 'ReplicaSet') return NOTHING;
  const size = (object as Deployment | ReplicaSet).spec.replicas;
  return type === 'modified' && (old as Deployment | ReplicaSet).spec.replicas === size
    ? NOTHING
    : budgets.map((budget) => ({ key: queueKey(budget) }));
}

interface Count {
  readonly total: number;
  readonly healthy: number;
  /** Pods that the owners of these pods want to have. */
  readonly wanted: number;
}

/** The ReplicaSets' own counts are read, not their pods. */
function countPods(budget: PodDisruptionBudget, cache: Cache): Count {
  const namespace = budget.metadata.namespace ?? '';
  let [total, healthy] = [0, 0];
  const wanted = new Map<string, number>();
  for (const replicaSet of cache.list('ReplicaSet', { namespace }) as readonly ReplicaSet[]) {
    const { uid = '', ownerReferences } = replicaSet.metadata;
    const groups = cache.podGroups(uid).filter(({ labels }) => isInBudget(budget, labels));
    const pods = groups.reduce((sum, group) => sum + group.total, 0);
    if (pods === 0) continue;
    total += pods;
    healthy += groups.reduce((sum, group) => sum + group.ready, 0);
    const owner = ownerReferences?.find(({ controller, kind }) => controller === true && kind === 'Deployment');
    const deployment = owner && (cache.get({ kind: 'Deployment', namespace, name: owner.name }) as Deployment | undefined);
    wanted.set(owner?.uid ?? uid, (deployment ?? replicaSet).spec.replicas ?? 1);
  }
  for (const pod of cache.orphans('Pod', namespace) as Iterable<Pod>) {
    if (!isInBudget(budget, pod.metadata.labels ?? {})) continue;
    total += 1;
    if (isReady(pod) && pod.metadata.deletionTimestamp === undefined) healthy += 1;
  }
  return { total, healthy, wanted: [...wanted.values()].reduce((sum, size) => sum + size, 0) };
}

/** Rounded up. A text that is no percentage cannot be stored. */
function part(amount: IntOrString, total: number): number {
  const scaled = getScaledValueFromIntOrPercent(amount, total, true);
  return scaled.ok ? scaled.value : 0;
}

/** How many pods there should be, and how many of them healthy. upstream: getExpectedPodCount */
function needs(
  { spec: { minAvailable, maxUnavailable } }: PodDisruptionBudget,
  { total, wanted }: Count,
): readonly [expected: number, healthy: number] {
  if (maxUnavailable !== undefined) return [wanted, Math.max(wanted - part(maxUnavailable, wanted), 0)];
  if (typeof minAvailable === 'string') return [wanted, part(minAvailable, wanted)];
  return minAvailable === undefined ? [total, 0] : [total, minAvailable];
}

/** Evictions that were granted and have not shown yet, and how many healthy pods they concern. */
function pending(budget: PodDisruptionBudget, pass: Pass): { readonly pods: Readonly<Record<string, string>>; readonly healthy: number } {
  const pods: Record<string, string> = {};
  let healthy = 0;
  const now = epochMs(pass.time);
  for (const [name, since] of Object.entries(budget.status.disruptedPods ?? {})) {
    const pod = pass.cache.get({ kind: 'Pod', namespace: budget.metadata.namespace ?? '', name }) as Pod | undefined;
    if (pod === undefined || pod.metadata.deletionTimestamp !== undefined || now - epochMs(since) >= DELETION_TIMEOUT_MS) continue;
    pods[name] = since;
    if (isReady(pod)) healthy += 1;
  }
  return { pods, healthy };
}

export const disruptionController: Actor = {
  name: 'disruption',
  client: CONTROLLER_CLIENT,
  isTraceless: true,
  kinds: new Set(['PodDisruptionBudget', 'Pod', 'Deployment', 'ReplicaSet']),
  wakes: (change, { memory }) => wakesOf(change, memory),
  sync(key, pass) {
    const [namespace = '', name = ''] = key.split('/');
    const budget = pass.cache.get({ kind: 'PodDisruptionBudget', namespace, name }) as PodDisruptionBudget | undefined;
    if (budget === undefined) return {};
    const count = countPods(budget, pass.cache);
    const waiting = pending(budget, pass);
    const [expectedPods, desiredHealthy] = needs(budget, count);
    const currentHealthy = count.healthy - waiting.healthy;
    const { disruptedPods: _, conditions, ...rest } = budget.status;
    const counted = {
      ...rest,
      observedGeneration: budget.metadata.generation ?? 0,
      ...(Object.keys(waiting.pods).length === 0 ? {} : { disruptedPods: waiting.pods }),
      disruptionsAllowed: expectedPods === 0 ? 0 : Math.max(currentHealthy - desiredHealthy, 0),
      currentHealthy,
      desiredHealthy,
      expectedPods,
      ...(conditions === undefined ? {} : { conditions }),
    };
    const status = withDisruptionCondition(counted, pass.time);
    if (count.total === 0) {
      const { uid } = budget.metadata;
      const involvedObject = { kind: budget.kind, apiVersion: budget.apiVersion, namespace, name, ...(uid === undefined ? {} : { uid }) };
      pass.emit({ involvedObject, type: 'Normal', reason: 'NoPods', message: 'No matching pods found', component: 'controllermanager' });
    }
    const again = Object.keys(waiting.pods).length === 0 ? {} : { requeueAfterMs: DELETION_TIMEOUT_MS };
    if (deepEqual(status, budget.status)) return again;
    const answer = pass.request({ verb: 'update', subresource: 'status', object: { ...budget, status } });
    return answer.ok ? again : { retry: 'rateLimited' };
  },
};
