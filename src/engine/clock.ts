/** Virtual milliseconds as the times that objects carry. */

import type { Time } from '../api/meta.ts';
import { epochMs, formatTime } from '../api/time.ts';
import type { SimTime } from './setup.ts';

export class Clock {
  readonly #startMs: number;
  #second = -1;
  #text: Time = '';

  constructor(startTime: Time) {
    this.#startMs = epochMs(startTime);
  }

  /** Epoch milliseconds of a virtual time. */
  epochMs(now: SimTime): number {
    return this.#startMs + now;
  }

  /** The virtual time of a time that an object carries. */
  simTime(time: Time): SimTime {
    return epochMs(time) - this.#startMs;
  }

  /** A virtual time as the API server stores it: whole seconds, cut. */
  time(now: SimTime): Time {
    const second = Math.floor((this.#startMs + now) / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#text = formatTime(second * 1000);
    }
    return this.#text;
  }
}
