/** What a pod asks for as a whole. upstream: component-helpers/resource PodRequests, PodLimits */
import type { Container, Pod } from '../../../api/core.ts';
import type { Quantity, ResourceList } from '../../../api/meta.ts';
import { addQuantity, compareQuantity } from '../../../api/quantity.ts';

type Totals = ReadonlyMap<string, Quantity>;

/** The sum of two lists, resource by resource. */
export function added(totals: Totals, list: Iterable<readonly [string, Quantity]>): Totals {
  const sum = new Map(totals);
  for (const [name, quantity] of list) {
    const known = sum.get(name);
    sum.set(name, known === undefined ? quantity : addQuantity(known, quantity));
  }
  return sum;
}

function larger(totals: Totals, list: Totals): Totals {
  const largest = new Map(totals);
  for (const [name, quantity] of list) {
    const known = largest.get(name);
    if (known === undefined || compareQuantity(quantity, known) > 0) largest.set(name, quantity);
  }
  return largest;
}

/** Containers run at once, init containers one after another beside the sidecars that began before them. */
export function podTotals({ spec }: Pod, of: 'requests' | 'limits'): Totals {
  const entries = (list: ResourceList | undefined): readonly (readonly [string, Quantity])[] => Object.entries(list ?? {});
  const own = (container: Container): readonly (readonly [string, Quantity])[] => entries(container.resources?.[of]);
  const none: Totals = new Map();
  let running = spec.containers.reduce((sum, container) => added(sum, own(container)), none);
  let sidecars = none;
  let starting = none;
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      running = added(running, own(container));
      sidecars = added(sidecars, own(container));
      starting = larger(starting, sidecars);
    } else starting = larger(starting, added(sidecars, own(container)));
  }
  // What the pod says for itself counts in place of the sum.
  return new Map([...larger(running, starting), ...entries(spec.resources?.[of])]);
}
