/** Where pods stand that say something about each other: whole clusters, no stand-ins. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Request } from '../../api/client.ts';
import type { Event, Pod } from '../../api/core.ts';
import { Simulation } from '../simulation.ts';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const setup = {
  kubernetes: '1.37',
  seed: 7,
  startTime: '2026-01-05T09:00:00Z',
  nodes: ['a', 'b', 'c', 'd'].map((name, index) => ({ name, zone: index < 2 ? 'east' : 'west' })),
  images: [{ image: '*', where: 'node' as const }],
};

let cluster: Simulation;
beforeEach(() => {
  cluster = Simulation.boot(setup, { freeze: true });
});

function ask(request: Request): void {
  const answer = cluster.dispatch(request, { userEvent: 'test' });
  expect(answer.ok ? '' : answer.error.message).toBe('');
}

function roll(name: string, replicas: number, spec: object): void {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }], ...spec } };
  ask({
    verb: 'create',
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: { replicas, selector: { matchLabels: labels }, template },
    },
  });
  cluster.runUntil(cluster.now + 20_000);
}

const pods = (app: string): readonly Pod[] => cluster.reader.list('Pod', { labelSelector: `app=${app}` }) as readonly Pod[];
/** How many pods stand on each node that has any; '-' for none. */
function places(app: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { spec } of pods(app)) counts[spec.nodeName ?? '-'] = (counts[spec.nodeName ?? '-'] ?? 0) + 1;
  return counts;
}
const zoneOf = (node: string): string => (node < 'c' ? 'east' : 'west');
const complaints = (): readonly (string | undefined)[] =>
  (cluster.reader.list('Event') as readonly Event[]).filter(({ reason }) => reason === 'FailedScheduling').map(({ message }) => message);

const term = (app: string, topologyKey: string): object => ({ labelSelector: { matchLabels: { app } }, topologyKey });
const required = (...terms: readonly object[]): object => ({ requiredDuringSchedulingIgnoredDuringExecution: terms });
const preferred = (...terms: readonly object[]): object => ({
  preferredDuringSchedulingIgnoredDuringExecution: terms.map((podAffinityTerm) => ({ weight: 100, podAffinityTerm })),
});

describe('pods that stay away from each other', () => {
  test('take a machine each; the fifth waits, and comes when one goes', () => {
    roll('web', 5, { affinity: { podAntiAffinity: required(term('web', HOST)) } });
    expect(places('web')).toEqual({ a: 1, b: 1, c: 1, d: 1, '-': 1 });
    expect(complaints()[0]).toBe(
      "0/4 nodes are available: 4 node(s) didn't match pod anti-affinity rules. preemption: 0/4 nodes are available: 4 No preemption victims found for incoming pod.",
    );
    const [gone] = pods('web').filter(({ spec }) => spec.nodeName === 'b');
    ask({ verb: 'delete', key: { kind: 'Pod', namespace: 'default', name: gone?.metadata.name ?? '' } });
    cluster.runUntil(cluster.now + 60_000);
    expect(places('web')).toMatchObject({ a: 1, b: 1, c: 1, d: 1, '-': 1 });
  });

  test('take a zone each, when that is what they say', () => {
    roll('web', 3, { affinity: { podAntiAffinity: required(term('web', ZONE)) } });
    expect(places('web')['-']).toBe(1);
    expect(new Set(pods('web').flatMap(({ spec }) => (spec.nodeName === undefined ? [] : [zoneOf(spec.nodeName)]))).size).toBe(2);
  });

  test('keep others away too that say nothing', () => {
    roll('loner', 4, { affinity: { podAntiAffinity: required(term('web', HOST)) } });
    roll('web', 1, {});
    expect(places('web')).toEqual({ '-': 1 });
    expect(complaints()[0]).toContain("4 node(s) didn't satisfy existing pods anti-affinity rules");
  });

  test('only if they can, when that is all they say', () => {
    roll('web', 6, { affinity: { podAntiAffinity: preferred(term('web', HOST)) } });
    expect(Object.values(places('web')).sort()).toEqual([1, 1, 2, 2]);
  });
});

