import { describe, expect, test } from 'vitest';
import { endDifferences, stepEventDifferences } from './events.ts';
import type { EventRow } from './trace.ts';

function scaled(from: number, to: number, n: EventRow[5]): EventRow {
  const direction = to < from ? 'down' : 'up';
  return ['Deployment', 'web', 'Normal', 'ScalingReplicaSet', `Scaled ${direction} replica set web-1 from ${from} to ${to}`, n];
}

function created(n: EventRow[5]): EventRow {
  return ['ReplicaSet', 'web-1', 'Normal', 'SuccessfulCreate', 'Created pod: <pod>', n];
}

describe('events of a step', () => {
  test.each<readonly [string, readonly EventRow[], readonly EventRow[], number]>([
    ['equal', [created(3)], [created(3)], 0],
    ['in range', [created([2, 4])], [created(4)], 0],
    ['absent in range', [created([0, 1])], [], 0],
    ['too many', [created([2, 4])], [created(5)], 1],
    ['not recorded', [], [created(1)], 1],
    [
      'another path where the recording shows several',
      [scaled(4, 3, [0, 1]), scaled(3, 2, [0, 1]), scaled(4, 2, [0, 1])],
      [scaled(4, 2, 1)],
      0,
    ],
    ['a path that no run took', [scaled(5, 4, [0, 1]), scaled(4, 1, [0, 1]), scaled(5, 1, [0, 1])], [scaled(5, 3, 1), scaled(3, 1, 1)], 0],
    ['a path to elsewhere', [scaled(5, 4, [0, 1]), scaled(4, 1, [0, 1])], [scaled(5, 3, 1), scaled(3, 2, 1)], 2],
    ['another path where the recording knows one only', [scaled(4, 2, 1)], [scaled(4, 3, 1), scaled(3, 2, 1)], 3],
    ['up and down again is no path', [scaled(4, 3, [0, 1]), scaled(3, 2, [0, 1])], [scaled(4, 2, 1), scaled(2, 4, 1), scaled(4, 2, 1)], 2],
  ])('%s', (_, want, got, differences) => {
    expect(stepEventDifferences('x', [want], [got])).toHaveLength(differences);
  });
});

test('what is stored at the end must have been emitted', () => {
  const want = [scaled(4, 3, [0, 1]), scaled(3, 2, [0, 1])];
  const got = [scaled(4, 2, 1)];
  expect(endDifferences('x', want, got, got)).toEqual([]);
  expect(endDifferences('x', want, got, [scaled(9, 8, 1)])).toHaveLength(1);
});
