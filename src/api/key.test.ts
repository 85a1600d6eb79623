import { expect, test } from 'vitest';
import { apiVersionOf, findKind, findResource, formatKey, groupKind, groupResource, isKind, kindInfo, kinds, parseKey } from './key.ts';

test('names resources and kinds as messages do', () => {
  expect(groupResource('Deployment')).toBe('deployments.apps');
  expect(groupResource('Pod')).toBe('pods');
  expect(groupKind('ReplicaSet')).toBe('ReplicaSet.apps');
  expect(apiVersionOf('Service')).toBe('v1');
  expect(apiVersionOf('PriorityClass')).toBe('scheduling.k8s.io/v1');
  expect(kindInfo('Node').namespaced).toBe(false);
});

test.each(['deploy', 'deployment', 'deployments', 'Deployments', 'deployments.apps', 'deployment.v1.apps'])(
  '%s is a Deployment',
  (name) => {
    expect(findResource(name)).toBe('Deployment');
  },
);

test('kinds need their own version', () => {
  expect(findKind('apps/v1', 'Deployment')).toBe('Deployment');
  expect(findKind('v1', 'Deployment')).toBeUndefined();
  expect(findKind('apps/v1', 'deployment')).toBeUndefined();
  expect(isKind('constructor')).toBe(false);
  expect(findResource('toString')).toBeUndefined();
});

test('keys survive being written', () => {
  for (const { kind, namespaced } of kinds) {
    const key = { kind, namespace: namespaced ? 'default' : '', name: 'web.1' };
    expect(parseKey(formatKey(key))).toEqual(key);
  }
});
