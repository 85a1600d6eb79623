import { describe, expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import type { IntOrString } from '../../../api/meta.ts';
import { getReplicaSetProportion, proportionalSizes } from './proportion.ts';
import { MaxReplicasAnnotation } from './revision.ts';

function deployment(replicas: number, maxSurge: IntOrString, statusReplicas = 0): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable: 2 } },
      template: { spec: { containers: [] } },
    },
    status: { replicas: statusReplicas },
  };
}

/** ReplicaSets v1, v2 … with these sizes, the first the oldest. */
function replicaSets(sizes: readonly number[], max: number | undefined): readonly ReplicaSet[] {
  return sizes.map((replicas, index) => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `v${index + 1}`,
      creationTimestamp: `2026-01-05T09:00:0${index}Z`,
      ...(max === undefined ? {} : { annotations: { [MaxReplicasAnnotation]: String(max) } }),
    },
    spec: { replicas, selector: {}, template: { spec: { containers: [] } } },
  }));
}

function sizesAfter(
  replicas: number,
  surge: IntOrString,
  sizes: readonly number[],
  max: number | undefined,
  status = 0,
  minor = 37,
): readonly string[] {
  const all = replicaSets(sizes, max);
  return proportionalSizes(deployment(replicas, surge, status), all, minor).sizes.map(
    ([each, size]) => `${each.metadata.name} ${each.spec.replicas}>${size}`,
  );
}

describe('a change of replicas in the middle of a rollout', () => {
  // new replicas, maxSurge, sizes before, max-replicas annotation → sizes after, in the order of the writes
  test.each<readonly [string, number, IntOrString, readonly number[], number, readonly string[]]>([
    ['the example of the docs', 15, 3, [8, 5], 13, ['v1 8>11', 'v2 5>7']],
    ['up to 20 at 25 %', 20, '25%', [8, 5], 13, ['v1 8>15', 'v2 5>10']],
    ['down to 5 at 25 %', 5, '25%', [8, 5], 13, ['v1 8>4', 'v2 5>3']],
    ['down to 6, surge 3', 6, 3, [8, 5], 13, ['v1 8>6', 'v2 5>3']],
    ['one left over: to the newest of equals', 11, 2, [4, 4, 4], 12, ['v3 4>5', 'v2 4>4', 'v1 4>4']],
    ['one too many left: from the oldest of equals', 9, 2, [4, 4, 4], 12, ['v1 4>3', 'v2 4>4', 'v3 4>4']],
    ['to nothing', 0, '25%', [8, 5], 13, ['v1 8>0', 'v2 5>0']],
    ['nothing to add: the order stays', 10, 3, [5, 8], 13, ['v1 5>5', 'v2 8>8']],
  ])('%s', (_, replicas, surge, sizes, max, want) => {
    expect(sizesAfter(replicas, surge, sizes, max)).toEqual(want);
  });

  test('without the annotation the status is the basis', () => {
    expect(sizesAfter(15, 3, [8, 5], undefined, 13)).toEqual(['v1 8>11', 'v2 5>7']);
  });

  test('with no basis at all everything goes to the largest', () => {
    expect(sizesAfter(15, 3, [8, 5], undefined)).toEqual(['v1 8>13', 'v2 5>5']);
    expect(sizesAfter(15, 3, [8, 5], 0, 13)).toEqual(['v1 8>11', 'v2 5>7']);
  });
});

describe('one share', () => {
  // size, to add, given out already → share, of a Deployment that goes from 10 + 3 to 15 + 3
  test.each([
    [8, 5, 0, 3],
    [5, 5, 3, 2],
    [5, 5, 5, 0],
    [5, 5, 4, 1],
    [0, 5, 0, 0],
    [5, 0, 0, 0],
  ])('of a ReplicaSet of %i, %i to add, %i added', (size, toAdd, added, want) => {
    const [each] = replicaSets([size], 13);
    if (each === undefined) throw new Error('no ReplicaSet');
    expect(getReplicaSetProportion(deployment(15, 3), each, toAdd, added, 37)).toBe(want);
  });
});
