/** Merging of lists whose items are told apart by a key, in the order that the patch and the object together give. */
import { deepEqual } from '../../base/equal.ts';
import { isFields } from '../fields.ts';
import { mixedList, noMergeKey } from './problem.ts';
import { has } from './record.ts';

export type List = readonly unknown[];

/** Whether the items are objects; undefined for empty lists. All must be of one sort. upstream: sliceElementType */
export function hasMaps(...lists: readonly List[]): boolean | undefined {
  const items = lists.flat();
  if (items.length === 0) return undefined;
  const sortOf = (item: unknown) => (item === null ? 'null' : Array.isArray(item) ? 'list' : typeof item);
  const sort = sortOf(items[0]);
  if (items.some((item) => sortOf(item) !== sort)) throw mixedList(...lists);
  return sort === 'object';
}

/** The value by which an item is told apart: that of its merge key, or itself when there is no key. */
export function identityOf(item: unknown, key: string): unknown {
  if (key === '') return item;
  if (!isFields(item) || !has(item, key)) throw noMergeKey(item, key);
  return item[key];
}

export function indexOf(list: List, item: unknown, key: string): number {
  const identity = identityOf(item, key);
  return list.findIndex((each) => deepEqual(identityOf(each, key), identity));
}

/** upstream: normalizeSliceOrder; items to delete come last. */
export function sortedBy(list: List, order: List, key: string): List {
  const isDeletion = (item: unknown) => isFields(item) && item['$patch'] === 'delete';
  const ranked = list.filter((item) => !isDeletion(item)).map((item) => ({ item, rank: indexOf(order, item, key) }));
  ranked.sort((a, b) => (a.rank < 0 || b.rank < 0 ? 0 : a.rank - b.rank));
  return [...ranked.map(({ item }) => item), ...list.filter(isDeletion)];
}

/** Weaves `left` into `right`: an item of `left` comes before one of `right` only if the object has them so. upstream: mergeSortedSlice */
function woven(left: List, right: List, serverOrder: List, key: string): List {
  const result: unknown[] = [];
  let i = 0;
  for (const item of right) {
    const rank = indexOf(serverOrder, item, key);
    for (; i < left.length; i++) {
      const leftRank = indexOf(serverOrder, left[i], key);
      if (leftRank < 0 || rank < 0 || leftRank > rank) break;
      result.push(left[i]);
    }
    result.push(item);
  }
  return [...result, ...left.slice(i)];
}

/** Puts merged items in order: those of the patch as the patch has them, the others as the object has them. upstream: normalizeElementOrder */
export function inOrder(merged: List, patchOrder: List, serverOrder: List, key: string): List {
  const isInPatch = (item: unknown) => indexOf(patchOrder, item, key) >= 0;
  const fromPatch = sortedBy(merged.filter(isInPatch), patchOrder, key);
  const serverOnly = sortedBy(
    merged.filter((item) => !isInPatch(item)),
    serverOrder,
    key,
  );
  return woven(serverOnly, fromPatch, serverOrder, key);
}

/** The list itself if the result has the same items in the same order. */
export function sameList(list: List, result: List): List {
  return list.length === result.length && list.every((item, index) => item === result[index]) ? list : result;
}

export function distinct(list: List): List {
  return list.filter((item, index) => list.findIndex((each) => deepEqual(each, item)) === index);
}
