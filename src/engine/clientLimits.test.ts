import { describe, expect, test } from 'vitest';
import type { Request } from '../api/client.ts';
import { epochMs } from '../api/time.ts';
import { ClientLimits, CONTROLLER_CLIENT } from './clientLimits.ts';
import { Simulation } from './simulation.ts';

describe('a bucket', () => {
  test('lets thirty calls through at once, then one every fifty milliseconds', () => {
    const limits = new ClientLimits();
    expect(limits.available('replicaset', CONTROLLER_CLIENT, 1000)).toBe(30);
    limits.spend('replicaset', CONTROLLER_CLIENT, 29, 1000);
    expect(limits.available('replicaset', CONTROLLER_CLIENT, 1000)).toBe(1);
    expect(limits.readyAt('replicaset', CONTROLLER_CLIENT, 1000)).toBe(1000);
    limits.spend('replicaset', CONTROLLER_CLIENT, 2, 1000);
    expect(limits.available('replicaset', CONTROLLER_CLIENT, 1000)).toBe(-1);
    expect(limits.readyAt('replicaset', CONTROLLER_CLIENT, 1000)).toBe(1100);
    // Half a token is none.
    expect(limits.available('replicaset', CONTROLLER_CLIENT, 1025)).toBe(-1);
    expect(limits.available('replicaset', CONTROLLER_CLIENT, 1100)).toBe(1);
    expect(limits.readyAt('deployment', CONTROLLER_CLIENT, 1000)).toBe(1000);
    expect(new ClientLimits(limits.data()).readyAt('replicaset', CONTROLLER_CLIENT, 1000)).toBe(1100);
    expect(limits.available('replicaset', CONTROLLER_CLIENT, 60_000)).toBe(30);
  });
});

const labels = { app: 'web' };
const deployment = (replicas: number): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } },
  },
});

function start(clientRateLimits: boolean, replicas = 100): Simulation {
  const cluster = Simulation.boot(
    {
      kubernetes: '1.37',
      seed: 7,
      startTime: '2026-01-05T09:00:00Z',
      nodes: [{ name: 'a', pods: 500, cpu: '64', memory: '256Gi' }],
      images: [{ image: '*', where: 'node' }],
      ...(clientRateLimits ? { clientRateLimits } : {}),
    },
    { freeze: true },
  );
  ask(cluster, { verb: 'create', object: deployment(replicas) });
  return cluster;
}

function ask(cluster: Simulation, request: Request): void {
  const answer = cluster.dispatch(request, { userEvent: 'test' });
  expect(answer.ok ? '' : answer.error.message).toBe('');
}

/** How many pods were created in each second. */
function pace(cluster: Simulation): readonly number[] {
  const seconds: number[] = [];
  for (const { metadata } of cluster.reader.list('Pod')) {
    const second = (epochMs(metadata.creationTimestamp ?? '') - epochMs('2026-01-05T09:00:00Z')) / 1000;
    seconds[second] = (seconds[second] ?? 0) + 1;
  }
  return Array.from(seconds, (count) => count ?? 0);
}

const scale = (replicas: number): Request => ({
  verb: 'patch',
  key: { kind: 'Deployment', namespace: 'default', name: 'web' },
  patchType: 'merge',
  body: { spec: { replicas } },
});

describe('a set-up', () => {
  test('without limits creates all pods at once', () => {
    const cluster = start(false);
    cluster.runUntil(60_000);
    expect(pace(cluster)).toEqual([100]);
    expect(cluster.snapshot().clientLimits).toBeUndefined();
  });

  test('with limits creates fifteen at once and then ten a second', () => {
    const cluster = start(true);
    cluster.runUntil(60_000);
    const [first = 0, ...others] = pace(cluster);
    expect(first).toBeGreaterThanOrEqual(23);
    expect(first).toBeLessThanOrEqual(26);
    for (const count of others.slice(0, -1)) expect(count).toBe(10);
    expect(pace(cluster).reduce((sum, count) => sum + count, 0)).toBe(100);
  });

  test('with limits deletes at the same pace', () => {
    const cluster = start(true);
    cluster.runUntil(120_000);
    ask(cluster, scale(0));
    const marked = (): number => cluster.reader.list('Pod').filter(({ metadata }) => metadata.deletionTimestamp === undefined).length;
    cluster.runUntil(122_000);
    expect(marked()).toBeGreaterThan(60);
    cluster.runUntil(200_000);
    expect(cluster.reader.list('Pod')).toEqual([]);
  });

  test('with limits goes on from a snapshot as it would have', () => {
    const straight = start(true, 60);
    straight.runUntil(2_345);
    const { setup } = straight;
    const restored = Simulation.restore(setup, straight.snapshot());
    for (const cluster of [straight, restored]) cluster.runUntil(100_000);
    expect(restored.digest()).toBe(straight.digest());
    expect(restored.stepCount).toBe(straight.stepCount);
  });
});

test('a ReplicaSet that is refused says when it tries again', () => {
  const cluster = start(false, 2);
  cluster.runUntil(30_000);
  ask(cluster, {
    verb: 'create',
    object: { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard: { pods: '2' } } },
  });
  cluster.runUntil(31_000);
  ask(cluster, scale(3));
  const refused = cluster
    .runUntil(31_100)
    .flatMap(({ at, reason }) => (reason?.actor === 'replicaset' && reason.verdict === 'refused' ? [{ at, retryAt: reason.retryAt }] : []));
  expect(refused.length).toBeGreaterThan(2);
  const [first, second] = refused;
  expect(first?.retryAt).toBe((first?.at ?? 0) + 5);
  expect(second?.at).toBe(first?.retryAt);
});
