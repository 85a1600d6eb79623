/** Evicting pods: a deletion that asks the budgets first. upstream: pkg/registry/core/pod/storage/eviction.go */
import type { Answer, Request, Status } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import { isInBudget, type PodDisruptionBudget, withDisruptionCondition } from '../../api/policy.ts';
import { refused } from './answer.ts';
import type { Call, ServerContext } from './context.ts';
import { deleteObject } from './delete.ts';
import { notFound } from './refusals.ts';

/** When a client that is turned away should ask again. */
const RETRY_AFTER_S = 10;

/** The pod is not in use, or on its way out already: no budget is asked. upstream: canIgnorePDB */
function isExempt({ status, metadata }: Pod): boolean {
  const phase = status?.phase;
  return phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending' || metadata.deletionTimestamp !== undefined;
}

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true;
}

function tooMany(why: string): Status {
  return {
    code: 429,
    reason: 'TooManyRequests',
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
    details: { causes: [{ reason: 'DisruptionBudget', message: why }], retryAfterSeconds: RETRY_AFTER_S },
  };
}

const severalBudgets: Status = {
  code: 500,
  reason: 'InternalError',
  message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
};

/** An unhealthy pod serves nobody. Whether it may go then without being counted. */
function isUncounted(pod: Pod, { spec, status }: PodDisruptionBudget): boolean {
  if (isReady(pod)) return false;
  return spec.unhealthyPodEvictionPolicy === 'AlwaysAllow' || (status.currentHealthy >= status.desiredHealthy && status.desiredHealthy > 0);
}

/** The budget after one more disruption, or why there may be none. upstream: checkAndDecrement */
function charged(pod: Pod, budget: PodDisruptionBudget, call: Call): PodDisruptionBudget | Status {
  const { name, generation = 0 } = budget.metadata;
  const { status } = budget;
  if ((status.observedGeneration ?? 0) < generation)
    return tooMany(`The disruption budget ${name} is still being processed by the server.`);
  if (status.disruptionsAllowed <= 0)
    return tooMany(`The disruption budget ${name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`);
  const less = {
    ...status,
    disruptionsAllowed: status.disruptionsAllowed - 1,
    disruptedPods: { ...status.disruptedPods, [pod.metadata.name]: call.time },
  };
  return { ...budget, status: less.disruptionsAllowed === 0 ? withDisruptionCondition(less, call.time) : less };
}

/** Answers an `evict`. */
export function evict({ key }: Extract<Request, { verb: 'evict' }>, call: Call, context: ServerContext): Answer {
  const { store } = context;
  const pod = store.get(key) as Pod | undefined;
  if (pod === undefined) return refused(notFound(key));
  const remove = (): Answer => deleteObject({ verb: 'delete', key }, call, context);
  if (isExempt(pod) || store.count('PodDisruptionBudget') === 0) return remove();
  const all = [...store.all('PodDisruptionBudget', key.namespace)] as PodDisruptionBudget[];
  const [budget, second] = all.filter((each) => isInBudget(each, pod.metadata.labels ?? {}));
  if (second !== undefined) return refused(severalBudgets);
  if (budget === undefined || isUncounted(pod, budget)) return remove();
  const next = charged(pod, budget, call);
  if ('code' in next) return refused(next);
  if (!call.dryRun) store.put({ kind: 'PodDisruptionBudget', namespace: key.namespace, name: budget.metadata.name }, next);
  return remove();
}