describe('pods that want company', () => {
  test('the first stands anywhere, the others join it', () => {
    roll('web', 6, { affinity: { podAffinity: required(term('web', HOST)) } });
    expect(Object.values(places('web'))).toEqual([6]);
  });

  test('wait until there is somebody to join', () => {
    roll('web', 2, { affinity: { podAffinity: required(term('db', HOST)) } });
    expect(places('web')).toEqual({ '-': 2 });
    expect(complaints()[0]).toBe(
      "0/4 nodes are available: 4 node(s) didn't match pod affinity rules. preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.",
    );
    roll('db', 1, {});
    const [home = ''] = Object.keys(places('db'));
    expect(places('web')).toEqual({ [home]: 2 });
  });

  test('stand in its zone if they can', () => {
    roll('db', 1, { nodeSelector: { [HOST]: 'c' } });
    roll('web', 4, { affinity: { podAffinity: preferred(term('db', ZONE)) } });
    expect(Object.keys(places('web')).map(zoneOf)).toEqual(['west', 'west']);
  });
});

describe('pods that are spread', () => {
  const spread = (topologyKey: string, more: object = {}): object => ({
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } }, ...more },
    ],
  });

  test('stand evenly in zones', () => {
    roll('web', 7, spread(ZONE));
    const zones = Object.entries(places('web')).map(([node, count]) => [zoneOf(node), count] as const);
    const east = zones.filter(([zone]) => zone === 'east').reduce((sum, [, count]) => sum + count, 0);
    expect([3, 4]).toContain(east);
  });

  test('wait when a machine that counts is full of taints', () => {
    for (const name of ['c', 'd'])
      ask({ verb: 'patch', key: { kind: 'Node', namespace: '', name }, patchType: 'merge', body: { spec: { unschedulable: true } } });
    roll('web', 3, spread(ZONE));
    expect(places('web')['-']).toBe(2);
    expect(complaints()[0]).toContain("2 node(s) didn't match pod topology spread constraints, 2 node(s) were unschedulable");
  });

  test('leave room for a zone that is not there yet, when they want more zones than there are', () => {
    roll('web', 4, spread(ZONE, { minDomains: 3 }));
    expect(places('web')['-']).toBe(2);
  });

  test('are told when no machine has the label', () => {
    roll('web', 1, spread('rack'));
    expect(complaints()[0]).toContain("4 node(s) didn't match pod topology spread constraints (missing required label)");
  });

  test('only if they can, when that is all they say', () => {
    for (const name of ['c', 'd'])
      ask({ verb: 'patch', key: { kind: 'Node', namespace: '', name }, patchType: 'merge', body: { spec: { unschedulable: true } } });
    roll('web', 4, spread(ZONE, { whenUnsatisfiable: 'ScheduleAnyway' }));
    expect(places('web')['-']).toBeUndefined();
  });

  test('anew with every template, when they name the hash', () => {
    roll('web', 4, spread(HOST, { matchLabelKeys: ['pod-template-hash'] }));
    const key = { kind: 'Deployment', namespace: 'default', name: 'web' } as const;
    ask({
      verb: 'patch',
      key,
      patchType: 'strategic',
      body: { spec: { template: { spec: { containers: [{ name: 'c', image: 'j' }] } } } },
    });
    cluster.runUntil(cluster.now + 120_000);
    expect(places('web')).toEqual({ a: 1, b: 1, c: 1, d: 1 });
  });
});

test('pods that say nothing leave no trace of it', () => {
  roll('web', 4, {});
  const [, memory] = cluster.snapshot().memories.find(([actor]) => actor === 'scheduler') ?? [];
  expect(memory?.keys.filter((key) => ['assumed', 'opinionated', 'parkedDependent'].includes(key))).toEqual([]);
});
