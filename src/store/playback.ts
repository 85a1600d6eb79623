// The virtual clock between two frames: the worker says where it stands and how fast it runs, the page draws the way in between.
import type { Playback } from '../worker/protocol.ts';

export const initialPlayback: Playback = {
  now: 0,
  step: 0,
  horizon: 0,
  playing: false,
  speed: 1,
  idle: true,
  gestures: 0,
  gesturesAhead: 0,
  startTime: '2026-01-05T09:00:00Z',
  kubernetes: '1.37',
};

/** Without word from the worker the drawn clock stands still after this much wall time: better late than wrong. */
const SILENCE_MAX_MS = 500;

/** Draws the clock on from the last frame. `wallNow` is a steady clock in ms, such as `performance.now`. */
export class RenderClock {
  readonly #wallNow: () => number;
  #playback: Playback = initialPlayback;
  #receivedAt = 0;
  #shown = 0;

  constructor(wallNow: () => number) {
    this.#wallNow = wallNow;
  }

  /** Takes what a frame said. After a jump the drawn time may go back; otherwise it never does. */
  anchor(playback: Playback, isJump: boolean): void {
    const goesOn = !isJump && playback.playing && playback.now >= this.#playback.now;
    this.#playback = playback;
    this.#receivedAt = this.#wallNow();
    if (!goesOn) this.#shown = playback.now;
  }

  /** The virtual time to draw now, in ms. */
  now(): number {
    const { playing, now, speed } = this.#playback;
    if (!playing) return now;
    const elapsedMs = Math.min(this.#wallNow() - this.#receivedAt, SILENCE_MAX_MS);
    this.#shown = Math.max(this.#shown, now + elapsedMs * speed);
    return this.#shown;
  }
}
