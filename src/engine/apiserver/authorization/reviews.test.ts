import { beforeEach, describe, expect, test } from 'vitest';
import type { Request } from '../../../api/client.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { Simulation } from '../../simulation.ts';

const setup = { kubernetes: '1.37', seed: 7, startTime: '2026-01-05T09:00:00Z', nodes: [], images: [] };
const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1' };

let cluster: Simulation;
beforeEach(() => {
  cluster = Simulation.boot(setup, { freeze: true });
  cluster.runUntil(1000);
});

function send(request: Request, user: string | undefined): KubeObject | string {
  const answer = cluster.dispatch(user === undefined ? request : { ...request, user }, { userEvent: 'test' });
  return answer.ok ? answer.value.object : answer.error.message;
}

function make(object: object, user?: string): string {
  const made = send({ verb: 'create', object: { ...rbac, ...object } }, user);
  return typeof made === 'string' ? made : '';
}

function review(apiVersion: string, kind: string, spec?: object, user?: string): unknown {
  const object = { apiVersion, kind, ...(spec === undefined ? {} : { spec }) };
  const made = send({ verb: 'create', object }, user);
  return typeof made === 'string' ? made : (made as KubeObject & { readonly status?: unknown }).status;
}

const jane = { kind: 'User', name: 'jane', apiGroup: 'rbac.authorization.k8s.io' };

function letJane(verbs: readonly string[], resources: readonly string[], apiGroups = ['apps']): void {
  expect(make({ kind: 'Role', metadata: { name: 'deployer' }, rules: [{ apiGroups, resources, verbs }] })).toBe('');
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'deployer' };
  expect(make({ kind: 'RoleBinding', metadata: { name: 'jane' }, subjects: [jane], roleRef })).toBe('');
}

describe('reading', () => {
  const forbidden = (verb: 'get' | 'list', kind: 'Pod' | 'Deployment' | 'Node', namespace: string, name?: string): string | undefined =>
    cluster.forbids({ verb, kind, namespace, ...(name === undefined ? {} : { name }) }, 'jane')?.message;

  test('needs a right, in the words of the server', () => {
    letJane(['get', 'list'], ['deployments']);
    expect(forbidden('list', 'Deployment', 'default')).toBeUndefined();
    expect(forbidden('get', 'Deployment', 'default', 'web')).toBeUndefined();
    expect(forbidden('list', 'Pod', 'default')).toBe(
      'pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"',
    );
    expect(forbidden('get', 'Pod', 'default', 'a')).toBe(
      'pods "a" is forbidden: User "jane" cannot get resource "pods" in API group "" in the namespace "default"',
    );
    expect(forbidden('list', 'Deployment', '')).toBe(
      'deployments.apps is forbidden: User "jane" cannot list resource "deployments" in API group "apps" at the cluster scope',
    );
    expect(forbidden('list', 'Node', 'default')).toBe(
      'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope',
    );
    const statefulSets = { group: 'apps', resource: 'statefulsets', namespaced: true };
    expect(cluster.forbids({ verb: 'list', kind: statefulSets, namespace: 'default' }, 'jane')?.message).toBe(
      'statefulsets.apps is forbidden: User "jane" cannot list resource "statefulsets" in API group "apps" in the namespace "default"',
    );
    expect(cluster.forbids({ verb: 'list', kind: 'Node', namespace: '' })).toBeUndefined();
  });
});

