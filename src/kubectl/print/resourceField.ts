/** The value of `resourceFieldRef` in a template. upstream: kubectl/pkg/util/resource ExtractContainerResourceValue */
import type { Container } from '../../api/core.ts';
import { quantityMilliValue, quantityValue } from '../../api/quantity.ts';

interface ResourceFieldRef {
  readonly resource: string;
  readonly divisor?: string;
}

function amount(resource: string, quantity: string): number {
  return resource === 'cpu' ? quantityMilliValue(quantity) : quantityValue(quantity);
}

/** Rounded up to whole divisors; without a limit the container may use all that its node has to give. */
export function resourceFieldValue({ resource, divisor = '0' }: ResourceFieldRef, container: Container): string {
  const [list = '', name = ''] = resource.split('.');
  const quantities = list === 'limits' ? container.resources?.limits : container.resources?.requests;
  const unit = amount(name, divisor) === 0 ? amount(name, '1') : amount(name, divisor);
  const value = `${Math.ceil(amount(name, quantities?.[name] ?? '0') / unit)}`;
  return value === '0' && list === 'limits' ? 'node allocatable' : value;
}
