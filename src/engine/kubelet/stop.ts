/** How containers are stopped and pods end. upstream: pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, pkg/kubelet/kubelet.go SyncTerminatingPod */
import type { ContainerStatus, PodStatus } from '../../api/core.ts';
import type { SimTime } from '../setup.ts';
import { type ContainerLife, containerOf, type Draft, isRunning, setContainer, withExit } from './life.ts';
import { releaseAddress } from './nodes.ts';
import { generateStatus, hasInitialized, writeStatus } from './status.ts';
import { emit, endOf, type PodSync, subjectOf } from './sync.ts';
import { tickAfter } from './ticks.ts';

/** A container gets at least this long between SIGTERM and SIGKILL, whatever the hook has used up. */
const MINIMUM_GRACE_MS = 2000;
/** From the end of the last container to the end of the sandbox and its cgroup. */
const SANDBOX_STOP_MS = 10;
/** A pod that is deleted while nothing runs still goes through the motions. */
const EMPTY_STOP_MS = 80;

function podGraceMs({ draft }: PodSync): number {
  const { metadata, spec } = draft.pod;
  if (draft.gone) return 0;
  const seconds = metadata.deletionTimestamp === undefined ? undefined : metadata.deletionGracePeriodSeconds;
  return (seconds ?? spec.terminationGracePeriodSeconds ?? 30) * 1000;
}

/** Runs the preStop hook inside the grace period; gives the milliseconds that it took. upstream: executePreStopHook */
function preStop(sync: PodSync, name: string, graceMs: number): number {
  const { draft, pass, runtime } = sync;
  const subject = subjectOf(sync, name);
  const handler = subject.container.lifecycle?.preStop;
  if (handler === undefined || graceMs === 0) return 0;
  const { takesMs, error } = runtime.hook(pass, subject, handler);
  const tookMs = Math.min(takesMs, graceMs);
  if (error !== undefined || takesMs > graceMs) {
    const event = { at: pass.now + tookMs, container: name, reason: 'FailedPreStopHook', message: 'PreStopHook failed' };
    draft.later = [...draft.later, event];
  }
  return tookMs;
}

/** Tells a container to stop, and says so. */
export function stopContainer(sync: PodSync, name: string, message: string, graceMs = podGraceMs(sync)): void {
  emit(sync, name, 'Normal', 'Killing', message);
  planStop(sync, name, graceMs, sync.pass.now);
}

/** Notes when and how a container that is told to stop will have ended. `termAt`: earliest instant of SIGTERM. */
function planStop(sync: PodSync, name: string, graceMs: number, termAt: SimTime): void {
  const { draft, pass, runtime } = sync;
  const { current } = containerOf(draft, name);
  if (current === undefined) return;
  const hooked = Math.max(pass.now + preStop(sync, name, graceMs), termAt);
  const killAt = hooked + Math.max(graceMs - (hooked - pass.now), MINIMUM_GRACE_MS);
  const outcome = runtime.stop(pass, subjectOf(sync, name));
  const asked = outcome === 'ignoresTerm' ? undefined : { at: endOf(sync, hooked - pass.now + outcome.afterMs), code: outcome.code };
  const end = asked === undefined || asked.at > killAt ? { at: killAt, code: 137 } : asked;
  if (current.exit !== undefined && current.exit.at <= end.at) return;
  const { at, code } = end;
  setContainer(draft, name, { current: withExit(current, { at, code, reason: code === 0 ? 'Completed' : 'Error' }) });
}

function exitAt(life: ContainerLife): SimTime {
  return life.current?.exit?.at ?? 0;
}

/** The pod's containers are told to stop. Sidecars get their SIGTERM when all others have ended. upstream: SyncTerminatingPod */
export function beginTermination(sync: PodSync): void {
  const { draft, pass } = sync;
  draft.worker = 'terminating';
  draft.wanted = undefined;
  draft.resyncAt = undefined;
  const running = draft.containers.filter(({ current }) => isRunning(current, pass.now));
  const graceMs = podGraceMs(sync);
  for (const { name } of running) emit(sync, name, 'Normal', 'Killing', `Stopping container ${name}`);
  const others = running.filter(({ kind }) => kind !== 'sidecar');
  for (const { name } of others) planStop(sync, name, graceMs, pass.now);
  const termAt = Math.max(pass.now, ...others.map(({ name }) => exitAt(containerOf(draft, name))));
  for (const { name, kind } of running) if (kind === 'sidecar') planStop(sync, name, graceMs, termAt);
  const ends = Math.max(...running.map(({ name }) => exitAt(containerOf(draft, name))));
  const until = running.length === 0 ? pass.now + EMPTY_STOP_MS : ends + SANDBOX_STOP_MS;
  draft.doing = { row: 'stop', shows: 'terminate', container: undefined, since: pass.now, until };
}

/** All containers have ended: the pod says so, and waits for a relist that sees it. */
export function endTermination(sync: PodSync): void {
  const { draft, pass, relistPhase } = sync;
  draft.sandboxStopped = draft.sandboxAt !== undefined;
  if (draft.podIP !== undefined) releaseAddress(pass.memory, draft.node, draft.podIP);
  draft.worker = 'terminated';
  draft.probes = [];
  writeStatus(sync, generateStatus(sync, pass.now, true).status);
  const until = tickAfter(relistPhase, pass.now);
  draft.doing = { row: 'cleanUp', shows: 'cleanUp', container: undefined, since: pass.now, until };
}

/** Statuses of containers that nobody can ask any more. upstream: status manager, TerminatePod */
function terminateStatus(draft: Draft, status: PodStatus): PodStatus {
  const terminated = {
    exitCode: 137,
    reason: 'ContainerStatusUnknown',
    message: 'The container could not be located when the pod was terminated',
  };
  const settle = (list: readonly ContainerStatus[] | undefined): readonly ContainerStatus[] =>
    list?.map((each) => (each.state?.terminated === undefined ? { ...each, state: { terminated } } : each)) ?? [];
  const { initContainerStatuses, containerStatuses, ...rest } = status;
  return {
    ...rest,
    phase: status.phase === 'Succeeded' ? 'Succeeded' : 'Failed',
    ...(initContainerStatuses === undefined ? {} : { initContainerStatuses: settle(initContainerStatuses) }),
    containerStatuses: hasInitialized(draft) ? settle(containerStatuses) : (containerStatuses ?? []),
  };
}

/** The node is clean: a deleted pod's object goes, a finished one stays. upstream: SyncTerminatedPod, canBeDeleted */
export function cleanUp(sync: PodSync): void {
  const { draft, pass } = sync;
  draft.worker = 'finished';
  const { status } = draft;
  if (pass.minor >= 27 && status !== undefined && status.phase !== 'Succeeded' && status.phase !== 'Failed') {
    writeStatus(sync, terminateStatus(draft, status));
  }
  if (draft.gone || draft.pod.metadata.deletionTimestamp === undefined) return;
  pass.request({
    verb: 'delete',
    key: { kind: 'Pod', namespace: draft.namespace, name: draft.name },
    gracePeriodSeconds: 0,
    preconditions: { uid: draft.uid },
  });
}
