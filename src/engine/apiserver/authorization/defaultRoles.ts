/**
 * The roles for people that every cluster has, with the bindings that come with them. A real cluster has some seventy more,
 * for its own components, which ask for nothing here.
 * upstream: plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go (the rules of 1.36)
 */

import type { KubeObject, LabelSelector, Labels } from '../../../api/meta.ts';
import type { PolicyRule, Role, RoleBinding } from '../../../api/rbac.ts';
import { matchesSelector } from '../../../api/selector.ts';
import { deepEqual } from '../../../base/equal.ts';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const BOTH = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const RBAC = 'rbac.authorization.k8s.io';
const AUTHORIZATION = 'authorization.k8s.io';

const rule = (verbs: readonly string[], group: string, resources: string): PolicyRule => ({
  verbs,
  apiGroups: [group],
  resources: resources.split(' '),
});
const urls = (paths: string): PolicyRule => ({ verbs: ['get'], nonResourceURLs: paths.split(' ') });

const VIEW: readonly PolicyRule[] = [
  rule(
    READ,
    '',
    'configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status',
  ),
  rule(
    READ,
    '',
    'bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status',
  ),
  rule(READ, '', 'namespaces'),
  rule(READ, 'discovery.k8s.io', 'endpointslices'),
  rule(
    READ,
    'apps',
    'controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status',
  ),
  rule(READ, 'autoscaling', 'horizontalpodautoscalers horizontalpodautoscalers/status'),
  rule(READ, 'batch', 'cronjobs cronjobs/status jobs jobs/status'),
  rule(
    READ,
    'extensions',
    'daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status networkpolicies replicasets replicasets/scale replicasets/status replicationcontrollers/scale',
  ),
  rule(READ, 'policy', 'poddisruptionbudgets poddisruptionbudgets/status'),
  rule(READ, 'networking.k8s.io', 'ingresses ingresses/status networkpolicies'),
];

const EDIT: readonly PolicyRule[] = [
  rule(READ, '', 'pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy'),
  rule(['impersonate'], '', 'serviceaccounts'),
  rule(WRITE, '', 'pods pods/attach pods/exec pods/portforward pods/proxy'),
  rule(['create'], '', 'pods/eviction'),
  rule(
    WRITE,
    '',
    'configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy',
  ),
  rule(['create'], '', 'serviceaccounts/token'),
  rule(
    WRITE,
    'apps',
    'daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale',
  ),
  rule(WRITE, 'autoscaling', 'horizontalpodautoscalers'),
  rule(WRITE, 'batch', 'cronjobs jobs'),
  rule(
    WRITE,
    'extensions',
    'daemonsets deployments deployments/rollback deployments/scale ingresses networkpolicies replicasets replicasets/scale replicationcontrollers/scale',
  ),
  rule(WRITE, 'policy', 'poddisruptionbudgets'),
  rule(WRITE, 'networking.k8s.io', 'ingresses networkpolicies'),
  rule(BOTH, 'coordination.k8s.io', 'leases'),
];

const ADMIN: readonly PolicyRule[] = [rule(['create'], AUTHORIZATION, 'localsubjectaccessreviews'), rule(BOTH, RBAC, 'rolebindings roles')];

/** A ClusterRole that may be made of others. */
export interface ClusterRole extends Role {
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly LabelSelector[] };
}

function metadataOf(name: string, labels: Labels = {}): KubeObject['metadata'] {
  return {
    name,
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels },
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  };
}

function clusterRole(name: string, rules: readonly PolicyRule[], labels?: Labels): ClusterRole {
  return { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: metadataOf(name, labels), rules };
}

function clusterRoleBinding(name: string, ...groups: readonly string[]): RoleBinding {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: metadataOf(name),
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    subjects: groups.map((group) => ({ apiGroup: RBAC, kind: 'Group', name: group })),
  };
}

const goesTo = (name: string): Labels => ({ [`${RBAC}/aggregate-to-${name}`]: 'true' });

/**
 * The rules of all roles that the selectors of a role name, each rule once; undefined for a role that is not made of others.
 * upstream: pkg/controller/clusterroleaggregation
 */
export function aggregatedRules(role: ClusterRole, roles: Iterable<ClusterRole>): readonly PolicyRule[] | undefined {
  const selectors = role.aggregationRule?.clusterRoleSelectors;
  if (selectors === undefined) return undefined;
  const sorted = [...roles].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const rules: PolicyRule[] = [];
  for (const selector of selectors) {
    for (const other of sorted) {
      if (other.metadata.name === role.metadata.name || !matchesSelector(selector, other.metadata.labels ?? {})) continue;
      for (const each of other.rules ?? []) if (!rules.some((known) => deepEqual(known, each))) rules.push(each);
    }
  }
  return rules;
}

/** The roles as they are when the cluster has come to rest: each behind those that it is made of. */
function makeRoles(): readonly ClusterRole[] {
  const roles = [
    clusterRole('cluster-admin', [rule(['*'], '*', '*'), { verbs: ['*'], nonResourceURLs: ['*'] }]),
    clusterRole('system:aggregate-to-admin', ADMIN, goesTo('admin')),
    clusterRole('system:aggregate-to-edit', EDIT, goesTo('edit')),
    clusterRole('system:aggregate-to-view', VIEW, goesTo('view')),
    clusterRole('system:basic-user', [
      rule(['create'], AUTHORIZATION, 'selfsubjectaccessreviews selfsubjectrulesreviews'),
      rule(['create'], 'authentication.k8s.io', 'selfsubjectreviews'),
    ]),
    clusterRole('system:discovery', [urls('/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/')]),
    clusterRole('system:public-info-viewer', [urls('/healthz /livez /readyz /version /version/')]),
  ];
  const made: readonly (readonly [name: string, labels: Labels])[] = [
    ['view', goesTo('edit')],
    ['edit', goesTo('admin')],
    ['admin', {}],
  ];
  for (const [name, labels] of made) {
    const role: ClusterRole = {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRole',
      metadata: metadataOf(name, labels),
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: goesTo(name) }] },
    };
    roles.push({ ...role, rules: aggregatedRules(role, roles) ?? [] });
  }
  return roles;
}

/** What stands in every cluster from the start. */
export const defaultRoles: readonly KubeObject[] = [
  ...makeRoles(),
  clusterRoleBinding('cluster-admin', 'system:masters'),
  clusterRoleBinding('system:basic-user', 'system:authenticated'),
  clusterRoleBinding('system:discovery', 'system:authenticated'),
  clusterRoleBinding('system:public-info-viewer', 'system:authenticated', 'system:unauthenticated'),
];
