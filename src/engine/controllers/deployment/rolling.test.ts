import { describe, expect, test } from 'vitest';
import type { IntOrString } from '../../../api/meta.ts';
import { Lockstep } from './testing/lockstep.ts';

function rollingUpdate(maxSurge: IntOrString, maxUnavailable: IntOrString) {
  return { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } } as const;
}

/** A Deployment whose first revision is complete. */
function finished(replicas: number, maxSurge: IntOrString = '25%', maxUnavailable: IntOrString = '25%'): Lockstep {
  const cluster = new Lockstep({ replicas, ...rollingUpdate(maxSurge, maxUnavailable) });
  cluster.rollOut();
  return cluster;
}

describe('an update in which all pods of a step become available together', () => {
  // replicas, maxSurge, maxUnavailable → the changes of size, step by step
  test.each<readonly [number, IntOrString, IntOrString, readonly string[]]>([
    [1, '25%', '25%', ['v2 0>1', 'v1 1>0']],
    [2, '25%', '25%', ['v2 0>1', 'v1 2>1, v2 1>2', 'v1 1>0']],
    [3, '25%', '25%', ['v2 0>1', 'v1 3>2, v2 1>2', 'v1 2>1, v2 2>3', 'v1 1>0']],
    [4, '25%', '25%', ['v2 0>1, v1 4>3, v2 1>2', 'v1 3>1, v2 2>4', 'v1 1>0']],
    [5, '25%', '25%', ['v2 0>2, v1 5>4, v2 2>3', 'v1 4>1, v2 3>5', 'v1 1>0']],
    [6, '25%', '25%', ['v2 0>2, v1 6>5, v2 2>3', 'v1 5>2, v2 3>6', 'v1 2>0']],
    [7, '25%', '25%', ['v2 0>2, v1 7>6, v2 2>3', 'v1 6>3, v2 3>6', 'v1 3>0, v2 6>7']],
    [8, '25%', '25%', ['v2 0>2, v1 8>6, v2 2>4', 'v1 6>2, v2 4>8', 'v1 2>0']],
    [9, '25%', '25%', ['v2 0>3, v1 9>7, v2 3>5', 'v1 7>2, v2 5>9', 'v1 2>0']],
    [10, '25%', '25%', ['v2 0>3, v1 10>8, v2 3>5', 'v1 8>3, v2 5>10', 'v1 3>0']],
    [3, 0, 1, ['v1 3>2, v2 0>1', 'v1 2>1, v2 1>2', 'v1 1>0, v2 2>3']],
    [4, 0, '100%', ['v1 4>0, v2 0>4']],
    [4, '100%', 0, ['v2 0>4', 'v1 4>0']],
    [2, '0%', '1%', ['v1 2>1, v2 0>1', 'v1 1>0, v2 1>2']],
    [2, '1%', '0%', ['v2 0>1', 'v1 2>1, v2 1>2', 'v1 1>0']],
  ])('%i replicas, surge %s, unavailable %s', (replicas, surge, unavailable, want) => {
    const cluster = finished(replicas, surge, unavailable);
    cluster.setTemplate('v2');
    expect(cluster.rollOut()).toEqual(want);
    expect(cluster.reason?.verdict).toBe('complete');
  });
});

describe('what is in the way', () => {
  test('a third template while the second is not available: its pods go first', () => {
    const cluster = finished(10, 3, 2);
    cluster.setTemplate('v2');
    expect(cluster.settle()).toEqual(['v2 0>3', 'v1 10>8', 'v2 3>5']);
    cluster.setTemplate('v3');
    expect(cluster.settle()).toEqual(['v2 5>0', 'v3 0>5']);
    expect(cluster.rollOut()).toEqual(['v1 8>3, v3 5>10', 'v1 3>0']);
  });

  test('unavailable old pods go before available ones, both in one sync', () => {
    const cluster = finished(10, 3, 2);
    cluster.setAvailable('v1', 6);
    cluster.setTemplate('v2');
    expect(cluster.settle()).toEqual(['v2 0>3', 'v1 10>8', 'v2 3>5']);
    expect(cluster.step(['v2'])).toEqual(['v1 8>6', 'v1 6>3', 'v2 5>10']);
    expect(cluster.step()).toEqual(['v1 3>0']);
  });

  test('with no old pod available and none allowed to be missing, nothing goes until a new one is there', () => {
    const cluster = finished(3, 1, 0);
    cluster.setAvailable('v1', 0);
    cluster.setTemplate('v2');
    expect(cluster.settle()).toEqual(['v2 0>1']);
    expect(cluster.reason).toMatchObject({
      verdict: 'waits',
      floor: 3,
      ceiling: 4,
      counted: 4,
      newCounted: 1,
      available: 0,
      mayAdd: 0,
      mayRemove: 0,
    });
  });

  test('going back to the first revision', () => {
    const cluster = finished(10, 3, 2);
    cluster.setTemplate('v2');
    cluster.settle();
    cluster.setTemplate('v1');
    expect(cluster.settle()).toEqual(['v2 5>0', 'v1 8>10']);
    expect(cluster.replicaSet('v1')?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
  });
});

describe('scaling', () => {
  test('a stable Deployment has one change and no new progress', () => {
    const cluster = finished(3);
    cluster.edit({ replicas: 5 });
    expect(cluster.settle()).toEqual(['v1 3>5']);
    expect(cluster.deployment.status?.conditions?.find(({ type }) => type === 'Progressing')?.reason).toBe('NewReplicaSetAvailable');
  });

  test('to nothing in the middle, and back: only the new ReplicaSet returns', () => {
    const cluster = finished(4);
    cluster.setTemplate('v2');
    cluster.settle();
    cluster.edit({ replicas: 0 });
    expect([...cluster.settle()].sort()).toEqual(['v1 3>0', 'v2 2>0']);
    cluster.edit({ replicas: 4 });
    expect(cluster.settle()).toEqual(['v2 0>4']);
  });

  test('replicas and template in one edit: the old ReplicaSet is scaled first', () => {
    const cluster = finished(4);
    cluster.edit({ replicas: 8 });
    cluster.setTemplate('v2');
    expect(cluster.settle()).toEqual(['v1 4>8', 'v2 0>2', 'v1 8>6', 'v2 2>4']);
  });

  test('paused in the middle: scaling goes on, rolling does not', () => {
    const cluster = finished(10);
    cluster.setTemplate('v2');
    cluster.settle();
    cluster.edit({ paused: true });
    expect(cluster.step()).toEqual([]);
    expect(cluster.reason?.verdict).toBe('paused');
    cluster.edit({ replicas: 14 });
    expect(cluster.settle()).toEqual(['v1 8>11', 'v2 5>7']);
    cluster.edit({ paused: false });
    expect(cluster.step()).toEqual(['v1 11>4', 'v2 7>14']);
    expect(cluster.step()).toEqual(['v1 4>0']);
  });
});
