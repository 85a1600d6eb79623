/**
 * A run that can be played, left, gone back to and gone on with in another way. It owns the simulation: whoever wants to write to the
 * cluster does it through `client`, which records what the API server accepted, so that the run can be told again from its scenario.
 *
 * Pure and synchronous. Nothing here runs for long: what advances takes at most as many steps as it is allowed and says how far it came.
 */
import type { Answer, Client, Reader, Request, Status } from '../api/client.ts';
import { timeOf } from '../api/time.ts';
import { err, type Result } from '../base/result.ts';
import type { Change } from '../engine/actor.ts';
import { allActors } from '../engine/actors.ts';
import type { Fault } from '../engine/faults/fault.ts';
import { ENGINE_RELEASE, isReview, type SimTime, Simulation, type Snapshot, type Step } from '../engine/index.ts';
import type { SimulationOptions } from '../engine/simulation.ts';
import { Checkpoints } from './checkpoints.ts';
import { toPlainJson } from './plainJson.ts';
import type { Moment, Recorded, RecordedCure, RecordedFault, RecordedRequest, Scenario } from './scenario.ts';
import { limits, parseFault, parseRequest, type SchemaProblem } from './schema.ts';

/** What a timeline tells of itself while it moves. */
export interface TimelineObserver {
  /** One step was taken; the cluster is as it was right after it. */
  stepped?(step: Step): void;
  /** An object was written, an Event included. What it belongs to is told by the `stepped` or, if it was unmade, the `moved` that follows. */
  written?(change: Change): void;
  /** The cluster is another one now: the clock went back, or a refused request was unmade. `simulation` is a new object. */
  moved?(): void;
  /** Another future begins after this moment; these recorded actions are no more. */
  forked?(after: Moment, dropped: readonly Recorded[]): void;
}

/** Writes to the cluster as one gesture of a person. */
export interface GestureClient extends Client {
  /** The gesture's number; undefined as long as nothing was accepted. */
  readonly gesture: number | undefined;
  /** Switches a fault on; recorded like a request. */
  inject(fault: Fault): Result<unknown, Status>;
  /** Switches the fault of that id off. */
  clear(id: string): Result<unknown, Status>;
}

export interface Progress {
  /** False: the allowed steps were used up before the target; ask again to go on. */
  readonly done: boolean;
  /** The steps taken, a person's among them. */
  readonly steps: number;
}

type Deed = RecordedRequest | RecordedFault | RecordedCure;

interface Origin {
  readonly userEvent: string;
  readonly line?: string;
}

/** The gesture that something belongs to. */
interface Gesture {
  readonly userEvent: string;
  readonly line: string | undefined;
  /** Undefined: its first deed. */
  readonly gesture: number | undefined;
}

interface Performed<A> {
  readonly answer: A;
  /** The gesture's number, if it was recorded. */
  readonly recorded?: number;
}

/** About a tenth of a second of work. */
const STEPS_AT_ONCE = 2_000;
const END_OF_INSTANT = Number.MAX_SAFE_INTEGER;
const START: Moment = { at: 0, step: 0 };

export class Timeline {
  #told: Omit<Scenario, 'actions'>;
  readonly #observer: TimelineObserver;
  readonly #checkpoints: Checkpoints;
  #actions: readonly Recorded[];
  /** How many of the actions the cluster has seen. */
  #applied = 0;
  #simulation: Simulation;
  /** The furthest that this future has been played to. */
  #frontier: Moment = START;

  private constructor(scenario: Scenario, observer: TimelineObserver) {
    const { actions, ...told } = scenario;
    this.#told = told;
    this.#actions = actions;
    this.#observer = observer;
    this.#simulation = Simulation.boot(scenario.setup, this.#options());
    this.#checkpoints = new Checkpoints({ snapshot: this.#simulation.snapshot(), applied: 0 });
  }

  /** The scenario at virtual time 0, before anything has happened. */
  static open(scenario: Scenario, observer: TimelineObserver = {}): Timeline {
    return new Timeline(scenario, observer);
  }

  /** The cluster as it is. Another object after every `moved`. */
  get simulation(): Simulation {
    return this.#simulation;
  }

  get reader(): Reader {
    return this.#simulation.reader;
  }

