/** What a step says about itself beyond what it wrote: its reason, whom it was about, and what watches tell of it. */
import type { Answer, Request, Status } from '../api/client.ts';
import type { KubeObject } from '../api/meta.ts';
import { ensureExists } from '../base/assert.ts';
import type { Change, Outcome } from './actor.ts';
import type { Reason, UserReason } from './reason.ts';
import type { SimTime } from './setup.ts';

/** What was refused is tried again; only the work queue knows when. */
export function withRetry({ reason, retry }: Outcome, retryAt: SimTime | undefined): Reason | undefined {
  if (retry === undefined || retryAt === undefined) return reason;
  const isRefused = (reason?.actor === 'replicaset' && reason.verdict === 'refused') || reason?.actor === 'deployment';
  return isRefused ? { ...reason, retryAt } : reason;
}

/** Of a person's request, and of its refusal. */
export function reasonOf({ userEvent, line }: Pick<UserReason, 'userEvent' | 'line'>, error?: Status): UserReason {
  const reason: UserReason = { actor: 'user', userEvent, ...(line === undefined ? {} : { line }) };
  return error === undefined ? reason : { ...reason, refusal: error.message, ...(error.facts === undefined ? {} : { facts: error.facts }) };
}

/** `namespace/name` of what a request is about. */
export function keyOfRequest(request: Request, answer: Answer): string {
  if (request.verb === 'deleteCollection') return `${request.namespace}/`;
  if ('key' in request) return `${request.key.namespace}/${request.key.name}`;
  const object = answer.ok ? answer.value.object : (request.object as Partial<KubeObject> | undefined);
  return `${object?.metadata?.namespace ?? ''}/${object?.metadata?.name ?? ''}`;
}

/** What a watch tells of a write. */
export function changeOf(before: KubeObject | undefined, after: KubeObject | undefined): Change {
  if (after === undefined) return { type: 'deleted', object: ensureExists(before, 'the object that was removed') };
  return before === undefined ? { type: 'added', object: after } : { type: 'modified', object: after, old: before };
}
