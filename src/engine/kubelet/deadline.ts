/** activeDeadlineSeconds. upstream: pkg/kubelet/active_deadline.go */
import type { SimTime } from '../setup.ts';
import type { Draft } from './life.ts';
import type { PodSync } from './sync.ts';

/** What the status and the event say. */
export const DEADLINE = { reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' } as const;

/** When the pod's time is over, counted from its start as the status tells it: cut to whole seconds. */
export function deadlineOf({ pod, startTime }: Draft): SimTime | undefined {
  const seconds = pod.spec.activeDeadlineSeconds;
  return seconds === undefined ? undefined : Math.floor(startTime / 1000) * 1000 + seconds * 1000;
}

export function isPastDeadline({ draft, pass }: PodSync): boolean {
  const at = deadlineOf(draft);
  return at !== undefined && pass.now >= at;
}
