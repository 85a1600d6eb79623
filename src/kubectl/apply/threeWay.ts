/**
 * The patch that `kubectl apply` sends: what the manifest adds or changes against the live object, and what it no longer names of the
 * manifest that was applied before. upstream: k8s.io/apimachinery/pkg/util/strategicpatch/patch.go CreateThreeWayMergePatch
 */

import { type Fields, isFields } from '../../api/fields.ts';
import { deepEqual } from '../../base/equal.ts';
import { listStrategy, retainsKeys } from './patchSchema.ts';

/** A list item without the key that tells it apart: no patch can be made. */
class MissingMergeKey extends Error {}

interface Mode {
  readonly additions: boolean;
  readonly deletions: boolean;
}

const changesOnly: Mode = { additions: true, deletions: false };
const deletionsOnly: Mode = { additions: false, deletions: true };

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

function mergeKeyOf(item: unknown, key: string): unknown {
  if (!isFields(item) || item[key] === undefined)
    throw new MissingMergeKey(`map: ${goMap(item)} does not contain declared merge key: ${key}`);
  return item[key];
}

/** As Go's `%v` prints a map: `map[image:x]`. */
function goMap(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goMap).join(' ')}]`;
  if (!isFields(value)) return value === null ? '<nil>' : String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([name, inner]) => `${name}:${goMap(inner)}`).join(' ')}]`;
}

/** upstream: diffMaps. `retain`: the struct is a union and the patch names the members that stay. */
function diffMaps(original: Fields, modified: Fields, parent: string, mode: Mode, retain: boolean): Fields {
  const patch: Record<string, unknown> = {};
  for (const [field, wanted] of Object.entries(modified)) {
    if (!Object.hasOwn(original, field)) {
      if (mode.additions) patch[field] = wanted;
    } else {
      Object.assign(patch, diffField(original[field], wanted, parent, field, mode));
    }
  }
  if (mode.deletions) {
    for (const field of Object.keys(original)) if (!Object.hasOwn(modified, field)) patch[field] = null;
  }
  const kept = retain ? Object.keys(modified).filter((field) => modified[field] !== null) : [];
  const goes = Object.keys(original).some((field) => original[field] !== null && !Object.hasOwn(modified, field));
  return kept.length > 0 && (Object.keys(patch).length > 0 || goes) ? { ...patch, $retainKeys: kept.sort() } : patch;
}

function diffField(original: unknown, wanted: unknown, parent: string, field: string, mode: Mode): Fields {
  if (typeOf(original) !== typeOf(wanted)) return mode.additions ? { [field]: wanted } : {};
  if (isFields(original) && isFields(wanted)) {
    const patch = diffMaps(original, wanted, field, mode, retainsKeys(parent, field));
    return Object.keys(patch).length > 0 ? { [field]: patch } : {};
  }
  if (Array.isArray(original) && Array.isArray(wanted)) return diffLists(original, wanted, parent, field, mode);
  return mode.additions && !deepEqual(original, wanted) ? { [field]: wanted } : {};
}

/** upstream: handleSliceDiff and diffLists */
function diffLists(original: readonly unknown[], wanted: readonly unknown[], parent: string, field: string, mode: Mode): Fields {
  const strategy = listStrategy(parent, field);
  if (strategy.type === 'atomic') return mode.additions && !deepEqual(original, wanted) ? { [field]: wanted } : {};
  if (original.length === 0) return wanted.length > 0 && mode.additions ? { [field]: wanted } : {};
  if (strategy.type === 'set') return diffSets(original, wanted, field, mode);
  const { key, retainKeys } = strategy;
  const patch = diffItems(original, wanted, field, key, retainKeys, mode);
  const sameOrder =
    original.length === wanted.length && original.every((item, i) => deepEqual(mergeKeyOf(item, key), mergeKeyOf(wanted[i], key)));
  if (patch.length === 0 && (sameOrder || !mode.additions)) return {};
  const order = wanted.map((item) => ({ [key]: mergeKeyOf(item, key) }));
  return { [`$setElementOrder/${field}`]: order, ...(patch.length === 0 ? {} : { [field]: patch }) };
}

