// How far one press of a step key goes.

import type { Stride } from './protocol.ts';
import type { Run } from './run.ts';

/** Decisions that one press may pass over until the picture changes. */
const DECISIONS_MAX = 2_000;

/** `deploymentUid`: the one that is followed; without one every decision counts as a change. */
export function stepForward(run: Run, stride: Stride, deploymentUid: string | undefined): void {
  const before = lookOf(run, deploymentUid);
  for (let taken = 0; taken < DECISIONS_MAX; taken += 1) {
    if (run.stepDecision() === undefined) return;
    if (stride === 'decision' || deploymentUid === undefined || lookOf(run, deploymentUid) !== before) return;
  }
}

/** To where the clock stood after the decision (or change) before the last one. */
export function stepBack(run: Run, stride: Stride, deploymentUid: string | undefined): void {
  const byLook = stride === 'change' && deploymentUid !== undefined;
  const lastUpTo = (step: number) => (byLook ? run.history.lookAt(deploymentUid, step) : run.history.moveAt(step));
  const last = lastUpTo(run.moment.step);
  const previous = last === undefined ? undefined : lastUpTo(last.step - 1);
  run.goTo(previous ?? { at: 0, step: 0 });
}

function lookOf(run: Run, deploymentUid: string | undefined): number | undefined {
  return deploymentUid === undefined ? undefined : run.history.lookAt(deploymentUid, run.moment.step)?.step;
}