  /** The furthest virtual time that this future has been played to. */
  get horizon(): SimTime {
    return this.#frontier.at;
  }

  /** Where the story begins. */
  get opening(): Moment {
    return this.#told.opening?.moment ?? START;
  }

  moment(): Moment {
    return { at: this.#simulation.now, step: this.#simulation.stepCount };
  }

  /** All that was recorded, as a scenario of this release of the engine: it reproduces the run. */
  scenario(): Scenario {
    return { ...this.#told, engine: ENGINE_RELEASE, actions: this.#actions };
  }

  /** The gestures that can be undone, the opening's own left out: the line of each, oldest first. */
  gestures(): readonly { readonly gesture: number; readonly line?: string }[] {
    const firsts = new Map<number, Recorded>();
    for (const action of this.#actions) {
      if (!this.#isOpening(action) && !firsts.has(action.gesture)) firsts.set(action.gesture, action);
    }
    return [...firsts.values()].map(({ gesture, line }) => ({ gesture, ...(line === undefined ? {} : { line }) }));
  }

  /** When the next thing is due: an event of the engine, or a recorded action. */
  nextAt(): SimTime | undefined {
    const due = this.#simulation.nextDueAt();
    const action = this.#actions[this.#applied]?.at;
    if (due === undefined || action === undefined) return due ?? action;
    return Math.min(due, action);
  }

  /** Takes the next thing that is due, whenever that is; undefined when nothing will ever be. */
  step(): Step | undefined {
    return this.#takeNext({ at: Number.POSITIVE_INFINITY, step: END_OF_INSTANT });
  }

  /** Steps until one has changed an object or was a person's: what a person calls a step. Undefined when nothing was left, or `maxSteps` were not enough. */
  stepDecision(maxSteps = STEPS_AT_ONCE): Step | undefined {
    for (let taken = 0; taken < maxSteps; taken++) {
      const step = this.step();
      if (step === undefined || step.changed.length > 0 || step.actor === 'user') return step;
    }
    return undefined;
  }

  /** Plays on to a virtual time: everything due by then has happened. A time in the past is no target. */
  advanceTo(time: SimTime, maxSteps = STEPS_AT_ONCE): Progress {
    return this.#advance({ at: time, step: END_OF_INSTANT }, maxSteps);
  }

  /**
   * Goes to a moment, forwards or backwards; a time means that everything due by then has happened.
   * When a run that another engine release recorded differs, time decides and steps are only heeded within the instant.
   */
  seek(target: Moment | SimTime, maxSteps = STEPS_AT_ONCE): Progress {
    const moment = typeof target === 'number' ? { at: target, step: END_OF_INSTANT } : target;
    if (this.#isBeyond(moment)) this.#goBack(moment);
    return this.#advance(moment, maxSteps);
  }

  /**
   * A client for one gesture of a person; all its requests are undone together. What the API server accepts is recorded at this moment
   * (dry runs and reviews are not), and if later actions had been recorded, they are dropped: another future begins. What it refuses leaves no trace.
   * `user`: who asks, where a request does not say it itself. Absent: the administrator.
   */
  client(userEvent: string, wholeLine?: string, user?: string): GestureClient {
    const line = wholeLine?.slice(0, limits.line);
    let gesture: number | undefined;
    return {
      get gesture() {
        return gesture;
      },
      get: (key) => this.#simulation.reader.get(key),
      list: (kind, options) => this.#simulation.reader.list(kind, options),
      now: () => timeOf(this.#told.setup.startTime, this.#simulation.now),
      forbids: (reading) => this.#simulation.forbids(reading, user),
      request: (sent) => {
        const request = user === undefined || sent.user !== undefined ? sent : { ...sent, user };
        const { answer, recorded } = this.#request(request, { userEvent, line, gesture });
        gesture = recorded ?? gesture;
        return answer;
      },
      inject: (sent) => {
        const fault = parseFault(toPlainJson(sent));
        if (!fault.ok) return unrecordable(fault.error, 'fault');
        const { answer, recorded } = this.#deed({ inject: fault.value }, { userEvent, line, gesture });
        gesture = recorded ?? gesture;
        return answer;
      },
      clear: (id) => {
        const { answer, recorded } = this.#deed({ clear: id }, { userEvent, line, gesture });
        gesture = recorded ?? gesture;
        return answer;
      },
    };
  }

  /**
   * Takes the last gesture back and goes to just before it (or stays, if the clock stands before it). Returns its line;
   * undefined when there is nothing to undo. May need more steps than allowed: then `seek` the returned moment again.
   */
  undoLastGesture(maxSteps = STEPS_AT_ONCE): { readonly line?: string; readonly moment: Moment; readonly progress: Progress } | undefined {
    const last = this.#actions.at(-1);
    if (last === undefined || this.#isOpening(last)) return undefined;
    const index = this.#actions.findIndex(({ gesture }) => gesture === last.gesture);
    const before = momentBefore(this.#actions[index] ?? last);
    const moment = this.#isBeyond(before) ? before : this.moment();
    this.#forget(index, before);
    return { moment, progress: this.seek(moment, maxSteps), ...(last.line === undefined ? {} : { line: last.line }) };
  }

  /** Back to where the story begins; all that was recorded since is dropped. */
  backToStart(maxSteps = STEPS_AT_ONCE): Progress {
    const index = this.#actions.findIndex((action) => !this.#isOpening(action));
    if (index >= 0) this.#forget(index, this.opening);
    return this.seek(this.opening, maxSteps);
  }

  #isOpening({ gesture }: Recorded): boolean {
    return gesture <= (this.#told.opening?.gestures ?? 0);
  }

  #isBeyond(moment: Moment): boolean {
    return isAfter(this.moment(), moment);
  }

  #advance(target: Moment, maxSteps: number): Progress {
    for (let steps = 0; ; steps++) {
      if (this.#nextLiesAfter(target)) {
        if (target.at > this.#simulation.now) this.#simulation.waitUntil(target.at);
        this.#noteFrontier();
        return { done: true, steps };
      }
      if (steps >= maxSteps) return { done: false, steps };
      this.#takeNext(target);
    }
  }

  #noteFrontier(): void {
    const moment = this.moment();
    if (isAfter(moment, this.#frontier)) this.#frontier = moment;
  }

  /** Whether everything up to the moment has been taken. */
  #nextLiesAfter({ at, step }: Moment): boolean {
    const next = this.nextAt();
    return next === undefined || next > at || (next === at && this.#simulation.stepCount >= step);
  }

  #takeNext(target: Moment): Step | undefined {
    if (this.#nextLiesAfter(target)) return undefined;
    const step = this.#isActionNext() ? this.#applyNext() : this.#simulation.step();
    if (step === undefined) return undefined;
    this.#noteFrontier();
    this.#observer.stepped?.(step);
    if (this.#checkpoints.isDue(this.#simulation.stepCount)) {
      this.#checkpoints.add({ snapshot: this.#simulation.snapshot(), applied: this.#applied });
    }
    return step;
  }

  /**
   * Several things may be due at one instant. An action comes when as many steps were taken as at its recording;
   * one without a number comes before anything of the instant. Between instants, time alone decides.
   */
  #isActionNext(): boolean {
    const action = this.#actions[this.#applied];
    if (action === undefined) return false;
    const due = this.#simulation.nextDueAt();
    if (due === undefined || action.at !== due) return due === undefined || action.at < due;
    return this.#simulation.stepCount >= (action.afterStep ?? 0);
  }

  #applyNext(): Step | undefined {
    const action = this.#actions[this.#applied];
    if (action === undefined) return undefined;
    this.#applied++;
    this.#simulation.waitUntil(action.at);
    // In a run of the engine that recorded it, what was accepted is accepted again. Another engine may refuse: the run then differs, and says so.
    this.#do(action, originOf(action));
    return this.#simulation.lastStep;
  }

  #options(): SimulationOptions {
    const { written } = this.#observer;
    return { actors: allActors(), ...(written === undefined ? {} : { written: (change) => written(change) }) };
  }

  #goBack(moment: Moment): void {
    const checkpoint = this.#checkpoints.before(moment);
    if (checkpoint === undefined) return;
    this.#applied = checkpoint.applied;
    this.#restore(checkpoint.snapshot);
  }

  #restore(snapshot: Snapshot): void {
    this.#simulation = Simulation.restore(this.#told.setup, snapshot, this.#options());
    this.#observer.moved?.();
  }

  #request(sent: Request, gesture: Gesture): Performed<Answer> {
    // What is sent is what will be recorded: nothing that a link or a reload could not bring back.
    const parsed = parseRequest(toPlainJson(sent));
    if (!parsed.ok) return { answer: unrecordable(parsed.error, 'request') };
    const request = parsed.value;
    if (isReview(request)) return { answer: this.#simulation.dispatch(request, { userEvent: gesture.userEvent }) };
    return this.#perform({ request }, gesture, (origin) => this.#simulation.dispatch(request, origin));
  }

  #deed(deed: Deed, gesture: Gesture): Performed<Result<unknown, Status>> {
    return this.#perform(deed, gesture, (origin) => this.#do(deed, origin));
  }

  #do(deed: Deed, origin: Origin): Result<unknown, Status> {
    if ('request' in deed) return this.#simulation.dispatch(deed.request, origin);
    return 'inject' in deed ? this.#simulation.inject(deed.inject, origin) : this.#simulation.clear(deed.clear, origin);
  }

