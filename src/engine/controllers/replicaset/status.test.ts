import { describe, expect, test } from 'vitest';
import type { ReplicaSet, ReplicaSetStatus } from '../../../api/apps.ts';
import type { Pass, PodGroup, ReadySecond } from '../../actor.ts';
import { isAvailable } from './availability.ts';
import type { ClaimedPods } from './claimedPods.ts';
import { calculateStatus, countPods, type PodCounts } from './status.ts';

const NOW = Date.parse('2026-01-05T09:01:00Z');

function replicaSet(minReadySeconds: number, status?: ReplicaSetStatus, replicas = 10): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'w', generation: 3 },
    spec: { replicas, minReadySeconds, selector: {}, template: { metadata: { labels: { app: 'w' } }, spec: { containers: [] } } },
    ...(status === undefined ? {} : { status }),
  };
}

function group(active: number, readySeconds: readonly ReadySecond[], labels: Readonly<Record<string, string>> = { app: 'w' }): PodGroup {
  const ready = readySeconds.reduce((sum, { count }) => sum + count, 0);
  return { labels, total: active + 1, unfinished: active + 1, active, ready, terminating: 1, readySeconds, activeOnNode: new Map() };
}

function claimed(...groups: readonly PodGroup[]): ClaimedPods {
  return { groups, adopted: [], list: () => [] };
}

function at(time: string): string {
  return `2026-01-05T09:${time}Z`;
}

describe('availability at 09:01:00', () => {
  // ready since, minReadySeconds → available in 1.33, in 1.34
  test.each<readonly [string | undefined, number, boolean, boolean]>([
    [undefined, 0, true, true],
    [undefined, 1, false, false],
    [at('00:59'), 0, true, true],
    [at('00:49'), 10, true, true],
    [at('00:50'), 10, false, true],
    [at('00:51'), 10, false, false],
  ])('ready since %s, at least %i s', (since, minReadySeconds, before34, from34) => {
    const rule = { nowMs: NOW, minReadySeconds };
    expect([isAvailable(since, { ...rule, minor: 33 }), isAvailable(since, { ...rule, minor: 34 })]).toEqual([before34, from34]);
  });
});

describe('counting', () => {
  // minReadySeconds → available, milliseconds to the next
  test.each<readonly [number, number, number | undefined]>([
    [0, 7, undefined],
    [5, 6, 4000],
    [10, 4, 5000],
    [15, 3, 5000],
    [40, 0, 10_000],
  ])('at least %i s ready', (minReadySeconds, available, nextMs) => {
    const seconds = [
      { time: at('00:30'), count: 2 },
      { time: at('00:45'), count: 1 },
      { time: at('00:50'), count: 1 },
      { time: at('00:55'), count: 2 },
      { time: at('00:59'), count: 1 },
    ];
    const counts = countPods(claimed(group(9, seconds)), replicaSet(minReadySeconds), { nowMs: NOW, minReadySeconds, minor: 37 });
    expect(counts).toMatchObject({ replicas: 9, readyReplicas: 7, availableReplicas: available, terminatingReplicas: 1 });
    expect(counts.nextAvailableMs).toBe(nextMs);
  });

  test('only pods that carry the labels of the template are fully labeled', () => {
    const pods = claimed(group(3, [], { app: 'w', extra: 'x' }), group(2, [], { other: 'y' }));
    expect(countPods(pods, replicaSet(0), { nowMs: NOW, minReadySeconds: 0, minor: 37 })).toMatchObject({
      replicas: 5,
      fullyLabeledReplicas: 3,
    });
  });
});

describe('status', () => {
  const counts: PodCounts = {
    replicas: 4,
    fullyLabeledReplicas: 4,
    readyReplicas: 0,
    availableReplicas: 0,
    terminatingReplicas: 0,
    nextAvailableMs: undefined,
  };
  const pass = (minor: number): Pass => ({ minor, time: at('01:00') }) as Pass;
  const failure = {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: at('00:10'),
    reason: 'FailedCreate',
    message: 'first',
  } as const;

  test('zeros are left out, but for replicas and the terminating ones since 1.35', () => {
    expect(calculateStatus(pass(35), replicaSet(0), counts, undefined)).toEqual({
      replicas: 4,
      fullyLabeledReplicas: 4,
      terminatingReplicas: 0,
      observedGeneration: 3,
    });
    expect(calculateStatus(pass(34), replicaSet(0), counts, undefined)).toEqual({
      replicas: 4,
      fullyLabeledReplicas: 4,
      observedGeneration: 3,
    });
  });

  // wanted replicas, failing before, failure now → reason and message after
  test.each<readonly [number, boolean, string | undefined, readonly string[]]>([
    [10, false, 'quota', ['FailedCreate quota']],
    [2, false, 'denied', ['FailedDelete denied']],
    [10, true, 'second', ['FailedCreate first']],
    [10, true, undefined, []],
    [10, false, undefined, []],
  ])('%i wanted of 4, failing before: %s, now: %s', (replicas, wasFailing, now, want) => {
    const set = replicaSet(0, wasFailing ? { replicas: 4, conditions: [failure] } : { replicas: 4 }, replicas);
    const { conditions = [] } = calculateStatus(pass(37), set, counts, now);
    expect(conditions.map(({ reason, message }) => `${reason} ${message}`)).toEqual(want);
  });
});
