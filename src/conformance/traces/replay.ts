/** Drives our engine through the script of a trace and writes down what it settles to, as the recording did with the real controllers. */
import type { Simulation } from '../../engine/simulation.ts';
import type { Step } from '../../engine/step.ts';
import { perform } from './actions.ts';
import { Collector } from './collector.ts';
import { Environment } from './environment.ts';
import type { ActionResult, EventRow, Trace } from './trace.ts';
import { type State, World } from './world.ts';

/** No write for this long: the cluster has settled. */
const SETTLE_MS = 62;

/** From something that happened to the next such thing. */
export interface Segment {
  /** Time of the environment's event, or of the first write of a change that a timer caused. */
  readonly atMs: number;
  readonly cause: readonly string[];
  /** The settled state. */
  readonly state: State;
  readonly emitted: readonly EventRow[];
}

export interface Replay {
  readonly segments: readonly Segment[];
  readonly results: ReadonlyMap<number, ActionResult>;
  readonly emitted: readonly EventRow[];
  readonly stored: readonly EventRow[];
  /** When the first creation was refused, if one was: retries are timed from it. */
  readonly firstRefusalMs: number | undefined;
}

const watched: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'Pod']);

class Recorder {
  readonly segments: Segment[] = [];
  readonly #world: World;
  readonly #all: Step[] = [];
  firstRefusalMs: number | undefined;
  #open: { readonly atMs: number; readonly cause: readonly string[]; readonly steps: Step[] } = { atMs: 0, cause: [], steps: [] };
  /** Steps since the first write after a quiet time: a new segment if the settled state turns out to be another. */
  #candidate: { readonly atMs: number; readonly steps: Step[] } | undefined;
  #settled: State | undefined;
  #lastActivityMs = 0;

  constructor(world: World) {
    this.#world = world;
  }

  add(step: Step): void {
    this.#all.push(step);
    if (
      this.firstRefusalMs === undefined &&
      step.emitted.some(({ reason }) => reason === 'FailedCreate' || reason === 'ReplicaSetCreateError')
    ) {
      this.firstRefusalMs = step.at;
    }
    const isWrite = step.changed.some(({ kind }) => watched.has(kind));
    if (isWrite && this.#settled !== undefined && this.#candidate === undefined) this.#candidate = { atMs: step.at, steps: [] };
    (this.#candidate ?? this.#open).steps.push(step);
    if (isWrite) this.#lastActivityMs = step.at;
  }

  /** The next thing to happen is due at `at`: if it is quiet until then, the cluster has settled. */
  quietUntil(at: number): void {
    if (at - this.#lastActivityMs >= SETTLE_MS) this.#settle();
  }

  #settle(): void {
    if (this.#settled !== undefined && this.#candidate === undefined) return;
    const state = this.#world.state();
    if (this.#candidate !== undefined && this.#settled !== undefined) {
      const { atMs, steps } = this.#candidate;
      if (JSON.stringify(state) === JSON.stringify(this.#settled)) this.#open.steps.push(...steps);
      else {
        this.#close(this.#settled);
        this.#open = { atMs, cause: ['timer'], steps };
      }
      this.#candidate = undefined;
    }
    this.#settled = state;
  }

  #close(state: State): void {
    const { atMs, cause, steps } = this.#open;
    if (cause.length > 0) this.segments.push({ atMs, cause, state, emitted: this.#world.emittedEvents(steps) });
  }

  /** The environment is about to act: whatever the state is now is the settled one. */
  beforeEvent(): void {
    this.#settle();
    this.#close(this.#settled ?? this.#world.state());
  }

  beginSegment(atMs: number): void {
    this.#open = { atMs, cause: [], steps: [] };
    this.#settled = undefined;
    this.#candidate = undefined;
    this.#lastActivityMs = atMs;
  }

  nameCause(cause: readonly string[]): void {
    this.#open = { ...this.#open, cause };
  }

  emitted(): readonly EventRow[] {
    return this.#world.emittedEvents(this.#all);
  }
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  return times.reduce((least, time) => (time === undefined || (least !== undefined && least <= time) ? least : time), undefined);
}

/** Looks at the cluster right after a step; `isPersons`: an action of the script did it, and not one of the stand-ins. */
export type Seen = (simulation: Simulation, step: Step, isPersons: boolean) => void;

/** Runs the whole script. */
export function replay(trace: Trace, seen?: Seen): Replay {
  const world = new World(trace);
  const environment = new Environment(world, trace);
  const collector = new Collector(world);
  const recorder = new Recorder(world);
  const results = new Map<number, ActionResult>();
  let isActing = false;
  world.onStep = (step) => {
    seen?.(world.simulation, step, isActing);
    environment.observe(step);
    if (step.changed.some(({ kind }) => watched.has(kind))) collector.observe(step.at);
    recorder.add(step);
  };
  const pending = trace.actions.map((action, index) => ({ ...action, index }));
  for (;;) {
    const eventAt = earliest([pending[0]?.atMs, environment.nextAt]);
    const next = earliest([eventAt, collector.nextAt, world.simulation.nextDueAt()]);
    if (next === undefined || next >= trace.end.atMs) break;
    recorder.quietUntil(next);
    if (next === eventAt) {
      world.advanceTo(next);
      recorder.beforeEvent();
      recorder.beginSegment(next);
      const causes: string[] = [];
      for (let action = pending[0]; action !== undefined && action.atMs === next; action = pending[0]) {
        pending.shift();
        causes.push(`action ${action.index}`);
        isActing = true;
        results.set(action.index, perform(action.do, world, environment));
        isActing = false;
      }
      recorder.nameCause([...causes, ...environment.act(next)]);
    } else if (next === collector.nextAt) {
      world.advanceTo(next);
      collector.act();
    } else world.step();
  }
  recorder.quietUntil(trace.end.atMs);
  recorder.beforeEvent();
  return {
    segments: recorder.segments,
    results,
    emitted: recorder.emitted(),
    stored: world.storedEvents(),
    firstRefusalMs: recorder.firstRefusalMs,
  };
}
