import { describe, expect, test } from 'vitest';
import type { ObjectKey, Request } from '../../../api/client.ts';
import type { Pod, ResourceQuota } from '../../../api/core.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { Simulation } from '../../simulation.ts';

const setup = {
  kubernetes: '1.37',
  seed: 7,
  startTime: '2026-01-05T09:00:00Z',
  nodes: [{ name: 'node-1' }],
  images: [
    { image: 'stuck', where: 'node', ignoreTerm: true },
    { image: '*', where: 'node' },
  ],
} as const;
const quotaKey: ObjectKey = { kind: 'ResourceQuota', namespace: 'default', name: 'team' };

function cluster(hard: Readonly<Record<string, string>>, more: object = {}): Simulation {
  const simulation = Simulation.boot(setup, { freeze: true });
  simulation.runUntil(100);
  const object = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard, ...more } };
  expect(send(simulation, { verb: 'create', object })).toBe('');
  simulation.runUntil(200);
  return simulation;
}

/** '' when granted. */
function send(simulation: Simulation, request: Request): string {
  const answer = simulation.dispatch(request, { userEvent: 'test' });
  return answer.ok ? '' : answer.error.message;
}

function usedOf(simulation: Simulation): Readonly<Record<string, string>> | undefined {
  return (simulation.reader.get(quotaKey) as ResourceQuota).status?.used;
}

function pod(name: string, spec: Partial<Pod['spec']> = {}, image = 'app'): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'c', image }], ...spec } } as KubeObject;
}

const create = (object: object, dryRun = false): Request => ({ verb: 'create', object, dryRun });

describe('at admission', () => {
  test('what is granted is charged at once, what would pass the quota is refused, a dry run costs nothing', () => {
    const simulation = cluster({ pods: '1' });
    expect(send(simulation, create(pod('a'), true))).toBe('');
    expect(usedOf(simulation)).toEqual({ pods: '0' });
    expect(send(simulation, create(pod('a')))).toBe('');
    expect(usedOf(simulation)).toEqual({ pods: '1' });
    expect(send(simulation, create(pod('b')))).toBe(
      'pods "b" is forbidden: exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1',
    );
  });

  test('a name that is taken is not charged', () => {
    const simulation = cluster({ 'count/configmaps': '9' });
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
    expect(send(simulation, create(object))).toBe('');
    expect(send(simulation, create(object))).toBe('configmaps "a" already exists');
    expect(usedOf(simulation)).toEqual({ 'count/configmaps': '2' });
  });

  test('a quota that has not been computed lets pass what it does not know yet', () => {
    const simulation = Simulation.boot(setup, { actors: [], freeze: true });
    const object = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard: { pods: '0' } } };
    expect(send(simulation, create({ ...object, status: { hard: { pods: '0' } } }))).toBe('');
    expect((simulation.reader.get(quotaKey) as ResourceQuota).status).toEqual({});
    expect(send(simulation, create(pod('a')))).toBe('');
  });

  test('containers, init containers and sidecars are counted as the scheduler does', () => {
    const simulation = cluster({ 'requests.cpu': '10', 'limits.memory': '1Gi', 'count/pods': '5' });
    const asks = (cpu: string, memory: string): object => ({ resources: { requests: { cpu }, limits: { memory } } });
    const spec = {
      initContainers: [{ name: 'i', image: 'app', ...asks('2', '10Mi') }],
      containers: [
        { name: 'c', image: 'app', ...asks('500m', '64Mi') },
        { name: 'd', image: 'app', ...asks('100m', '64Mi') },
      ],
    };
    expect(send(simulation, create(pod('a', spec)))).toBe('');
    expect(usedOf(simulation)).toEqual({ 'count/pods': '1', 'limits.memory': '128Mi', 'requests.cpu': '2' });
  });

  test('scopes choose the pods', () => {
    const simulation = cluster({ pods: '0' }, { scopes: ['BestEffort', 'NotTerminating'] });
    const some = { containers: [{ name: 'c', image: 'app', resources: { requests: { cpu: '1m' } } }] };
    expect(send(simulation, create(pod('a')))).toContain('exceeded quota');
    expect(send(simulation, create(pod('b', some)))).toBe('');
    expect(send(simulation, create(pod('c', { activeDeadlineSeconds: 5 })))).toBe('');
  });

  test('a ReplicaSet is refused too, and the Deployment says so', () => {
    const simulation = cluster({ 'count/replicasets.apps': '0' });
    const labels = { app: 'web' };
    const spec = {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'app' }] } },
    };
    send(simulation, create({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec }));
    simulation.runUntil(2000);
    expect(simulation.reader.list('ReplicaSet')).toEqual([]);
    const [web] = simulation.reader.list('Deployment');
    expect(JSON.stringify(web)).toContain('ReplicaSetCreateError');
    expect(JSON.stringify(web)).toContain(
      'requested: count/replicasets.apps=1, used: count/replicasets.apps=0, limited: count/replicasets.apps=0',
    );
  });
});

describe('the controller', () => {
  test('counts what is there when a quota comes and when its limits change', () => {
    const simulation = cluster({ pods: '1' });
    send(simulation, create(pod('a')));
    simulation.runUntil(5000);
    send(simulation, { verb: 'patch', key: quotaKey, patchType: 'merge', body: { spec: { hard: { configmaps: '7', pods: '9' } } } });
    simulation.runUntil(5100);
    expect((simulation.reader.get(quotaKey) as ResourceQuota).status).toEqual({
      hard: { configmaps: '7', pods: '9' },
      used: { configmaps: '1', pods: '1' },
    });
  });

  test('a terminating pod is charged until it is gone', () => {
    const simulation = cluster({ pods: '1' });
    send(simulation, create(pod('a')));
    simulation.runUntil(10_000);
    send(simulation, { verb: 'delete', key: { kind: 'Pod', namespace: 'default', name: 'a' } });
    simulation.runUntil(10_200);
    expect(usedOf(simulation)).toEqual({ pods: '1' });
    simulation.runUntil(15_000);
    expect(simulation.reader.list('Pod')).toEqual([]);
    expect(usedOf(simulation)).toEqual({ pods: '0' });
  });

  test('a pod that cannot go is charged for twice its grace, and freed at the next full count', () => {
    const simulation = cluster({ pods: '1' });
    const held = pod('a');
    send(simulation, create({ ...held, metadata: { ...held.metadata, finalizers: ['example.com/hold'] } }));
    simulation.runUntil(10_000);
    send(simulation, { verb: 'delete', key: { kind: 'Pod', namespace: 'default', name: 'a' }, gracePeriodSeconds: 20 });
    simulation.runUntil(600_000);
    expect(simulation.reader.list('Pod')).toHaveLength(1);
    expect(usedOf(simulation)).toEqual({ pods: '0' });
  });

  test('comes to rest', () => {
    const simulation = cluster({ pods: '3', 'requests.cpu': '1' });
    simulation.runUntil(10_000);
    const quota = simulation.reader.get(quotaKey);
    simulation.runUntil(2_000_000);
    expect(simulation.reader.get(quotaKey)).toBe(quota);
  });
});
