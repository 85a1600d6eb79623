import type { Pod, PodCondition, PodStatus } from '../../../api/core.ts';
import type { Pass } from '../../actor.ts';

/** Since when a pod that is driven out says why. */
const DISRUPTION_CONDITION = 26;

/** The pod's status with the reason of its disruption; undefined in versions that do not tell it. */
export function disrupted(pod: Pod, reason: string, message: string, { minor, time }: Pass): PodStatus | undefined {
  if (minor < DISRUPTION_CONDITION) return undefined;
  const condition: PodCondition = {
    type: 'DisruptionTarget',
    ...(minor >= 34 && pod.metadata.generation !== undefined ? { observedGeneration: pod.metadata.generation } : {}),
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: time,
    reason,
    message,
  };
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  return { ...pod.status, conditions: [...others, condition] };
}
