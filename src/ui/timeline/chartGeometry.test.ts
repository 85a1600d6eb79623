import { describe, expect, test } from 'vitest';
import type { ChartPoint } from '../../picture/view.ts';
import { chartShapes, chartStretch, chartTop, pointAt, thinned, tickText, timeTicks } from './chartGeometry.ts';

const point = (at: number, over: Partial<ChartPoint> = {}): ChartPoint => ({
  at,
  newAvailable: 0,
  oldAvailable: 4,
  failing: 0,
  starting: 0,
  leaving: 0,
  floor: 3,
  desired: 4,
  ceiling: 5,
  ...over,
});
const run = [
  point(0),
  point(2_000, { oldAvailable: 3, starting: 2, leaving: 1 }),
  point(6_000, { newAvailable: 1, oldAvailable: 2, starting: 2, leaving: 2 }),
];

test.each([
  [0, 10_000],
  [9_000, 10_000],
  [9_500, 15_000],
  [61_000, 90_000],
  [700_000, 900_000],
  [3_600_000, 3_900_000],
])('after %i ms the chart shows %i ms', (horizon, shown) => {
  expect(chartStretch(0, horizon, 0)).toEqual({ from: 0, to: shown });
});

test('a story that opens late is shown from shortly before, unless somebody has gone back behind that', () => {
  expect(chartStretch(37_000, 37_000, 31_000)).toEqual({ from: 25_000, to: 40_000 });
  expect(chartStretch(4_000, 37_000, 31_000)).toEqual({ from: 0, to: 45_000 });
});

test('the window is always longer than what was played', () => {
  for (let horizon = 0; horizon < 4_000_000; horizon += 7_919) expect(chartStretch(0, horizon, 0).to).toBeGreaterThan(horizon);
});

test('the highest value counts the leaving pods and the ceiling', () => {
  expect(chartTop(run)).toBe(7);
  expect(chartTop([point(0)])).toBe(5);
});

describe('pointAt', () => {
  test.each([
    [-1, undefined],
    [0, 0],
    [1_999, 0],
    [2_000, 2_000],
    [99_000, 6_000],
  ])('at %i the point of %s holds', (at, expected) => {
    expect(pointAt(run, at)?.at).toBe(expected);
  });
});

test('areas are stepped: a value holds until the next point', () => {
  const { areas, x, y } = chartShapes(run, { from: 0, to: 10_000 }, { width: 100, height: 70, top: 0 });
  // Old available pods: 4 up to two seconds, then 3, drawn from the ground because none is new yet.
  const [none, four, three] = [Math.round(y(0)), Math.round(y(4)), Math.round(y(3))];
  expect(areas.oldAvailable).toMatch(new RegExp(`^M0,${four}H20V${three}`));
  // From six seconds on a new one is available: it is the ground of the old ones, and the area closes along it.
  expect(areas.oldAvailable).toMatch(new RegExp(`H100V${Math.round(y(1))}H60V${none}H0Z$`));
  expect(x(10_000)).toBe(100);
});

test('a level that stays the same is one stroke, however many points there are', () => {
  const many = Array.from({ length: 50 }, (_, index) => point(index * 100, { newAvailable: index }));
  const { floor, y } = chartShapes(many, { from: 0, to: 10_000 }, { width: 100, height: 56, top: 0 });
  expect(floor).toBe(`M0,${Math.round(y(3) * 10) / 10}H100`);
});

test('without a point there is nothing to draw', () => {
  const { areas, floor, surge } = chartShapes([], { from: 0, to: 10_000 }, { width: 100, height: 56, top: 0 });
  expect([areas.leaving, floor, surge]).toEqual(['', '', '']);
});

test('a burst within one px column is one point, also where all points together are few', () => {
  const burst = Array.from({ length: 50 }, (_, index) => point(5_000 + index, { newAvailable: index }));
  expect(thinned([point(0), ...burst], { from: 0, to: 10_000 }, 100).map(({ at }) => at)).toEqual([0, 5_049]);
});

test('thinning keeps the last point of each px column', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => point(index * 10, { newAvailable: index }));
  const kept = thinned(many, { from: 0, to: 10_000 }, 100);
  expect(kept).toHaveLength(100);
  expect(kept[0]?.newAvailable).toBe(9);
  expect(kept.at(-1)).toBe(many.at(-1));
});

test('ticks are whole seconds inside the window', () => {
  for (const window of [10_000, 45_000, 300_000]) {
    const ticks = timeTicks({ from: 0, to: window }, 1_000);
    expect(ticks.length).toBeGreaterThan(2);
    for (const tick of ticks) expect(tick % 1_000).toBe(0);
  }
  expect(tickText(95_000)).toBe('1:35');
});
