import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Request } from '../../../api/client.ts';
import type { Pod } from '../../../api/core.ts';
import type { EndpointSlice, Endpoints } from '../../../api/discovery.ts';
import { Simulation } from '../../simulation.ts';

const setup = {
  kubernetes: '1.37',
  seed: 7,
  startTime: '2026-01-05T09:00:00Z',
  nodes: [{ name: 'a', pods: 500 }],
  images: [{ image: '*', where: 'node' as const }],
};
// Much work, and a machine that may be busy: no test here is about speed.
vi.setConfig({ testTimeout: 120_000 });

const labels = { app: 'web' };

let cluster: Simulation;
beforeEach(() => {
  cluster = Simulation.boot(setup, { freeze: true });
});

function ask(request: Request): void {
  const answer = cluster.dispatch(request, { userEvent: 'test' });
  expect(answer.ok ? '' : answer.error.message).toBe('');
}

function run(ms: number): void {
  cluster.runUntil(cluster.now + ms);
}

function serve(spec: object = {}): void {
  ask({
    verb: 'create',
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: labels, ports: [{ port: 80, targetPort: 'http' }], ...spec },
    },
  });
}

function roll(replicas: number): void {
  const ports = [{ name: 'http', containerPort: 8080 }];
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i', ports }] } };
  ask({
    verb: 'create',
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas, selector: { matchLabels: labels }, template },
    },
  });
}

const scale = (replicas: number): void =>
  ask({ verb: 'patch', key: { kind: 'Deployment', namespace: 'default', name: 'web' }, patchType: 'merge', body: { spec: { replicas } } });
const slices = (): readonly EndpointSlice[] =>
  cluster.reader.list('EndpointSlice', { labelSelector: 'kubernetes.io/service-name=web' }) as readonly EndpointSlice[];
const legacy = (): Endpoints | undefined =>
  cluster.reader.get({ kind: 'Endpoints', namespace: 'default', name: 'web' }) as Endpoints | undefined;
const pods = (): readonly Pod[] => cluster.reader.list('Pod') as readonly Pod[];

/** Names and addresses of all endpoints are those of the pods that have one. */
function expectTrue(): void {
  const found = slices().flatMap(({ endpoints = [] }) => endpoints.map(({ addresses, targetRef }) => `${targetRef?.name} ${addresses[0]}`));
  const wanted = pods()
    .filter(({ status }) => status?.podIP !== undefined)
    .map(({ metadata, status }) => `${metadata.name} ${status?.podIP}`);
  expect([...found].sort()).toEqual([...wanted].sort());
}

describe('a Service with a selector', () => {
  test('has an empty slice as long as it has no pods', () => {
    serve();
    run(1000);
    expect(slices()).toMatchObject([
      {
        apiVersion: 'discovery.k8s.io/v1',
        addressType: 'IPv4',
        metadata: {
          generateName: 'web-',
          generation: 1,
          labels: { 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' },
          ownerReferences: [{ kind: 'Service', name: 'web', controller: true }],
        },
      },
    ]);
    expect(slices()[0]?.endpoints).toBeUndefined();
    expect(legacy()?.subsets).toBeUndefined();
  });

  test('names its pods, and which of them are ready, with the number of their port', () => {
    serve();
    roll(2);
    run(30_000);
    expect(slices()).toHaveLength(1);
    expect(slices()[0]).toMatchObject({
      ports: [{ name: '', port: 8080, protocol: 'TCP' }],
      endpoints: [{ conditions: { ready: true, serving: true, terminating: false }, nodeName: 'a', targetRef: { kind: 'Pod' } }, {}],
    });
    expectTrue();
    expect(legacy()?.subsets).toMatchObject([{ addresses: [{ nodeName: 'a' }, {}], ports: [{ port: 8080, protocol: 'TCP' }] }]);
  });

  test('that is made after its pods finds them', () => {
    roll(3);
    run(30_000);
    serve();
    run(1000);
    expect(slices().flatMap(({ endpoints = [] }) => endpoints)).toHaveLength(3);
    expectTrue();
  });

  test('follows a pod to its end', () => {
    serve();
    roll(2);
    run(30_000);
    scale(1);
    run(100);
    expect(slices()[0]?.endpoints?.filter(({ conditions }) => conditions.terminating)).toMatchObject([
      { conditions: { ready: false, serving: true, terminating: true } },
    ]);
    expect(legacy()?.subsets?.[0]?.addresses).toHaveLength(1);
    run(60_000);
    expectTrue();
    expect(slices()[0]?.endpoints).toHaveLength(1);
    scale(0);
    run(60_000);
    expect(slices()).toHaveLength(1);
    expect(slices()[0]?.endpoints).toBeUndefined();
  });

  test('of many pods has several slices, through every rollout', () => {
    serve();
    roll(130);
    run(120_000);
    expect(
      slices()
        .map(({ endpoints = [] }) => endpoints.length)
        .sort(),
    ).toEqual([100, 30]);
    expectTrue();
    ask({
      verb: 'patch',
      key: { kind: 'Deployment', namespace: 'default', name: 'web' },
      patchType: 'strategic',
      body: { spec: { template: { spec: { containers: [{ name: 'c', image: 'j' }] } } } },
    });
    run(300_000);
    expectTrue();
    expect(legacy()?.subsets?.[0]?.addresses).toHaveLength(130);
  });

  test('that goes takes its slices along; one that changes its selector lets its pods go', () => {
    serve();
    roll(2);
    run(30_000);
    ask({
      verb: 'patch',
      key: { kind: 'Service', namespace: 'default', name: 'web' },
      patchType: 'merge',
      body: { spec: { selector: { app: 'other' } } },
    });
    run(1000);
    expect(slices()[0]?.endpoints).toBeUndefined();
    ask({ verb: 'delete', key: { kind: 'Service', namespace: 'default', name: 'web' } });
    run(1000);
    expect(slices()).toEqual([]);
    expect(legacy()).toBeUndefined();
  });
});

test('a namespace goes with all its Services, slices, budgets and autoscalers, and comes to rest', () => {
  const namespace = 'shop';
  const make = (apiVersion: string, kind: string, spec: object): void =>
    ask({ verb: 'create', object: { apiVersion, kind, metadata: { name: 'web', namespace }, spec } });
  ask({ verb: 'create', object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } } });
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } };
  make('apps/v1', 'Deployment', { replicas: 3, selector: { matchLabels: labels }, template });
  make('v1', 'Service', { selector: labels, ports: [{ port: 80 }] });
  make('policy/v1', 'PodDisruptionBudget', { minAvailable: 3, selector: { matchLabels: labels } });
  make('autoscaling/v2', 'HorizontalPodAutoscaler', {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    maxReplicas: 5,
  });
  run(30_000);
  ask({ verb: 'delete', key: { kind: 'Namespace', namespace: '', name: namespace } });
  run(200_000);
  expect(cluster.reader.get({ kind: 'Namespace', namespace: '', name: namespace })).toBeUndefined();
  for (const kind of ['Pod', 'Service', 'EndpointSlice', 'Endpoints', 'PodDisruptionBudget', 'HorizontalPodAutoscaler'] as const)
    expect(cluster.reader.list(kind, { namespace })).toEqual([]);
  run(700_000);
  expect(cluster.nextDueAt()).toBeUndefined();
});

test('without a Service nothing is remembered or done', () => {
  roll(3);
  run(30_000);
  expect(cluster.snapshot().memories.map(([actor]) => actor)).not.toContain('endpointslice');
});
