/**
 * The worker of one pod: it syncs when something asks for it and the kubelet knows the runtime well enough, walks through the table
 * of stages, and sleeps. upstream: pkg/kubelet/pod_workers.go, pkg/kubelet/pleg/generic.go
 */
import type { ContainerStatus, Pod } from '../../api/core.ts';
import { ensureExists } from '../../base/assert.ts';
import type { SimTime } from '../setup.ts';
import { computePodActions, hasEnded } from './actions.ts';
import { deadlineOf } from './deadline.ts';
import { type Draft, hasExited, type Point, setContainer } from './life.ts';
import { nextProbeAt, runProbes, triggerReadiness } from './probes.ts';
import type { Stage } from './stage.ts';
import { STAGES } from './stages.ts';
import { generateStatus, writeStatus } from './status.ts';
import { beginTermination, cleanUp, endTermination } from './stop.ts';
import { emit, endOf, jitter, observedAt, type PodSync, relistsOnDemand, want } from './sync.ts';
import { tickAfter, tickFrom, tickUntil } from './ticks.ts';

const RESYNC_MS = 60_000;
const RETRY_MS = 10_000;
/** Since when a crashing container is looked at again when its back-off is over, instead of every 10 s. */
const RESYNC_AT_BACK_OFF = 35;

/** Takes a newer version of the pod from the cache. */
export function observePod({ draft, pass }: PodSync, pod: Pod | undefined): void {
  if (pod === undefined || pod.metadata.uid !== draft.uid) {
    if (!draft.gone) {
      draft.gone = true;
      want(draft, pass.now);
    }
    return;
  }
  const before = draft.pod;
  if (pod === before) return;
  draft.pod = pod;
  if (isNews(before, pod)) want(draft, pass.now);
}

/** Whether a change of the pod is more than the echo of the kubelet's own status. */
export function isNews(before: Pod, pod: Pod): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, generation } = pod.metadata;
  if (before.metadata.deletionTimestamp !== deletionTimestamp) return true;
  if (before.metadata.deletionGracePeriodSeconds !== deletionGracePeriodSeconds) return true;
  if (before.metadata.generation !== generation) return true;
  if (before.spec !== pod.spec && before.spec.containers.some(({ image }, i) => image !== pod.spec.containers[i]?.image)) return true;
  return (pod.spec.readinessGates ?? []).some(({ conditionType }) => statusOf(before, conditionType) !== statusOf(pod, conditionType));
}

function statusOf(pod: Pod, type: string): string | undefined {
  return pod.status?.conditions?.find((each) => each.type === type)?.status;
}

/** The relist at every tick, and what it finds out about this pod. upstream: GenericPLEG.Relist */
function relist({ draft, pass, relistPhase }: PodSync): void {
  see(draft, tickUntil(relistPhase, pass.now));
}

function see(draft: Draft, at: SimTime): void {
  if (draft.unseenSince !== undefined && draft.unseenSince < at) {
    draft.unseenSince = undefined;
    want(draft, at);
  }
  for (const { name, current, exitSeen } of draft.containers) {
    if (exitSeen || !hasExited(current, at)) continue;
    setContainer(draft, name, { exitSeen: true });
    want(draft, at);
  }
}

/** The rows of each point, and each row by its name: a pod walks through a dozen of them. */
const stagesAt = new Map(STAGES.map(({ at }) => [at, STAGES.filter((stage) => stage.at === at)]));
const stageNamed = new Map(STAGES.map((stage) => [stage.name, stage]));

function stageAt(sync: PodSync, point: Point, container: string): Stage {
  for (const stage of stagesAt.get(point) ?? []) if (stage.when === undefined || stage.when(sync, container)) return stage;
  return ensureExists<Stage>(undefined, `stage at ${point}`);
}

/** Walks on through the table until something takes time or the sync is over. */
function walk(sync: PodSync): void {
  const { draft, pass } = sync;
  while (draft.point !== undefined && draft.point !== 'end') {
    const container = draft.toStart[0] ?? '';
    const stage = stageAt(sync, draft.point, container);
    stage.begins?.(sync, container);
    const lasts = stage.lasts?.(sync, container) ?? 0;
    if (lasts > 0) {
      draft.doing = { row: stage.name, shows: stage.shows, container, since: pass.now, until: endOf(sync, lasts) };
      return;
    }
    draft.point = stage.leads(sync, container);
  }
  endSync(sync);
}

/** One sync of the pod. Its status is that of before: what this sync does shows in the next one's. upstream: SyncPod */
function startSync(sync: PodSync): void {
  const { draft, pass } = sync;
  draft.wanted = undefined;
  const observed = observedAt(sync);
  const isDeleted = draft.gone || draft.pod.metadata.deletionTimestamp !== undefined;
  writeStatus(sync, generateStatus(sync, observed).status);
  if (isDeleted || draft.worker === 'terminating') {
    beginTermination(sync);
    return;
  }
  triggerReadiness(sync);
  if (hasEnded(sync, observed)) {
    draft.worker = 'terminating';
    draft.freshAt = tickAfter(sync.relistPhase, pass.now);
    want(draft, draft.freshAt);
    return;
  }
  const { toStart, toKill } = computePodActions(sync, observed);
  draft.toStart = toStart;
  draft.toKill = toKill;
  draft.result = { acted: false, error: undefined };
  draft.point = 'volumes';
  walk(sync);
}

