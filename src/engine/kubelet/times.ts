/** Values that follow from the set-up alone and are asked for again and again: kept beside it. */
import type { Time } from '../../api/meta.ts';
import { epochMs, formatTime } from '../../api/time.ts';
import type { Pass } from '../actor.ts';
import type { Setup, SimTime } from '../setup.ts';
import { phaseOf } from './ticks.ts';

export interface Phases {
  readonly relist: number;
  readonly queue: number;
}

interface Known {
  readonly startMs: number;
  readonly texts: Map<number, Time>;
  readonly phases: Map<string, Phases>;
}

const TEXTS_MAX = 4096;
const known = new WeakMap<Setup, Known>();

function knownOf(setup: Setup): Known {
  let entry = known.get(setup);
  if (entry === undefined) {
    entry = { startMs: epochMs(setup.startTime), texts: new Map(), phases: new Map() };
    known.set(setup, entry);
  }
  return entry;
}

/** A virtual time as the API stores it. */
export function timeText(setup: Setup, at: SimTime): Time {
  const { startMs, texts } = knownOf(setup);
  const second = Math.floor((startMs + at) / 1000);
  const text = texts.get(second);
  if (text !== undefined) return text;
  if (texts.size >= TEXTS_MAX) texts.clear();
  const made = formatTime(second * 1000);
  texts.set(second, made);
  return made;
}

/** The phases of a node's clocks. */
export function phasesOf(pass: Pass, node: string): Phases {
  const { phases } = knownOf(pass.setup);
  const entry = phases.get(node);
  if (entry !== undefined) return entry;
  const made = { relist: phaseOf(pass, node, 'relist'), queue: phaseOf(pass, node, 'queue') };
  phases.set(node, made);
  return made;
}
