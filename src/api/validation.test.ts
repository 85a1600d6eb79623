import { describe, expect, test } from 'vitest';
import type { Deployment } from './apps.ts';
import type { Pod } from './core.ts';
import { applyDefaults } from './defaults.ts';
import { invalidStatus, validateCreate, validateScale, validateUpdate } from './validation.ts';

const make = (change: Partial<Deployment['spec']>): Deployment =>
  applyDefaults<Deployment>(
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
        ...change,
      },
    },
    37,
  );

const lines = (errors: ReturnType<typeof validateCreate>): readonly string[] => errors.map(({ field, message }) => `${field}: ${message}`);

describe('a Deployment', () => {
  test('that is right is not complained about', () => {
    expect(validateCreate(make({}), 37)).toEqual([]);
    expect(validateUpdate(make({ replicas: 5 }), make({}), 37)).toEqual([]);
  });

  test('keeps its selector', () => {
    const next = make({ selector: { matchLabels: { app: 'api' } } });
    expect(lines(validateUpdate(next, make({}), 37))).toEqual([
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      'spec.selector: Invalid value: {"matchLabels":{"app":"api"}}: field is immutable',
    ]);
    expect(lines(validateUpdate(next, make({}), 33)).at(-1)).toContain('v1.LabelSelector{MatchLabels:map[string]string{"app":"api"}');
  });

  test('several faults make one status, told once each', () => {
    const errors = validateCreate(make({ replicas: -1, progressDeadlineSeconds: 0 }), 37);
    const status = invalidStatus('Deployment', 'web', [...errors, ...errors]);
    expect(status.code).toBe(422);
    expect(status.message).toBe(
      'Deployment.apps "web" is invalid: [spec.replicas: Invalid value: -1: must be greater than or equal to 0, ' +
        'spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds]',
    );
    expect(status.details?.causes).toHaveLength(4);
  });
});

test('a Scale is not negative', () => {
  expect(lines(validateScale(-1, 37))).toEqual(['spec.replicas: Invalid value: -1: must be greater than or equal to 0']);
  expect(validateScale(0, 37)).toEqual([]);
});

describe('a Pod', () => {
  const pod = applyDefaults<Pod>(
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
    37,
  );

  test('may change its image and nothing else', () => {
    const [container] = pod.spec.containers;
    if (container === undefined) throw new Error('no container');
    expect(validateUpdate({ ...pod, spec: { ...pod.spec, containers: [{ ...container, image: 'nginx:2' }] } } as Pod, pod, 37)).toEqual([]);
    const renamed = { ...pod, spec: { ...pod.spec, containers: [{ ...container, name: 'api' }] } } as Pod;
    expect(lines(validateUpdate(renamed, pod, 37))[0]).toContain('spec: Forbidden: pod updates may not change fields other than');
  });
});
