/** What stands between a Service and its first ready endpoint, and what a disruption budget needs before it allows another eviction. */
import type { Pod, Service } from '../../api/core.ts';
import { type EndpointSlice, SERVICE_NAME_LABEL } from '../../api/discovery.ts';
import { keyOf } from '../../api/key.ts';
import type { LabelSelector } from '../../api/meta.ts';
import { isInBudget, type PodDisruptionBudget } from '../../api/policy.ts';
import { formatSelector, matchesSelector } from '../../api/selector.ts';
import type { World } from '../world.ts';
import { deletionWait, orphanWait } from './deletionWait.ts';
import { keysOf, nameOf, nodeEndings, turn } from './endings.ts';
import type { BudgetWait, CommonWait, Ending, ServiceWait } from './wait.ts';

/** Undefined for a Service with a ready endpoint, and for one that looks for no pods. */
export function serviceWait(service: Service, world: World): ServiceWait | CommonWait | undefined {
  const deleting = deletionWait(service, [], world) ?? orphanWait(service, world);
  if (deleting !== undefined) return deleting;
  const { selector: labels = {}, type } = service.spec;
  const { namespace = '' } = service.metadata;
  if (type === 'ExternalName' || Object.keys(labels).length === 0 || hasReadyEndpoint(service, world)) return undefined;
  const who = keyOf(service);
  const selector: LabelSelector = { matchLabels: labels };
  const pods = podsIn(namespace, world).filter((pod) => matchesSelector(selector, pod.metadata.labels ?? {}) && !isOver(pod));
  const writes = turn('endpointslice', nameOf(service), world.turnOf('endpointslice', nameOf(service)));
  if (pods.length === 0) {
    return { who, code: 'no pods', selector: formatSelector(selector), endings: [arrival(namespace, selector), writes] };
  }
  const isPublished = service.spec['publishNotReadyAddresses'] === true;
  const isServing = (pod: Pod): boolean => (pod.status?.podIP ?? '') !== '' && (isPublished || isReady(pod)) && !isLeaving(pod);
  if (pods.some(isServing)) return { who, code: 'controller turn', endings: [writes, ...anyOf(pods)] };
  return {
    who,
    code: 'no ready pods',
    pods: pods.length,
    endings: [...anyOf(pods), arrival(namespace, selector), writes, ...nodeEndings(() => pods, world)],
  };
}

/** Undefined for a budget that allows a disruption. */
export function budgetWait(budget: PodDisruptionBudget, world: World): BudgetWait | CommonWait | undefined {
  const deleting = deletionWait(budget, [], world) ?? orphanWait(budget, world);
  if (deleting !== undefined) return deleting;
  const who = keyOf(budget);
  const { namespace = '', generation = 0 } = budget.metadata;
  const { observedGeneration = 0, disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods } = budget.status;
  const counts = turn('disruption', nameOf(budget), world.turnOf('disruption', nameOf(budget)));
  if (observedGeneration < generation) return { who, code: 'controller turn', endings: [counts] };
  if (disruptionsAllowed > 0) return undefined;
  const { selector } = budget.spec;
  if (expectedPods === 0) {
    const text = selector === undefined ? '' : formatSelector(selector);
    const comes: readonly Ending[] = selector === undefined ? [] : [arrival(namespace, selector)];
    return { who, code: 'no pods', selector: text, endings: [...comes, counts] };
  }
  const unwell = podsIn(namespace, world).filter(
    (pod) => isInBudget(budget, pod.metadata.labels ?? {}) && (!isReady(pod) || isLeaving(pod)),
  );
  const endings: readonly Ending[] = [...anyOf(unwell), counts];
  return { who, code: 'no disruptions', healthy: currentHealthy, desired: desiredHealthy, expected: expectedPods, endings };
}

function anyOf(pods: readonly Pod[]): readonly Ending[] {
  return pods.length === 0 ? [] : [{ by: 'object', keys: keysOf(pods) }];
}

function arrival(namespace: string, selector: LabelSelector): Ending {
  return { by: 'arrival', namespace, selector, text: formatSelector(selector) };
}

function podsIn(namespace: string, world: World): readonly Pod[] {
  return Array.from(world.all('Pod', namespace), (object) => object as Pod);
}

function hasReadyEndpoint({ metadata: { name, namespace = '' } }: Service, world: World): boolean {
  for (const object of world.all('EndpointSlice', namespace)) {
    const slice = object as EndpointSlice;
    if (slice.metadata.labels?.[SERVICE_NAME_LABEL] !== name) continue;
    if (slice.endpoints?.some(({ conditions }) => conditions.ready === true) === true) return true;
  }
  return false;
}

const isOver = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';
const isLeaving = ({ metadata }: Pod): boolean => metadata.deletionTimestamp !== undefined;
const isReady = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') === true;
