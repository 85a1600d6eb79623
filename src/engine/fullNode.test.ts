import { expect, test } from 'vitest';
import type { Pod } from '../api/core.ts';
import { Simulation } from './simulation.ts';

/** A node with room for three pods that runs three, all of them replaced at once. */
test('a pod that is put where another has just ended is taken in: scheduler and kubelet count alike', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const simulation = Simulation.boot({
      kubernetes: '1.37',
      seed,
      startTime: '2026-01-05T09:00:00Z',
      nodes: [{ name: 'node-1', pods: 3 }],
      images: [{ image: '*', where: 'node' }],
    });
    const template = (image: string) => ({ metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } });
    const spec = { replicas: 3, selector: { matchLabels: { app: 'web' } }, strategy: { type: 'Recreate' }, template: template('web:1') };
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default' }, spec };
    simulation.dispatch({ verb: 'create', object }, { userEvent: 'test' });
    simulation.runUntil(30_000);
    const key = { kind: 'Deployment', namespace: 'default', name: 'web' } as const;
    simulation.dispatch({ verb: 'patch', key, patchType: 'merge', body: { spec: { template: template('web:2') } } }, { userEvent: 'test' });
    simulation.runUntil(120_000);
    const reasons = simulation.reader.list('Pod').map((pod) => (pod as Pod).status?.reason ?? (pod as Pod).status?.phase);
    expect(reasons, `seed ${seed}`).toEqual(['Running', 'Running', 'Running']);
  }
});
