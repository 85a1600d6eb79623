/** What a pod takes of a quota. upstream: pkg/quota/v1/evaluator/core/pods.go */
import type { Pod, PodSpec } from '../../api/core.ts';
import type { ResourceList } from '../../api/meta.ts';
import { epochMs } from '../../api/time.ts';
import { podResources } from '../podResources.ts';

/** These exist under their own name, as requests and as limits. */
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'] as const;

const POD_RESOURCES = new Set(['pods', 'count/pods', ...COMPUTE.flatMap((name) => [name, `requests.${name}`, `limits.${name}`])]);

/** Whether a quota's resource is used up by pods. */
export function isPodResource(name: string): boolean {
  return POD_RESOURCES.has(name) || /^(requests\.)?hugepages-/.test(name) || (/^requests\./.test(name) && name.includes('/'));
}

/** A pod that is finished or overdue costs no more than its entry. */
export const FINISHED_USAGE: ResourceList = { 'count/pods': '1' };

function usageOfSpec(spec: PodSpec): ResourceList {
  const usage: Record<string, string> = { 'count/pods': '1', pods: '1' };
  const requests = podResources(spec, 'requests');
  for (const [name, quantity] of Object.entries(requests)) {
    if ((COMPUTE as readonly string[]).includes(name) || name.startsWith('hugepages-')) usage[name] = quantity;
    if ((COMPUTE as readonly string[]).includes(name) || name.startsWith('hugepages-') || name.includes('/'))
      usage[`requests.${name}`] = quantity;
  }
  const limits = podResources(spec, 'limits');
  for (const name of COMPUTE) if (limits[name] !== undefined) usage[`limits.${name}`] = limits[name];
  return usage;
}

const known = new WeakMap<PodSpec, ResourceList>();
/** Equal lists are one list, so that pods of one template are counted instead of summed up. */
const shared = new Map<string, ResourceList>();
const SHARED_MAX = 1000;

function interned(usage: ResourceList): ResourceList {
  const word = JSON.stringify(usage);
  const found = shared.get(word);
  if (found !== undefined) return found;
  if (shared.size >= SHARED_MAX) shared.clear();
  shared.set(word, usage);
  return usage;
}

/** When a deleted pod stops being charged although it is still there: twice its grace after its deletion. Epoch milliseconds. */
export function chargedUntil({ metadata }: Pod): number | undefined {
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return undefined;
  return epochMs(deletionTimestamp) + deletionGracePeriodSeconds * 1000;
}

/** Whether the pod has ended. */
export function isFinished({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** What the pod takes at this instant (epoch milliseconds). upstream: PodUsageFunc, QuotaV1Pod */
export function podUsage(pod: Pod, epochNow: number): ResourceList {
  const until = chargedUntil(pod);
  if (isFinished(pod) || (until !== undefined && epochNow > until)) return FINISHED_USAGE;
  let usage = known.get(pod.spec);
  if (usage === undefined) {
    usage = interned(usageOfSpec(pod.spec));
    known.set(pod.spec, usage);
  }
  return usage;
}

const REQUIRED = ['cpu', 'memory'].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]);

/** A resource of which a quota needs a value, and the containers that leave it out. */
export interface MissingValue {
  readonly resource: string;
  readonly containers: readonly string[];
}

/** Which containers leave out values that a quota of these resources needs. upstream: Constraints */
export function missingValues({ spec }: Pod, resources: Iterable<string>): readonly MissingValue[] {
  const required = new Set(resources);
  const missing: MissingValue[] = [];
  for (const name of REQUIRED.filter((each) => required.has(each)).sort()) {
    const resource = name.slice(name.indexOf('.') + 1);
    const list = name.startsWith('limits.') ? 'limits' : 'requests';
    if (spec.resources?.[list]?.[resource] !== undefined) continue;
    const without = [...spec.containers, ...(spec.initContainers ?? [])].filter(
      ({ resources: own }) => own?.[list]?.[resource] === undefined,
    );
    const names = [...new Set(without.map((container) => container.name))].sort();
    if (names.length > 0) missing.push({ resource: name, containers: names });
  }
  return missing;
}
