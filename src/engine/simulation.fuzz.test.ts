import { describe, expect, test } from 'vitest';
import type { Deployment } from '../api/apps.ts';
import type { Request } from '../api/client.ts';
import type { Pod } from '../api/core.ts';
import { random } from './random.ts';
import type { Setup } from './setup.ts';
import { Simulation } from './simulation.ts';
import type { Step } from './step.ts';
import { fuzzFailure, minimise } from './testing/fuzz.ts';
import { fuzzCase } from './testing/fuzzCase.ts';

const SEEDS = 12;
const STORIES = 120;
const STORIES_A_TEST = 20;
const ACTIONS = 14;
const names = ['web', 'api'] as const;
const images = ['shop:1', 'shop:2', 'shop:3', 'shop:bad', 'shop:crash'] as const;

function setupOf(seed: number): Setup {
  return {
    kubernetes: seed % 3 === 0 ? '1.31' : '1.37',
    seed,
    startTime: '2026-01-05T09:00:00Z',
    nodes: [{ name: 'node-1' }, { name: 'node-2' }],
    images: [
      { image: 'shop:bad', where: 'missing' },
      { image: 'shop:crash', exit: { after: { minMs: 300, maxMs: 900 }, code: 1 } },
    ],
  };
}

/** The n-th thing that a person does in the run of this seed. */
function actionOf(seed: number, n: number): Request {
  const pick = (word: string, count: number): number => Math.floor(random(seed, 'fuzz', n, word) * count);
  const name = names[pick('name', names.length)] ?? 'web';
  const key = { kind: 'Deployment', namespace: 'default', name } as const;
  const merge = (body: object): Request => ({ verb: 'patch', key, patchType: 'merge', body });
  const image = images[pick('image', images.length)] ?? 'shop:1';
  const template = { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image }] } };
  switch (n === 0 ? 0 : pick('what', 10)) {
    case 0: {
      const spec = { replicas: 1 + pick('replicas', 7), selector: { matchLabels: { app: name } }, template };
      return { verb: 'create', object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec } };
    }
    case 1:
    case 2:
    case 3:
      return merge({ spec: { template: { spec: template.spec } } });
    case 4:
      return { ...merge({ spec: { replicas: pick('replicas', 9) } }), subresource: 'scale' } as Request;
    case 5:
      return merge({ spec: { paused: pick('paused', 2) === 0 ? true : null } });
    case 6:
      return merge({
        spec: {
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: pick('surge', 4), maxUnavailable: 1 + pick('unavailable', 3) } },
        },
      });
    case 7:
      return merge({ spec: { strategy: { type: 'Recreate', rollingUpdate: null } } });
    case 8:
      return { verb: 'delete', key, propagationPolicy: (['Background', 'Foreground'] as const)[pick('cascade', 2)] ?? 'Background' };
    default:
      return { verb: 'deleteCollection', kind: 'Pod', namespace: 'default', labelSelector: `app=${name}` };
  }
}

/** Tells the story of a seed, step by step. */
function play(simulation: Simulation, seed: number, seen: (step: Step) => void, upTo = Number.POSITIVE_INFINITY): void {
  for (let n = 0; n < ACTIONS; n++) {
    simulation.dispatch(actionOf(seed, n), { userEvent: 'fuzz' });
    if (simulation.lastStep !== undefined) seen(simulation.lastStep);
    const until = simulation.now + Math.floor(random(seed, 'fuzz', n, 'pause') ** 3 * 40_000);
    for (let due = simulation.nextDueAt(); due !== undefined && due <= until; due = simulation.nextDueAt()) {
      const step = simulation.step();
      if (step !== undefined) seen(step);
      if (simulation.stepCount >= upTo) return;
    }
    simulation.runUntil(until);
  }
}

