import { assert } from '../base/assert.ts';
import type { Kind, ObjectKey } from './client.ts';
import type { KubeObject } from './meta.ts';

/** What discovery says about a kind. */
export interface KindInfo {
  readonly kind: Kind;
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural, as in a URL: `deployments`. */
  readonly resource: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
}

function info(kind: Kind, group: string, resource: string, shortNames: readonly string[], namespaced = true, version = 'v1'): KindInfo {
  return { kind, group, version, resource, singular: kind.toLowerCase(), shortNames, namespaced };
}

/** The kinds that the cluster stores, in the order of discovery: the core group first. */
export const kinds: readonly KindInfo[] = [
  info('ConfigMap', '', 'configmaps', ['cm']),
  info('Endpoints', '', 'endpoints', ['ep']),
  info('Event', '', 'events', ['ev']),
  info('LimitRange', '', 'limitranges', ['limits']),
  info('Namespace', '', 'namespaces', ['ns'], false),
  info('Node', '', 'nodes', ['no'], false),
  info('Pod', '', 'pods', ['po']),
  info('ResourceQuota', '', 'resourcequotas', ['quota']),
  info('Secret', '', 'secrets', []),
  info('ServiceAccount', '', 'serviceaccounts', ['sa']),
  info('Service', '', 'services', ['svc']),
  info('Deployment', 'apps', 'deployments', ['deploy']),
  info('ReplicaSet', 'apps', 'replicasets', ['rs']),
  info('HorizontalPodAutoscaler', 'autoscaling', 'horizontalpodautoscalers', ['hpa'], true, 'v2'),
  info('EndpointSlice', 'discovery.k8s.io', 'endpointslices', []),
  info('PodDisruptionBudget', 'policy', 'poddisruptionbudgets', ['pdb']),
  info('ClusterRoleBinding', 'rbac.authorization.k8s.io', 'clusterrolebindings', [], false),
  info('ClusterRole', 'rbac.authorization.k8s.io', 'clusterroles', [], false),
  info('RoleBinding', 'rbac.authorization.k8s.io', 'rolebindings', []),
  info('Role', 'rbac.authorization.k8s.io', 'roles', []),
  info('PriorityClass', 'scheduling.k8s.io', 'priorityclasses', ['pc'], false),
];

const byKind = new Map<string, KindInfo>(kinds.map((entry) => [entry.kind, entry]));

/** Whether the cluster stores this kind. */
export function isKind(kind: string): kind is Kind {
  return byKind.has(kind);
}

/** What discovery says about `kind`. */
export function kindInfo(kind: Kind): KindInfo {
  const entry = byKind.get(kind);
  assert(entry !== undefined, `unknown kind ${kind}`);
  return entry;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(kind: Kind): string {
  const { group, version } = kindInfo(kind);
  return group === '' ? version : `${group}/${version}`;
}

/** How messages of the API server name the resource: `deployments.apps`, `pods`. */
export function groupResource(kind: Kind): string {
  const { group, resource } = kindInfo(kind);
  return group === '' ? resource : `${resource}.${group}`;
}

/** How validation messages name the kind: `Deployment.apps`, `Pod`. */
export function groupKind(kind: Kind): string {
  const { group } = kindInfo(kind);
  return group === '' ? kind : `${kind}.${group}`;
}

/** The kind of an apiVersion and kind as written in a manifest; undefined if the cluster does not know it. */
export function findKind(apiVersion: string, kind: string): Kind | undefined {
  return isKind(kind) && apiVersionOf(kind) === apiVersion ? kind : undefined;
}

/** The kind a user means by `deploy`, `deployment`, `deployments` or `deployments.apps`; undefined if none. */
export function findResource(name: string): Kind | undefined {
  const wanted = name.toLowerCase();
  const entry = kinds.find(
    ({ kind, group, version, resource, singular, shortNames }) =>
      resource === wanted ||
      singular === wanted ||
      shortNames.includes(wanted) ||
      (group !== '' && [resource, singular].some((word) => wanted === `${word}.${group}` || wanted === `${word}.${version}.${group}`)) ||
      (group === '' && (wanted === `${resource}.v1` || wanted === `${kind.toLowerCase()}.v1.`)),
  );
  return entry?.kind;
}

/** The key of an object of a known kind. */
export function keyOf(object: KubeObject): ObjectKey {
  assert(isKind(object.kind), `unknown kind ${object.kind}`);
  return { kind: object.kind, namespace: object.metadata.namespace ?? '', name: object.metadata.name };
}

/** `Kind/namespace/name`, for maps; no part can contain a slash. */
export function formatKey(key: ObjectKey): string {
  return `${key.kind}/${key.namespace}/${key.name}`;
}

/** Reads what `formatKey` wrote. */
export function parseKey(text: string): ObjectKey {
  const [kind = '', namespace = '', name = ''] = text.split('/');
  assert(isKind(kind), `not a key: ${text}`);
  return { kind, namespace, name };
}
