import { beforeEach, describe, expect, test } from 'vitest';
import type { Request } from '../../../api/client.ts';
import { Simulation } from '../../simulation.ts';

const setup = { kubernetes: '1.37', seed: 7, startTime: '2026-01-05T09:00:00Z', nodes: [], images: [] };
const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1' };
const key = { kind: 'ConfigMap', namespace: 'default', name: 'a' } as const;
const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
const patch: Request = { verb: 'patch', key, patchType: 'merge', body: { data: { x: 'y' } } };

let cluster: Simulation;
beforeEach(() => {
  cluster = Simulation.boot(setup, { actors: [], freeze: true });
});

/** '' when granted. */
function ask(request: Request, user = 'jane'): string {
  const answer = cluster.dispatch({ ...request, user }, { userEvent: 'test' });
  return answer.ok ? '' : answer.error.message;
}

function make(object: object): void {
  expect(ask({ verb: 'create', object: { ...rbac, ...object } }, 'kubernetes-admin')).toBe('');
}

function bind(kind: 'Role' | 'ClusterRole', name: string, subject: object): void {
  make({ kind: 'RoleBinding', metadata: { name: `to-${name}` }, subjects: [subject], roleRef: { kind, name } });
}

const jane = { kind: 'User', name: 'jane' };

describe('who has no right', () => {
  test('is told what it lacks, in the namespace', () => {
    expect(ask({ verb: 'create', object: configMap })).toBe(
      'configmaps is forbidden: User "jane" cannot create resource "configmaps" in API group "" in the namespace "default"',
    );
    expect(ask(patch)).toBe(
      'configmaps "a" is forbidden: User "jane" cannot patch resource "configmaps" in API group "" in the namespace "default"',
    );
    expect(ask({ verb: 'patch', key: { ...key, kind: 'Deployment' }, patchType: 'merge', body: {}, subresource: 'scale' })).toBe(
      'deployments.apps "a" is forbidden: User "jane" cannot patch resource "deployments/scale" in API group "apps" in the namespace "default"',
    );
    expect(ask({ verb: 'evict', key: { ...key, kind: 'Pod' } })).toBe(
      'pods "a" is forbidden: User "jane" cannot create resource "pods/eviction" in API group "" in the namespace "default"',
    );
  });

  test('is told so at the scope of the cluster, and in the namespace that it is about', () => {
    expect(ask({ verb: 'delete', key: { kind: 'Node', namespace: '', name: 'n' } })).toBe(
      'nodes "n" is forbidden: User "jane" cannot delete resource "nodes" in API group "" at the cluster scope',
    );
    expect(ask({ verb: 'delete', key: { kind: 'Namespace', namespace: '', name: 'shop' } })).toBe(
      'namespaces "shop" is forbidden: User "jane" cannot delete resource "namespaces" in API group "" in the namespace "shop"',
    );
  });

  test('learns of a binding to a role that is not there', () => {
    bind('Role', 'writer', jane);
    expect(ask(patch)).toBe(
      'configmaps "a" is forbidden: User "jane" cannot patch resource "configmaps" in API group "" in the namespace "default": RBAC: role.rbac.authorization.k8s.io "writer" not found',
    );
  });
});

describe('rights', () => {
  test('a role gives its verbs on its resources, and on no others', () => {
    make({ kind: 'Role', metadata: { name: 'maker' }, rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['create'] }] });
    bind('Role', 'maker', jane);
    expect(ask({ verb: 'create', object: configMap })).toBe('');
    expect(ask(patch)).toContain('cannot patch');
    expect(ask({ verb: 'create', object: { ...configMap, kind: 'Secret' } })).toContain('cannot create resource "secrets"');
    expect(ask({ verb: 'create', object: configMap, namespace: 'kube-public' })).toContain('in the namespace "kube-public"');
  });

  test('a rule may name the objects', () => {
    const rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'], resourceNames: ['a'] }];
    make({ kind: 'ClusterRole', metadata: { name: 'a-only' }, rules });
    make({ kind: 'ClusterRoleBinding', metadata: { name: 'x' }, subjects: [jane], roleRef: { kind: 'ClusterRole', name: 'a-only' } });
    expect(ask({ verb: 'create', object: configMap }, 'kubernetes-admin')).toBe('');
    expect(ask(patch)).toBe('');
    expect(ask({ ...patch, key: { ...key, name: 'b' } } as Request)).toContain('configmaps "b" is forbidden');
  });

  test('a role on a resource is none on its subresources', () => {
    make({ kind: 'Role', metadata: { name: 'p' }, rules: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'] }] });
    bind('Role', 'p', jane);
    const request: Request = { verb: 'patch', key: { ...key, kind: 'Deployment' }, patchType: 'merge', body: {} };
    expect(ask(request)).toBe('deployments.apps "a" not found');
    expect(ask({ ...request, subresource: 'scale' } as Request)).toContain('cannot patch resource "deployments/scale"');
  });

  test('every cluster has the role "edit"; groups and service accounts are subjects too', () => {
    bind('ClusterRole', 'edit', { kind: 'ServiceAccount', name: 'bot' });
    expect(ask({ verb: 'create', object: configMap })).toContain('is forbidden');
    expect(ask({ verb: 'create', object: configMap }, 'system:serviceaccount:default:bot')).toBe('');
    bind('ClusterRole', 'view', { kind: 'Group', name: 'system:authenticated' });
    expect(ask(patch)).toContain('cannot patch');
  });
});
