/** What a sync has to do to the pod's containers. upstream: pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions */
import type { SimTime } from '../setup.ts';
import { isStarted, shouldBeRestarted } from './containerStatus.ts';
import { type ContainerLife, hasExited, isRunning } from './life.ts';
import { failedProbe } from './probes.ts';
import { type PodSync, restartPolicyOf, specOf } from './sync.ts';

interface Actions {
  readonly toStart: string[];
  readonly toKill: { readonly name: string; readonly message: string; readonly graceMs: number | undefined }[];
}

/** Kills a running container that must be replaced; says whether it did. */
function replaceRunning({ draft }: PodSync, { name, current }: ContainerLife, actions: Actions): boolean {
  const failed = failedProbe(draft, name);
  const changed = current !== undefined && current.image !== specOf(draft.pod, name).image;
  if (!changed && failed === undefined) return false;
  const message = changed
    ? `Container ${name} definition changed, will be restarted`
    : `Container ${name} failed ${failed?.type} probe, will be restarted`;
  actions.toKill.push({ name, message, graceMs: failed?.graceMs });
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

/** Decides from what the kubelet knows of the runtime now. */
export function computePodActions(sync: PodSync, observed: SimTime): Actions {
  const actions: Actions = { toStart: [], toKill: [] };
  if (!initActions(sync, observed, actions)) return actions;
  const { draft } = sync;
  for (const life of draft.containers) {
    if (life.kind !== 'app') continue;
    if (isRunning(life.current, observed)) replaceRunning(sync, life, actions);
    else if (shouldBeRestarted(draft.pod, life, observed)) actions.toStart.push(life.name);
  }
  return actions;
}

/** No container runs or will be started: the pod has ended by itself. */
export function hasEnded(sync: PodSync, observed: SimTime): boolean {
  const { draft } = sync;
  if (restartPolicyOf(draft.pod) === 'Always') return false;
  const failedInit = draft.containers.some(
    (life) =>
      life.kind === 'init' &&
      hasExited(life.current, observed) &&
      life.current?.exit?.code !== 0 &&
      !shouldBeRestarted(draft.pod, life, observed),
  );
  return (
    failedInit ||
    draft.containers.every(
      (life) => life.kind !== 'app' || (hasExited(life.current, observed) && !shouldBeRestarted(draft.pod, life, observed)),
    )
  );
}
