import { expect, test } from 'vitest';
import type { ReplicaSet } from '../../../api/apps.ts';
import { getPodFromTemplate, slowStartBatch } from './manageReplicas.ts';

// wanted, room → calls made, successes
test.each([
  [0, 9, 0, 0],
  [1, 0, 1, 0],
  [5, 0, 1, 0],
  [5, 1, 3, 1],
  [5, 2, 3, 2],
  [10, 3, 7, 3],
  [10, 6, 7, 6],
  [10, 7, 10, 7],
  [10, 10, 10, 10],
  [500, 500, 500, 500],
])('slow start: %i wanted, room for %i', (count, room, calls, successes) => {
  let made = 0;
  const result = slowStartBatch(count, () => {
    made += 1;
    return made <= room ? { name: `p${made}` } : { failure: `refused ${made}` };
  });
  expect([made, result.successes, result.names.length]).toEqual([calls, successes, successes]);
  expect(result.failure).toBe(successes === count ? undefined : `refused ${room + 1}`);
});

test('what a terminating namespace refuses counts as done, without a pod', () => {
  expect(slowStartBatch(3, () => ({}))).toEqual({ successes: 3, names: [], failure: undefined });
});

test('a pod takes labels, annotations and spec from the template and the ReplicaSet as its owner', () => {
  const spec = { containers: [{ name: 'app', image: 'app:v1' }] };
  const set: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web-1', namespace: 'default', uid: 'u' },
    spec: { selector: {}, template: { metadata: { labels: { app: 'web' }, annotations: { a: 'b' } }, spec } },
  };
  expect(getPodFromTemplate(set)).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: 'web-1-',
      namespace: 'default',
      labels: { app: 'web' },
      annotations: { a: 'b' },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'u', controller: true, blockOwnerDeletion: true }],
    },
    spec,
  });
});
