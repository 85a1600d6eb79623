/** Patching objects: read, change, write as an update would. upstream: k8s.io/apiserver/pkg/endpoints/handlers/patch.go */

import type { Deployment } from '../../api/apps.ts';
import type { Answer, Request } from '../../api/client.ts';
import { granted, refused } from './answer.ts';
import type { Call, ServerContext } from './context.ts';
import { notFound } from './refusals.ts';
import { decodeObject } from './schema.ts';
import type { Stored } from './stored.ts';
import { type Scale, scaleOf, writeScale } from './subresources.ts';
import { replaceObject } from './update.ts';

type PatchRequest = Extract<Request, { verb: 'patch' }>;

function merge(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> = { ...(typeof target === 'object' && !Array.isArray(target) ? target : {}) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}

/** Answers a `patch` of an object, its status or its scale. */
export function patch(request: PatchRequest, call: Call, context: ServerContext): Answer {
  const { key, subresource } = request;
  const old = context.store.get(key) as Stored | undefined;
  if (old === undefined) return refused(notFound(key));
  if (subresource === 'scale') {
    const scale = merge(scaleOf(old as unknown as Deployment), request.body) as Scale;
    return writeScale(key, scale, call, context);
  }
  const decoded = decodeObject(merge(old, request.body), call, context);
  if (!decoded.ok) return refused(decoded.error);
  const answer = replaceObject(key, decoded.value.object, subresource, call, context);
  return answer.ok ? granted(answer.value.object, decoded.value.warnings) : answer;
}
