/** What the pod is doing and when that ends, from what is planned already. */

import type { Pod } from '../../api/core.ts';
import type { Memory } from '../actor.ts';
import type { Outlook } from '../reason.ts';
import type { SimTime } from '../setup.ts';
import { type Draft, isRunning, type PodLife } from './life.ts';
import { readyAt } from './readyAt.ts';
import type { PodSync } from './sync.ts';
import { tickFrom } from './ticks.ts';

/** The key under which the kubelet remembers the lives of pods of one name: one, but for containers that outlive their pod. */
export function livesKey(namespace: string, name: string): string {
  return `pod ${namespace}/${name}`;
}

/** The stage of a pod as of the kubelet's last look; undefined when no kubelet has it yet. */
export function outlook(pod: Pod, memory: Memory): Outlook | undefined {
  const lives = memory.get<readonly PodLife[]>(livesKey(pod.metadata.namespace ?? '', pod.metadata.name));
  return lives?.find(({ uid }) => uid === pod.metadata.uid)?.outlook;
}

function waitingOutlook(sync: PodSync, since: SimTime): Outlook | undefined {
  const { draft, queuePhase } = sync;
  const failed = draft.containers.find(({ failure }) => failure !== undefined)?.failure;
  const until = draft.resyncAt === undefined ? undefined : tickFrom(queuePhase, draft.resyncAt);
  const due = until === undefined ? {} : { until };
  if (failed === undefined) return undefined;
  if (failed.reason === 'CrashLoopBackOff' || failed.reason === 'RunContainerError') return { stage: 'crashBackOff', since, ...due };
  const isImage = failed.reason === 'ErrImagePull' || failed.reason === 'ImagePullBackOff';
  return { stage: isImage ? 'imageBackOff' : 'configError', since, ...due };
}

function startUpOutlook(sync: PodSync): Outlook | undefined {
  const { draft } = sync;
  const waiting = draft.containers.find(({ name, kind, current }) => {
    if (kind !== 'app' || current?.startedAt === undefined || current.exit?.at === current.startedAt) return false;
    return draft.status?.containerStatuses?.find((each) => each.name === name)?.ready === false;
  });
  if (waiting?.current?.startedAt === undefined) return undefined;
  const until = readyAt(sync, waiting.name);
  return { stage: 'startUp', since: waiting.current.startedAt, ...(until === undefined ? {} : { until }) };
}

function runningSince(draft: Draft): SimTime {
  return Math.max(draft.startTime, ...draft.containers.map(({ current }) => current?.startedAt ?? 0));
}

function stageNow(sync: PodSync): Outlook {
  const { draft, pass } = sync;
  const { doing } = draft;
  if (doing !== undefined) return { stage: doing.shows, since: doing.since, until: doing.until };
  const since = draft.outlook?.since ?? pass.now;
  if (draft.worker === 'finished') return { stage: 'cleanUp', since };
  const runs = draft.containers.some(({ kind, current }) => kind === 'app' && isRunning(current, pass.now));
  return (
    waitingOutlook(sync, since) ??
    (runs ? startUpOutlook(sync) : undefined) ?? { stage: runs ? 'running' : 'containerStart', since: runs ? runningSince(draft) : since }
  );
}

/** Notes the outlook at the end of a pass; a stage that goes on keeps its beginning. */
export function noteOutlook(sync: PodSync): void {
  const { draft } = sync;
  const before = draft.outlook;
  const now = stageNow(sync);
  draft.outlook =
    before?.stage === now.stage && sync.draft.doing === undefined ? { ...now, since: Math.min(before.since, now.since) } : now;
}
