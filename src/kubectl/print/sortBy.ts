/** `--sort-by`. upstream: pkg/cmd/get/sorter.go */
import { compareQuantity, parseQuantity } from '../../api/quantity.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { goSort } from './goSort.ts';
import { findPath, relaxedPath } from './jsonpath/jsonpath.ts';

/** Strings that are both quantities are compared as such: `"9"` is less than `"10"`. upstream: isLess, case Interface */
function isLess(left: unknown, right: unknown): boolean {
  if (left === null || right === null) return left === null && right !== null;
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  const areQuantities = parseQuantity(left).ok && parseQuantity(right).ok;
  return areQuantities ? compareQuantity(left, right) < 0 : left < right;
}

/** Objects in the order of the first value that the path finds in each; those without one come first. */
export function sortBy<T>(items: readonly T[], expression: string, objectOf: (item: T) => unknown): Result<readonly T[], string> {
  const path = relaxedPath(expression);
  if (!path.ok) return path;
  const keyed: { readonly item: T; readonly values: readonly unknown[] }[] = [];
  for (const item of items) {
    const found = findPath(path.value, objectOf(item));
    if (!found.ok) return found;
    keyed.push({ item, values: found.value });
  }
  if (keyed.length > 0 && keyed.every(({ values }) => values.length === 0)) {
    return err(`couldn't find any field with path "${path.value}" in the list of objects`);
  }
  const sorted = goSort(keyed, (a, b) => {
    if (a.values.length === 0) return true;
    if (b.values.length === 0) return false;
    return isLess(a.values[0], b.values[0]);
  });
  return ok(sorted.map(({ item }) => item));
}
