import { expect, test } from 'vitest';
import { kinds } from '../api/key.ts';
import { categoryMembers, discoveryOf, findResourceType, groupResourceOf, groupSingularOf, resourceOf } from './resources.ts';

const discovery = discoveryOf(37);
const named = (word: string): string | undefined => {
  const found = findResourceType(discovery, word);
  return found === undefined ? undefined : `${groupResourceOf(found)} ${found.version}`;
};

// From ../shared/golden/kubectl: get-type-case, get-type-upper, get-type-group, get-type-gvr, err-get-badgroup.
test.each([
  ['deploy', 'deployments.apps v1'],
  ['Deployment', 'deployments.apps v1'],
  ['DEPLOYMENTS', 'deployments.apps v1'],
  ['deployments.apps', 'deployments.apps v1'],
  ['deployments.v1.apps', 'deployments.apps v1'],
  ['Deployment.v1.apps', 'deployments.apps v1'],
  ['deploy.apps', 'deployments.apps v1'],
  ['DEPLOY', undefined],
  ['deploy.v1.nope', undefined],
  ['po', 'pods v1'],
  ['ev', 'events v1'],
  ['events.events.k8s.io', 'events.events.k8s.io v1'],
  ['hpa', 'horizontalpodautoscalers.autoscaling v2'],
  ['hpa.autoscal', 'horizontalpodautoscalers.autoscaling v2'],
  ['sc.storage', 'storageclasses.storage.k8s.io v1'],
  ['endpoints', 'endpoints v1'],
  ['ingress', 'ingresses.networking.k8s.io v1'],
  ['foo', undefined],
  ['', undefined],
])('%s is %s', (word, expected) => {
  expect(named(word)).toBe(expected);
});

test('all, in the order of discovery', () => {
  expect(categoryMembers(discovery, 'all')?.map(groupResourceOf)).toEqual([
    'pods',
    'replicationcontrollers',
    'services',
    'daemonsets.apps',
    'deployments.apps',
    'replicasets.apps',
    'statefulsets.apps',
    'horizontalpodautoscalers.autoscaling',
    'cronjobs.batch',
    'jobs.batch',
  ]);
  expect(categoryMembers(discovery, 'everything')).toBeUndefined();
});

test('discovery knows every kind that the cluster stores', () => {
  for (const { kind, group, resource, singular, namespaced, shortNames } of kinds) {
    expect(resourceOf(kind)).toMatchObject({ kind, group, resource, singular, namespaced, shortNames });
  }
});

test('old clusters serve less', () => {
  expect(findResourceType(discoveryOf(22), 'hpa')).toMatchObject({ version: 'v1' });
  expect(findResourceType(discoveryOf(22), 'selfsubjectreviews')).toBeUndefined();
});

test('how a success line names it', () => {
  expect(groupSingularOf(resourceOf('Deployment'))).toBe('deployment.apps');
  expect(groupSingularOf(resourceOf('Pod'))).toBe('pod');
});
