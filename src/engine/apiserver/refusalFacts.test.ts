/** Every refusal of admission and authorization carries its numbers beside its words. */
import { expect, test } from 'vitest';
import type { Request } from '../../api/client.ts';
import type { RefusalFacts } from '../../api/refusal.ts';
import type { Reason } from '../reason.ts';
import type { Setup } from '../setup.ts';
import { Simulation } from '../simulation.ts';
import type { Step } from '../step.ts';

const setup: Setup = { kubernetes: '1.37', seed: 7, startTime: '2026-01-05T09:00:00Z', nodes: [{ name: 'node-1' }], images: [] };

function cluster(...objects: readonly object[]): Simulation {
  const simulation = Simulation.boot(setup, { freeze: true });
  simulation.runUntil(100);
  for (const object of objects) {
    const answer = simulation.dispatch({ verb: 'create', object }, { userEvent: 'test' });
    if (!answer.ok) throw new Error(answer.error.message);
  }
  simulation.runUntil(200);
  return simulation;
}

function factsOf(simulation: Simulation, request: Request): RefusalFacts | undefined {
  const answer = simulation.dispatch(request, { userEvent: 'test' });
  if (answer.ok) throw new Error('the request was granted');
  // The step of the person tells the same.
  const reason = simulation.lastStep?.reason as Extract<Reason, { readonly actor: 'user' }>;
  expect(reason.facts).toEqual(answer.error.facts);
  return answer.error.facts;
}

const named = (kind: string, more: object, apiVersion = 'v1'): object => ({ apiVersion, kind, metadata: { name: 'team' }, ...more });
const quota = (hard: object): object => named('ResourceQuota', { spec: { hard } });
const pod = (resources: object = {}, more: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'web', image: 'web:1', resources }], ...more },
});
const limits = (item: object): object => named('LimitRange', { spec: { limits: [{ type: 'Container', ...item }] } });

test.each<readonly [string, readonly object[], object, RefusalFacts]>([
  [
    'every resource of a quota that would be exceeded',
    [quota({ pods: '0', 'requests.cpu': '1', 'requests.memory': '1Gi' })],
    pod({ requests: { cpu: '1500m', memory: '1Mi' } }),
    {
      rule: 'quota',
      quota: 'team',
      excess: [
        { resource: 'pods', requested: '1', used: '0', hard: '0' },
        { resource: 'requests.cpu', requested: '1500m', used: '0', hard: '1' },
      ],
    },
  ],
  [
    'the values that a quota needs',
    [quota({ 'limits.cpu': '1' })],
    pod(),
    { rule: 'quota needs values', quota: 'team', missing: [{ resource: 'limits.cpu', containers: ['web'] }] },
  ],
  [
    'a minimum',
    [limits({ min: { cpu: '200m' } })],
    pod({ requests: { cpu: '100m' } }),
    {
      rule: 'limit range',
      limitRange: 'team',
      breaches: [{ type: 'Container', resource: 'cpu', bound: 'min', enforced: '200m', of: 'request', given: '100m' }],
    },
  ],
  [
    'a ratio',
    [limits({ maxLimitRequestRatio: { cpu: '2' } })],
    pod({ requests: { cpu: '100m' }, limits: { cpu: '300m' } }),
    {
      rule: 'limit range',
      limitRange: 'team',
      breaches: [{ type: 'Container', resource: 'cpu', bound: 'ratio', enforced: '2', of: 'ratio', given: '3.000000' }],
    },
  ],
  ['a service account', [], pod({}, { serviceAccountName: 'robot' }), { rule: 'service account', name: 'robot' }],
  ['a priority class', [], pod({}, { priorityClassName: 'high' }), { rule: 'priority class', name: 'high' }],
])('%s', (_, objects, object, facts) => {
  expect(factsOf(cluster(...objects), { verb: 'create', object })).toEqual(facts);
});

test('who may not do what to which resource', () => {
  const request: Request = { verb: 'delete', key: { kind: 'Deployment', namespace: 'default', name: 'web' }, user: 'jane' };
  const facts = factsOf(cluster(), request);
  const action = { verb: 'delete', group: 'apps', resource: 'deployments', subresource: '', namespace: 'default', name: 'web' };
  expect(facts).toEqual({ rule: 'rbac', user: 'jane', ...action });
});

test('a cluster that is full', () => {
  const simulation = Simulation.boot(setup, { podLimit: 2 });
  const object = deployment(3);
  expect(factsOf(simulation, { verb: 'create', object })).toEqual({ rule: 'pod limit', limit: 2, pods: 4 });
});

function deployment(replicas: number): object {
  const labels = { app: 'web' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  };
}

function refusedStep(simulation: Simulation, actor: 'replicaset' | 'deployment'): Step {
  for (let step = simulation.step(); step !== undefined && simulation.now < 5000; step = simulation.step()) {
    if (step.reason?.actor === actor && step.reason.facts !== undefined) return step;
  }
  throw new Error('nothing was refused');
}

test('the ReplicaSet controller keeps the numbers of what it was refused, and when it tries again', () => {
  const simulation = cluster(quota({ pods: '1' }));
  simulation.dispatch({ verb: 'create', object: deployment(3) }, { userEvent: 'test' });
  const { reason, at } = refusedStep(simulation, 'replicaset');
  expect(reason).toMatchObject({
    verdict: 'refused',
    facts: { rule: 'quota', quota: 'team', excess: [{ resource: 'pods', requested: '1', used: '1', hard: '1' }] },
    retryAt: at + 5,
  });
});

test('so does the Deployment controller', () => {
  const simulation = cluster(quota({ 'count/replicasets.apps': '0' }));
  simulation.dispatch({ verb: 'create', object: deployment(3) }, { userEvent: 'test' });
  const { reason, at } = refusedStep(simulation, 'deployment');
  const excess = [{ resource: 'count/replicasets.apps', requested: '1', used: '0', hard: '0' }];
  expect(reason).toMatchObject({ verdict: 'failed', facts: { rule: 'quota', quota: 'team', excess }, retryAt: at + 5 });
});
