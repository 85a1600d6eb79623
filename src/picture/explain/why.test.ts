import { expect, test } from 'vitest';
import type { ObjectKey } from '../../api/client.ts';
import type { Setup } from '../../engine/setup.ts';
import { Simulation } from '../../engine/simulation.ts';
import type { WhyView } from '../view.ts';
import { RecordBook } from './records.ts';
import { worldOf } from './testing/waitWatcher.ts';
import { whyOf } from './why.ts';

const setup: Setup = {
  kubernetes: '1.37',
  seed: 7,
  startTime: '2026-01-05T09:00:00Z',
  nodes: [{ name: 'node-1' }, { name: 'node-2' }],
  images: [
    { image: 'never', where: 'node', neverReady: true },
    { image: '*', where: 'node' },
  ],
};
const key = (kind: ObjectKey['kind'], name: string): ObjectKey => ({
  kind,
  namespace: kind === 'Node' || kind === 'Namespace' ? '' : 'default',
  name,
});
const labels = { app: 'web' };

class Story {
  readonly simulation = Simulation.boot(setup, { freeze: true });
  readonly #records = new RecordBook();

  send(object: object): this {
    this.simulation.dispatch({ verb: 'create', object }, { userEvent: 'test' });
    return this;
  }

  until(ms: number): this {
    for (const step of this.simulation.runUntil(ms)) this.#records.note(step);
    return this;
  }

  why(of: ObjectKey): WhyView | undefined {
    return whyOf(of, worldOf(this.simulation), this.#records.at(this.simulation.stepCount));
  }
}

const named = (apiVersion: string, kind: string, name: string, spec: object): object => ({ apiVersion, kind, metadata: { name }, spec });
const web = (image: string, container: object = {}): object =>
  named('apps/v1', 'Deployment', 'web', {
    replicas: 3,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'web', image, ...container }] } },
  });

test('a full quota: the numbers of the last try, the quota that it needs changed, and that it is cleared', () => {
  const story = new Story().until(100).send(named('v1', 'ResourceQuota', 'team', { hard: { pods: '2' } }));
  story.until(200).send(web('a')).until(5000);
  const { wait } = story.why(key('Deployment', 'web')) ?? {};
  expect(wait).toMatchObject({
    code: 'refused',
    isCleared: false,
    facts: { rule: 'quota', quota: 'team', excess: [{ resource: 'pods', used: '2', requested: '1', hard: '2' }] },
  });
  expect(wait?.endings[0]).toMatchObject({ by: 'turn', actor: 'replicaset', needs: [key('ResourceQuota', 'team')] });
  story.simulation.dispatch({ verb: 'delete', key: key('ResourceQuota', 'team') }, { userEvent: 'test' });
  expect(story.why(key('Deployment', 'web'))?.wait).toMatchObject({ code: 'refused', isCleared: true });
});

test('what each of a chain wants, until it is to be gone', () => {
  const story = new Story().until(100).send(web('never')).until(5000);
  const [replicaSet] = story.simulation.reader.list('ReplicaSet', { namespace: 'default' });
  const [pod] = story.simulation.reader.list('Pod', { namespace: 'default' });
  const wants = (of: ObjectKey) => story.why(of)?.wants;
  expect(wants(key('Deployment', 'web'))).toEqual({ code: 'replicas', count: 3, revision: 1 });
  expect(wants(key('ReplicaSet', replicaSet?.metadata.name ?? ''))).toEqual({ code: 'pods', count: 3 });
  expect(wants(key('Pod', pod?.metadata.name ?? ''))).toEqual({ code: 'available', minReadySeconds: 0 });
  story.simulation.dispatch({ verb: 'delete', key: key('Pod', pod?.metadata.name ?? '') }, { userEvent: 'test' });
  expect(wants(key('Pod', pod?.metadata.name ?? ''))).toEqual({ code: 'gone' });
});

test('a refused ReplicaSet is told as the Deployment’s own', () => {
  const story = new Story().until(100).send(named('v1', 'ResourceQuota', 'team', { hard: { 'count/replicasets.apps': '0' } }));
  story.until(200).send(web('a')).until(1000);
  expect(story.why(key('Deployment', 'web'))?.wait).toMatchObject({ code: 'replicaset refused', facts: { rule: 'quota' } });
});

test('a probe that fails tells its count and its next question, and the fields of both', () => {
  const story = new Story().until(100).send(web('never', { readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 3 } }));
  story.until(7000);
  const pod = story.simulation.reader.list('Pod', { namespace: 'default' })[0]?.metadata.name ?? '';
  const { wait, numbers } = story.why(key('Pod', pod)) ?? {};
  expect(wait).toMatchObject({ code: 'never ready', probes: [{ type: 'readiness', failureThreshold: 3, periodSeconds: 3 }] });
  const [probe] = wait?.code === 'never ready' ? wait.probes : [];
  expect(probe?.failures).toBeGreaterThan(0);
  expect(probe?.nextAt).toBeGreaterThan(7000);
  expect(numbers?.map(({ field }) => field.split('.').at(-1))).toEqual(['periodSeconds', 'failureThreshold']);
});

test('a lost node: when it is given up, when its pods go and for how long they tolerate it', () => {
  const story = new Story().until(100).send(web('a')).until(10_000);
  const node = key('Node', 'node-2');
  story.simulation.inject({ id: 'x', kind: 'nodeLost', target: { node: 'node-2' } }, { userEvent: 'test' });
  const silent = story.why(node)?.wait;
  expect(silent).toMatchObject({ code: 'silent' });
  story.until(silent?.dueAt ?? 0);
  expect(story.why(node)?.wait).toMatchObject({ code: 'node down', evicts: false });
  story.until((silent?.dueAt ?? 0) + 1000);
  const down = story.why(node)?.wait;
  expect(down).toMatchObject({ code: 'node down', evicts: true, tolerates: 300 });
  const evictAt = down?.code === 'node down' ? (down.evictAt ?? 0) : 0;
  const pods = down?.code === 'node down' ? down.pods : 0;
  expect(pods).toBeGreaterThan(0);
  story.until(evictAt - 1);
  expect(story.why(node)?.wait).toMatchObject({ pods });
  story.until(evictAt);
  expect(story.why(node)?.wait).toMatchObject({ pods: 0 });
});

test('endpoints are explained by their Service, and kinds that never wait by nothing', () => {
  const story = new Story()
    .until(100)
    .send(named('v1', 'Service', 'web', { selector: labels, ports: [{ port: 80 }] }))
    .until(500);
  expect(story.why(key('Endpoints', 'web'))).toMatchObject({ who: key('Service', 'web'), wait: { code: 'no pods', selector: 'app=web' } });
  expect(story.why(key('ServiceAccount', 'default'))).toBeUndefined();
  expect(story.why(key('Node', 'node-1'))).toMatchObject({ numbers: [] });
  expect(story.why(key('Node', 'node-1'))?.wait).toBeUndefined();
});

test('a whole cluster is looked at once for each question, and never sorted', () => {
  const { simulation } = new Story()
    .until(100)
    .send(web('never', { readinessProbe: { httpGet: { path: '/', port: 80 } } }))
    .until(3000);
  const world = worldOf(simulation);
  const looks: string[] = [];
  const counting = {
    ...world,
    all: (...of: Parameters<typeof world.all>) => {
      looks.push(of[0]);
      return world.all(...of);
    },
    list: () => {
      throw new Error('sorted');
    },
  };
  expect(whyOf(key('Deployment', 'web'), counting, new RecordBook().at(0))?.wait).toBeDefined();
  expect(looks.filter((kind) => kind === 'Pod')).toHaveLength(1);
});
