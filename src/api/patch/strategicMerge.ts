/**
 * The merging behind strategic patches: objects field by field, lists by their merge keys, with the directives that a patch may hold.
 * upstream: apimachinery/pkg/util/strategicpatch/patch.go
 */
import { deepEqual } from '../../base/equal.ts';
import { type Fields, isFields, listOf } from '../fields.ts';
import type { GoType } from '../goTypes.ts';
import { goFormat } from './goFormat.ts';
import { distinct, hasMaps, identityOf, inOrder, type List, sameList } from './lists.ts';
import { type FieldMerge, itemTypeOf, lookupPatchMetadata } from './mergeKeys.ts';
import { badFormat, noMergeKey, PatchProblem, unknownPatchType } from './problem.ts';
import { has, type MutableFields, put } from './record.ts';

export const PATCH = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const ELEMENT_ORDER = '$setElementOrder/';
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList/';

export interface MergeOptions {
  /** Applying to an object: directives are carried out and nulls go. Otherwise two patches are joined into one that keeps them. */
  readonly isObject: boolean;
}

/** What of a patch lands in an object that has nothing there: no directives, no nulls. upstream: dropDirectives, discardNullValuesFromPatch */
function contentOf(patch: unknown): unknown {
  if (Array.isArray(patch)) return patch.filter((item) => !isFields(item) || !has(item, PATCH)).map(contentOf);
  if (!isFields(patch)) return patch;
  const fields = Object.entries(patch).filter(([name, value]) => value !== null && value !== undefined && !isDirective(name));
  return Object.fromEntries(fields.map(([name, value]) => [name, contentOf(value)]));
}

function isDirective(name: string): boolean {
  return name === PATCH || name === RETAIN_KEYS || name.startsWith(ELEMENT_ORDER) || name.startsWith(DELETE_FROM_LIST);
}

function added(value: unknown, { isObject }: MergeOptions): unknown {
  return isObject ? contentOf(value) : value;
}

/** One object being merged: a copy is made with the first change. */
class Merger {
  private readonly original: Fields;
  private readonly type: GoType | undefined;
  private readonly options: MergeOptions;
  private copy: MutableFields | undefined;
  /** What of the patch is still to be done. */
  private readonly patch: MutableFields;

  constructor(original: Fields, patch: Fields, type: GoType | undefined, options: MergeOptions) {
    this.original = original;
    this.type = type;
    this.options = options;
    this.patch = { ...patch };
  }

  merge(): Fields {
    this.retainKeys();
    for (const name of Object.keys(this.patch)) if (name.startsWith(ELEMENT_ORDER)) this.elementOrder(name);
    for (const [name, value] of Object.entries(this.patch)) this.field(name, value);
    return this.result;
  }

  private get result(): Fields {
    return this.copy ?? this.original;
  }

  private set(name: string, value: unknown): void {
    if (has(this.result, name) && this.result[name] === value) return;
    this.copy ??= { ...this.original };
    put(this.copy, name, value);
  }

  private remove(name: string): void {
    if (!has(this.result, name)) return;
    this.copy ??= { ...this.original };
    delete this.copy[name];
  }

  // upstream: applyRetainKeysDirective
  private retainKeys(): void {
    const { [RETAIN_KEYS]: kept } = this.patch;
    if (kept === undefined) return;
    delete this.patch[RETAIN_KEYS];
    if (!this.options.isObject) {
      this.set(RETAIN_KEYS, kept);
      return;
    }
    if (!Array.isArray(kept)) throw badFormat('retainKeys');
    for (const [name, value] of Object.entries(this.patch)) {
      if (value !== null && !isDirective(name) && !kept.includes(name)) throw badFormat('retainKeys');
    }
    for (const name of Object.keys(this.original)) if (!kept.includes(name)) this.remove(name);
  }

  // upstream: mergePatchIntoOriginal
  private elementOrder(directive: string): void {
    const order = this.patch[directive];
    delete this.patch[directive];
    if (!Array.isArray(order)) throw badFormat('setElementOrder list');
    if (!this.options.isObject) this.set(directive, order);
    const name = directive.slice(ELEMENT_ORDER.length);
    const merge = lookupPatchMetadata(this.type, name);
    const [old, changes] = [this.result[name], this.patch[name]];
    if (old === undefined && changes === undefined) return;
    if ((changes !== undefined && !Array.isArray(changes)) || (old !== undefined && !Array.isArray(old)))
      throw badFormat('setElementOrder list');
    if (changes !== undefined) checkOrder(listOf(changes), order, merge.key);
    const merged =
      old === undefined
        ? listOf(added(changes, this.options))
        : changes === undefined
          ? old
          : mergeList(old, changes, merge, false, this.options);
    this.set(name, sameList(listOf(old), inOrder(merged, order, listOf(old), merge.key)));
    delete this.patch[name];
  }

