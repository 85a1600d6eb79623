import { describe, expect, test } from 'vitest';
import type { Pod } from '../../../api/core.ts';
import { epochMs } from '../../../api/time.ts';
import { shareOf } from '../../podGroups.ts';
import { ageBucket, deletionCost, getPodsToDelete } from './ranking.ts';

const NOW = epochMs('2026-01-05T10:00:00Z');

interface Facts {
  readonly node?: string;
  readonly phase?: 'Pending' | 'Unknown' | 'Running';
  /** Seconds since it became ready; absent: not ready. */
  readonly readySeconds?: number;
  readonly cost?: string;
  readonly restarts?: number;
  readonly sidecarRestarts?: number;
  readonly ageSeconds?: number;
}

function before(seconds: number): string {
  return `${new Date(NOW - seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** A pod; unless told otherwise bound to `a`, running, ready for an hour and created two hours ago. */
function pod(uid: string, facts: Facts = {}): Pod {
  const { node = 'a', phase = 'Running', cost, restarts = 0, sidecarRestarts, ageSeconds = 7200 } = facts;
  const readySeconds = 'readySeconds' in facts ? facts.readySeconds : 3600;
  const status = { name: 'app', ready: true, image: '', imageID: '' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: uid,
      uid,
      creationTimestamp: before(ageSeconds),
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: {
      containers: [{ name: 'app' }],
      ...(sidecarRestarts === undefined ? {} : { initContainers: [{ name: 'side', restartPolicy: 'Always' }] }),
      ...(node === '' ? {} : { nodeName: node }),
    },
    status: {
      phase,
      conditions: readySeconds === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: before(readySeconds) }],
      containerStatuses: [{ ...status, restartCount: restarts }],
      ...(sidecarRestarts === undefined ? {} : { initContainerStatuses: [{ ...status, name: 'side', restartCount: sidecarRestarts }] }),
    },
  };
}

function order(
  pods: readonly Pod[],
  onNode: Readonly<Record<string, number>> = {},
  minor = 37,
  count = pods.length - 1,
): readonly string[] {
  const context = { nowMs: NOW, minor, podsOnNode: (node: string) => onNode[node] ?? 0 };
  return getPodsToDelete(pods.map(shareOf), count, context).map(({ metadata }) => metadata.name);
}

describe('who goes first', () => {
  // The first of each pair goes; it stands second in the input.
  test.each<readonly [string, Facts, Facts]>([
    ['not bound before bound', { node: '', phase: 'Pending' }, {}],
    ['not bound before bound, even with a higher cost', { node: '', cost: '9' }, { cost: '-9' }],
    ['pending before unknown', { phase: 'Pending' }, { phase: 'Unknown' }],
    ['unknown before running', { phase: 'Unknown' }, { phase: 'Running' }],
    ['not ready before ready', { readySeconds: undefined as never }, {}],
    ['not ready before ready, even with a higher cost', { readySeconds: undefined as never, cost: '9' }, { cost: '-9' }],
    ['lower cost', { cost: '-10' }, {}],
    ['ready for a shorter time, by powers of two', { readySeconds: 60 }, { readySeconds: 120 }],
    ['more restarts', { restarts: 3 }, { restarts: 1 }],
    ['younger, by powers of two', { ageSeconds: 3700 }, { ageSeconds: 7400 }],
  ])('%s', (_, first, second) => {
    expect(order([pod('b', second), pod('a', first)])).toEqual(['a']);
    expect(order([pod('a', second), pod('b', first)])).toEqual(['b']);
  });

  test('on a node that holds more of them', () => {
    expect(order([pod('b', { node: 'y' }), pod('a', { node: 'x' })], { x: 2, y: 1 })).toEqual(['a']);
    expect(order([pod('b', { node: 'x' }), pod('a', { node: 'y' })], { x: 2, y: 1 })).toEqual(['b']);
  });

  test('ready 100 s or 120 s ago is the same: the lower uid goes', () => {
    expect(order([pod('b', { readySeconds: 100 }), pod('a', { readySeconds: 120 })])).toEqual(['a']);
    expect(order([pod('b', { readySeconds: 120 }), pod('a', { readySeconds: 100 })])).toEqual(['a']);
  });

  test('restarts of sidecars since 1.32', () => {
    const pods = [pod('b', { sidecarRestarts: 0 }), pod('a', { sidecarRestarts: 2 })];
    expect(order(pods, {}, 32)).toEqual(['a']);
    expect(order(pods, {}, 31)).toEqual(['b']);
  });

  test('equal pods go in the order of their creation', () => {
    expect(order([pod('c'), pod('a'), pod('b')])).toEqual(['c', 'a']);
  });

  test('a few of many are those that sorting would give', () => {
    const pods = Array.from({ length: 200 }, (_, index) => pod(`p${index}`, { cost: String((index * 37) % 101) }));
    const sorted = order(pods, {}, 37, 199);
    for (const count of [1, 2, 7, 24, 25, 26, 150]) expect(order(pods, {}, 37, count)).toEqual(sorted.slice(0, count));
  });

  test('if all must go nobody ranks them', () => {
    expect(order([pod('b'), pod('a', { cost: '-1' })], {}, 37, 2)).toEqual(['b', 'a']);
  });
});

test.each([
  ['10', 10],
  ['-10', -10],
  ['0', 0],
  ['+10', 0],
  ['010', 0],
  ['ten', 0],
  ['2147483647', 2147483647],
  ['2147483648', 0],
])('deletion cost %j', (text, want) => {
  expect(deletionCost(pod('a', { cost: text }))).toBe(want);
});

// Border ages in seconds: below and above fall into different buckets.
test.each([1.07, 2.15, 4.29, 8.59, 17.2, 34.4, 68.7, 137, 275, 550, 1100])('a bucket ends near %d s', (border) => {
  const bucket = (seconds: number): number => ageBucket(NOW - seconds * 1000, NOW);
  expect(bucket(border * 1.01) - bucket(border * 0.99)).toBe(1);
});

test('what is not in the past has no bucket', () => {
  expect(ageBucket(NOW, NOW)).toBe(-1);
});
