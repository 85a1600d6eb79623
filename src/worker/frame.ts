// What the page must be told after each picture: what changed, and nothing else.
import type { Changes } from '../picture/changes.ts';
import type { Series } from '../picture/chart.ts';
import type { Drawn } from '../picture/picture.ts';
import type { ChartPoint, EventView, WhyView } from '../picture/view.ts';
import type { Frame, Inspected } from './protocol.ts';

/** All that a frame can tell besides the clock. */
export interface Shown {
  readonly drawn: Drawn;
  /** Oldest first. */
  readonly events: readonly EventView[];
  readonly followed: string | null;
  readonly series: Series | undefined;
  readonly inspected: Inspected | null;
  readonly why: WhyView | null;
}

type FrameChanges = Omit<Frame, 'type' | 'epoch' | 'reset' | 'jump' | 'playback' | 'scenario' | 'revision'>;

interface SentSeries {
  readonly series: Series | undefined;
  readonly edition: number;
  readonly count: number;
  readonly last: ChartPoint | undefined;
}

/** Remembers what the page has. */
export class FrameDiff {
  #shown: Shown | undefined;
  #sent: SentSeries = { series: undefined, edition: 0, count: 0, last: undefined };

  /** What the page must be told to have `shown`; undefined when it has it. */
  changesTo(shown: Shown): FrameChanges | undefined {
    const before = this.#shown;
    const { deployments, nodes, replicaSets, pods } = shown.drawn;
    const events = before?.events === shown.events ? undefined : diffByUid(before?.events, shown.events);
    const chart = this.#chart(shown.series, before === undefined);
    const changes: FrameChanges = {
      ...(before?.drawn.deployments === deployments ? {} : { deployments }),
      ...(replicaSets === undefined ? {} : { replicaSets }),
      ...(pods === undefined ? {} : { pods }),
      ...(before?.drawn.nodes === nodes ? {} : { nodes }),
      ...(events === undefined ? {} : { events }),
      ...(before?.followed === shown.followed ? {} : { followed: shown.followed }),
      ...(chart === undefined ? {} : { chart }),
      ...(before !== undefined && before.inspected === shown.inspected ? {} : { inspected: shown.inspected }),
      ...(before !== undefined && before.why === shown.why ? {} : { why: shown.why }),
    };
    this.#shown = shown;
    return Object.keys(changes).length === 0 ? undefined : changes;
  }

  #chart(series: Series | undefined, isFirst: boolean): Frame['chart'] {
    const sent = this.#sent;
    const points = series?.points ?? [];
    const edition = series?.edition ?? 0;
    this.#sent = { series, edition, count: points.length, last: points.at(-1) };
    if (isFirst || series !== sent.series || edition !== sent.edition) return { reset: true, points };
    // The last point that was sent may have been replaced by one at the same instant.
    const from = points[sent.count - 1] === sent.last ? sent.count : sent.count - 1;
    const fresh = points.slice(Math.max(0, from));
    return fresh.length === 0 ? undefined : { reset: false, points: fresh };
  }
}

/** Views whose identity is new, in the order of `after`, and uids that are gone; undefined when nothing changed. */
function diffByUid<T extends { readonly uid: string }>(before: readonly T[] | undefined, after: readonly T[]): Changes<T> | undefined {
  if (before === undefined) return { upserted: after, removed: [] };
  const known = new Set(before);
  const upserted = after.filter((view) => !known.has(view));
  const present = new Set(after.map(({ uid }) => uid));
  const removed = before.filter(({ uid }) => !present.has(uid)).map(({ uid }) => uid);
  return upserted.length === 0 && removed.length === 0 ? undefined : { upserted, removed };
}