/** upstream: completeWork */
function endSync(sync: PodSync): void {
  const { draft, pass, relistPhase } = sync;
  const { acted, error } = draft.result;
  draft.point = undefined;
  draft.toStart = [];
  draft.resyncs++;
  if (error === undefined) draft.resyncAt = pass.now + Math.round(RESYNC_MS * jitter(sync, 'resync'));
  else {
    const left = error.backOffUntil === undefined || pass.minor < RESYNC_AT_BACK_OFF ? RETRY_MS : error.backOffUntil - pass.now;
    draft.resyncAt = pass.now + Math.round(Math.min(Math.max(left, 0), RESYNC_MS) * jitter(sync, 'retry'));
  }
  draft.freshAt = tickAfter(relistPhase, pass.now);
  if (error === undefined && acted && relistsOnDemand(sync)) {
    draft.relistedAt = pass.now;
    draft.freshAt = pass.now;
    draft.unseenSince = undefined;
    see(draft, pass.now);
    want(draft, pass.now);
  }
  if (draft.gone || draft.pod.metadata.deletionTimestamp !== undefined) want(draft, pass.now);
}

function finishDoing(sync: PodSync): void {
  const { draft } = sync;
  const doing = ensureExists(draft.doing, 'what the worker does');
  draft.doing = undefined;
  if (draft.worker === 'terminating') endTermination(sync);
  else if (draft.worker === 'terminated' || draft.worker === 'finished') cleanUp(sync);
  else {
    const stage = ensureExists(stageNamed.get(doing.row), doing.row);
    draft.point = stage.leads(sync, doing.container ?? '');
    walk(sync);
  }
}

/** A pod that waits for its volumes does not wait on when it is deleted. */
function isCancelled({ draft }: PodSync): boolean {
  const isDeleted = draft.gone || draft.pod.metadata.deletionTimestamp !== undefined;
  return isDeleted && draft.worker === 'syncing' && draft.point === 'volumes' && draft.doing !== undefined;
}

/** When a sync that is wanted may begin. */
function syncAt({ draft, queuePhase }: PodSync): SimTime | undefined {
  if (draft.doing !== undefined || draft.worker === 'terminated' || draft.worker === 'finished') return undefined;
  const resync = draft.resyncAt === undefined || !needsResync(draft) ? undefined : tickFrom(queuePhase, draft.resyncAt);
  const deadline = draft.worker === 'syncing' ? deadlineOf(draft) : undefined;
  const evicted = deadline === undefined ? undefined : tickFrom(queuePhase, deadline);
  const never = Number.POSITIVE_INFINITY;
  const wanted = Math.min(draft.wanted ?? never, resync ?? never, evicted ?? never);
  return wanted === never ? undefined : Math.max(wanted, draft.freshAt);
}

/** A periodic sync of a pod that runs as it should changes nothing, so it is not made. */
function needsResync({ status, containers }: Draft): boolean {
  return (
    status?.containerStatuses?.some(isAmiss) === true ||
    status?.initContainerStatuses?.some(isAmiss) === true ||
    containers.some(({ failure }) => failure !== undefined)
  );
}

function isAmiss({ ready, state }: ContainerStatus): boolean {
  return !ready && state?.terminated?.exitCode !== 0;
}

function emitLater(sync: PodSync): void {
  const { draft, pass } = sync;
  if (draft.later.length === 0) return;
  for (const { at, container, reason, message } of draft.later) if (at <= pass.now) emit(sync, container, 'Warning', reason, message);
  if (draft.later.some(({ at }) => at <= pass.now)) draft.later = draft.later.filter(({ at }) => at > pass.now);
}

/** Does all that is due at this instant; says when something is due next. */
export function work(sync: PodSync): SimTime | undefined {
  const { draft, pass } = sync;
  for (;;) {
    emitLater(sync);
    if (draft.worker === 'syncing') relist(sync);
    if (isCancelled(sync)) {
      draft.doing = undefined;
      draft.point = undefined;
    }
    if (draft.worker === 'finished' && draft.doing === undefined && draft.wanted !== undefined) finishLate(sync);
    if (draft.doing !== undefined && draft.doing.until <= pass.now) finishDoing(sync);
    else if (!runProbes(sync) && (syncAt(sync) ?? Number.POSITIVE_INFINITY) <= pass.now) startSync(sync);
    else {
      const due = nextDue(sync);
      if (due === undefined || due > pass.now) return due;
    }
  }
}

/** A pod that had ended by itself is deleted: there is nothing to stop. */
function finishLate({ draft, pass }: PodSync): void {
  draft.wanted = undefined;
  if (draft.gone || draft.pod.metadata.deletionTimestamp === undefined) return;
  draft.doing = { row: 'cleanUp', shows: 'cleanUp', container: undefined, since: pass.now, until: pass.now };
}

/** The next instant at which the worker has something to do. */
function nextDue(sync: PodSync): SimTime | undefined {
  const { draft, relistPhase } = sync;
  let first = Math.min(draft.doing?.until ?? Number.POSITIVE_INFINITY, syncAt(sync) ?? Number.POSITIVE_INFINITY);
  for (const { at } of draft.later) first = Math.min(first, at);
  for (const worker of draft.probes) first = Math.min(first, nextProbeAt(sync, worker) ?? first);
  if (draft.worker === 'syncing' && draft.doing === undefined) {
    if (draft.unseenSince !== undefined) first = Math.min(first, tickAfter(relistPhase, draft.unseenSince));
    for (const { current, exitSeen } of draft.containers) {
      if (!exitSeen && current?.exit !== undefined) first = Math.min(first, tickFrom(relistPhase, current.exit.at));
    }
  }
  return Number.isFinite(first) ? first : undefined;
}
