/** Refusals in the API server's words. upstream: k8s.io/apimachinery/pkg/api/errors */
import type { ObjectKey, Status } from '../../api/client.ts';
import { groupResource, kindInfo } from '../../api/key.ts';
import type { RefusalFacts } from '../../api/refusal.ts';

function details(key: ObjectKey): NonNullable<Status['details']> {
  const { group, resource } = kindInfo(key.kind);
  return { name: key.name, ...(group === '' ? {} : { group }), kind: resource };
}

export function notFound(key: ObjectKey): Status {
  return { code: 404, reason: 'NotFound', message: `${groupResource(key.kind)} "${key.name}" not found`, details: details(key) };
}

export function alreadyExists(key: ObjectKey): Status {
  return { code: 409, reason: 'AlreadyExists', message: `${groupResource(key.kind)} "${key.name}" already exists`, details: details(key) };
}

/** `why` is the part after the colon. */
export function conflict(key: ObjectKey, why: string, resource = groupResource(key.kind)): Status {
  const message = `Operation cannot be fulfilled on ${resource} "${key.name}": ${why}`;
  return { code: 409, reason: 'Conflict', message, details: details(key) };
}

export function modified(key: ObjectKey): Status {
  return conflict(key, 'the object has been modified; please apply your changes to the latest version and try again');
}

/** Why something is forbidden: the part after the colon, and the numbers behind it. */
export interface Objection {
  readonly why: string;
  readonly facts?: RefusalFacts;
}

/** `why` is the part after the colon. */
export function forbidden(key: ObjectKey, why: string, facts?: RefusalFacts): Status {
  return {
    code: 403,
    reason: 'Forbidden',
    message: `${groupResource(key.kind)} "${key.name}" is forbidden: ${why}`,
    details: details(key),
    ...(facts === undefined ? {} : { facts }),
  };
}

export function badRequest(message: string): Status {
  return { code: 400, reason: 'BadRequest', message };
}

/** What a URL that is not served answers, such as the scale of a pod. */
export function notServed(): Status {
  return { code: 404, reason: 'NotFound', message: 'the server could not find the requested resource', details: {} };
}
