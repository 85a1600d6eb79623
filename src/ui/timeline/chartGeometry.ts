// From the points of a run to the shapes of its chart. Pure.
import { ticks } from 'd3-array';
import type { ChartPoint } from '../../picture/view.ts';

/** The kinds of pods, from the bottom of the chart up. */
export const LAYERS = ['newAvailable', 'oldAvailable', 'starting', 'failing', 'leaving'] as const;
export type Layer = (typeof LAYERS)[number];

export interface ChartBox {
  readonly width: number;
  readonly height: number;
  /** Room kept above the highest value. */
  readonly top: number;
}

export interface ChartShapes {
  readonly areas: Readonly<Record<Layer, string>>;
  readonly floor: string;
  readonly ceiling: string;
  /** Between desired and ceiling. */
  readonly surge: string;
  /** From a moment, and from a number of pods, to px. */
  readonly x: (at: number) => number;
  readonly y: (pods: number) => number;
}

const WINDOWS_S = [10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600] as const;
const LONG_STEP_S = 300;

/** A stretch of the run, in virtual ms. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Of a story that begins late this much is shown of the time before. */
const LEAD_MS = 6_000;
const START_STEP_MS = 5_000;

/**
 * The stretch that the chart shows: from the run's beginning, or from shortly before the moment where its story opens, as long as
 * nobody has gone back behind that. It grows in few large steps, so that it does not crawl while time runs.
 */
export function chartStretch(now: number, horizon: number, opensAt: number): Stretch {
  const late = Math.max(0, Math.floor((opensAt - LEAD_MS) / START_STEP_MS) * START_STEP_MS);
  const from = now < late ? 0 : late;
  const neededS = ((Math.max(now, horizon) - from) * 1.06) / 1000;
  const seconds = WINDOWS_S.find((each) => each >= neededS) ?? Math.ceil(neededS / LONG_STEP_S) * LONG_STEP_S;
  return { from, to: from + seconds * 1000 };
}

/** At most one point a px column: the last one, which is what holds when the column ends. A burst may bring hundreds within one column. */
export function thinned(points: readonly ChartPoint[], { from, to }: Stretch, width: number): readonly ChartPoint[] {
  const column = (at: number) => Math.floor(((Math.max(from, at) - from) / (to - from)) * width);
  const kept: ChartPoint[] = [];
  let last = Number.NaN;
  for (const point of points) {
    const own = column(point.at);
    if (own === last) kept.pop();
    kept.push(point);
    last = own;
  }
  return kept;
}

/** The highest value that the chart must hold. */
export function chartTop(points: readonly ChartPoint[]): number {
  let top = 1;
  for (const point of points) top = Math.max(top, total(point), point.ceiling);
  return top;
}

/** All pods on the machines. */
export function total({ newAvailable, oldAvailable, starting, failing, leaving }: ChartPoint): number {
  return newAvailable + oldAvailable + starting + failing + leaving;
}

/** The point that holds at a moment: the last one not after it. */
export function pointAt(points: readonly ChartPoint[], at: number): ChartPoint | undefined {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return points[low - 1];
}

/** Tenths of a px are enough, and make shorter paths. */
const tenth = (n: number) => Math.round(n * 10) / 10;

/** Stepped areas and lines; the last point holds to the right edge (what has not been played is covered there). */
export function chartShapes(points: readonly ChartPoint[], stretch: Stretch, box: ChartBox): ChartShapes {
  const { from, to } = stretch;
  const x = (at: number) => ((Math.min(to, Math.max(from, at)) - from) / (to - from)) * box.width;
  const top = chartTop(points);
  const y = (pods: number) => box.height + (pods / top) * (box.top - box.height);
  const kept = thinned(points, stretch, box.width);
  const xs = [...kept.map(({ at }) => tenth(x(at))), tenth(box.width)];
  const level = (value: (point: ChartPoint) => number) => kept.map((point) => tenth(y(value(point))));
  // Each layer stands on the one before it.
  const sums = kept.map(() => 0);
  let ground = sums.map(() => tenth(y(0)));
  const areas = {} as Record<Layer, string>;
  for (const layer of LAYERS) {
    for (const [index, point] of kept.entries()) sums[index] = (sums[index] ?? 0) + point[layer];
    const roof = sums.map((sum) => tenth(y(sum)));
    areas[layer] = stepArea(xs, ground, roof);
    ground = roof;
  }
  const ceiling = level((point) => point.ceiling);
  return {
    areas,
    floor: stepLine(
      xs,
      level((point) => point.floor),
    ),
    ceiling: stepLine(xs, ceiling),
    surge: stepArea(
      xs,
      level((point) => point.desired),
      ceiling,
    ),
    x,
    y,
  };
}

// The paths are written here and not by a library: where a value stays the same nothing is written, and what many levels of the chart do
// nearly all the time is to stay the same. Their length is what the browser reads, strokes and fills ten times a second.

/** `ys[i]` holds from `xs[i]` to `xs[i + 1]`. */
function stepLine(xs: readonly number[], ys: readonly number[]): string {
  return ys.length === 0 ? '' : `M${xs[0]},${ys[0]}${stepsForth(xs, ys)}`;
}

/** Between two stepped levels: along the upper one, and back along the lower one. */
function stepArea(xs: readonly number[], lower: readonly number[], upper: readonly number[]): string {
  if (upper.length === 0) return '';
  let path = `M${xs[0]},${upper[0]}${stepsForth(xs, upper)}V${lower.at(-1)}`;
  for (let index = lower.length - 1; index > 0; index -= 1) {
    if (lower[index] !== lower[index - 1]) path += `H${xs[index]}V${lower[index - 1]}`;
  }
  return `${path}H${xs[0]}Z`;
}

function stepsForth(xs: readonly number[], ys: readonly number[]): string {
  let path = '';
  for (let index = 1; index < ys.length; index += 1) if (ys[index] !== ys[index - 1]) path += `H${xs[index]}V${ys[index]}`;
  return `${path}H${xs[ys.length]}`;
}

/** Whole seconds to write on the time axis, about 90 px apart. */
export function timeTicks({ from, to }: Stretch, width: number): readonly number[] {
  return ticks(from / 1000, to / 1000, Math.max(2, Math.round(width / 110)))
    .filter((second) => Number.isInteger(second))
    .map((second) => second * 1000);
}

/** `0:05`, `1:30`; the axis needs no tenths. */
export function tickText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
