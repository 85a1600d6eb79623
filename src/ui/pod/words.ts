import type { PodState, PodView } from '../../picture/view.ts';

/** Words for each state, as catalogue keys. */
export const STATE_KEY = {
  pending: 'pod.pending',
  starting: 'pod.starting',
  ready: 'pod.ready',
  available: 'pod.available',
  failed: 'pod.failed',
  leaving: 'pod.leaving',
  lost: 'pod.lost',
} as const satisfies Record<PodState, string>;

/** The one number that matters now, worded by what it counts down to. */
const COUNTDOWN_KEY = {
  scheduling: 'pod.inScheduling',
  pulling: 'pod.inPulling',
  creating: 'pod.inCreating',
  startingUp: 'pod.inStarting',
  becomingAvailable: 'pod.inAvailable',
  leaving: 'pod.inGone',
  backOff: 'pod.inRetry',
} as const satisfies Record<NonNullable<PodView['progress']>['kind'], string>;

export type CountdownKey = (typeof COUNTDOWN_KEY)[keyof typeof COUNTDOWN_KEY];

/** What a pod is on the way to and when (virtual ms); undefined when nothing of it is due. */
export function countdownOf(pod: PodView): { readonly key: CountdownKey; readonly until: number } | undefined {
  const { progress } = pod;
  if (progress?.until === undefined) return undefined;
  return { key: COUNTDOWN_KEY[progress.kind], until: progress.until };
}

/** Milliseconds left, in the steps in which they are shown: tenths below ten seconds, seconds above. */
export function shownLeft(until: number, now: number): number {
  const left = Math.max(0, until - now);
  return left < 10_000 ? Math.ceil(left / 100) * 100 : Math.ceil(left / 1000) * 1000;
}

/** kubectl's STATUS says more than our own word when something is wrong. */
export function saysStatus(pod: PodView): boolean {
  return pod.state === 'failed' || pod.state === 'lost';
}
