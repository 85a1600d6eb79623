/** The patch that `kubectl apply` sends. upstream: strategicpatch.CreateThreeWayMergePatch */
import { err, ok, type Result } from '../../base/result.ts';
import type { Kind } from '../client.ts';
import { type Fields, isFields } from '../fields.ts';
import { type DiffOptions, diffMaps } from './diff.ts';
import { typeOfKind } from './mergeKeys.ts';
import { PatchProblem } from './problem.ts';
import { mergeMap } from './strategicMerge.ts';

const additions: DiffOptions = { ignoresDeletions: true, ignoresAdditions: false };
const deletions: DiffOptions = { ignoresDeletions: false, ignoresAdditions: true };

/**
 * What changes `current` (the live object) into what a person wants: everything that `modified` (the manifest) says otherwise,
 * and the removal of what `original` (the manifest applied last; undefined if there was none) said and `modified` does not.
 * Fields that neither of them names are left alone. `{}` when nothing is to be done. A strategic merge patch.
 * The error, in upstream's words, names a list item that lacks the key by which it is told apart.
 */
export function createThreeWayMergePatch(
  kind: Kind,
  original: unknown,
  modified: unknown,
  current: unknown,
): Result<Readonly<Record<string, unknown>>, string> {
  const type = typeOfKind(kind);
  const wanted = fieldsOrNone(modified);
  try {
    const delta = diffMaps(fieldsOrNone(current), wanted, type, additions, false);
    const removed = diffMaps(fieldsOrNone(original), wanted, type, deletions, false);
    return ok(mergeMap(removed, delta, type, { isObject: false }));
  } catch (error) {
    if (!(error instanceof PatchProblem)) throw error;
    return err(error.message);
  }
}

function fieldsOrNone(value: unknown): Fields {
  return isFields(value) ? value : {};
}
