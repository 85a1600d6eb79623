import { beforeEach, describe, expect, test } from 'vitest';
import type { Deployment } from '../../../api/apps.ts';
import type { HorizontalPodAutoscaler } from '../../../api/autoscaling.ts';
import type { Request } from '../../../api/client.ts';
import type { Event } from '../../../api/core.ts';
import { Simulation } from '../../simulation.ts';

const setup = {
  kubernetes: '1.37',
  seed: 7,
  startTime: '2026-01-05T09:00:00Z',
  nodes: [{ name: 'a' }],
  images: [{ image: '*', where: 'node' as const }],
};
const labels = { app: 'web' };

let cluster: Simulation;
beforeEach(() => {
  cluster = Simulation.boot(setup, { freeze: true });
});

function ask(request: Request): void {
  const answer = cluster.dispatch(request, { userEvent: 'test' });
  expect(answer.ok ? '' : answer.error.message).toBe('');
}

function start(replicas: number, bounds: object): void {
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } };
  ask({
    verb: 'create',
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas, selector: { matchLabels: labels }, template },
    },
  });
  cluster.runUntil(20_000);
  ask({
    verb: 'create',
    object: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...bounds },
    },
  });
  cluster.runUntil(21_000);
}

const autoscaler = (): HorizontalPodAutoscaler =>
  cluster.reader.get({ kind: 'HorizontalPodAutoscaler', namespace: 'default', name: 'web' }) as HorizontalPodAutoscaler;
const size = (): number | undefined =>
  (cluster.reader.get({ kind: 'Deployment', namespace: 'default', name: 'web' }) as Deployment).spec.replicas;
const messages = (): readonly (string | undefined)[] =>
  (cluster.reader.list('Event') as readonly Event[])
    .filter(({ involvedObject }) => involvedObject.kind === 'HorizontalPodAutoscaler')
    .map(({ reason, message }) => `${reason}: ${message}`);

describe('an autoscaler', () => {
  test('within its bounds says that nobody serves metrics, as recorded', () => {
    start(2, { minReplicas: 2, maxReplicas: 5 });
    expect(autoscaler().metadata.generation).toBe(1);
    expect(autoscaler().status).toEqual({
      conditions: [
        {
          lastTransitionTime: '2026-01-05T09:00:20Z',
          message: "the HPA controller was able to get the target's current scale",
          reason: 'SucceededGetScale',
          status: 'True',
          type: 'AbleToScale',
        },
        {
          lastTransitionTime: '2026-01-05T09:00:20Z',
          message:
            'the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)',
          reason: 'FailedGetResourceMetric',
          status: 'False',
          type: 'ScalingActive',
        },
      ],
      currentMetrics: [{ type: '' }],
      currentReplicas: 2,
      desiredReplicas: 0,
      observedGeneration: 1,
    });
    // It does not look again of itself; what is left is the progress deadline of the Deployment.
    expect(cluster.nextDueAt()).toBeGreaterThan(600_000);
  });

  test.each([
    [1, 3, 'Current number of replicas below Spec.MinReplicas'],
    [9, 5, 'Current number of replicas above Spec.MaxReplicas'],
  ])('brings %d pods to %d', (replicas, bound, why) => {
    start(replicas, { minReplicas: 3, maxReplicas: 5 });
    expect(size()).toBe(bound);
    expect(messages()).toContain(`SuccessfulRescale: New size: ${bound}; reason: ${why}`);
    cluster.runUntil(60_000);
    expect(autoscaler().status).toMatchObject({ currentReplicas: bound, desiredReplicas: bound, lastScaleTime: '2026-01-05T09:00:20Z' });
  });

  test('undoes a size outside its bounds within a quarter of a minute, and leaves zero alone', () => {
    start(3, { minReplicas: 3, maxReplicas: 5 });
    const scale = (replicas: number): void =>
      ask({
        verb: 'patch',
        key: { kind: 'Deployment', namespace: 'default', name: 'web' },
        patchType: 'merge',
        body: { spec: { replicas } },
      });
    scale(8);
    cluster.runUntil(30_000);
    expect(size()).toBe(8);
    cluster.runUntil(40_000);
    expect(size()).toBe(5);
    scale(0);
    cluster.runUntil(120_000);
    expect(size()).toBe(0);
    expect(autoscaler().status?.conditions?.at(1)).toMatchObject({ status: 'False', reason: 'ScalingDisabled' });
  });

  test('tells when its target is not there', () => {
    ask({
      verb: 'create',
      object: {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 5 },
      },
    });
    cluster.runUntil(1000);
    expect(messages()).toEqual(['FailedGetScale: deployments.apps "web" not found']);
  });
});
