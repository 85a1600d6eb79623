/**
 * The roles for people that every cluster has, as far as they speak of the kinds that are stored here.
 * upstream: plugin/pkg/auth/authorizer/rbac/bootstrappolicy
 */
import type { PolicyRule } from '../../../api/rbac.ts';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const RBAC = 'rbac.authorization.k8s.io';
const WORKLOADS = ['deployments', 'deployments/scale', 'replicasets', 'replicasets/scale'];

const rule = (verbs: readonly string[], group: string, ...resources: readonly string[]): PolicyRule => ({
  verbs,
  apiGroups: [group],
  resources,
});

const view: readonly PolicyRule[] = [
  rule(READ, '', 'configmaps', 'events', 'limitranges', 'namespaces', 'namespaces/status', 'pods', 'pods/log', 'pods/status'),
  rule(READ, '', 'resourcequotas', 'resourcequotas/status', 'serviceaccounts', 'services', 'services/status'),
  rule(READ, 'apps', ...WORKLOADS, 'deployments/status', 'replicasets/status'),
];

const edit: readonly PolicyRule[] = [
  ...view,
  rule(READ, '', 'secrets'),
  rule(WRITE, '', 'configmaps', 'events', 'pods', 'secrets', 'serviceaccounts', 'services'),
  rule(['create'], '', 'pods/eviction'),
  rule(WRITE, 'apps', ...WORKLOADS, 'deployments/rollback'),
];

const admin: readonly PolicyRule[] = [...edit, rule([...READ, ...WRITE], RBAC, 'rolebindings', 'roles')];

/** Rules by name of the ClusterRole. */
export const defaultClusterRoles: Readonly<Record<string, readonly PolicyRule[]>> = {
  'cluster-admin': [rule(['*'], '*', '*')],
  admin,
  edit,
  view,
};
