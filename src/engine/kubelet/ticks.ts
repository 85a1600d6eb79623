/** The kubelet's clocks: the relist of the runtime and the work queue are polled once a second, each at its node's own phase of the second. */
import type { Pass } from '../actor.ts';
import type { SimTime } from '../setup.ts';

const PERIOD = 1000;

/** The phase of one of a node's clocks, in milliseconds. */
export function phaseOf(pass: Pass, node: string, clock: 'relist' | 'queue'): number {
  return Math.floor(pass.random('kubelet', node, clock) * PERIOD);
}

/** The first tick after `at`. */
export function tickAfter(phase: number, at: SimTime): SimTime {
  return phase + (Math.floor((at - phase) / PERIOD) + 1) * PERIOD;
}

/** The first tick at `at` or later. */
export function tickFrom(phase: number, at: SimTime): SimTime {
  return phase + Math.ceil((at - phase) / PERIOD) * PERIOD;
}

/** The last tick at `at` or before. */
export function tickUntil(phase: number, at: SimTime): SimTime {
  return phase + Math.floor((at - phase) / PERIOD) * PERIOD;
}
