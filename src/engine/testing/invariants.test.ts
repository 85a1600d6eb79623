import { describe, expect, test } from 'vitest';
import type { ReplicaSet } from '../../api/apps.ts';
import type { Reader } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Setup } from '../setup.ts';
import { Simulation } from '../simulation.ts';
import type { Step } from '../step.ts';
import { atRest, checkInvariants, UNWATCHED, type Watched } from './invariants.ts';

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
const scaled = { reason: 'ScalingReplicaSet' };
const step = (why: string, extra: object = {}): Step =>
  ({
    id: 9,
    at: 0,
    actor: 'deployment',
    key: 'default/web',
    changed: [],
    emitted: [scaled],
    reason: { ...moved, moves: [{ replicaSet: 'web-1', from: 9, to: 8, why }] },
    ...extra,
  }) as unknown as Step;

/** The moment before the step: everything was as it is. */
const before: Watched = checkInvariants(
  { id: 8, at: 0, actor: 'watch', key: '', changed: [], emitted: [] },
  simulation.reader,
  simulation.snapshot(),
  UNWATCHED,
).watched;

describe('a breach is told', () => {
  const settled = { ...simulation.snapshot(), deliveries: [] };
  const breaches = (each: Step, more: object = {}, watched: Watched = before) =>
    checkInvariants(each, simulation.reader, { ...settled, ...more }, watched).breaches;
  /** The past, in which one object was another. */
  const past = (kind: string, name: string, change: (object: KubeObject) => KubeObject): Watched => ({
    ...before,
    objects: new Map(
      [...(before.objects ?? [])].map(([key, object]) => [
        key,
        object.kind === kind && object.metadata.name === name ? change(object) : object,
      ]),
    ),
  });

  test('above the ceiling, unless the controller could not know', () => {
    const smaller = { ...before, sizes: new Map() };
    const raises = step('created', { reason: { ...moved, moves: [{ replicaSet: 'web-1', from: 0, to: 9, why: 'created' }] } });
    expect(breaches(raises, {}, smaller)).toEqual(['default/web: raised from 0 to 9 pods above the ceiling of 6']);
    expect(breaches(raises, { deliveries: simulation.snapshot().deliveries }, smaller)).toEqual([]);
    expect(breaches(raises, {}, { ...smaller, isMeddledWith: true })).toEqual([]);
    // What grew was adopted: it made no move up itself.
    expect(breaches(step('created'), {}, smaller)).toEqual([]);
  });

  test('below the floor', () => {
    expect(breaches(step('available above the floor'))).toEqual(['default/web: 4 available less 1 is below the floor of 4']);
  });

  test('a size that changed without its event, and one above what is wanted', () => {
    const wide = past(
      'ReplicaSet',
      'web-1',
      (object) => ({ ...object, spec: { ...(object as ReplicaSet).spec, replicas: 7 } }) as KubeObject,
    );
    expect(breaches(step('', { emitted: [] }), {}, wide)).toEqual(['default/web: 1 moves of 1 ReplicaSets with 0 events']);
    const raised = { ...moved, newReplicaSet: 'web-1', moves: [{ replicaSet: 'web-1', from: 4, to: 9, why: 'created' }] };
    expect(breaches(step('', { reason: raised }))).toEqual(['default/web: the new ReplicaSet was raised to 9 of 5']);
  });

  test('a ReplicaSet that was removed though it had a size', () => {
    const uidless = { ...(simulation.reader.list('ReplicaSet')[0] as ReplicaSet), metadata: { name: 'old', uid: 'old' } } as KubeObject;
    const watched = { ...before, objects: new Map([...(before.objects ?? []), ['ReplicaSet old', uidless]]) };
    expect(breaches(step('created'), {}, watched)).toEqual(['ReplicaSet old was removed with 0 pods, size 9']);
  });

  test('a history that goes back, or a condition whose time moves by itself', () => {
    const condition = { type: 'Available', status: 'True', lastTransitionTime: '2026-01-05T09:00:00Z' };
    const withStatus = (object: KubeObject, status: object): KubeObject => ({ ...object, status }) as KubeObject;
    const later = { ...condition, lastTransitionTime: '2026-01-05T09:00:01Z' };
    const web = simulation.reader.list('Deployment')[0] as KubeObject;
    const reader: Reader = {
      get: (key) => simulation.reader.get(key),
      list: (kind) => (kind === 'Deployment' ? [withStatus(web, { conditions: [later, later] })] : simulation.reader.list(kind)),
    };
    const earlier = past('Deployment', 'web', (object) => ({
      ...withStatus(object, { observedGeneration: 3, conditions: [condition] }),
      metadata: { ...object.metadata, resourceVersion: '99999' },
    }));
    const moved = 'Available stayed True, yet its lastTransitionTime moved from 2026-01-05T09:00:00Z to 2026-01-05T09:00:01Z';
    expect(checkInvariants(step('created'), reader, settled, earlier).breaches).toEqual([
      'Deployment web: two conditions of one type',
      'Deployment web: the observed generation went back',
      'Deployment web: its resourceVersion went back',
      `Deployment web: ${moved}`,
      `Deployment web: ${moved}`,
    ]);
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

  test('what is not as it should be at rest', () => {
    expect(atRest(simulation.reader)).toEqual(['lost: 0 pods of 9', 'web-1: 0 pods of 9', 'left behind: ReplicaSet/lost']);
  });
});
