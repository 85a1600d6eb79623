import type { Quantity } from '../../api/meta.ts';
import { compareQuantity } from '../../api/quantity.ts';

/** A quantity that may be absent, absent being zero. */
function known(quantity: Quantity | undefined): Quantity {
  return quantity ?? '0';
}

/** Whether two quantities have the same value, however written. */
export function sameQuantity(a: Quantity | undefined, b: Quantity | undefined): boolean {
  return compareQuantity(known(a), known(b)) === 0;
}

/** Whether a quantity is there and above zero. */
export function isPositive(quantity: Quantity | undefined): boolean {
  return compareQuantity(known(quantity), '0') > 0;
}
