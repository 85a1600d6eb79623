import { beforeEach, expect, test } from 'vitest';
import type { ObjectKey } from '../api/client.ts';
import type { KubeObject } from '../api/meta.ts';
import type { DeploymentReason } from '../engine/reason.ts';
import type { Step } from '../engine/step.ts';
import { SERIES_MAX, Series } from './chart.ts';
import { History } from './history.ts';
import { deployment, FakeWorld, pod, readySince, replicaSet, running } from './testing.ts';

const CRASH_LOOP = { name: 'web', ready: false, restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } } };

let world: FakeWorld;
let history: History;
let lastStep: number;

beforeEach(() => {
  world = new FakeWorld();
  history = new History();
  lastStep = 0;
  history.moveTo(world, 0);
});

function take(at: number, objects: readonly KubeObject[], gone: readonly ObjectKey[] = [], more: Partial<Step> = {}): void {
  world.now = at;
  world.put(...objects);
  for (const { kind, name } of gone) world.drop(kind, name);
  lastStep += 1;
  const written = objects.map(
    ({ kind, metadata }): ObjectKey => ({ kind: kind as ObjectKey['kind'], namespace: 'default', name: metadata.name }),
  );
  history.observe({ id: lastStep, at, actor: 'kubelet', key: 'default/web', changed: [...written, ...gone], emitted: [], ...more }, world);
}

function chart(): readonly string[] {
  return (history.seriesOf('d1')?.points ?? []).map(
    (point) => `${point.at}: ${point.newAvailable}+${point.oldAvailable} ${point.starting} -${point.leaving}`,
  );
}

test('pods that do not get there by themselves are a kind of their own', () => {
  take(0, [deployment(), replicaSet('rs', 'web:1', 2)]);
  take(1, [pod('p1', 'rs'), { ...pod('p2', 'rs'), status: { phase: 'Running', containerStatuses: [CRASH_LOOP] } } as KubeObject]);
  expect(history.seriesOf('d1')?.points.at(-1)).toMatchObject({ starting: 1, failing: 1 });
});

test('the chart has a point for each change, and one for an instant', () => {
  take(0, [deployment(), replicaSet('rs', 'web:1', 2)]);
  take(0, [pod('p1', 'rs')]);
  take(0, [pod('p2', 'rs')]);
  take(2_000, [pod('p1', 'rs', readySince(2_000))]);
  take(2_500, [pod('p2', 'rs', running)]);
  take(3_000, [pod('p2', 'rs', readySince(3_000))]);
  take(5_000, [pod('p1', 'rs', readySince(2_000), { deletionTimestamp: '2026-01-05T09:00:05Z' })]);
  take(6_000, [], [{ kind: 'Pod', namespace: 'default', name: 'p1' }]);
  expect(chart()).toEqual(['0: 0+0 2 -0', '2000: 1+0 1 -0', '3000: 2+0 0 -0', '5000: 1+0 0 -1', '6000: 1+0 0 -0']);
});

test('going back keeps the chart, another future cuts it', () => {
  take(0, [deployment(), replicaSet('rs', 'web:1', 2), pod('p1', 'rs')]);
  take(2_000, [pod('p1', 'rs', readySince(2_000))]);
  const whole = chart();
  const edition = history.seriesOf('d1')?.edition;

  world.put(pod('p1', 'rs'));
  world.now = 1_000;
  history.moveTo(world, 1);
  expect(chart()).toEqual(whole);
  expect(history.seriesOf('d1')?.edition).toBe(edition);

  history.forkAfter(1, 1_000);
  expect(chart()).toEqual(['0: 0+0 1 -0']);
  expect(history.seriesOf('d1')?.edition).not.toBe(edition);
});

test('time makes ready pods available in the chart', () => {
  const slow = replicaSet('rs', 'web:1', 1);
  take(0, [deployment(), { ...slow, spec: { ...slow.spec, minReadySeconds: 5 } } as typeof slow]);
  take(1_000, [pod('p1', 'rs', readySince(1_000))]);
  take(6_000, []);
  expect(chart()).toEqual(['0: 0+0 0 -0', '1000: 0+0 1 -0', '6000: 1+0 0 -0']);
});

test('a long chart is thinned and keeps its newest half whole', () => {
  const series = new Series();
  const point = { newAvailable: 0, oldAvailable: 0, failing: 0, leaving: 0, floor: 1, desired: 1, ceiling: 1 };
  for (let at = 0; at <= SERIES_MAX; at += 1) series.record({ ...point, at, starting: at });
  expect(series.points.length).toBeLessThan(SERIES_MAX);
  expect(series.points[0]?.at).toBe(0);
  expect(series.points.slice(-3).map(({ at }) => at)).toEqual([SERIES_MAX - 2, SERIES_MAX - 1, SERIES_MAX]);
});

test('the last decision is the one before the moment shown', () => {
  const moved = (to: number) => ({ actor: 'deployment', verdict: 'moved', counted: to }) as DeploymentReason;
  take(0, [deployment()], [], { reason: moved(1) });
  take(1_000, []);
  take(2_000, [], [], { reason: moved(2) });
  expect(history.didOf('default/web', 3)?.reason.counted).toBe(2);
  expect(history.didOf('default/web', 2)?.reason.counted).toBe(1);
  expect(history.didOf('default/other', 3)).toBeUndefined();
  history.forkAfter(2, 1_000);
  expect(history.didOf('default/web', 3)?.reason.counted).toBe(1);
});
