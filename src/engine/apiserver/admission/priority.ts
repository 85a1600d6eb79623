/** The priority of a pod, from the class that it names or from the cluster's default. upstream: plugin/pkg/admission/priority */
import type { Pod, PriorityClass } from '../../../api/core.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import type { Objection } from '../refusals.ts';
import type { Store } from '../store.ts';

const DEFAULT_POLICY = 'PreemptLowerPriority';

/** Classes that every cluster has. */
const SYSTEM_CLASSES: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

interface Priority {
  readonly className?: string;
  readonly value: number;
  readonly policy: string;
}

function ofClass({ metadata, value = 0, preemptionPolicy = DEFAULT_POLICY }: PriorityClass): Priority {
  return { className: metadata.name, value, policy: preemptionPolicy };
}

/** Of several classes that call themselves the default, the lowest counts. upstream: getDefaultPriorityClass */
function defaultPriority(store: Store): Priority {
  let lowest: Priority | undefined;
  for (const each of store.all('PriorityClass') as Iterable<PriorityClass>) {
    if (each.globalDefault === true && (lowest === undefined || (each.value ?? 0) < lowest.value)) lowest = ofClass(each);
  }
  return lowest ?? { value: 0, policy: DEFAULT_POLICY };
}

function priorityOf(className: string, store: Store): Priority | undefined {
  if (className === '') return defaultPriority(store);
  const found = store.get({ kind: 'PriorityClass', namespace: '', name: className });
  if (found !== undefined) return ofClass(found as PriorityClass);
  const value = SYSTEM_CLASSES[className];
  return value === undefined ? undefined : { className, value, policy: DEFAULT_POLICY };
}

/** The pod with its priority. */
export function withPriority(pod: Pod, store: Store): Result<Pod, Objection> {
  const { spec } = pod;
  const wanted = spec.priorityClassName ?? '';
  const found = priorityOf(wanted, store);
  if (found === undefined) {
    return err({ why: `no PriorityClass with name ${wanted} was found`, facts: { rule: 'priority class', name: wanted } });
  }
  const { className, value, policy } = found;
  const computed = (what: string, given: string | number, right: string | number): Objection => ({
    why: `the ${what} (${given}) must not be provided in pod spec; priority admission controller computed ${right} from the given PriorityClass name`,
  });
  if (spec.priority !== undefined && spec.priority !== value) return err(computed('integer value of priority', spec.priority, value));
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy)
    return err(computed('string value of PreemptionPolicy', spec.preemptionPolicy, policy));
  const named = className === undefined ? {} : { priorityClassName: className };
  return ok({ ...pod, spec: { ...spec, ...named, priority: value, preemptionPolicy: policy } });
}
