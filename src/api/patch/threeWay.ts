/** The patch that `kubectl apply` sends. upstream: strategicpatch.CreateThreeWayMergePatch */
import type { Kind } from '../client.ts';
import { type Fields, isFields } from '../fields.ts';
import { type DiffOptions, diffMaps } from './diff.ts';
import { typeOfKind } from './mergeKeys.ts';
import { mergeMap } from './strategicMerge.ts';

const additions: DiffOptions = { ignoresDeletions: true, ignoresAdditions: false };
const deletions: DiffOptions = { ignoresDeletions: false, ignoresAdditions: true };

/**
 * What changes `current` (the live object) into what a person wants: everything that `modified` (the manifest) says otherwise,
 * and the removal of what `original` (the manifest applied last; undefined if there was none) said and `modified` does not.
 * Fields that neither of them names are left alone. `{}` when nothing is to be done. A strategic merge patch.
 */
export function createThreeWayMergePatch(kind: Kind, original: unknown, modified: unknown, current: unknown): Record<string, unknown> {
  const type = typeOfKind(kind);
  const wanted = fieldsOrNone(modified);
  const delta = diffMaps(fieldsOrNone(current), wanted, type, additions, false);
  const removed = diffMaps(fieldsOrNone(original), wanted, type, deletions, false);
  return mergeMap(removed, delta, type, { isObject: false });
}

function fieldsOrNone(value: unknown): Fields {
  return isFields(value) ? value : {};
}
