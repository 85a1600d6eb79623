/** The strategic merge patch between two objects. upstream: strategicpatch diffMaps, diffLists */
import { deepEqual } from '../../base/equal.ts';
import { type Fields, isFields } from '../fields.ts';
import type { GoType } from '../goTypes.ts';
import { goFormat } from './goFormat.ts';
import { distinct, hasMaps, identityOf, type List, sortedBy } from './lists.ts';
import { type FieldMerge, itemTypeOf, lookupPatchMetadata } from './mergeKeys.ts';
import { has, type MutableFields, put } from './record.ts';
import { DELETE_FROM_LIST, ELEMENT_ORDER, PATCH, RETAIN_KEYS } from './strategicMerge.ts';

export interface DiffOptions {
  readonly ignoresDeletions: boolean;
  /** And changes. */
  readonly ignoresAdditions: boolean;
}

/** In the order in which Go sorts plain values: by how they print. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortedPlain(list: List): List {
  return [...list].sort((a, b) => byText(goFormat(a), goFormat(b)));
}

/** What turns `original` into `modified`. `buildsRetainKeys`: the patch names all fields that are to stay. */
export function diffMaps(
  original: Fields,
  modified: Fields,
  type: GoType | undefined,
  options: DiffOptions,
  buildsRetainKeys: boolean,
): MutableFields {
  const patch: MutableFields = {};
  for (const [name, value] of Object.entries(modified)) {
    if (value === undefined) continue;
    if (has(original, name)) diffField(patch, name, original[name], value, lookupPatchMetadata(type, name), options);
    else if (!options.ignoresAdditions) put(patch, name, value);
  }
  const isGone = (name: string) => has(original, name) && !has(modified, name);
  if (!options.ignoresDeletions) for (const name of Object.keys(original)) if (isGone(name)) put(patch, name, null);
  const kept = Object.keys(modified).filter((name) => modified[name] !== null && modified[name] !== undefined);
  const hasMore = Object.keys(original).some((name) => isGone(name) && original[name] !== null);
  if (buildsRetainKeys && kept.length > 0 && (Object.keys(patch).length > 0 || hasMore)) patch[RETAIN_KEYS] = kept.sort();
  return patch;
}

function diffField(patch: MutableFields, name: string, old: unknown, value: unknown, merge: FieldMerge, options: DiffOptions): void {
  if (isFields(old) && isFields(value)) {
    const changes = diffMaps(old, value, merge.type, options, merge.retainKeys);
    if (Object.keys(changes).length > 0) put(patch, name, changes);
  } else if (Array.isArray(old) && Array.isArray(value) && merge.strategy === 'merge') {
    diffLists(patch, name, old, value, merge, options);
  } else if (!options.ignoresAdditions && !deepEqual(old, value)) {
    put(patch, name, value);
  }
}

function diffLists(patch: MutableFields, name: string, old: List, value: List, merge: FieldMerge, options: DiffOptions): void {
  if (old.length === 0) {
    if (value.length > 0 && !options.ignoresAdditions) patch[name] = value;
    return;
  }
  const areMaps = hasMaps(old, value) === true;
  if (!areMaps) diffPlainLists(patch, name, old, value, options);
  else diffKeyedLists(patch, name, old, value, merge, options);
}

function diffKeyedLists(patch: MutableFields, name: string, old: List, value: List, merge: FieldMerge, options: DiffOptions): void {
  const { changes, removals } = diffListsOfMaps(old, value, merge, options);
  const list = [...sortedBy(changes, value, merge.key), ...removals];
  if (list.length > 0) patch[name] = list;
  const keyOf = (item: unknown) => identityOf(item, merge.key);
  const isOrderSame = old.length === value.length && value.every((item, index) => deepEqual(keyOf(item), keyOf(old[index])));
  const needsOrder = list.length > 0 || (!options.ignoresAdditions && !isOrderSame);
  // An empty order says nothing: upstream leaves it out as well.
  if (needsOrder && value.length > 0) patch[`${ELEMENT_ORDER}${name}`] = value.map((item) => ({ [merge.key]: keyOf(item) }));
}

// upstream: diffListsOfScalars
function diffPlainLists(patch: MutableFields, name: string, old: List, value: List, options: DiffOptions): void {
  const added = sortedBy(
    value.filter((item) => !old.includes(item)),
    value,
    '',
  );
  const removed = distinct(sortedPlain(old.filter((item) => !value.includes(item))));
  if (!options.ignoresAdditions && added.length > 0) patch[name] = added;
  if (!options.ignoresDeletions && removed.length > 0) patch[`${DELETE_FROM_LIST}${name}`] = removed;
  const isChanged = options.ignoresAdditions ? removed.length > 0 : !deepEqual(old, value);
  if (isChanged && value.length > 0) patch[`${ELEMENT_ORDER}${name}`] = value;
}

/** Goes through both lists sorted by key, side by side; that decides what becomes of keys that occur twice. */
function diffListsOfMaps(
  old: List,
  value: List,
  merge: FieldMerge,
  options: DiffOptions,
): { readonly changes: List; readonly removals: List } {
  const sorted = (list: List) =>
    list
      .filter(isFields)
      .map((item) => ({ item, text: goFormat(identityOf(item, merge.key)) }))
      .sort((a, b) => byText(a.text, b.text));
  const [left, right] = [sorted(old), sorted(value)];
  const changes: unknown[] = [];
  const removals: unknown[] = [];
  for (let i = 0, j = 0; i < left.length || j < right.length; ) {
    const [before, after] = [left[i], right[j]];
    if (before !== undefined && after !== undefined && before.text === after.text) {
      const change = diffMaps(before.item, after.item, itemTypeOf(merge.type), options, merge.retainKeys);
      if (Object.keys(change).length > 0) changes.push({ ...change, [merge.key]: after.item[merge.key] });
      i++;
      j++;
    } else if (after !== undefined && (before === undefined || before.text > after.text)) {
      if (!options.ignoresAdditions) changes.push(after.item);
      j++;
    } else if (before !== undefined) {
      if (!options.ignoresDeletions) removals.push({ [merge.key]: before.item[merge.key], [PATCH]: 'delete' });
      i++;
    }
  }
  return { changes, removals };
}
