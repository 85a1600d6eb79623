// Wall time → virtual time. The engine gets a bounded share of each tick: when it cannot keep up the clock slows, the worker never hangs.
import type { SimTime } from '../engine/index.ts';

/** What the player moves on. */
export interface Course {
  readonly now: SimTime;
  /** When the next thing is due. */
  nextAt(): SimTime | undefined;
  /** Does the next thing that is due. */
  step(): void;
  /** Moves the clock; nothing may be due until then. */
  rest(at: SimTime): void;
}

export const SPEED_MIN = 0.1;
export const SPEED_MAX = 100;
/** At most this long at a time, in wall ms, so that a tick fits into an animation frame and commands are heard in between. */
const WORK_MAX_MS = 12;
/** After a longer silence (a laptop that slept, a throttled timer) the clock goes on from where it was instead of leaping. */
const LEAP_MAX_MS = 250;
/** While nothing is due the page still hears this often where the clock is. */
const HEARTBEAT_MS = 100;
const TICK_MS = 16;

export class Player {
  readonly #wallNow: () => number;
  #isOn = false;
  #isVisible = true;
  #speed = 1;
  #wallAt = 0;
  /** Virtual time with its fraction: at low speed a tick is less than a millisecond. */
  #position = 0;

  constructor(wallNow: () => number) {
    this.#wallNow = wallNow;
  }

  /** Whether the clock runs: it was started and the page can be seen. */
  get isRunning(): boolean {
    return this.#isOn && this.#isVisible;
  }

  get speed(): number {
    return this.#speed;
  }

  play(now: SimTime): void {
    this.#isOn = true;
    this.#anchor(now);
  }

  pause(): void {
    this.#isOn = false;
  }

  setVisible(isVisible: boolean, now: SimTime): void {
    this.#isVisible = isVisible;
    this.#anchor(now);
  }

  setSpeed(speed: number): void {
    this.#speed = Math.min(SPEED_MAX, Math.max(SPEED_MIN, speed));
  }

  /** The clock was set by hand: wall time counts from here. */
  #anchor(now: SimTime): void {
    this.#position = now;
    this.#wallAt = this.#wallNow();
  }

  /** Does what wall time asks for. */
  advance(course: Course): void {
    if (!this.isRunning) return;
    if (Math.floor(this.#position) !== course.now) this.#anchor(course.now);
    const wall = this.#wallNow();
    const target = this.#position + Math.min(wall - this.#wallAt, LEAP_MAX_MS) * this.#speed;
    this.#wallAt = wall;
    this.#position = target;
    const due = Math.floor(target);
    for (let at = course.nextAt(); at !== undefined && at <= due; at = course.nextAt()) {
      course.step();
      if (this.#wallNow() - wall > WORK_MAX_MS) {
        this.#position = course.now;
        return;
      }
    }
    course.rest(due);
  }

  /** Wall ms until the next tick is worth while: never more often than a screen is drawn. */
  delay(course: Course): number {
    const next = course.nextAt();
    const wait = next === undefined ? HEARTBEAT_MS : (next - this.#position) / this.#speed;
    return Math.min(HEARTBEAT_MS, Math.max(TICK_MS, Math.ceil(wait)));
  }
}
