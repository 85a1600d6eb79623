import { beforeEach, describe, expect, test } from 'vitest';
import type { ObjectKey, Request } from '../../../api/client.ts';
import type { PodDisruptionBudget } from '../../../api/policy.ts';
import { Simulation } from '../../simulation.ts';

const setup = {
  kubernetes: '1.37',
  seed: 7,
  startTime: '2026-01-05T09:00:00Z',
  nodes: [{ name: 'a' }, { name: 'b' }],
  images: [{ image: '*', where: 'node' as const }],
};
const key: ObjectKey = { kind: 'PodDisruptionBudget', namespace: 'default', name: 'web' };
const labels = { app: 'web' };

let cluster: Simulation;
beforeEach(() => {
  cluster = Simulation.boot(setup, { freeze: true });
});

function ask(request: Request): string {
  const answer = cluster.dispatch(request, { userEvent: 'test' });
  return answer.ok ? '' : `${answer.error.code} ${answer.error.message} ${answer.error.details?.causes?.[0]?.message ?? ''}`.trim();
}

function roll(replicas: number): void {
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    },
  };
  expect(ask({ verb: 'create', object })).toBe('');
  cluster.runUntil(cluster.now + 30_000);
}

function protect(spec: object): void {
  expect(ask({ verb: 'create', object: { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec } })).toBe(
    '',
  );
  cluster.runUntil(cluster.now + 1000);
}

function status(): PodDisruptionBudget['status'] {
  return (cluster.reader.get(key) as PodDisruptionBudget).status;
}

function podNames(): readonly string[] {
  return cluster.reader
    .list('Pod')
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ metadata }) => metadata.name);
}

function evict(index: number): string {
  return ask({ verb: 'evict', key: { kind: 'Pod', namespace: 'default', name: podNames()[index] ?? '' } });
}

const selector = { matchLabels: labels };

describe('a budget', () => {
  test('counts its pods', () => {
    roll(2);
    protect({ minAvailable: 2, selector });
    expect(status()).toMatchObject({ observedGeneration: 1, disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 });
    expect(status().conditions).toMatchObject([{ type: 'DisruptionAllowed', status: 'False', reason: 'InsufficientPods' }]);
  });

  test.each([
    [{ minAvailable: '50%' }, 3, 2],
    [{ maxUnavailable: 1 }, 4, 1],
    [{ maxUnavailable: '30%' }, 3, 2],
    [{ minAvailable: 0 }, 0, 5],
  ])('%j of five pods', (amount, desiredHealthy, disruptionsAllowed) => {
    roll(5);
    protect({ ...amount, selector });
    expect(status()).toMatchObject({ desiredHealthy, disruptionsAllowed, expectedPods: 5 });
  });

  test('of nothing says so', () => {
    protect({ minAvailable: 1, selector });
    expect(status()).toMatchObject({ expectedPods: 0, disruptionsAllowed: 0 });
    expect(cluster.reader.list('Event')).toMatchObject([{ reason: 'NoPods', message: 'No matching pods found' }]);
  });

  test('stops evictions, lets the next one pass when the pod is back, and is no matter of plain deletions', () => {
    roll(3);
    protect({ minAvailable: 2, selector });
    expect(evict(0)).toBe('');
    expect(status()).toMatchObject({ disruptionsAllowed: 0 });
    expect(evict(0)).toBe(
      "429 Cannot evict pod as it would violate the pod's disruption budget. The disruption budget web needs 2 healthy pods and has 3 currently",
    );
    cluster.runUntil(cluster.now + 20);
    expect(status()).toMatchObject({ currentHealthy: 2 });
    expect(status().disruptedPods).toBeUndefined();
    expect(evict(0)).toContain('needs 2 healthy pods and has 2 currently');
    cluster.runUntil(cluster.now + 60_000);
    expect(status()).toMatchObject({ currentHealthy: 3, disruptionsAllowed: 1 });
    expect(evict(0)).toBe('');
    expect(ask({ verb: 'delete', key: { kind: 'Pod', namespace: 'default', name: podNames()[0] ?? '' } })).toBe('');
  });

  test('of a pod that has two stops its eviction', () => {
    roll(1);
    protect({ minAvailable: 0, selector });
    const second = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'all' }, spec: { selector: {} } };
    expect(ask({ verb: 'create', object: second })).toBe('');
    cluster.runUntil(cluster.now + 1000);
    expect(evict(0)).toContain('500 This pod has more than one PodDisruptionBudget');
  });
});
