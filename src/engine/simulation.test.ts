import { describe, expect, test } from 'vitest';
import type { Deployment } from '../api/apps.ts';
import type { ObjectKey } from '../api/client.ts';
import type { Event } from '../api/core.ts';
import type { Actor } from './actor.ts';
import type { Setup } from './setup.ts';
import { Simulation } from './simulation.ts';

const setup: Setup = { kubernetes: '1.37', seed: 7, startTime: '2026-01-05T09:00:00Z', nodes: [{ name: 'node-1' }], images: [] };

const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } },
  },
};
const webKey: ObjectKey = { kind: 'Deployment', namespace: 'default', name: 'web' };
const origin = { userEvent: 'test' };

/** Writes the status of every Deployment it hears of, once a generation. */
const observer: Actor = {
  name: 'deployment',
  wakes: ({ object }) => (object.kind === 'Deployment' ? [{ key: `${object.metadata.namespace}/${object.metadata.name}` }] : []),
  sync(key, pass) {
    const [namespace = '', name = ''] = key.split('/');
    const deployment = pass.cache.get({ kind: 'Deployment', namespace, name }) as Deployment | undefined;
    if (deployment === undefined) return {};
    pass.request({
      verb: 'update',
      subresource: 'status',
      object: { ...deployment, status: { observedGeneration: deployment.metadata.generation } },
    });
    return {};
  },
};

describe('Simulation', () => {
  test('boots, answers, delivers and lets actors run', () => {
    const simulation = Simulation.boot(setup, { actors: [observer], freeze: true });
    const answer = simulation.dispatch({ verb: 'create', object: web }, origin);
    expect(answer.ok).toBe(true);
    simulation.runUntil(100);
    const stored = simulation.reader.get(webKey) as Deployment;
    expect(stored.status?.observedGeneration).toBe(1);
    expect(stored.spec.strategy?.rollingUpdate?.maxSurge).toBe('25%');
    expect(simulation.now).toBe(100);
    expect(simulation.nextDueAt()).toBeUndefined();
  });

  test('restored at any step, it goes on as the straight run did', () => {
    const straight = Simulation.boot(setup, { actors: [observer] });
    straight.dispatch({ verb: 'create', object: web }, origin);
    straight.dispatch({ verb: 'patch', key: webKey, patchType: 'merge', body: { spec: { replicas: 5 } } }, origin);
    const snapshots = [straight.snapshot()];
    while (straight.step() !== undefined) snapshots.push(straight.snapshot());
    for (const snapshot of snapshots) {
      const restored = Simulation.restore(setup, snapshot, { actors: [observer] });
      while (restored.step() !== undefined);
      expect(restored.digest()).toBe(straight.digest());
    }
  });

  test('a key that never comes to rest is stopped', () => {
    const restless: Actor = {
      ...observer,
      sync(_, pass) {
        const node = pass.live.get({ kind: 'Node', namespace: '', name: 'node-1' });
        const labels = { turn: String(Number(node?.metadata.labels?.['turn'] ?? 0) + 1) };
        pass.request({
          verb: 'patch',
          key: { kind: 'Node', namespace: '', name: 'node-1' },
          patchType: 'merge',
          body: { metadata: { labels } },
        });
        return {};
      },
      wakes: ({ object }) => (object.kind === 'Node' ? [{ key: 'node-1' }] : []),
    };
    const simulation = Simulation.boot(setup, { actors: [restless], watchLatencyMs: 0 });
    expect(() => simulation.runUntil(1)).toThrow('deployment node-1 does not come to rest at 0 ms');
  });

  test('a failing key backs off; an actor with a limit gives up and begins anew at the next change', () => {
    const failing: Actor = { ...observer, maxRetries: 3, sync: () => ({ retry: 'rateLimited' }) };
    const simulation = Simulation.boot(setup, { actors: [failing] });
    const passes = () =>
      simulation
        .runUntil(simulation.now + 60_000)
        .filter(({ actor }) => actor === 'deployment')
        .map(({ at }) => at % 60_000);
    simulation.dispatch({ verb: 'create', object: web }, origin);
    expect(passes()).toEqual([5, 10, 20, 40]);
    simulation.dispatch({ verb: 'patch', key: webKey, patchType: 'merge', body: { spec: { paused: true } } }, origin);
    expect(passes()).toEqual([5, 10, 20, 40]);
  });

  test('a pass names the step that made the change it reacts to', () => {
    const simulation = Simulation.boot(setup, { actors: [observer] });
    simulation.step();
    simulation.dispatch({ verb: 'create', object: web }, { userEvent: 'editor.apply', line: 'kubectl apply -f web.yaml' });
    const user = simulation.lastStep;
    expect(user).toMatchObject({
      actor: 'user',
      key: 'default/web',
      changed: [webKey],
      reason: { userEvent: 'editor.apply', line: 'kubectl apply -f web.yaml' },
    });
    const [delivery, pass] = simulation.runUntil(5);
    expect([delivery?.actor, delivery?.cause, pass?.actor, pass?.cause]).toEqual(['watch', user?.id, 'deployment', user?.id]);
  });

  test('tells what changed since a moment, each object once', () => {
    const simulation = Simulation.boot(setup, { actors: [observer] });
    const { cursor } = simulation.changedSince(0);
    simulation.dispatch({ verb: 'create', object: web }, origin);
    simulation.runUntil(100);
    const changes = simulation.changedSince(cursor);
    expect(changes.keys).toEqual([webKey]);
    expect(simulation.changedSince(changes.cursor).keys).toEqual([]);
  });

  test('Events are forgotten an hour after they were last written', () => {
    const involvedObject = { kind: 'Deployment', namespace: 'default', name: 'web', uid: 'u' };
    const talking: Actor = {
      ...observer,
      sync(_, pass) {
        pass.emit({ involvedObject, type: 'Normal', reason: 'Said', message: 'once more', component: 'test' });
        return pass.now < 1_000_000 ? { requeueAfterMs: 1_800_000 } : {};
      },
    };
    const simulation = Simulation.boot(setup, { actors: [talking] });
    simulation.dispatch({ verb: 'create', object: web }, origin);
    const counts = (at: number) => {
      simulation.runUntil(at);
      return simulation.reader.list('Event').map((event) => (event as Event).count);
    };
    expect(counts(1_000)).toEqual([1]);
    expect(counts(3_700_000)).toEqual([2]);
    expect(counts(1_800_005 + 3_599_999)).toEqual([2]);
    expect(counts(1_800_005 + 3_600_000)).toEqual([]);
  });

  test('a set-up that the API server would refuse is our own mistake', () => {
    const broken = { ...web, spec: { ...web.spec, template: { spec: {} } } };
    const objects = [{ ...broken, metadata: { name: 'web', namespace: 'nowhere' } }];
    expect(() => Simulation.boot({ ...setup, objects })).toThrow(
      `the set-up's Deployment "web" was refused: namespaces "nowhere" not found`,
    );
  });
});
