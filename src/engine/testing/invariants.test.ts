import { describe, expect, test } from 'vitest';
import type { Setup } from '../setup.ts';
import { Simulation } from '../simulation.ts';
import type { Step } from '../step.ts';
import { checkInvariants, leftBehind, UNWATCHED } from './invariants.ts';

const setup: Setup = { kubernetes: '1.37', seed: 7, startTime: '2026-01-05T09:00:00Z', nodes: [], images: [] };
const simulation = Simulation.boot(setup, { actors: [] });
const labels = { app: 'web' };
const spec = {
  replicas: 9,
  selector: { matchLabels: labels },
  template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
};
const answer = simulation.dispatch(
  { verb: 'create', object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec } },
  { userEvent: 'test' },
);
const uid = answer.ok ? answer.value.object.metadata.uid : '';
const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid, controller: true };
const replicaSet = (name: string, of: object) => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name, ownerReferences: [of] },
  spec,
});
simulation.dispatch({ verb: 'create', object: replicaSet('web-1', owner) }, { userEvent: 'test' });
simulation.dispatch({ verb: 'create', object: replicaSet('lost', { ...owner, uid: 'gone' }) }, { userEvent: 'test' });

const moved = {
  actor: 'deployment',
  verdict: 'moved',
  strategy: 'RollingUpdate',
  replicas: 5,
  ceiling: 6,
  floor: 4,
  available: 4,
} as const;
const step = (why: string, extra: object = {}): Step =>
  ({
    id: 9,
    at: 0,
    actor: 'deployment',
    key: 'default/web',
    changed: [],
    emitted: [],
    reason: { ...moved, moves: [{ replicaSet: 'web-1', from: 9, to: 8, why }] },
    ...extra,
  }) as unknown as Step;

describe('a breach is told', () => {
  const breaches = (each: Step, more: object = {}) =>
    checkInvariants(each, simulation.reader, { ...simulation.snapshot(), ...more }, UNWATCHED).breaches;

  test('above the ceiling', () => {
    expect(breaches(step('proportional'))).toEqual(['default/web: raised from 0 to 9 pods above the ceiling of 6']);
  });

  test('below the floor', () => {
    const watched = { resourceVersion: 0, sizes: new Map([[uid ?? '', 9]]) };
    const { breaches: told } = checkInvariants(step('available above the floor'), simulation.reader, simulation.snapshot(), watched);
    expect(told).toEqual(['default/web: 4 available less 1 is below the floor of 4']);
  });

  test('queue and causes', () => {
    const sync = { at: 0, sequence: 1, due: { type: 'sync', actor: 'deployment', key: 'default/web' } };
    const user = { ...step(''), actor: 'user', reason: undefined, cause: 9 } as unknown as Step;
    expect(breaches(user, { now: 5, queue: [sync, sync], resourceVersion: -1 })).toEqual([
      'due in the past: {"type":"sync","actor":"deployment","key":"default/web"} at 0, now 5',
      'due in the past: {"type":"sync","actor":"deployment","key":"default/web"} at 0, now 5',
      'queued twice: deployment default/web',
      'the resourceVersion went back',
      'step 9 comes before its cause',
    ]);
  });

  test('what an owner left behind', () => {
    expect(leftBehind(simulation.reader)).toEqual(['ReplicaSet/lost']);
  });
});
