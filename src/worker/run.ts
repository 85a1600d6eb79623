// One opened story: its timeline, and what is learnt from it while it moves.

import type { Client, ListOptions, ObjectKey } from '../api/client.ts';
import type { KubeObject } from '../api/meta.ts';
import type { Change } from '../engine/actor.ts';
import type { Outlook, SimTime, Step } from '../engine/index.ts';
import type { WatchEvent } from '../kubectl/process.ts';
import { History } from '../picture/history.ts';
import type { World } from '../picture/world.ts';
import type { Moment, Scenario } from '../scenario/scenario.ts';
import { type GestureClient, type Progress, Timeline } from '../scenario/timeline.ts';
import type { Course } from './player.ts';
import type { Moved } from './screen.ts';

/**
 * Going somewhere takes at most this many steps: about a minute of work. A link may name a moment that no run of sensible length reaches;
 * the clock then stands where it came to.
 */
const STEPS_MAX = 1_000_000;
/** Steps that change nothing, between two that do. */
const DECISION_STEPS_MAX = 2_000;

/** Somebody who waits for the cluster: a command of the terminal. */
export interface Watcher {
  /** Hears of the writes of one step, in order, once the step is over; with none of them when its time has come. */
  wake(events: readonly WatchEvent[]): void;
  /** When it wants to be woken at the latest, in virtual ms. */
  dueAt(): SimTime | undefined;
}

const WATCHED = { added: 'ADDED', modified: 'MODIFIED', deleted: 'DELETED' } as const;

/** A weak machine takes some tenths of a second for so many, in a large cluster. */
const REPORT_STEPS = 250;

/** Hears, now and then, how far a long way has come. */
export type Report = (at: SimTime, until: SimTime) => void;

export class Run implements Course {
  readonly timeline: Timeline;
  readonly history = new History();
  readonly world: World;
  /** The cluster is another object than at the last look: whoever draws compares everything. */
  #isElsewhere = true;
  #cursor = 0;
  #isPerforming = false;
  #watcher: Watcher | undefined;
  /** Writes of the step under way, and those of the steps that were taken since the watcher was woken. */
  #writing: Change[] = [];
  #written: WatchEvent[] = [];

