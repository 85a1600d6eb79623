import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Request } from '../api/client.ts';
import type { Step } from '../engine/step.ts';
import { fourReplicas } from './builtin/fourReplicas.ts';
import type { Moment, Recorded, Scenario } from './scenario.ts';
import { parseScenario } from './schema.ts';
import { Timeline } from './timeline.ts';

// Much work, and a machine that may be busy: no test here is about speed.
vi.setConfig({ testTimeout: 120_000 });

const key = { kind: 'Deployment', namespace: 'default', name: 'web' } as const;
const scaleTo = (replicas: number): Request => ({
  verb: 'patch',
  key,
  patchType: 'merge',
  subresource: 'scale',
  body: { spec: { replicas } },
});
const label = (value: string): Request => ({ verb: 'patch', key, patchType: 'merge', body: { metadata: { labels: { tier: value } } } });
const missing: Request = { verb: 'delete', key: { ...key, name: 'nope' } };

/** Far enough for the story's update to be over. */
const END = 90_000;

function played(scenario: Scenario, until = END): Timeline {
  const timeline = Timeline.open(scenario);
  while (!timeline.advanceTo(until).done);
  return timeline;
}

function digestAt(scenario: Scenario, moment: Moment): string {
  const timeline = Timeline.open(scenario);
  while (!timeline.seek(moment).done);
  return timeline.simulation.digest();
}

function act(timeline: Timeline, ...requests: readonly Request[]): void {
  const client = timeline.client('test', 'kubectl test');
  for (const request of requests) expect(client.request(request).ok).toBe(true);
}

describe('a run', () => {
  test('is the same whenever it is played', () => {
    const a = played(fourReplicas);
    const b = played(fourReplicas);
    expect(a.moment()).toEqual(b.moment());
    expect(a.simulation.digest()).toBe(b.simulation.digest());
    expect(a.moment().step).toBeGreaterThan(100);
  });

  test('is another one with another seed', () => {
    const other = played({ ...fourReplicas, setup: { ...fourReplicas.setup, seed: 99 } });
    expect(other.simulation.digest()).not.toBe(played(fourReplicas).simulation.digest());
  });

  test('in small portions, or step by step, is the run in one go', () => {
    const whole = played(fourReplicas);
    const portions = Timeline.open(fourReplicas);
    while (!portions.advanceTo(END, 7).done);
    expect(portions.simulation.digest()).toBe(whole.simulation.digest());
    const steps = Timeline.open(fourReplicas);
    while ((steps.nextAt() ?? Number.POSITIVE_INFINITY) <= END) steps.step();
    expect(steps.moment().step).toBe(whole.moment().step);
    steps.advanceTo(END);
    expect(steps.simulation.digest()).toBe(whole.simulation.digest());
  });

  test('stops when the allowed steps are used up, and says so', () => {
    const timeline = Timeline.open(fourReplicas);
    expect(timeline.advanceTo(END, 10)).toEqual({ done: false, steps: 10 });
    expect(timeline.moment().step).toBe(10);
    expect(timeline.simulation.now).toBeLessThan(END);
  });
});

describe('going back and forth', () => {
  test('leads to the state of the straight run, wherever', () => {
    const straight = Timeline.open(fourReplicas);
    const states: { moment: Moment; digest: string }[] = [];
    while ((straight.nextAt() ?? END) < END) {
      straight.step();
      if (straight.moment().step % 13 === 0) states.push({ moment: straight.moment(), digest: straight.simulation.digest() });
    }
    const timeline = played(fourReplicas);
    const order = states.map((state, i) => ({ state, place: (i * 7919) % states.length })).sort((a, b) => a.place - b.place);
    for (const { state } of order) {
      expect(timeline.seek(state.moment).done).toBe(true);
      expect(timeline.moment()).toEqual(state.moment);
      expect(timeline.simulation.digest()).toBe(state.digest);
    }
  });

  test('a time means that everything due by then has happened, and the clock stands there', () => {
    const timeline = played(fourReplicas);
    timeline.seek(45_678);
    expect(timeline.simulation.now).toBe(45_678);
    const { digest } = { digest: timeline.simulation.digest() };
    expect(played(fourReplicas, 45_678).simulation.digest()).toBe(digest);
    expect(timeline.horizon).toBe(END);
  });

  test('leaves a snapshot that later steps do not touch', () => {
    const timeline = Timeline.open(fourReplicas);
    timeline.advanceTo(31_000);
    const snapshot = timeline.simulation.snapshot();
    const text = JSON.stringify(snapshot);
    timeline.advanceTo(END);
    expect(JSON.stringify(snapshot)).toBe(text);
  });

  test('tells the observer: moved first, then every step with its cluster', () => {
    const log: string[] = [];
    const steps: Step[] = [];
    const timeline = Timeline.open(fourReplicas, {
      stepped: (step) => {
        steps.push(step);
        expect(timeline.simulation.stepCount).toBe(step.id);
      },
      moved: () => log.push(`moved ${timeline.simulation.stepCount % 64}`),
      forked: (after) => log.push(`forked ${after.at}`),
    });
    while (!timeline.advanceTo(60_000).done);
    expect(steps.map(({ id }) => id)).toEqual(steps.map((_, i) => i + 1));
    const before = steps.length;
    const target = steps[before - 30];
    timeline.seek({ at: target?.at ?? 0, step: target?.id ?? 0 });
    expect(log).toEqual(['moved 0']);
    expect(steps.length - before).toBeLessThan(64 + 30);
    act(timeline, scaleTo(3));
    expect(log.at(-1)).toBe(`forked ${target?.at}`);
  });
});