  #perform<A extends Result<unknown, Status>>(
    deed: Deed,
    { userEvent, line, gesture }: Gesture,
    act: (origin: Origin) => A,
  ): Performed<A | typeof tooManyActions> {
    if (this.#applied >= limits.actions) return { answer: tooManyActions };
    const before = this.#simulation.snapshot();
    const moment = this.moment();
    const answer = act({ userEvent, ...(line === undefined ? {} : { line }) });
    if (!answer.ok || ('request' in deed && deed.request.dryRun === true)) {
      this.#restore(before);
      return { answer };
    }
    this.#forget(this.#applied, moment);
    const recorded = gesture ?? (this.#actions.at(-1)?.gesture ?? 0) + 1;
    const action: Recorded = {
      at: moment.at,
      afterStep: moment.step,
      gesture: recorded,
      userEvent,
      ...(line === undefined ? {} : { line }),
      ...deed,
    };
    this.#actions = [...this.#actions, action];
    this.#applied++;
    this.#noteFrontier();
    const step = this.#simulation.lastStep;
    if (step !== undefined) this.#observer.stepped?.(step);
    return { answer, recorded };
  }

  /** Drops the recorded actions from `index` on, and with them the future after `moment` or after the first of them. */
  #forget(index: number, moment: Moment): void {
    const dropped = this.#actions.slice(index);
    const [first] = dropped;
    const last = first === undefined ? moment : earlier(moment, momentBefore(first));
    this.#actions = this.#actions.slice(0, index);
    this.#applied = Math.min(this.#applied, index);
    this.#checkpoints.dropAfter(last);
    this.#shortenOpening(last);
    if (!isAfter(this.#frontier, last) && first === undefined) return;
    this.#frontier = earlier(this.#frontier, last);
    this.#observer.forked?.(last, dropped);
  }

  /** A fork before the story's own gestures makes it another story, which begins at the fork. */
  #shortenOpening(moment: Moment): void {
    const { opening } = this.#told;
    const gestures = this.#actions.at(-1)?.gesture ?? 0;
    if (opening !== undefined && gestures < opening.gestures) this.#told = { ...this.#told, opening: { gestures, moment } };
  }
}

function earlier(a: Moment, b: Moment): Moment {
  return isAfter(a, b) ? b : a;
}

/** Just before an action: one without a number of steps comes before anything of its instant. */
function momentBefore({ at, afterStep }: Recorded): Moment {
  return { at, step: afterStep ?? 0 };
}

function isAfter(a: Moment, b: Moment): boolean {
  return a.at > b.at || (a.at === b.at && a.step > b.step);
}

function originOf({ userEvent, line }: Recorded): Origin {
  return { userEvent, ...(line === undefined ? {} : { line }) };
}

function unrecordable({ path, message }: SchemaProblem, what: 'request' | 'fault'): ReturnType<typeof err<Status>> {
  return err({ code: 400, reason: 'BadRequest', message: `the ${what} cannot be kept with the run: ${path}: ${message}` });
}

const tooManyActions = err<Status>({
  code: 403,
  reason: 'Forbidden',
  message: `this run holds ${limits.actions} recorded actions, which is its limit; start a new one`,
});
