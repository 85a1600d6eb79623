/** Pods over time, for each Deployment: recorded as the engine steps, kept when the clock goes back. */
import { deepEqual } from '../base/equal.ts';
import type { SimTime } from '../engine/setup.ts';
import type { ChartPoint } from './view.ts';

/** More points than a chart has pixels are thinned, the older half first. */
export const SERIES_MAX = 4_000;

export class Series {
  #points: ChartPoint[] = [];
  /** Grows when points that were there before were dropped. */
  #edition = 0;

  get points(): readonly ChartPoint[] {
    return this.#points;
  }

  get edition(): number {
    return this.#edition;
  }

  /** The counts from `point.at` on. Of several at one instant the last one counts. */
  record(point: ChartPoint): void {
    const last = this.#points.at(-1);
    if (last?.at === point.at) this.#points.pop();
    const before = this.#points.at(-1);
    if (before !== undefined && deepEqual({ ...before, at: point.at }, point)) {
      // What stood at this instant is gone again, and the page may have it already.
      if (last?.at === point.at) this.#edition += 1;
      return;
    }
    this.#points.push(point);
    if (this.#points.length > SERIES_MAX) this.#thin();
  }

  forkAfter(at: SimTime): void {
    const kept = this.#points.filter((point) => point.at <= at);
    if (kept.length === this.#points.length) return;
    this.#points = kept;
    this.#edition += 1;
  }

  #thin(): void {
    const half = Math.floor(this.#points.length / 2);
    this.#points = this.#points.filter((_, index) => index >= half || index % 2 === 0);
    this.#edition += 1;
  }
}
