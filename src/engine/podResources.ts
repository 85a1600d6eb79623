/** Exact sums of what a pod's containers request or are limited to. upstream: k8s.io/component-helpers/resource PodRequests, PodLimits */
import type { Container, PodSpec } from '../api/core.ts';
import type { ResourceList } from '../api/meta.ts';
import { addQuantity, compareQuantity } from '../api/quantity.ts';

type Sums = Record<string, string>;

/** `a + b`, resource by resource. */
export function addResources(a: ResourceList, b: ResourceList): ResourceList {
  const sum: Sums = { ...a };
  for (const [resource, quantity] of Object.entries(b)) sum[resource] = addQuantity(sum[resource] ?? '0', quantity);
  return sum;
}

function larger(a: ResourceList, b: ResourceList): ResourceList {
  const most: Sums = { ...a };
  for (const [resource, quantity] of Object.entries(b)) {
    const other = most[resource];
    if (other === undefined || compareQuantity(quantity, other) > 0) most[resource] = quantity;
  }
  return most;
}

/**
 * The larger of what the containers need together and what any init container needs beside the sidecars started before it;
 * what the pod states for itself goes before that. A resource that no container names is absent.
 */
export function podResources(spec: PodSpec, list: 'requests' | 'limits'): ResourceList {
  const of = (container: Container): ResourceList => container.resources?.[list] ?? {};
  let sum: ResourceList = {};
  for (const container of spec.containers) sum = addResources(sum, of(container));
  let sidecars: ResourceList = {};
  let first: ResourceList = {};
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      sum = addResources(sum, of(container));
      sidecars = addResources(sidecars, of(container));
      first = larger(first, sidecars);
    } else first = larger(first, addResources(sidecars, of(container)));
  }
  return { ...larger(sum, first), ...spec.resources?.[list] };
}
