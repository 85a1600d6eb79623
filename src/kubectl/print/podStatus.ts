/** The READY, STATUS and RESTARTS columns of `kubectl get pods`. upstream: pkg/printers/internalversion/printers.go printPod */
import type { ContainerState, ContainerStatus, Pod } from '../../api/core.ts';
import { humanDuration } from '../../api/duration.ts';
import { epochMs } from '../../api/time.ts';

export interface PodColumns {
  readonly ready: string;
  readonly status: string;
  readonly restarts: number;
  /** When a container last ended before its restart; absent without restarts. Epoch milliseconds. */
  readonly lastRestart?: number;
}

interface Restarts {
  count: number;
  last: number | undefined;
}

interface Walk {
  reason: string;
  ready: number;
  restarts: Restarts;
}

function countRestarts(restarts: Restarts, status: ContainerStatus): void {
  restarts.count += status.restartCount;
  const finished = status.lastState?.terminated?.finishedAt;
  if (finished !== undefined) restarts.last = Math.max(restarts.last ?? 0, epochMs(finished));
}

function ended(terminated: NonNullable<ContainerState['terminated']>): string {
  const { reason = '', signal = 0, exitCode } = terminated;
  if (reason !== '') return reason;
  return signal === 0 ? `ExitCode:${exitCode}` : `Signal:${signal}`;
}

/** The first init container that holds the pod up; undefined when none does. */
function initReason(pod: Pod, walk: Walk, sidecars: Restarts): string | undefined {
  const specs = new Map((pod.spec.initContainers ?? []).map((container) => [container.name, container]));
  const restartable = (name: string): boolean => specs.get(name)?.restartPolicy === 'Always';
  for (const [i, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    countRestarts(walk.restarts, status);
    if (restartable(status.name)) countRestarts(sidecars, status);
    const { terminated, waiting } = status.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (restartable(status.name) && status.started === true) {
      if (status.ready) walk.ready++;
      continue;
    }
    if (terminated !== undefined) return `Init:${ended(terminated)}`;
    const reason = waiting?.reason ?? '';
    return reason !== '' && reason !== 'PodInitializing' ? `Init:${reason}` : `Init:${i}/${specs.size}`;
  }
  return undefined;
}

/** Walks the containers from last to first, so that the first one's reason wins. True when one of them runs and is ready. */
function walkContainers(pod: Pod, walk: Walk): boolean {
  let running = false;
  for (const status of [...(pod.status?.containerStatuses ?? [])].reverse()) {
    countRestarts(walk.restarts, status);
    const { waiting, terminated } = status.state ?? {};
    if (waiting?.reason !== undefined && waiting.reason !== '') walk.reason = waiting.reason;
    else if (terminated !== undefined) walk.reason = ended(terminated);
    else if (status.ready && status.state?.running !== undefined) {
      running = true;
      walk.ready++;
    }
  }
  return running;
}

const hasCondition = (pod: Pod, type: string): boolean =>
  pod.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;

/** What the columns of `kubectl get pods` hold for this pod. */
export function podColumns(pod: Pod): PodColumns {
  const { phase = '', reason = '', conditions = [] } = pod.status ?? {};
  const gated = conditions.some((condition) => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated');
  const walk: Walk = {
    reason: gated ? 'SchedulingGated' : reason === '' ? phase : reason,
    ready: 0,
    restarts: { count: 0, last: undefined },
  };
  const sidecars: Restarts = { count: 0, last: undefined };
  const holdsUp = initReason(pod, walk, sidecars);
  if (holdsUp !== undefined) walk.reason = holdsUp;
  if (holdsUp === undefined || hasCondition(pod, 'Initialized')) {
    walk.restarts = sidecars;
    const running = walkContainers(pod, walk);
    if (walk.reason === 'Completed' && running) walk.reason = hasCondition(pod, 'Ready') ? 'Running' : 'NotReady';
  }
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (reason === 'NodeLost') walk.reason = 'Unknown';
    else if (phase !== 'Succeeded' && phase !== 'Failed') walk.reason = 'Terminating';
  }
  const restartable = (pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always').length;
  return {
    ready: `${walk.ready}/${pod.spec.containers.length + restartable}`,
    status: walk.reason,
    restarts: walk.restarts.count,
    ...(walk.restarts.last === undefined ? {} : { lastRestart: walk.restarts.last }),
  };
}

/** The STATUS column: `Running`, `ContainerCreating`, `CrashLoopBackOff`, `Terminating` … */
export function podStatusText(pod: Pod): string {
  return podColumns(pod).status;
}

/** The RESTARTS column at a moment (epoch milliseconds): `2 (5m ago)`. */
export function restartsText({ restarts, lastRestart }: PodColumns, nowMs: number): string {
  return restarts > 0 && lastRestart !== undefined ? `${restarts} (${humanDuration(nowMs - lastRestart)} ago)` : `${restarts}`;
}
