/** Strategic merge patches: what `kubectl apply`, `set`, `scale` and `patch` send. */
import { ok, type Result } from '../../base/result.ts';
import type { Kind, Status } from '../client.ts';
import { isFields } from '../fields.ts';
import { typeOfKind } from './mergeKeys.ts';
import { PatchProblem } from './problem.ts';
import { mergeMap } from './strategicMerge.ts';

/**
 * The object with the patch applied. What the patch does not change is shared; a patch that changes nothing gives `current` itself.
 * Refused in the API server's words when the patch contradicts itself, or an item lacks its merge key.
 */
export function applyStrategicPatch(kind: Kind, current: unknown, patch: unknown): Result<unknown, Status> {
  if (!isFields(patch)) return { ok: false, error: { code: 400, reason: 'BadRequest', message: 'invalid JSON document' } };
  try {
    return ok(mergeMap(isFields(current) ? current : {}, patch, typeOfKind(kind), { isObject: true }));
  } catch (error) {
    if (!(error instanceof PatchProblem)) throw error;
    return { ok: false, error: error.status };
  }
}
