import { describe, expect, test } from 'vitest';
import type { Deployment, DeploymentStatus } from '../../../api/apps.ts';
import { deploymentComplete, deploymentProgressing } from './progress.ts';
import { Lockstep } from './testing/lockstep.ts';

function deployment(replicas: number, status: DeploymentStatus = {}): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'w', generation: 2 },
    spec: { replicas, selector: {}, template: { spec: { containers: [] } } },
    status,
  };
}

function status(
  replicas: number,
  updatedReplicas: number,
  readyReplicas: number,
  availableReplicas: number,
  observedGeneration = 2,
): DeploymentStatus {
  return { replicas, updatedReplicas, readyReplicas, availableReplicas, observedGeneration };
}

describe('complete', () => {
  // wanted; all, updated, ready, available, observedGeneration
  test.each<readonly [number, DeploymentStatus, boolean]>([
    [5, status(5, 5, 5, 5), true],
    [5, status(5, 5, 5, 4), false],
    [5, status(6, 5, 6, 6), false],
    [5, status(5, 4, 5, 5), false],
    [1, status(1, 1, 1, 1), true],
    [0, status(0, 0, 0, 0), true],
    [5, status(5, 5, 5, 5, 1), false],
  ])('%i wanted, status %j', (replicas, newStatus, want) => {
    expect(deploymentComplete(deployment(replicas), newStatus)).toBe(want);
  });
});

describe('progressing', () => {
  // all, updated, ready, available: before and after
  test.each<readonly [DeploymentStatus, DeploymentStatus, boolean]>([
    [status(10, 4, 10, 10), status(10, 4, 10, 10), false],
    [status(10, 4, 10, 10), status(10, 6, 10, 10), true],
    [status(10, 4, 8, 8), status(10, 4, 8, 9), true],
    [status(10, 4, 8, 8), status(10, 4, 9, 8), true],
    [status(10, 4, 10, 10), status(8, 4, 8, 8), true],
    [status(10, 4, 10, 10), status(9, 3, 9, 9), false],
    [status(10, 4, 10, 10), status(12, 4, 10, 10), false],
  ])('%j then %j', (before, after, want) => {
    expect(deploymentProgressing(deployment(10, before), after)).toBe(want);
  });
});

describe('the deadline', () => {
  const reasonOf = (cluster: Lockstep): string | undefined =>
    cluster.deployment.status?.conditions?.find(({ type }) => type === 'Progressing')?.reason;

  test('does not run for a finished rollout, however few pods are available', () => {
    const cluster = new Lockstep({ replicas: 3, progressDeadlineSeconds: 5 });
    cluster.rollOut();
    cluster.setAvailable('v1', 0);
    for (let second = 0; second < 20; second += 1) cluster.settle();
    expect(reasonOf(cluster)).toBe('NewReplicaSetAvailable');
  });

  test('marks a rollout that stands still, strictly after it has passed; the next progress takes the mark away', () => {
    const cluster = new Lockstep({ replicas: 3, progressDeadlineSeconds: 5 });
    cluster.rollOut();
    cluster.setTemplate('v2');
    cluster.settle();
    for (let second = 0; second < 5; second += 1) cluster.settle();
    expect(reasonOf(cluster)).not.toBe('ProgressDeadlineExceeded');
    cluster.settle();
    expect(reasonOf(cluster)).toBe('ProgressDeadlineExceeded');
    expect(cluster.step(['v2'])).toEqual(['v1 3>2', 'v2 1>2']);
    expect(reasonOf(cluster)).toBe('ReplicaSetUpdated');
  });

  test('without one there is no Progressing condition', () => {
    const cluster = new Lockstep({ replicas: 3, progressDeadlineSeconds: 2_147_483_647 });
    cluster.rollOut();
    expect(cluster.deployment.status?.conditions?.map(({ type }) => type)).toEqual(['Available']);
  });
});