describe.each(Array.from({ length: SEEDS }, (_, index) => index + 1))('seed %i', (seed) => {
  test('twice is the same, and a restored snapshot goes on as the straight run did', () => {
    const setup = setupOf(seed);
    const straight = Simulation.boot(setup);
    play(straight, seed, () => undefined);
    const again = Simulation.boot(setup);
    const cut = 1 + Math.floor(random(seed, 'cut') * straight.stepCount);
    const tail: Step[] = [];
    let restored: Simulation | undefined;
    play(again, seed, (step) => {
      if (step.id === cut) restored = Simulation.restore(setup, again.snapshot());
      else if (step.id > cut) tail.push(step);
    });
    expect(again.digest()).toBe(straight.digest());
    // The restored one is told the same requests at the same steps.
    const requests = new Map(tail.filter(({ actor }) => actor === 'user').map((step) => [step.id, step.at]));
    let n = ACTIONS - requests.size;
    for (const step of tail) {
      const at = requests.get(step.id);
      if (at !== undefined) {
        restored?.waitUntil(at);
        restored?.dispatch(actionOf(seed, n++), { userEvent: 'fuzz' });
      } else restored?.step();
      expect(restored?.lastStep).toEqual(step);
    }
    restored?.runUntil(straight.now);
    expect(restored?.digest()).toBe(straight.digest());
  });
});

/** `npm run fuzz` plays as many as one likes. */
describe('random stories', () => {
  test.each(Array.from({ length: STORIES / STORIES_A_TEST }, (_, index) => 1 + index * STORIES_A_TEST))(
    'from seed %i',
    (first) => {
      for (let seed = first; seed < first + STORIES_A_TEST; seed++) {
        const story = fuzzCase(seed);
        const failure = fuzzFailure(story);
        expect(failure === undefined ? undefined : { seed, failure, actions: minimise(story).actions }).toBeUndefined();
      }
    },
    60_000,
  );

  test('a failure is found, and told with as few actions as still fail', () => {
    // Nobody makes more room: with no node at all nothing can ever come to rest.
    const story = { ...fuzzCase(1), setup: { ...fuzzCase(1).setup, nodes: [] } };
    expect(fuzzFailure(story)).toContain('does not come to rest');
    expect(minimise(story).actions).toEqual([]);
  }, 60_000);
});

/** Pods that serve: ready, and nobody has asked them to go. */
function available(simulation: Simulation): number {
  return simulation.reader.list('Pod').filter((object) => {
    const { metadata, status } = object as Pod;
    return (
      metadata.deletionTimestamp === undefined && status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True')
    );
  }).length;
}

describe('with good images, room and maxUnavailable 0', () => {
  test.each(Array.from({ length: 10 }, (_, index) => index + 1))(
    'seed %i: every rollout ends well, and never are fewer pods available than wanted',
    (seed) => {
      const simulation = Simulation.boot({ ...setupOf(seed), images: [] });
      const replicas = 1 + Math.floor(random(seed, 'replicas') * 8);
      const strategy = { rollingUpdate: { maxSurge: 1 + (seed % 3), maxUnavailable: 0 } };
      const containers = (image: string) => [
        { name: 'main', image, readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 1 + (seed % 4) } },
      ];
      const labels = { app: 'web' };
      const template = { metadata: { labels }, spec: { containers: containers('shop:0') } };
      const spec = { replicas, strategy, selector: { matchLabels: labels }, template };
      simulation.dispatch(
        { verb: 'create', object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec } },
        { userEvent: 'fuzz' },
      );
      simulation.runUntil(120_000);
      for (let update = 1; update <= 4; update++) {
        const key = { kind: 'Deployment', namespace: 'default', name: 'web' } as const;
        const body = { spec: { template: { spec: { containers: containers(`shop:${update}`) } } } };
        simulation.dispatch({ verb: 'patch', key, patchType: 'merge', body }, { userEvent: 'fuzz' });
        const until = simulation.now + (update === 4 ? 240_000 : Math.floor(random(seed, 'pause', update) * 20_000));
        for (let due = simulation.nextDueAt(); due !== undefined && due <= until; due = simulation.nextDueAt()) {
          simulation.step();
          expect(available(simulation)).toBeGreaterThanOrEqual(replicas);
        }
      }
      const { status } = simulation.reader.get({ kind: 'Deployment', namespace: 'default', name: 'web' }) as Deployment;
      expect(status).toMatchObject({ replicas, updatedReplicas: replicas, availableReplicas: replicas });
      expect(status?.conditions?.find(({ type }) => type === 'Progressing')?.reason).toBe('NewReplicaSetAvailable');
    },
    30_000,
  );
});