  constructor(scenario: Scenario) {
    this.timeline = Timeline.open(scenario, {
      stepped: (step) => {
        // A person acts, maybe in the past: what was known of what came later is void. The step says exactly from where on;
        // `forked` would name a moment that may lie anywhere in its instant.
        if (this.#isPerforming && step.actor === 'user') this.history.forkAfter(step.id - 1, step.at);
        this.history.observe(step, this.world);
        this.#settle();
      },
      written: (change) => {
        if (this.#watcher !== undefined) this.#writing.push(change);
      },
      moved: () => {
        // A request that was refused, or only asked for an opinion, has written nothing.
        this.#writing = [];
        this.#isElsewhere = true;
        this.history.moveTo(this.world, this.moment.step);
      },
    });
    this.world = new TimelineWorld(this.timeline, scenario);
    this.history.moveTo(this.world, 0);
  }

  get now(): SimTime {
    return this.timeline.simulation.now;
  }

  get moment(): Moment {
    return this.timeline.moment();
  }

  /** When something is due next: in the cluster, or for who watches it. */
  nextAt(): SimTime | undefined {
    const due = this.timeline.nextAt();
    const dueAt = this.#watcher?.dueAt();
    return due === undefined || dueAt === undefined ? (due ?? dueAt) : Math.min(due, dueAt);
  }

  /** Takes the next step, or wakes the watcher whose time comes before it (then undefined). */
  step(): Step | undefined {
    const due = this.timeline.nextAt();
    const dueAt = this.#watcher?.dueAt();
    if (dueAt !== undefined && (due === undefined || dueAt < due)) {
      this.timeline.advanceTo(dueAt);
      this.#wake(true);
      return undefined;
    }
    const step = this.timeline.step();
    this.#wake(false);
    return step;
  }

  /** Steps until one has changed an object or was a person's: what a person calls a step. Undefined when nothing was left. */
  stepDecision(): Step | undefined {
    for (let taken = 0; taken < DECISION_STEPS_MAX && this.nextAt() !== undefined; taken += 1) {
      const step = this.step();
      if (step !== undefined && (step.changed.length > 0 || step.actor === 'user')) return step;
    }
    return undefined;
  }

  rest(at: SimTime): void {
    this.timeline.advanceTo(at);
    this.#settle();
    this.#wake(false);
  }

  /** Goes to a moment, forwards or backwards. Who watches sees all that happens on the way forwards, and nothing of the way back. */
  goTo(target: Moment | SimTime, report?: Report): void {
    if (this.#watcher !== undefined) this.#playTo(typeof target === 'number' ? target : target.at - 1);
    const until = typeof target === 'number' ? target : target.at;
    complete(this.timeline.seek(target, REPORT_STEPS), () => {
      report?.(this.now, until);
      return this.timeline.seek(target, REPORT_STEPS);
    });
  }

  #playTo(at: SimTime): void {
    for (let taken = 0; taken < STEPS_MAX && this.#watcher !== undefined; taken += 1) {
      const due = this.nextAt();
      if (due === undefined || due > at) return;
      this.step();
    }
  }

  /** Tells the watcher what a gesture has written, once the page has been told of the gesture. */
  tellWatcher(): void {
    this.#wake(false);
  }

  /** Who is told of every write from now on; only one at a time. */
  watch(watcher: Watcher | undefined): void {
    this.#watcher = watcher;
    this.#forgetWrites();
  }

  #forgetWrites(): void {
    this.#writing = [];
    this.#written = [];
  }

  /** The step is over and stands. */
  #settle(): void {
    for (const { type, object } of this.#writing) this.#written.push({ type: WATCHED[type], object });
    this.#writing = [];
  }

  #wake(isTime: boolean): void {
    const events = this.#written;
    if (this.#watcher === undefined || (events.length === 0 && !isTime)) return;
    this.#written = [];
    this.#watcher.wake(events);
    // What it wrote itself just now it knows: it has looked at the cluster before it waited again.
    this.#forgetWrites();
  }

  /** Takes the last gesture back; undefined when there is none. */
  undo(): { readonly line?: string } | undefined {
    const undone = this.timeline.undoLastGesture();
    if (undone === undefined) return undefined;
    complete(undone.progress, () => this.timeline.seek(undone.moment));
    this.history.forkAfter(this.moment.step, this.now);
    return undone.line === undefined ? {} : { line: undone.line };
  }

  backToStart(): void {
    complete(this.timeline.backToStart(), () => this.timeline.seek(this.timeline.opening));
    this.history.forkAfter(this.moment.step, this.now);
  }

  /** Lets `act` write to the cluster as one gesture. */
  perform<T>(userEvent: string, line: string, act: (client: GestureClient) => T): T {
    this.#isPerforming = true;
    const result = act(this.timeline.client(userEvent, line));
    this.#isPerforming = false;
    return result;
  }

  /** A client for a gesture that may take its time, as a command of the terminal does. `user`: who asks; absent: the administrator. */
  client(userEvent: string, line: string, user?: string): Client {
    const client = this.timeline.client(userEvent, line, user);
    return {
      ...client,
      request: (request) => {
        this.#isPerforming = true;
        const answer = client.request(request);
        this.#isPerforming = false;
        return answer;
      },
    };
  }

  /** Gestures recorded later than this moment, the story's own included: acting here drops them. */
  gesturesAhead(): number {
    const { at, step } = this.moment;
    const ahead = this.timeline
      .scenario()
      .actions.filter((action) => action.at > at || (action.at === at && (action.afterStep ?? 0) >= step));
    return new Set(ahead.map(({ gesture }) => gesture)).size;
  }

  /** What was written since the last call. */
  takeMoved(): Moved {
    const { simulation } = this.timeline;
    const { cursor, keys } = simulation.changedSince(this.#isElsewhere ? 0 : this.#cursor);
    const moved = this.#isElsewhere ? undefined : keys;
    this.#cursor = cursor;
    this.#isElsewhere = false;
    return { keys: moved };
  }
}

function complete(first: Progress, again: () => Progress): void {
  let total = first.steps;
  for (let progress = first; !progress.done && total < STEPS_MAX; total += progress.steps) progress = again();
}

class TimelineWorld implements World {
  readonly startTime: string;
  readonly minor: number;
  readonly #timeline: Timeline;

  constructor(timeline: Timeline, { setup }: Scenario) {
    this.#timeline = timeline;
    this.startTime = setup.startTime;
    this.minor = timeline.simulation.minor;
  }

  get now(): SimTime {
    return this.#timeline.simulation.now;
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#timeline.reader.get(key);
  }

  list(kind: ObjectKey['kind'], options?: ListOptions): readonly KubeObject[] {
    return this.#timeline.reader.list(kind, options);
  }

  outlook(pod: ObjectKey): Outlook | undefined {
    return this.#timeline.simulation.outlook(pod);
  }

  probes(pod: ObjectKey): ReturnType<World['probes']> {
    return this.#timeline.simulation.probes(pod);
  }

  turnOf(...of: Parameters<World['turnOf']>): SimTime | undefined {
    return this.#timeline.simulation.turnOf(...of);
  }

  all(...of: Parameters<World['all']>): Iterable<KubeObject> {
    return this.#timeline.simulation.all(...of);
  }
}