describe('acting', () => {
  test('is recorded where it happened, and the scenario reproduces it', () => {
    const timeline = played(fourReplicas, 33_333);
    const client = timeline.client('button.scale', 'kubectl scale deployment/web --replicas=6');
    expect(client.gesture).toBeUndefined();
    expect(client.now()).toBe('2026-01-05T09:00:33Z');
    expect(client.request(scaleTo(6)).ok).toBe(true);
    expect(client.gesture).toBe(3);
    while (!timeline.advanceTo(END).done);
    const scenario = timeline.scenario();
    expect(scenario.actions.at(-1)).toMatchObject({ at: 33_333, gesture: 3, userEvent: 'button.scale', request: scaleTo(6) });
    expect(parseScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ ok: true, value: scenario });
    expect(played(scenario).simulation.digest()).toBe(timeline.simulation.digest());
  });

  test('what is refused leaves no trace, and is not recorded', () => {
    const timeline = played(fourReplicas, 33_333);
    const digest = timeline.simulation.digest();
    expect(timeline.client('test').request(missing).ok).toBe(false);
    const invalid: Request = {
      verb: 'create',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'UPPER' }, spec: {} },
    };
    expect(timeline.client('test').request(invalid).ok).toBe(false);
    expect(timeline.client('test').request({ ...scaleTo(9), dryRun: true }).ok).toBe(true);
    expect(timeline.simulation.digest()).toBe(digest);
    expect(timeline.scenario().actions).toHaveLength(2);
  });

  test('what no link or reload could bring back is refused', () => {
    const timeline = played(fourReplicas, 33_333);
    const object = JSON.parse('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{"__proto__":"x"}}}') as unknown;
    expect(timeline.client('test').request({ verb: 'create', object })).toMatchObject({ ok: false, error: { code: 400 } });
    const line = 'x'.repeat(10_000);
    expect(timeline.client('test', line).request(scaleTo(5)).ok).toBe(true);
    expect(parseScenario(timeline.scenario())).toEqual({ ok: true, value: timeline.scenario() });
  });

  test('at most 2,000 times', () => {
    const actions = Array.from({ length: 2_000 }, (_, i): Recorded => ({ at: i, gesture: i + 1, userEvent: 'test', request: missing }));
    const timeline = played({ ...fourReplicas, actions }, 5_000);
    expect(timeline.client('test').request(label('a'))).toMatchObject({ ok: false, error: { code: 403 } });
  });

  test('between two events of one instant is replayed between them', () => {
    const timeline = Timeline.open(fourReplicas);
    // A moment with more to come at the same instant.
    while (timeline.simulation.now < 30_000 || timeline.simulation.nextDueAt() !== timeline.simulation.now) timeline.step();
    act(timeline, scaleTo(7), label('a'));
    while (!timeline.advanceTo(END).done);
    expect(played(timeline.scenario()).simulation.digest()).toBe(timeline.simulation.digest());
  });

  test('in the past drops what was recorded later, and says what', () => {
    const dropped: Recorded[] = [];
    const timeline = Timeline.open(fourReplicas, { forked: (_, gone) => dropped.push(...gone) });
    for (const [at, replicas] of [
      [40_000, 6],
      [50_000, 2],
      [60_000, 5],
    ] as const) {
      while (!timeline.advanceTo(at).done);
      act(timeline, scaleTo(replicas));
    }
    while (!timeline.advanceTo(END).done);
    while (!timeline.seek(45_000).done);
    act(timeline, scaleTo(1));
    expect(dropped.map(({ at }) => at)).toEqual([50_000, 60_000]);
    expect(timeline.horizon).toBe(45_000);
    expect(timeline.scenario().actions.map(({ at, gesture }) => [at, gesture])).toEqual([
      [0, 1],
      [30_000, 2],
      [40_000, 3],
      [45_000, 4],
    ]);
    while (!timeline.advanceTo(END).done);
    expect(played(timeline.scenario()).simulation.digest()).toBe(timeline.simulation.digest());
  });

  test('before the story opens makes it another story', () => {
    const timeline = played(fourReplicas, 10_000);
    act(timeline, scaleTo(2));
    const scenario = timeline.scenario();
    expect(scenario.opening).toMatchObject({ gestures: 1, moment: { at: 10_000 } });
    expect(scenario.actions).toHaveLength(2);
    timeline.backToStart();
    expect(timeline.simulation.now).toBe(10_000);
    expect(timeline.scenario().actions).toHaveLength(1);
  });
});

