/** What a request wants to do, as authorization sees it. upstream: k8s.io/apiserver/pkg/endpoints/request/requestinfo.go */
import type { Kind, ObjectKey, Reading, Request } from '../../../api/client.ts';
import { isKind, kindInfo } from '../../../api/key.ts';

export interface Action {
  /** `deletecollection`, as rules write it. */
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** '' at the scope of the cluster. */
  readonly namespace: string;
  /** '' where the URL names no object. */
  readonly name: string;
}

function actionOn(verb: string, { kind, namespace, name }: ObjectKey, subresource = ''): Action {
  const { group, resource, namespaced } = kindInfo(kind);
  // The URL of a namespace reads like one of something in it.
  const place = kind === 'Namespace' ? name : namespaced ? namespace || 'default' : '';
  return { verb, group, resource, subresource, namespace: place, name };
}

interface Sent {
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** Undefined for what has no URL: an object of a kind that the cluster does not know. */
export function actionOf(request: Request): Action | undefined {
  switch (request.verb) {
    case 'create': {
      const { kind, metadata } = (request.object ?? {}) as Sent;
      const namespace = request.namespace ?? metadata?.namespace ?? 'default';
      if (request.subresource === 'binding') return actionOn('create', { kind: 'Pod', namespace, name: metadata?.name ?? '' }, 'binding');
      return known(kind) ? actionOn('create', { kind, namespace, name: '' }) : undefined;
    }
    case 'update': {
      const { kind, metadata } = (request.object ?? {}) as Sent;
      const key = { namespace: metadata?.namespace ?? 'default', name: metadata?.name ?? '' };
      return known(kind) ? actionOn('update', { kind, ...key }, request.subresource) : undefined;
    }
    case 'patch':
      return actionOn('patch', request.key, request.subresource);
    case 'delete':
      return actionOn('delete', request.key);
    case 'deleteCollection':
      return actionOn('deletecollection', { kind: request.kind, namespace: request.namespace, name: '' });
    case 'evict':
      return actionOn('create', request.key, 'eviction');
  }
}

function known(kind: unknown): kind is Kind {
  return typeof kind === 'string' && isKind(kind);
}

/** A list and a watch of everything name no object; the namespace '' then means all of them. */
export function actionOfReading({ verb, kind, namespace, name = '' }: Reading): Action {
  const { group, resource, namespaced } = typeof kind === 'string' ? kindInfo(kind) : kind;
  const place = resource === 'namespaces' && group === '' ? name : namespaced ? namespace : '';
  return { verb, group, resource, subresource: '', namespace: place, name };
}
