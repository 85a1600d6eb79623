/** Arithmetic on lists of resources. upstream: k8s.io/apiserver/pkg/quota/v1/resources.go */
import type { ResourceList } from '../../api/meta.ts';
import { compareQuantity, formatQuantity, knownQuantity, quantitySign, subQuantity } from '../../api/quantity.ts';

/** Those resources of the list that are named. */
export function mask(list: ResourceList, names: Iterable<string>): ResourceList {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const quantity = list[name];
    if (quantity !== undefined) kept[name] = quantity;
  }
  return kept;
}

/** What the list has beyond `other`, without what is nothing. */
export function surplus(list: ResourceList, other: ResourceList): ResourceList {
  const more: Record<string, string> = {};
  for (const [name, quantity] of Object.entries(list)) {
    const left = subQuantity(quantity, other[name] ?? '0');
    if (quantitySign(left) > 0) more[name] = left;
  }
  return more;
}

/** The list, each resource so many times. */
export function times(list: ResourceList, count: number): ResourceList {
  const product: Record<string, string> = {};
  for (const [name, quantity] of Object.entries(list)) {
    const { unscaled, scale, format } = knownQuantity(quantity);
    product[name] = formatQuantity({ unscaled: unscaled * BigInt(count), scale, format });
  }
  return product;
}

/** The resources of which the list holds more than allowed, sorted. */
export function exceeding(list: ResourceList, allowed: ResourceList): readonly string[] {
  return Object.keys(list)
    .filter((name) => compareQuantity(list[name] ?? '0', allowed[name] ?? '0') > 0)
    .sort();
}

/** Whether two lists name the same resources with the same values, however written. */
export function equalResources(a: ResourceList | undefined, b: ResourceList | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => b[name] !== undefined && compareQuantity(a[name] ?? '0', b[name] ?? '0') === 0)
  );
}

/** `pods=1,requests.cpu=2` */
export function printResources(list: ResourceList): string {
  return Object.keys(list)
    .sort()
    .map((name) => `${name}=${list[name]}`)
    .join(',');
}
