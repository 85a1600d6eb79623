// One opened story: its timeline, and what is learnt from it while it moves.

import type { ListOptions, ObjectKey } from '../api/client.ts';
import type { KubeObject } from '../api/meta.ts';
import type { Outlook, SimTime } from '../engine/index.ts';
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

export class Run implements Course {
  readonly timeline: Timeline;
  readonly history = new History();
  readonly world: World;
  /** The cluster is another object than at the last look: whoever draws compares everything. */
  #isElsewhere = true;
  #cursor = 0;
  #isPerforming = false;

  constructor(scenario: Scenario) {
    this.timeline = Timeline.open(scenario, {
      stepped: (step) => {
        // A person acts, maybe in the past: what was known of what came later is void. The step says exactly from where on;
        // `forked` would name a moment that may lie anywhere in its instant.
        if (this.#isPerforming && step.actor === 'user') this.history.forkAfter(step.id - 1, step.at);
        this.history.observe(step, this.world);
      },
      moved: () => {
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

  nextAt(): SimTime | undefined {
    return this.timeline.nextAt();
  }

  step(): void {
    this.timeline.step();
  }

  rest(at: SimTime): void {
    this.timeline.advanceTo(at);
  }

  /** Goes to a moment, forwards or backwards. */
  goTo(target: Moment | SimTime): void {
    complete(this.timeline.seek(target), () => this.timeline.seek(target));
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
}
