/** Small facts about objects that both controllers ask for. */
import type { Status } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';

/** `namespace/name`: how work queues and expectations name an object. */
export function queueKey({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** Whether two versions of an object carry the same labels. */
export function equalLabels(a: KubeObject, b: KubeObject): boolean {
  const [left, right] = [a.metadata.labels ?? {}, b.metadata.labels ?? {}];
  if (left === right) return true;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}

/** Nothing can be created in a namespace that is going away, and that is no reason to try again. upstream: HasStatusCause */
export function isNamespaceTerminating({ details }: Pick<Status, 'details'>): boolean {
  return details?.causes?.some((cause) => cause.reason === 'NamespaceTerminating') === true;
}
