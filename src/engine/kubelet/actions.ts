/** What a sync has to do to the pod's containers. upstream: pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions */
import type { SimTime } from '../setup.ts';
import { isStarted, shouldBeRestarted } from './containerStatus.ts';
import { isPastDeadline } from './deadline.ts';
import { type ContainerLife, hasExited, isRunning, type Kill } from './life.ts';
import { failedProbe } from './probes.ts';
import { type PodSync, restartPolicyOf, specOf } from './sync.ts';

interface Actions {
  readonly toStart: string[];
  readonly toKill: Kill[];
}

/** Kills a running container that must be replaced; says whether it did. */
function replaceRunning({ draft }: PodSync, { name, current }: ContainerLife, actions: Actions): boolean {
  const failed = failedProbe(draft, name);
  const changed = current !== undefined && current.image !== specOf(draft.pod, name).image;
  if (!changed && failed === undefined) return false;
  const message = changed
    ? `Container ${name} definition changed, will be restarted`
    : `Container ${name} failed ${failed?.type} probe, will be restarted`;
  actions.toKill.push({ name, message, graceMs: failed?.graceMs, ends: false });
  actions.toStart.push(name);
  return true;
}

/** Goes through the init containers in order; says whether the app's containers may run. upstream: computeInitContainerActions */
function initActions(sync: PodSync, observed: SimTime, actions: Actions): boolean {
  const { draft } = sync;
  for (const life of draft.containers) {
    const { name, kind, current } = life;
    if (kind === 'app') continue;
    if (current === undefined) {
      actions.toStart.push(name);
      return false;
    }
    if (kind === 'sidecar') {
      if (hasExited(current, observed)) actions.toStart.push(name);
      else if (!replaceRunning(sync, life, actions) && !isStarted(draft, name, current)) return false;
      continue;
    }
    if (hasExited(current, observed) && current.exit?.code === 0) continue;
    if (shouldBeRestarted(draft.pod, life, observed)) actions.toStart.push(name);
    return false;
  }
  return true;
}

/** The app's containers have ended and none is started again. */
function isAppOver({ draft }: PodSync, observed: SimTime): boolean {
  if (restartPolicyOf(draft.pod) === 'Always') return false;
  const isOver = (life: ContainerLife): boolean => hasExited(life.current, observed) && !shouldBeRestarted(draft.pod, life, observed);
  const initFailed = draft.containers.some((life) => life.kind === 'init' && life.current?.exit?.code !== 0 && isOver(life));
  return initFailed || draft.containers.every((life) => life.kind !== 'app' || isOver(life));
}

/** Decides from what the kubelet knows of the runtime now. */
export function computePodActions(sync: PodSync, observed: SimTime): Actions {
  const { draft } = sync;
  const actions: Actions = { toStart: [], toKill: [] };
  if (isAppOver(sync, observed)) {
    // Only sidecars are left: the sync ends them with the pod.
    for (const { name, current } of draft.containers) {
      if (isRunning(current, observed))
        actions.toKill.push({ name, message: `Stopping container ${name}`, graceMs: undefined, ends: true });
    }
    return actions;
  }
  if (!initActions(sync, observed, actions)) return actions;
  for (const life of draft.containers) {
    if (life.kind !== 'app') continue;
    if (isRunning(life.current, observed)) replaceRunning(sync, life, actions);
    else if (shouldBeRestarted(draft.pod, life, observed)) actions.toStart.push(life.name);
  }
  return actions;
}

/** No container runs or will be started: the pod has ended by itself. */
export function hasEnded(sync: PodSync, observed: SimTime): boolean {
  if (isPastDeadline(sync)) return true;
  return isAppOver(sync, observed) && sync.draft.containers.every(({ current }) => !isRunning(current, observed));
}
