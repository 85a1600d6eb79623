import { describe, expect, test } from 'vitest';
import type { Node, Pod } from '../../api/core.ts';
import { FakeCluster, node, SETUP } from '../kubelet/testing.ts';
import type { Setup } from '../setup.ts';
import { Simulation } from '../simulation.ts';
import { scheduler } from './scheduler.ts';

type Container = Partial<Pod['spec']['containers'][number]>;

function pod(name: string, spec: Partial<Pod['spec']> = {}, container: Container = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: [{ name: 'web', image: 'web:1', ...container }], ...spec },
    status: { phase: 'Pending' },
  };
}

const wanting = (cpu: string, memory = '1Mi'): Container => ({ resources: { requests: { cpu, memory } } });

function cluster(nodes: readonly Node[], setup: Partial<Setup> = {}): FakeCluster {
  const fake = new FakeCluster([scheduler], { ...SETUP, ...setup });
  for (const each of nodes) fake.put(each);
  fake.run(100);
  return fake;
}

function said(fake: FakeCluster): readonly string[] {
  return fake.timeline.flatMap(({ event }) => (event === undefined ? [] : [`${event.type} ${event.reason} ${event.message}`]));
}

test('a pod is bound and an event says so', () => {
  const fake = cluster([node('a')]);
  fake.put(pod('web'));
  fake.run(200);
  expect(fake.pod('web').spec.nodeName).toBe('a');
  expect(said(fake)).toEqual(['Normal Scheduled Successfully assigned default/web to a']);
});

test('pods of one owner spread over nodes', () => {
  const fake = cluster([node('a'), node('b'), node('c')]);
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'owner', controller: true };
  for (let i = 0; i < 9; i++) {
    const made = pod(`web-${i}`);
    fake.put({ ...made, metadata: { ...made.metadata, ownerReferences: [owner] } });
  }
  fake.run(1000);
  const counts = new Map<string, number>();
  for (let i = 0; i < 9; i++) {
    const name = fake.pod(`web-${i}`).spec.nodeName ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  expect([...counts.values()]).toEqual([3, 3, 3]);
});

test('a thousand pods are placed in about two seconds', () => {
  const fake = cluster(Array.from({ length: 10 }, (_, i) => node(`n${i}`)));
  for (let i = 0; i < 1000; i++) fake.put(pod(`web-${i}`));
  fake.run(2200);
  expect(fake.timeline.filter(({ event }) => event?.reason === 'Scheduled')).toHaveLength(1000);
});

describe('FailedScheduling', () => {
  const full = { cpu: '1', memory: '1Gi', pods: '1' };
  const tainted: Node = { ...node('t'), spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] } };
  const cordoned: Node = { ...node('c'), spec: { unschedulable: true } };
  const rows: readonly (readonly [name: string, version: string, nodes: readonly Node[], pod: Pod, text: string])[] = [
    [
      'request larger than the node',
      '1.37',
      [node('a')],
      pod('p', {}, wanting('8')),
      '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    ],
    [
      'request larger than the node, before 1.34',
      '1.31',
      [node('a'), node('b'), node('c')],
      pod('p', {}, wanting('8')),
      '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
    ],
    [
      'two dots up to 1.28',
      '1.28',
      [node('a')],
      pod('p', {}, wanting('8')),
      '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod..',
    ],
    ['no word of preemption in 1.22', '1.22', [node('a')], pod('p', {}, wanting('8')), '0/1 nodes are available: 1 Insufficient cpu.'],
    [
      'one node each for taint, cordon and size',
      '1.37',
      [tainted, cordoned, node('a', full)],
      pod('p', {}, wanting('2', '2Gi')),
      '0/3 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    ],
    [
      'the taint by name up to 1.34, with the claims of 1.34 to 1.36',
      '1.34',
      [tainted],
      pod('p'),
      '0/1 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    ],
    [
      'nodeSelector',
      '1.37',
      [node('a')],
      pod('p', { nodeSelector: { disk: 'ssd' } }),
      "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    ],
    ['no nodes', '1.37', [], pod('p'), 'no nodes available to schedule pods'],
    [
      'preemption ruled out',
      '1.37',
      [node('a')],
      pod('p', { preemptionPolicy: 'Never' }, wanting('8')),
      '0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.',
    ],
  ];
  test.each(rows)('%s', (_, kubernetes, nodes, waiting, text) => {
    const fake = cluster(nodes, { kubernetes });
    fake.put(waiting);
    fake.run(200);
    expect(said(fake)).toEqual([`Warning FailedScheduling ${text}`]);
    expect(fake.pod('p').status?.conditions).toMatchObject([
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: text },
    ]);
  });
});

test('a host port is taken once on a node', () => {
  const fake = cluster([node('a')]);
  const port: Container = { ports: [{ containerPort: 80, hostPort: 8080 }] };
  fake.put(pod('first', {}, port));
  fake.put(pod('second', {}, port));
  fake.run(200);
  expect(said(fake).at(-1)).toBe(
    "Warning FailedScheduling 0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
  );
});

test('a parked pod gets its chance when another leaves, after its back-off', () => {
  const fake = cluster([node('a', { cpu: '1', memory: '1Gi', pods: '1' })]);
  fake.put(pod('first'));
  fake.put(pod('second'));
  fake.run(300);
  expect(said(fake).at(-1)).toContain('1 Too many pods');
  fake.delete('first', 0);
  fake.run(1000);
  expect(fake.pod('second').spec.nodeName).toBeUndefined();
  fake.run(1300);
  expect(fake.pod('second').spec.nodeName).toBe('a');
});

test('without any cause it is tried again every five minutes', () => {
  const fake = cluster([node('a')]);
  fake.put(pod('p', {}, wanting('8')));
  fake.run(700_000);
  expect(said(fake)).toHaveLength(3);
});

test('a pod that no node takes leaves the objection of each, with its numbers', () => {
  const nodes = [{ name: 'small', cpu: '500m', memory: '1Gi' }, { name: 'full', pods: 0 }, { name: 'closed' }];
  const simulation = Simulation.boot({ kubernetes: '1.37', seed: 7, startTime: '2026-01-05T09:00:00Z', nodes, images: [] });
  const closed = { kind: 'Node', namespace: '', name: 'closed' } as const;
  simulation.dispatch(
    { verb: 'patch', key: closed, patchType: 'merge', body: { spec: { taints: [{ key: 'team', value: 'a', effect: 'NoSchedule' }] } } },
    { userEvent: 'test' },
  );
  simulation.runUntil(100);
  const resources = { requests: { cpu: '2', memory: '2Gi' } };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'x', resources }] } };
  simulation.dispatch({ verb: 'create', object }, { userEvent: 'test' });
  const reason = simulation.runUntil(200).find((step) => step.actor === 'scheduler')?.reason;
  expect(reason).toMatchObject({ verdict: 'unschedulable' });
  expect(reason?.actor === 'scheduler' ? reason.refusals?.map(({ node, objections }) => [node, objections]) : []).toEqual([
    [
      'small',
      [
        { because: 'insufficient', resource: 'cpu', requested: 2000, free: 500 },
        { because: 'insufficient', resource: 'memory', requested: 2 * 2 ** 30, free: 2 ** 30 },
      ],
    ],
    ['full', [{ because: 'too many pods', pods: 0, capacity: 0 }]],
    ['closed', [{ because: 'taint', key: 'team', value: 'a', effect: 'NoSchedule' }]],
  ]);
});