describe('reviews', () => {
  const authorization = 'authorization.k8s.io/v1';
  const mayI = (verb: string, group: string, resource: string, namespace = 'default', user = 'jane'): unknown =>
    review(authorization, 'SelfSubjectAccessReview', { resourceAttributes: { verb, group, resource, namespace } }, user);

  test('say what a user may do, and why', () => {
    letJane(['get', 'create'], ['deployments']);
    expect(mayI('create', 'apps', 'deployments')).toEqual({
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "jane/default" of Role "deployer" to User "jane"',
    });
    expect(mayI('delete', 'apps', 'deployments')).toEqual({ allowed: false });
    expect(mayI('create', 'apps', 'deployments', 'kube-system')).toEqual({ allowed: false });
    expect(mayI('delete', '', 'nodes', '', 'kubernetes-admin')).toEqual({ allowed: true });
    const url = (path: string): unknown =>
      review(authorization, 'SelfSubjectAccessReview', { nonResourceAttributes: { verb: 'get', path } }, 'jane');
    expect(url('/apis/apps')).toMatchObject({ allowed: true });
    expect(url('/metrics')).toEqual({ allowed: false });
    expect(review(authorization, 'SelfSubjectAccessReview', {}, 'jane')).toBe(
      'SelfSubjectAccessReview.authorization.k8s.io "" is invalid: spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified',
    );
  });

  test('list the rules that hold, those of every user among them', () => {
    letJane(['get'], ['deployments']);
    expect(review(authorization, 'SelfSubjectRulesReview', { namespace: 'default' }, 'jane')).toEqual({
      resourceRules: [
        { verbs: ['create'], apiGroups: [authorization.slice(0, -3)], resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'] },
        { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
        { verbs: ['get'], apiGroups: ['apps'], resources: ['deployments'] },
      ],
      nonResourceRules: [
        {
          verbs: ['get'],
          nonResourceURLs: '/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/'.split(' '),
        },
        { verbs: ['get'], nonResourceURLs: '/healthz /livez /readyz /version /version/'.split(' ') },
      ],
      incomplete: false,
    });
  });

  test('say who asks', () => {
    const who = (user?: string): unknown => review('authentication.k8s.io/v1', 'SelfSubjectReview', undefined, user);
    expect(who()).toEqual({ userInfo: { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] } });
    expect(who('jane')).toEqual({ userInfo: { username: 'jane', groups: ['system:authenticated'] } });
  });

  test('leave no trace', () => {
    const before = [cluster.digest(), cluster.stepCount];
    mayI('get', '', 'pods');
    expect([cluster.digest(), cluster.stepCount]).toEqual(before);
  });
});

describe('who grants rights', () => {
  const role = (verbs: readonly string[], resources = ['pods']): object => ({
    kind: 'Role',
    metadata: { name: 'r' },
    rules: [{ apiGroups: [''], resources, verbs }],
  });

  test('must hold them', () => {
    letJane(['create', 'update'], ['roles', 'rolebindings'], ['rbac.authorization.k8s.io']);
    expect(make(role(['get', 'list'], ['pods', 'secrets']), 'jane')).toBe(
      'roles.rbac.authorization.k8s.io "r" is forbidden: user "jane" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}\n{APIGroups:[""], Resources:["secrets"], Verbs:["get" "list"]}',
    );
    const binding = {
      kind: 'RoleBinding',
      metadata: { name: 'b' },
      subjects: [jane],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'nobody' },
    };
    expect(make(binding, 'jane')).toBe('clusterroles.rbac.authorization.k8s.io "nobody" not found');
    expect(make({ ...binding, roleRef: { ...binding.roleRef, name: 'view' } }, 'jane')).toContain(
      'rolebindings.rbac.authorization.k8s.io "b" is forbidden: user "jane"',
    );
  });

  test('may hand on what is held, and all of it with the verb escalate', () => {
    letJane(['*'], ['*'], ['*']);
    expect(make(role(['get'], ['pods', 'pods/log']), 'jane')).toBe('');
    letBob();
    expect(make({ ...role(['get']), metadata: { name: 's' } }, 'bob')).toBe('');
  });

  function letBob(): void {
    const rules = [{ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['create', 'escalate'] }];
    expect(make({ kind: 'ClusterRole', metadata: { name: 'granter' }, rules })).toBe('');
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'granter' };
    expect(make({ kind: 'ClusterRoleBinding', metadata: { name: 'bob' }, subjects: [{ ...jane, name: 'bob' }], roleRef })).toBe('');
  }
});

describe('roles that are made of others', () => {
  const rulesOf = (name: string): readonly unknown[] =>
    (cluster.reader.get({ kind: 'ClusterRole', namespace: '', name }) as unknown as { readonly rules: readonly unknown[] }).rules;

  test('are complete from the start, and cost no step', () => {
    expect(rulesOf('view').length).toBe(10);
    expect(rulesOf('edit').length).toBe(23);
    expect(rulesOf('admin').length).toBe(25);
    expect(cluster.stepCount).toBeLessThanOrEqual(1);
  });

  test('take in the rules of a role that names them, and on along the chain', () => {
    const rule = { apiGroups: ['shop.example'], resources: ['carts'], verbs: ['get'] };
    const labels = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
    expect(make({ kind: 'ClusterRole', metadata: { name: 'carts', labels }, rules: [rule] })).toBe('');
    cluster.runUntil(2000);
    for (const name of ['view', 'edit', 'admin']) expect(rulesOf(name)).toContainEqual(rule);
    send({ verb: 'delete', key: { kind: 'ClusterRole', namespace: '', name: 'carts' } }, undefined);
    cluster.runUntil(3000);
    for (const name of ['view', 'edit', 'admin']) expect(rulesOf(name)).not.toContainEqual(rule);
  });
});