  private field(directiveOrName: string, value: unknown): void {
    const isDeletion = directiveOrName.startsWith(DELETE_FROM_LIST);
    if (isDeletion && !this.options.isObject) {
      this.set(directiveOrName, value);
      return;
    }
    const name = isDeletion ? directiveOrName.slice(DELETE_FROM_LIST.length) : directiveOrName;
    const old = has(this.result, name) ? this.result[name] : undefined;
    if (value === null || value === undefined) {
      this.remove(name);
      if (!this.options.isObject) this.set(name, null);
    } else if (isFields(old) && isFields(value)) {
      this.set(name, mergeMap(old, value, lookupPatchMetadata(this.type, name).type, this.options));
    } else if (Array.isArray(old) && Array.isArray(value)) {
      this.set(name, mergeList(old, value, lookupPatchMetadata(this.type, name), isDeletion, this.options));
    } else if (!isDeletion) {
      this.set(name, added(value, this.options));
    }
  }
}

/** Merges a patch into an object, or into a patch before it. Shares what does not change. */
export function mergeMap(original: Fields, patch: Fields, type: GoType | undefined, options: MergeOptions): Fields {
  if (has(patch, PATCH)) {
    const { [PATCH]: directive, ...content } = patch;
    if (directive === 'replace') return content;
    if (directive === 'delete') return {};
    throw unknownPatchType(directive, patch);
  }
  return new Merger(original, patch, type, options).merge();
}

/** The items of a patch must come in the order that it asks for. upstream: validatePatchWithSetOrderList */
function checkOrder(changes: List, order: List, key: string): void {
  if (changes.length === 0 || order.length === 0) return;
  let next = 0;
  for (const change of changes) {
    if (isFields(change) && has(change, PATCH)) continue;
    const found = order.slice(next).findIndex((each) => deepEqual(identityOf(each, key), identityOf(change, key)));
    if (found < 0)
      throw new PatchProblem(`The order in patch list:\n${goFormat(changes)}\n doesn't match $setElementOrder list:\n${goFormat(order)}\n`);
    next += found + 1;
  }
}

function mergeList(old: List, changes: List, merge: FieldMerge, isDeletion: boolean, options: MergeOptions): List {
  if (merge.strategy !== 'merge') return deepEqual(old, changes) ? old : changes;
  const areMaps = hasMaps(old, changes);
  if (areMaps === undefined) return old;
  if (!areMaps) {
    if (isDeletion)
      return sameList(
        old,
        old.filter((item) => !changes.includes(item)),
      );
    return sameList(old, inOrder(distinct([...old, ...changes]), changes, old, ''));
  }
  const { items, additions } = carriedOut(old, changes, merge.key);
  const merged = mergeItems(items, additions, merge, options);
  return sameList(old, inOrder(merged, additions, items, merge.key));
}

/** Carries out the `$patch` items of a list. upstream: mergeSliceWithSpecialElements */
function carriedOut(old: List, changes: List, key: string): { readonly items: List; readonly additions: List } {
  let items = old;
  let isReplaced = false;
  const additions: unknown[] = [];
  for (const change of changes.filter(isFields)) {
    const directive = change[PATCH];
    if (directive === undefined) additions.push(change);
    else if (directive === 'replace') isReplaced = true;
    else if (directive === 'merge') throw new PatchProblem('merging lists cannot yet be specified in the patch');
    else if (directive !== 'delete') throw unknownPatchType(directive, change);
    else if (!has(change, key)) throw noMergeKey(change, key);
    else items = items.filter((item) => !isFields(item) || !deepEqual(item[key], change[key]));
  }
  return isReplaced ? { items: additions, additions: [] } : { items, additions };
}

function mergeItems(items: List, additions: List, merge: FieldMerge, options: MergeOptions): List {
  const type = itemTypeOf(merge.type);
  const result = [...items];
  for (const addition of additions) {
    identityOf(addition, merge.key);
    const index = result.findIndex((item) => isFields(item) && isFields(addition) && deepEqual(item[merge.key], addition[merge.key]));
    const old = result[index];
    if (isFields(old) && isFields(addition)) result[index] = mergeMap(old, addition, type, options);
    else result.push(added(addition, options));
  }
  return result;
}
