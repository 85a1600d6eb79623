/** The seven states in which a pod is drawn. The order of the questions decides: a leaving pod is leaving whatever else it is. */
import type { ContainerStatus, Pod } from '../api/core.ts';
import type { Time } from '../api/meta.ts';
import type { SimTime } from '../engine/setup.ts';
import type { PodState } from './view.ts';
import { simTimeOf } from './world.ts';

/** Reasons of a waiting container that will not cure themselves soon. upstream: pkg/kubelet/images, pkg/kubelet/kuberuntime */
const FAILING = new Set([
  'CrashLoopBackOff',
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'CreatePodSandboxError',
  'ContainerCannotRun',
]);

export interface Surroundings {
  readonly now: SimTime;
  readonly startTime: Time;
  readonly minor: number;
  /** Of the owning ReplicaSet; 0 without one. */
  readonly minReadySeconds: number;
  /** The pod's node does not answer. */
  readonly isNodeLost: boolean;
}

export function podState(pod: Pod, around: Surroundings): PodState {
  if (pod.metadata.deletionTimestamp !== undefined) return 'leaving';
  if (around.isNodeLost) return 'lost';
  const phase = pod.status?.phase;
  const containers = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  if (phase === 'Failed' || containers.some(hasFailed)) return 'failed';
  const availableAt = availableFrom(pod, around);
  if (availableAt !== undefined) return availableAt <= around.now ? 'available' : 'ready';
  return containers.some(({ state }) => state?.running !== undefined) ? 'starting' : 'pending';
}

/** A finished init container has done its work; any other container that ended has failed, for its ReplicaSet wants it to run. */
function hasFailed({ state }: ContainerStatus): boolean {
  if (state?.waiting?.reason !== undefined) return FAILING.has(state.waiting.reason);
  return state?.terminated !== undefined && (state.terminated.exitCode !== 0 || state.terminated.reason === 'Error');
}

/**
 * When a ready pod counts as available; undefined for a pod that is not ready.
 * Before 1.34 the controller wants more than minReadySeconds to have passed, from 1.34 on just as much.
 * upstream: pkg/api/v1/pod/util.go IsPodAvailable
 */
export function availableFrom(
  pod: Pod,
  { startTime, minor, minReadySeconds }: Omit<Surroundings, 'now' | 'isNodeLost'>,
): SimTime | undefined {
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status !== 'True') return undefined;
  const since = simTimeOf(ready.lastTransitionTime, startTime);
  if (minReadySeconds === 0) return since;
  return since + minReadySeconds * 1000 + (minor >= 34 ? 0 : 1);
}

/** Whether a controller counts the pod. upstream: pkg/controller/controller_utils.go IsPodActive */
export function isPodActive(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase !== 'Succeeded' && phase !== 'Failed' && pod.metadata.deletionTimestamp === undefined;
}
