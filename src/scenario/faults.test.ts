/** Faults as part of a story: recorded, told again, shared, undone. */
import { describe, expect, test } from 'vitest';
import type { Fault } from '../engine/faults/fault.ts';
import { FAULT_KINDS } from '../engine/index.ts';
import { Simulation } from '../engine/simulation.ts';
import { fourReplicas } from './builtin/fourReplicas.ts';
import { decodeLink, encodeLink } from './link.ts';
import type { Scenario } from './scenario.ts';
import { parseFault, parseScenario } from './schema.ts';
import { Timeline } from './timeline.ts';

const FAULT: Fault = { id: 'bad-release', kind: 'readinessNever', target: { image: 'shop/web:2.1.0' } };
const LOST: Fault = { id: 'lost', kind: 'nodeLost', target: { node: 'node-1' } };
const QUOTA: Fault = { id: 'quota', kind: 'quotaTooSmall', target: {}, parameters: { hard: { pods: '2' } } };

const story: Scenario = { ...fourReplicas, actions: fourReplicas.actions.slice(0, 1) };

function playTo(timeline: Timeline, at: number): void {
  while (!timeline.advanceTo(at).done);
}

/** Three faults, of which the first is over again. */
function told(): Timeline {
  const timeline = Timeline.open(story);
  playTo(timeline, 20_000);
  expect(timeline.client('button.fault', 'fault on').inject(FAULT).ok).toBe(true);
  playTo(timeline, 40_000);
  expect(timeline.client('button.fault').inject(LOST).ok).toBe(true);
  expect(timeline.client('button.fault').inject(QUOTA).ok).toBe(true);
  playTo(timeline, 60_000);
  expect(timeline.client('button.fault').clear('bad-release').ok).toBe(true);
  playTo(timeline, 500_000);
  return timeline;
}

describe('a story with faults', () => {
  test('is the same when it is told again, from a link and from a checkpoint', () => {
    const timeline = told();
    const digest = timeline.simulation.digest();
    expect(timeline.simulation.faults.map(({ fault }) => fault.id)).toEqual(['lost', 'quota']);
    const link = encodeLink({ source: { from: 'scenario', scenario: timeline.scenario() } });
    const opened = link.ok ? decodeLink(link.value) : link;
    if (!opened.ok || opened.value.source.from !== 'scenario') throw new Error('the link does not open');
    expect(opened.value.source.scenario).toEqual(timeline.scenario());
    const again = Timeline.open(opened.value.source.scenario);
    playTo(again, 500_000);
    expect(again.simulation.digest()).toBe(digest);
    expect(again.simulation.stepCount).toBe(timeline.simulation.stepCount);
    while (!timeline.seek(50_000).done);
    expect(timeline.simulation.faults.map(({ fault }) => fault.id)).toEqual(['bad-release', 'lost', 'quota']);
    playTo(timeline, 500_000);
    expect(timeline.simulation.digest()).toBe(digest);
  });

  test('a snapshot taken at any step goes on as the run did', () => {
    const straight = Simulation.boot(story.setup);
    const [created] = story.actions;
    if (created === undefined || !('request' in created)) throw new Error('the story begins with a request');
    straight.dispatch(created.request, { userEvent: 'test' });
    straight.runUntil(20_000);
    straight.inject(FAULT, { userEvent: 'test' });
    straight.inject(LOST, { userEvent: 'test' });
    const snapshots = [straight.snapshot()];
    for (let steps = 0; straight.now < 450_000; steps++) {
      if (straight.step() === undefined) break;
      if (steps % 40 === 0) snapshots.push(straight.snapshot());
    }
    for (const snapshot of snapshots) {
      const restored = Simulation.restore(story.setup, snapshot);
      while (restored.stepCount < straight.stepCount) restored.step();
      expect(restored.digest()).toBe(straight.digest());
    }
  });

  test('the switch of a fault is a gesture that can be undone', () => {
    const timeline = told();
    expect(timeline.gestures().map(({ line }) => line)).toContain('fault on');
    const without = Timeline.open(story);
    playTo(without, 20_000);
    const before = without.simulation.digest();
    for (let i = 0; i < 4; i++) timeline.undoLastGesture(Number.POSITIVE_INFINITY);
    while (!timeline.seek(20_000).done);
    expect(timeline.simulation.faults).toEqual([]);
    expect(timeline.simulation.digest()).toBe(before);
  });

  test('what is refused leaves no trace', () => {
    const timeline = Timeline.open(story);
    playTo(timeline, 20_000);
    const before = timeline.simulation.digest();
    const client = timeline.client('button.fault');
    expect(client.clear('nothing')).toMatchObject({ ok: false, error: { code: 404, message: 'fault "nothing" is not on' } });
    expect(client.inject({ ...FAULT, kind: 'nodeFull', target: { node: 'nowhere' } })).toMatchObject({ ok: false, error: { code: 404 } });
    expect(client.inject({ ...FAULT, id: 'NOT A NAME' })).toMatchObject({ ok: false, error: { code: 400 } });
    expect(timeline.simulation.digest()).toBe(before);
    expect(client.inject(FAULT).ok).toBe(true);
    expect(client.inject(FAULT)).toMatchObject({ ok: false, error: { code: 409, message: 'fault "bad-release" is on already' } });
    expect(timeline.scenario().actions).toHaveLength(2);
  });
});

describe('the schema', () => {
  test.each(FAULT_KINDS)('takes %s', (kind) => {
    const fault = { id: 'f', kind, target: { node: 'node-1' }, parameters: { name: 'x' } };
    expect(parseFault(fault)).toEqual({ ok: true, value: fault });
  });

  test.each<[string, object]>([
    ['kind', { ...FAULT, kind: 'earthquake' }],
    ['id', { ...FAULT, id: '../x' }],
    ['target', { ...FAULT, target: { image: 'a', pod: 'b' } }],
    ['target.image', { ...FAULT, target: { image: '*a*a*a*a*a*' } }],
    ['parameters.after', { ...FAULT, parameters: { after: { minMs: 2, maxMs: 1 } } }],
    ['parameters.failsMs', { ...FAULT, parameters: { failsMs: 0 } }],
    ['', { id: 'f', kind: 'nodeLost', target: {} }],
    ['', { id: 'f', kind: 'secretMissing', target: {} }],
  ])('refuses a wrong %s', (path, fault) => {
    expect(parseFault(fault)).toMatchObject({ ok: false, error: { path } });
  });

  test('names the place of a problem inside an action', () => {
    const action = { at: 0, gesture: 1, userEvent: 'test', inject: { ...FAULT, kind: 'earthquake' } };
    expect(parseScenario({ ...story, actions: [action] })).toMatchObject({ ok: false, error: { path: 'actions.0.inject.kind' } });
  });
});
