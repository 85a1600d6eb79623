/** What an object of any kind takes of a quota. upstream: k8s.io/apiserver/pkg/quota/v1/generic, pkg/quota/v1/evaluator/core */
import type { Kind } from '../../api/client.ts';
import type { Pod, ResourceQuota, Service } from '../../api/core.ts';
import { groupResource, kinds } from '../../api/key.ts';
import type { KubeObject, ResourceList } from '../../api/meta.ts';
import { addResources } from '../podResources.ts';
import { isPodResource, podUsage } from './podUsage.ts';
import { times } from './resourceLists.ts';
import { isInScopes, scopesOf } from './scopes.ts';

/** Kinds whose number a quota may also limit under their plain name. */
const PLAIN_NAMES: Partial<Record<Kind, string>> = { ConfigMap: 'configmaps', Secret: 'secrets', ResourceQuota: 'resourcequotas' };
const SERVICE_RESOURCES = ['services', 'services.nodeports', 'services.loadbalancers'];

/** The kinds that quotas count. */
export const countedKinds: readonly Kind[] = kinds.filter(({ kind, namespaced }) => namespaced && kind !== 'Event').map(({ kind }) => kind);

const counted = new Set<string>(countedKinds);

/** Whether objects of this kind use up the quota's resource. upstream: MatchingResources */
export function isResourceOf(kind: Kind, name: string): boolean {
  if (!counted.has(kind)) return false;
  if (kind === 'Pod') return isPodResource(name);
  if (name.startsWith('count/')) return name === `count/${groupResource(kind)}`;
  return kind === 'Service' ? SERVICE_RESOURCES.includes(name) : PLAIN_NAMES[kind] === name;
}

function serviceUsage({ spec }: Service): ResourceList {
  const ports = spec.ports ?? [];
  const usage: Record<string, string> = { 'count/services': '1', services: '1' };
  if (spec.type === 'NodePort') usage['services.nodeports'] = String(ports.length);
  if (spec.type !== 'LoadBalancer') return usage;
  const given = spec['allocateLoadBalancerNodePorts'] === false ? ports.filter(({ nodePort = 0 }) => nodePort !== 0) : ports;
  return { ...usage, 'services.nodeports': String(given.length), 'services.loadbalancers': '1' };
}

const countUsages = new Map<Kind, ResourceList>(
  countedKinds.map((kind) => {
    const plain = PLAIN_NAMES[kind];
    return [kind, { [`count/${groupResource(kind)}`]: '1', ...(plain === undefined ? {} : { [plain]: '1' }) }];
  }),
);

/** What the object takes at this instant (epoch milliseconds). */
export function usageOf(object: KubeObject, epochNow: number): ResourceList {
  if (object.kind === 'Pod') return podUsage(object as Pod, epochNow);
  if (object.kind === 'Service') return serviceUsage(object as Service);
  return countUsages.get(object.kind as Kind) ?? {};
}

/** Whether a quota's scopes let it count the object. Other things than pods are in no scope. */
export function isInQuota(object: KubeObject, quota: ResourceQuota): boolean {
  const scopes = scopesOf(quota);
  return object.kind === 'Pod' ? isInScopes(object as Pod, scopes) : scopes.length === 0;
}

/** What a quota's resources are used at, from the objects of its namespace. upstream: CalculateUsage */
export function usedOf(quota: ResourceQuota, objectsOf: (kind: Kind) => Iterable<KubeObject>, epochNow: number): ResourceList {
  const names = Object.keys(quota.spec?.hard ?? {}).sort();
  const used: Record<string, string> = {};
  for (const name of names) used[name] = '0';
  for (const kind of countedKinds) {
    const own = names.filter((name) => isResourceOf(kind, name));
    if (own.length === 0) continue;
    let sum: ResourceList = {};
    for (const [usage, count] of tally(objectsOf(kind), quota, epochNow)) sum = addResources(sum, times(usage, count));
    for (const name of own) used[name] = sum[name] ?? '0';
  }
  return used;
}

/** How many objects take the same. */
function tally(objects: Iterable<KubeObject>, quota: ResourceQuota, epochNow: number): ReadonlyMap<ResourceList, number> {
  const counts = new Map<ResourceList, number>();
  for (const object of objects) {
    if (!isInQuota(object, quota)) continue;
    const usage = usageOf(object, epochNow);
    counts.set(usage, (counts.get(usage) ?? 0) + 1);
  }
  return counts;
}
