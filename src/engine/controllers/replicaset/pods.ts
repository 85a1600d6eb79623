/** What a controller asks of a single pod. upstream: pkg/controller/controller_utils.go, pkg/api/v1/pod/util.go */
import type { Pod, PodCondition } from '../../../api/core.ts';

/** Has not ended and is not being deleted. upstream: IsPodActive */
export function isPodActive({ status, metadata }: Pod): boolean {
  return status?.phase !== 'Succeeded' && status?.phase !== 'Failed' && metadata.deletionTimestamp === undefined;
}

/** upstream: GetPodReadyCondition */
export function readyCondition({ status }: Pod): PodCondition | undefined {
  return status?.conditions?.find((each) => each.type === 'Ready');
}

/** upstream: IsPodReady */
export function isPodReady(pod: Pod): boolean {
  return readyCondition(pod)?.status === 'True';
}
