/** Patching objects: read, change, write as an update would. upstream: k8s.io/apiserver/pkg/endpoints/handlers/patch.go */

import type { Deployment } from '../../api/apps.ts';
import type { Answer, Request, Status } from '../../api/client.ts';
import { isFields, replace } from '../../api/fields.ts';
import { refusedPatch } from '../../api/patch/invalid.ts';
import { applyJsonPatch } from '../../api/patch/json.ts';
import { applyMergePatch } from '../../api/patch/merge.ts';
import { applyStrategicPatch } from '../../api/patch/strategic.ts';
import { ok, type Result } from '../../base/result.ts';
import { granted, refused } from './answer.ts';
import type { Call, ServerContext } from './context.ts';
import { notFound, notServed } from './refusals.ts';
import { decodeObject } from './schema.ts';
import type { Stored } from './stored.ts';
import { hasScale, type Scale, scaleOf, writeScale } from './subresources.ts';
import { replaceObject, trustedObject } from './update.ts';

type PatchRequest = Extract<Request, { verb: 'patch' }>;

/** The object with the patch applied, or the server's words why it cannot be. */
function patched(target: unknown, { key, patchType, body }: PatchRequest): Result<unknown, Status> {
  if (patchType === 'merge') return ok(applyMergePatch(target, body));
  if (patchType === 'json') return applyJsonPatch(target, body);
  const merged = applyStrategicPatch(key.kind, target, body);
  if (!merged.ok || !isFields(merged.value) || !isFields(target)) return merged;
  // The server merges into an object whose type it knows: what a patch says about that is not heard.
  const { apiVersion, kind } = target;
  return ok(replace(merged.value, { apiVersion, kind }));
}

/** Answers a `patch` of an object, its status or its scale. */
export function patch(request: PatchRequest, call: Call, context: ServerContext): Answer {
  const { key, subresource } = request;
  if (subresource === 'scale' && !hasScale(key.kind)) return refused(notServed());
  const old = context.store.get(key) as Stored | undefined;
  if (old === undefined) return refused(notFound(key));
  if (subresource === 'scale') {
    const scale = patched(scaleOf(old as unknown as Deployment), request);
    return scale.ok ? writeScale(key, scale.value as Scale, call, context) : refused(scale.error);
  }
  const changed = patched(old, request);
  if (!changed.ok) return refused(changed.error);
  const decoded = call.trusted ? trustedObject(changed.value) : decodeObject(changed.value, call, context);
  if (!decoded.ok) {
    const objects = { current: old, patched: changed.value };
    return refused(refusedPatch(key.kind, request.patchType, request.body, objects, decoded.error));
  }
  const answer = replaceObject(key, decoded.value.object, subresource, call, context);
  if (!answer.ok) return answer;
  const duplicates = call.fieldValidation === 'Warn' ? (request.duplicateFields ?? []).map((field) => `duplicate field "${field}"`) : [];
  return granted(answer.value.object, duplicates.length === 0 ? decoded.value.warnings : [...duplicates, ...decoded.value.warnings]);
}
