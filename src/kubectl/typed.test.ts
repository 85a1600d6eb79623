import { expect, test } from 'vitest';
import { typedObject } from './typed.ts';

test('fields stand in the order of the Go type, and structs are there though they are empty', () => {
  const object = {
    spec: {
      template: { spec: { containers: [{ name: 'web', image: 'nginx' }] } },
      replicas: 2,
      selector: { matchLabels: { b: '1', a: '2' } },
    },
    metadata: { name: 'web' },
    apiVersion: 'apps/v1',
    kind: 'Deployment',
  };
  expect(JSON.stringify(typedObject(object))).toBe(
    JSON.stringify({
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: { name: 'web' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { a: '2', b: '1' } },
        template: { metadata: {}, spec: { containers: [{ name: 'web', image: 'nginx', resources: {} }] } },
        strategy: {},
      },
      status: {},
    }),
  );
});

test('a type outside v1 has its own fields, some of which are written though they are empty', () => {
  const object = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec: { maxReplicas: 5 } };
  expect(typedObject(object)).toMatchObject({ spec: { maxReplicas: 5 }, status: { currentMetrics: null, desiredReplicas: 0 } });
});

test('what kubectl has no type for stays as it is', () => {
  const object = { apiVersion: 'example.com/v1', kind: 'Deployment', metadata: {} };
  expect(typedObject(object)).toBe(object);
});
