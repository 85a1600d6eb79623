import { describe, expect, test } from 'vitest';
import type { Deployment } from '../api/apps.ts';
import type { ObjectKey } from '../api/client.ts';
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
});
