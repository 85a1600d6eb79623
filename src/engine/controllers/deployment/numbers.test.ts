import { describe, expect, test } from 'vitest';
import type { Deployment } from '../../../api/apps.ts';
import type { IntOrString } from '../../../api/meta.ts';
import { maxSurge, maxUnavailable, newRSNewReplicas, resolveFenceposts } from './numbers.ts';

function deployment(
  replicas: number,
  surge: IntOrString,
  unavailable: IntOrString,
  type: 'RollingUpdate' | 'Recreate' = 'RollingUpdate',
): Deployment {
  const rollingUpdate = { maxSurge: surge, maxUnavailable: unavailable };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      strategy: type === 'Recreate' ? { type } : { type, rollingUpdate },
      template: { spec: { containers: [] } },
    },
  };
}

// Each cell: surge/unavailable (floor..ceiling).
const columns: readonly (readonly [IntOrString, IntOrString])[] = [
  ['25%', '25%'],
  ['10%', '10%'],
  ['50%', '50%'],
  ['0%', '10%'],
  ['30%', '0%'],
];
const table: readonly (readonly string[])[] = [
  ['0/0 (0..0)', '0/0 (0..0)', '0/0 (0..0)', '0/0 (0..0)', '0/0 (0..0)'],
  ['1/0 (1..2)', '1/0 (1..2)', '1/0 (1..2)', '0/1 (0..1)', '1/0 (1..2)'],
  ['1/0 (2..3)', '1/0 (2..3)', '1/1 (1..3)', '0/1 (1..2)', '1/0 (2..3)'],
  ['1/0 (3..4)', '1/0 (3..4)', '2/1 (2..5)', '0/1 (2..3)', '1/0 (3..4)'],
  ['1/1 (3..5)', '1/0 (4..5)', '2/2 (2..6)', '0/1 (3..4)', '2/0 (4..6)'],
  ['2/1 (4..7)', '1/0 (5..6)', '3/2 (3..8)', '0/1 (4..5)', '2/0 (5..7)'],
  ['2/1 (5..8)', '1/0 (6..7)', '3/3 (3..9)', '0/1 (5..6)', '2/0 (6..8)'],
  ['2/1 (6..9)', '1/0 (7..8)', '4/3 (4..11)', '0/1 (6..7)', '3/0 (7..10)'],
  ['2/2 (6..10)', '1/0 (8..9)', '4/4 (4..12)', '0/1 (7..8)', '3/0 (8..11)'],
  ['3/2 (7..12)', '1/0 (9..10)', '5/4 (5..14)', '0/1 (8..9)', '3/0 (9..12)'],
  ['3/2 (8..13)', '1/1 (9..11)', '5/5 (5..15)', '0/1 (9..10)', '3/0 (10..13)'],
];

describe('surge and unavailable', () => {
  test.each(table.map((cells, replicas) => [replicas, cells] as const))('of %i replicas', (replicas, cells) => {
    const got = columns.map(([surge, unavailable]) => {
      const each = deployment(replicas, surge, unavailable);
      const [s, u] = [maxSurge(each), maxUnavailable(each)];
      return `${s}/${u} (${replicas - u}..${replicas + s})`;
    });
    expect(got).toEqual(cells);
  });

  // maxSurge, maxUnavailable, desired → surge, unavailable
  test.each<readonly [IntOrString, IntOrString, number, number, number]>([
    ['0%', '0%', 10, 0, 1],
    [0, 0, 10, 0, 1],
    ['39%', '39%', 10, 4, 3],
    [5, 1, 10, 5, 1],
    ['55%', '55%', 10, 6, 5],
    ['1%', '99%', 10, 1, 9],
    ['200%', '150%', 3, 6, 4],
    ['1%', '0%', 2, 1, 0],
    ['0%', '1%', 2, 0, 1],
  ])('fenceposts of %s and %s of %i', (surge, unavailable, desired, wantSurge, wantUnavailable) => {
    expect(resolveFenceposts(surge, unavailable, desired)).toEqual({ surge: wantSurge, unavailable: wantUnavailable });
  });

  test('more unavailable than replicas counts as all of them', () => {
    expect(maxUnavailable(deployment(3, 0, 10))).toBe(3);
  });

  test('Recreate has neither', () => {
    const each = deployment(4, '25%', '25%', 'Recreate');
    expect([maxSurge(each), maxUnavailable(each)]).toEqual([0, 0]);
  });
});

describe('size of the new ReplicaSet', () => {
  // type, replicas, maxSurge, pods of all ReplicaSets, of the new one → its new size
  test.each<readonly ['RollingUpdate' | 'Recreate', number, IntOrString, number, number, number]>([
    ['RollingUpdate', 10, 0, 10, 0, 0],
    ['RollingUpdate', 10, 3, 10, 0, 3],
    ['RollingUpdate', 10, 3, 8, 0, 5],
    ['RollingUpdate', 10, 3, 13, 5, 5],
    ['RollingUpdate', 10, 3, 14, 5, 5],
    ['RollingUpdate', 10, 3, 9, 8, 10],
    ['RollingUpdate', 10, '25%', 10, 0, 3],
    ['RollingUpdate', 1, '1%', 1, 0, 1],
    ['RollingUpdate', 0, '25%', 0, 0, 0],
    ['RollingUpdate', 4, '100%', 4, 0, 4],
    ['RollingUpdate', 2, '200%', 2, 0, 2],
    ['Recreate', 3, 0, 2, 2, 3],
    ['Recreate', 3, 0, 0, 0, 3],
  ])('%s of %i, surge %s: %i in all, %i new', (type, replicas, surge, counted, current, want) => {
    expect(newRSNewReplicas(deployment(replicas, surge, 0, type), counted, current)).toBe(want);
  });
});
