/** The status of one container, from what the kubelet knows of the runtime. upstream: pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses */
import type { Container, ContainerState, ContainerStatus, Pod } from '../../api/core.ts';
import type { Setup, SimTime } from '../setup.ts';
import { imageIdentity } from './ids.ts';
import { type ContainerLife, type Draft, hasExited, type Instance, isRunning } from './life.ts';
import { restartPolicyOf } from './sync.ts';
import { timeText } from './times.ts';

function terminatedState(setup: Setup, instance: Instance): ContainerState {
  const { exit, startedAt, id } = instance;
  if (exit === undefined) return {};
  const { code, reason, message } = exit;
  const [begun, finishedAt] = [timeText(setup, startedAt ?? exit.at), timeText(setup, exit.at)];
  return message === undefined
    ? { terminated: { exitCode: code, reason, startedAt: begun, finishedAt, containerID: id } }
    : { terminated: { exitCode: code, reason, message, startedAt: begun, finishedAt, containerID: id } };
}

/** Whether the next sync would start the container again. upstream: ShouldContainerBeRestarted */
export function shouldBeRestarted(pod: Pod, life: ContainerLife, observed: SimTime): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  const { current } = life;
  if (current === undefined) return true;
  if (!hasExited(current, observed)) return false;
  const policy = life.kind === 'sidecar' ? 'Always' : restartPolicyOf(pod);
  if (life.kind === 'init') return current.exit?.code !== 0 && policy !== 'Never';
  return policy === 'Always' || (policy === 'OnFailure' && current.exit?.code !== 0);
}

/** The startup probe, if there is one, has succeeded in this run. */
export function isStarted(draft: Draft, name: string, instance: Instance): boolean {
  const worker = draft.probes.find((each) => each.container === name && each.type === 'startup');
  return worker === undefined || (worker.instance === instance.id && worker.result === 'success');
}

function isReady(draft: Draft, name: string, instance: Instance): boolean {
  const worker = draft.probes.find((each) => each.container === name && each.type === 'readiness');
  return worker === undefined || (worker.instance === instance.id && worker.result === 'success');
}

/** upstream: convertContainerStatusToAPIStatus and, for ready and started, prober.Manager.UpdatePodStatus */
export function containerStatus(setup: Setup, draft: Draft, spec: Container, life: ContainerLife, observed: SimTime): ContainerStatus {
  const { current, previous } = life;
  const image = spec.image ?? '';
  const lastState = previous?.exit === undefined ? undefined : terminatedState(setup, previous);
  const failure = life.failure !== undefined && shouldBeRestarted(draft.pod, life, observed) ? life.failure : undefined;
  if (current === undefined) {
    const initializing = (draft.pod.spec.initContainers?.length ?? 0) > 0;
    const waiting = failure ?? { reason: initializing ? 'PodInitializing' : 'ContainerCreating' };
    return { name: life.name, state: { waiting }, ready: false, restartCount: 0, image, imageID: '', started: false };
  }
  const { name: imageName, id: imageID } = imageIdentity(current.image);
  if (lastState === undefined && isRunning(current, observed)) {
    // What nearly every container is, written down at once: what is added later lies apart.
    const started = isStarted(draft, life.name, current);
    return {
      name: life.name,
      restartCount: current.attempt,
      image: imageName,
      imageID,
      containerID: current.id,
      ready: life.kind !== 'init' && started && isReady(draft, life.name, current),
      state: { running: { startedAt: timeText(setup, current.startedAt ?? observed) } },
      started,
    };
  }
  // One order of fields, set one by one: this is built at every sync of every pod.
  const status: { -readonly [Field in keyof ContainerStatus]: ContainerStatus[Field] } = {
    name: life.name,
    restartCount: current.attempt,
    image: imageName,
    imageID,
    containerID: current.id,
    ready: false,
  };
  if (isRunning(current, observed)) {
    const started = isStarted(draft, life.name, current);
    status.state = { running: { startedAt: timeText(setup, current.startedAt ?? observed) } };
    if (lastState !== undefined) status.lastState = lastState;
    status.ready = life.kind !== 'init' && started && isReady(draft, life.name, current);
    status.started = started;
    return status;
  }
  const terminated = terminatedState(setup, current);
  status.started = false;
  if (failure !== undefined) {
    status.state = { waiting: failure };
    status.lastState = terminated;
    return status;
  }
  status.state = terminated;
  if (lastState !== undefined) status.lastState = lastState;
  status.ready = life.kind === 'init' && current.exit?.code === 0;
  return status;
}
