/** How well a pod is treated when its node runs short. upstream: kubectl/pkg/util/qos GetPodQOS */
import type { Pod } from '../../../api/core.ts';
import type { ResourceList } from '../../../api/meta.ts';
import { compareQuantity, quantitySign } from '../../../api/quantity.ts';

const counted = ['cpu', 'memory'];

function positive(list: ResourceList | undefined): ReadonlyMap<string, string> {
  return new Map(Object.entries(list ?? {}).filter(([name, quantity]) => counted.includes(name) && quantitySign(quantity) > 0));
}

/** What the status says, or what it would say. */
export function qosClass({ spec, status }: Pod): string {
  if (status?.qosClass !== undefined && status.qosClass !== '') return status.qosClass;
  const all =
    spec.resources === undefined
      ? [...spec.containers, ...(spec.initContainers ?? [])].map(({ resources }) => resources)
      : [spec.resources];
  const lists = all.map((resources) => ({ limits: positive(resources?.limits), requests: positive(resources?.requests) }));
  if (lists.every(({ limits, requests }) => limits.size === 0 && requests.size === 0)) return 'BestEffort';
  const isGuaranteed = lists.every(
    ({ limits, requests }) =>
      limits.size === counted.length && [...requests].every(([name, quantity]) => compareQuantity(quantity, limits.get(name) ?? '0') === 0),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}