describe('taking back', () => {
  test('undo removes all requests of the last gesture and stands just before it', () => {
    const timeline = played(fourReplicas, 40_000);
    const before = timeline.simulation.digest();
    act(timeline, scaleTo(6), label('b'));
    while (!timeline.advanceTo(END).done);
    expect(timeline.gestures()).toEqual([{ gesture: 3, line: 'kubectl test' }]);
    const undone = timeline.undoLastGesture();
    expect(undone).toMatchObject({ line: 'kubectl test', progress: { done: true } });
    expect(timeline.simulation.digest()).toBe(before);
    expect(timeline.gestures()).toEqual([]);
    expect(timeline.undoLastGesture()).toBeUndefined();
  });

  test('undo of a gesture that lies ahead stays where the clock stands', () => {
    const timeline = played(fourReplicas, 40_000);
    act(timeline, scaleTo(6));
    timeline.seek(35_000);
    timeline.undoLastGesture();
    expect(timeline.simulation.now).toBe(35_000);
    expect(timeline.scenario().actions).toHaveLength(2);
  });

  test('back to the start keeps the story and drops the rest', () => {
    const timeline = Timeline.open(fourReplicas);
    while (!timeline.seek(timeline.opening).done);
    const digest = timeline.simulation.digest();
    act(timeline, scaleTo(1));
    while (!timeline.advanceTo(END).done);
    act(timeline, label('c'));
    while (!timeline.backToStart().done);
    expect(timeline.simulation.digest()).toBe(digest);
    expect(timeline.scenario().actions).toEqual(fourReplicas.actions);
  });
});

test('a run recorded by another engine: time decides over steps', () => {
  const timeline = played(fourReplicas, 40_000);
  act(timeline, scaleTo(6));
  const scenario = timeline.scenario();
  const shifted = scenario.actions.map((action) =>
    action.afterStep === undefined ? action : { ...action, afterStep: action.afterStep + 1_000_000 },
  );
  const replayed = played({ ...scenario, engine: '0.0.1', actions: shifted });
  while (!timeline.advanceTo(END).done);
  expect(replayed.simulation.digest()).toBe(timeline.simulation.digest());
});

const gesture = fc.record({
  wait: fc.integer({ min: 0, max: 9_000 }),
  steps: fc.integer({ min: 0, max: 9 }),
  back: fc.option(fc.integer({ min: 0, max: 20_000 }), { freq: 4 }),
  requests: fc.array(
    fc.oneof(
      fc.integer({ min: 0, max: 9 }).map(scaleTo),
      fc.constantFrom('x', 'y').map(label),
      fc.constant(missing),
      fc.constant<Request>({ verb: 'delete', key, propagationPolicy: 'Background' }),
    ),
    { minLength: 1, maxLength: 3 },
  ),
  undo: fc.boolean(),
});

test('whatever is done, the scenario reproduces the state, at once and after going elsewhere', () => {
  fc.assert(
    fc.property(fc.array(gesture, { minLength: 1, maxLength: 5 }), (gestures) => {
      const timeline = Timeline.open(fourReplicas);
      timeline.advanceTo(25_000, Number.POSITIVE_INFINITY);
      for (const { wait, steps, back, requests, undo } of gestures) {
        timeline.advanceTo(timeline.simulation.now + wait, Number.POSITIVE_INFINITY);
        for (let i = 0; i < steps; i++) timeline.step();
        if (back !== null) timeline.seek(Math.max(0, timeline.simulation.now - back), Number.POSITIVE_INFINITY);
        const client = timeline.client('test');
        for (const request of requests) client.request(request);
        if (undo) timeline.undoLastGesture(Number.POSITIVE_INFINITY);
      }
      const moment = timeline.moment();
      const digest = timeline.simulation.digest();
      expect(digestAt(timeline.scenario(), moment)).toBe(digest);
      timeline.seek(timeline.horizon + 5_000, Number.POSITIVE_INFINITY);
      timeline.seek(moment, Number.POSITIVE_INFINITY);
      expect(timeline.simulation.digest()).toBe(digest);
    }),
    { numRuns: 25, seed: 1 },
  );
});
