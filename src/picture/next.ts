import type { NextView, PodView, Waiting } from './view.ts';

const outcomes: Readonly<Record<NonNullable<PodView['progress']>['kind'], NextView['what']>> = {
  scheduling: 'scheduled',
  pulling: 'image pulled',
  creating: 'container started',
  startingUp: 'ready',
  becomingAvailable: 'available',
  leaving: 'gone',
  backOff: 'retries',
};

/**
 * The next thing that will move the rollout on, from what is already due: the first of the new pods to get further,
 * or the first to be gone when it is the leaving ones that are waited for. Nothing due (a probe that never passes) gives nothing.
 */
export function nextOf(waiting: Waiting, newPods: readonly PodView[], leaving: readonly PodView[]): NextView | undefined {
  const pods = waiting.code === 'oldPodsLeave' ? leaving : isWaitingForNewPods(waiting) ? newPods : [];
  let first: PodView | undefined;
  for (const pod of pods) if (isSooner(pod, first)) first = pod;
  if (first?.progress === undefined) return undefined;
  const { kind, until } = first.progress;
  return { pod: first.name, what: outcomes[kind], ...(until === undefined ? {} : { at: until }) };
}

function isWaitingForNewPods({ code }: Waiting): boolean {
  return code === 'bothLimits' || code === 'newPods' || code === 'deadlineExceeded' || code === 'refused';
}

/** Only what has a time can be sooner; of two at the same time the one in the lower slot. */
function isSooner({ state, progress, slot }: PodView, than: PodView | undefined): boolean {
  if (progress?.until === undefined || (state === 'leaving' && progress.kind !== 'leaving')) return false;
  const other = than?.progress?.until;
  if (than === undefined || other === undefined) return true;
  return progress.until < other || (progress.until === other && slot < than.slot);
}
