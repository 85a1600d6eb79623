/** A story that can be told again: the set-up, what people did, and when. This format is frozen: old links must open for ever. */
import type { Request } from '../api/client.ts';
import type { Fault } from '../engine/faults/fault.ts';
import type { Setup, SimTime } from '../engine/setup.ts';

/** What a person did: a request that reached the API server, or a fault that was switched on or off. */
export type Recorded = Action & (RecordedRequest | RecordedFault | RecordedCure);

export interface RecordedRequest {
  readonly request: Request;
}

export interface RecordedFault {
  readonly inject: Fault;
}

export interface RecordedCure {
  /** Id of the fault that is over. */
  readonly clear: string;
}

/** When and how something was done. */
export interface Action {
  /** Virtual time at which it arrived. */
  readonly at: SimTime;
  /** How many engine steps had been taken before it: several events may be due at one instant. Absent in hand-written scenarios: before anything due at `at`. */
  readonly afterStep?: number;
  /** Requests of one gesture share a number: undoing the gesture removes them together. Grows by one a gesture. */
  readonly gesture: number;
  /** Where it came from, dotted: `editor.apply`, `button.setImage`, `kubectl`. */
  readonly userEvent: string;
  /** The kubectl line that equals the gesture (shown, never interpreted). */
  readonly line?: string;
}

export interface Scenario {
  readonly version: 1;
  /** Release of the engine that recorded it; another one replays it and says when the result differs. */
  readonly engine: string;
  /** Id of the built-in scenario that it began as; absent for others. */
  readonly builtin?: string;
  /**
   * Where the story begins: its first `gestures` gestures belong to it (undo stops there), and it opens at `moment`.
   * Absent: at virtual time 0, with nothing done.
   */
  readonly opening?: { readonly gestures: number; readonly moment: Moment };
  /** The editor's text to begin with: file name and content. */
  readonly draft?: { readonly fileName: string; readonly text: string };
  readonly setup: Setup;
  readonly actions: readonly Recorded[];
}

/** A place in a run. `step` counts engine steps from the beginning; with the same engine release it is exact. */
export interface Moment {
  readonly at: SimTime;
  readonly step: number;
}
