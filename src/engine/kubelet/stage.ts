/** One row of the table of stages, and how a row ends badly. */
import type { StageName } from '../reason.ts';
import type { SimTime } from '../setup.ts';
import { containerOf, type Point, setContainer } from './life.ts';
import type { PodSync } from './sync.ts';

export interface Stage {
  readonly name: string;
  readonly at: Point;
  /** What the page says while the row lasts. */
  readonly shows: StageName;
  readonly when?: (sync: PodSync, container: string) => boolean;
  /** Milliseconds; absent: the row takes no time. */
  readonly lasts?: (sync: PodSync, container: string) => number;
  readonly begins?: (sync: PodSync, container: string) => void;
  readonly leads: (sync: PodSync, container: string) => Point;
}

/** Ends the attempt to start a container. It shows its reason from the next sync on. */
export function fail(sync: PodSync, container: string, reason: string, message: string | undefined, backOffUntil?: SimTime): Point {
  const { draft } = sync;
  const failure = message === undefined ? { reason } : { reason, message };
  setContainer(draft, container, { failure });
  const before = draft.result.error;
  // Only when every failure is a back-off the next sync is planned by them: by the one that is over first.
  const isOnlyBackOff = backOffUntil !== undefined && (before === undefined || before.backOffUntil !== undefined);
  const error = isOnlyBackOff ? { backOffUntil: Math.min(backOffUntil, before?.backOffUntil ?? backOffUntil) } : {};
  draft.result = { ...draft.result, error };
  draft.toStart = draft.toStart.slice(1);
  // The next init container has nothing to wait for while this one has not run.
  return containerOf(draft, container).kind === 'app' ? 'container' : 'end';
}
