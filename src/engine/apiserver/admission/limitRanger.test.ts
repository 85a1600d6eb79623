import { describe, expect, test } from 'vitest';
import type { LimitRange, LimitRangeItem, Pod } from '../../../api/core.ts';
import { limitProblem, withLimitDefaults } from './limitRanger.ts';

function range(...limits: readonly LimitRangeItem[]): readonly LimitRange[] {
  return [{ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' }, spec: { limits } }];
}

function pod(requests?: object, limits?: object): Pod {
  const resources = { ...(requests === undefined ? {} : { requests }), ...(limits === undefined ? {} : { limits }) };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', annotations: { a: 'b' } },
    spec: { containers: [{ name: 'web', image: 'x', resources }] },
  } as Pod;
}

describe('defaults', () => {
  test('are set where nothing is said, and noted, requests first', () => {
    const given = range({ type: 'Container', default: { memory: '2Gi', cpu: '1' }, defaultRequest: { cpu: '500m' } });
    const { metadata, spec } = withLimitDefaults(pod(undefined, { memory: '1Gi' }), given);
    expect(spec.containers[0]?.resources).toEqual({ limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } });
    expect(metadata.annotations).toEqual({
      a: 'b',
      'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu request for container web; cpu limit for container web',
    });
  });

  test('leave a complete pod alone', () => {
    const complete = pod({ cpu: '1' }, { cpu: '1' });
    expect(withLimitDefaults(complete, range({ type: 'Container', default: { cpu: '2' }, defaultRequest: { cpu: '2' } }))).toBe(complete);
  });
});

describe('checks', () => {
  const problem = (given: Pod, item: LimitRangeItem): string | undefined => limitProblem(given.spec, range(item))?.why;

  test('minimum', () => {
    const item = { type: 'Container', min: { cpu: '100m' } };
    expect(problem(pod(), item)).toBe('minimum cpu usage per Container is 100m.  No request is specified');
    expect(problem(pod({ cpu: '50m' }), item)).toBe('minimum cpu usage per Container is 100m, but request is 50m');
    expect(problem(pod({ cpu: '100m' }, { cpu: '60m' }), item)).toBe('minimum cpu usage per Container is 100m, but limit is 60m');
    expect(problem(pod({ cpu: '0.1' }), item)).toBeUndefined();
  });

  test('maximum', () => {
    const item = { type: 'Pod', max: { memory: '1Gi' } };
    expect(problem(pod(), item)).toBe('maximum memory usage per Pod is 1Gi.  No limit is specified');
    expect(problem(pod({}, { memory: '2Gi' }), item)).toBe('maximum memory usage per Pod is 1Gi, but limit is 2Gi');
    expect(problem(pod({ memory: '3Gi' }, { memory: '1Gi' }), item)).toBe('maximum memory usage per Pod is 1Gi, but request is 3Gi');
  });

  test('ratio', () => {
    const item = { type: 'Container', maxLimitRequestRatio: { cpu: '2' } };
    expect(problem(pod(), item)).toContain('but no request is specified or request is 0');
    expect(problem(pod({ cpu: '1' }), item)).toContain('but no limit is specified or limit is 0');
    expect(problem(pod({ cpu: '250m' }, { cpu: '1' }), item)).toBe(
      'cpu max limit to request ratio per Container is 2, but provided ratio is 4.000000',
    );
    expect(problem(pod({ cpu: '500m' }, { cpu: '1' }), item)).toBeUndefined();
  });

  test('several problems are one list, by clause and then by resource', () => {
    expect(problem(pod({ cpu: '1' }), { type: 'Container', min: { memory: '1Mi', cpu: '2' }, max: { cpu: '500m' } })).toBe(
      '[minimum cpu usage per Container is 2, but request is 1, minimum memory usage per Container is 1Mi.  No request is specified, maximum cpu usage per Container is 500m.  No limit is specified]',
    );
  });
});