/** Changed and new items in the manifest's order, then the ones that go. upstream: diffListsOfMaps */
function diffItems(
  original: readonly unknown[],
  wanted: readonly unknown[],
  field: string,
  key: string,
  retain: boolean,
  mode: Mode,
): readonly unknown[] {
  const byKey = (list: readonly unknown[]): ReadonlyMap<string, unknown> =>
    new Map(list.map((item) => [String(mergeKeyOf(item, key)), item]));
  const before = byKey(original);
  const after = byKey(wanted);
  const changed = [...after].flatMap(([name, item]) => {
    const old = before.get(name);
    if (!isFields(item)) return [];
    if (!isFields(old)) return mode.additions ? [item] : [];
    const patch = diffMaps(old, item, field, mode, retain);
    return Object.keys(patch).length > 0 ? [{ ...patch, [key]: item[key] }] : [];
  });
  if (!mode.deletions) return changed;
  const gone = [...before].filter(([name]) => !after.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return [...changed, ...gone.map(([, item]) => ({ $patch: 'delete', [key]: mergeKeyOf(item, key) }))];
}

/** upstream: diffListsOfScalars */
function diffSets(original: readonly unknown[], wanted: readonly unknown[], field: string, mode: Mode): Fields {
  const added = mode.additions ? wanted.filter((value) => !original.includes(value)) : [];
  const gone = mode.deletions ? original.filter((value) => !wanted.includes(value)) : [];
  if (gone.length === 0 && (!mode.additions || deepEqual(original, wanted))) return {};
  return {
    [`$setElementOrder/${field}`]: wanted,
    ...(added.length === 0 ? {} : { [field]: added }),
    ...(gone.length === 0 ? {} : { [`$deleteFromPrimitiveList/${field}`]: gone }),
  };
}

/** Two patches of the same manifest as one. upstream: mergeMap, which here never meets a conflict of directives */
function joinPatches(deletions: Fields, changes: Fields, parent: string): Fields {
  const joined: Record<string, unknown> = { ...deletions };
  for (const [field, change] of Object.entries(changes)) {
    const deletion = joined[field];
    if (isFields(deletion) && isFields(change)) joined[field] = joinPatches(deletion, change, field);
    else if (Array.isArray(deletion) && Array.isArray(change)) joined[field] = joinLists(deletion, change, parent, field);
    else joined[field] = change;
  }
  return joined;
}

function joinLists(deletions: readonly unknown[], changes: readonly unknown[], parent: string, field: string): readonly unknown[] {
  const strategy = listStrategy(parent, field);
  // `$setElementOrder` and `$retainKeys` are the same in both.
  if (strategy.type === 'set') return [...new Set([...deletions, ...changes])];
  if (strategy.type === 'atomic') return changes;
  const { key } = strategy;
  const sameAs = (item: unknown) => (other: unknown) => deepEqual(mergeKeyOf(item, key), mergeKeyOf(other, key));
  const joined = changes.map((change) => {
    const deletion = deletions.find(sameAs(change));
    return isFields(deletion) && isFields(change) ? joinPatches(deletion, change, field) : change;
  });
  return [...joined, ...deletions.filter((deletion) => !changes.some(sameAs(deletion)))];
}

/**
 * `original` is what was applied before (undefined: nothing), `modified` the manifest with its annotation, `current` the live object.
 * The error says which list item has no key.
 */
export function threeWayMergePatch(
  original: unknown,
  modified: object,
  current: object,
): { readonly patch: Fields } | { readonly error: string } {
  try {
    const changes = diffMaps(current as Fields, modified as Fields, '', changesOnly, false);
    const deletions = diffMaps(isFields(original) ? original : {}, modified as Fields, '', deletionsOnly, false);
    return { patch: joinPatches(deletions, changes, '') };
  } catch (error) {
    if (error instanceof MissingMergeKey) return { error: error.message };
    throw error;
  }
}
