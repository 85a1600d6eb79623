/** Strategic merge patches: what `kubectl apply`, `set`, `scale` and `patch` send. */
import { err, ok, type Result } from '../../base/result.ts';
import type { Kind, Status } from '../client.ts';
import { isFields } from '../fields.ts';
import { conversionProblem } from './convert.ts';
import { invalidPatch, printedPatch } from './invalid.ts';
import { typeOfKind } from './mergeKeys.ts';
import { PatchProblem } from './problem.ts';
import { mergeMap } from './strategicMerge.ts';

/**
 * The object with the patch applied. What the patch does not change is shared; a patch that changes nothing gives `current` itself.
 * Refused in the API server's words when the patch contradicts itself, an item lacks its merge key, or a value has the wrong type.
 */
export function applyStrategicPatch(kind: Kind, current: unknown, patch: unknown): Result<unknown, Status> {
  if (!isFields(patch)) return err({ code: 400, reason: 'BadRequest', message: 'invalid JSON document' });
  const type = typeOfKind(kind);
  try {
    const merged = mergeMap(isFields(current) ? current : {}, patch, type, { isObject: true });
    const problem = conversionProblem(type, merged, current);
    return problem === undefined ? ok(merged) : err(invalidPatch(printedPatch(patch, current, type), problem));
  } catch (error) {
    if (!(error instanceof PatchProblem)) throw error;
    return err(error.status);
  }
}
