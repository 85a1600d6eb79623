/** Reduces pods and events to what the recordings hold of them. */
import type { ContainerState, ContainerStatus, Event, Pod } from '../../api/core.ts';
import type { RecordedContainer, RecordedState, RecordedStatus } from './recording.ts';

/** Replaces what a run made up by the recordings' placeholders. */
export function normalise(text: string, pods: readonly Pod[]): string {
  let normal = text;
  for (const { metadata, status } of pods) {
    normal = normal.replaceAll(metadata.uid ?? '<none>', '<uid>').replaceAll(metadata.name, '<pod>');
    if (status?.podIP !== undefined) normal = normal.replaceAll(status.podIP, '<podIP>');
  }
  return normal.replaceAll(/<pod-\d+>/g, '<pod>');
}

function state(given: ContainerState | undefined, say: (text: string) => string): RecordedState | undefined {
  if (given?.running !== undefined) return { running: true };
  if (given?.waiting !== undefined) {
    const { reason, message } = given.waiting;
    return { waiting: { ...(reason === undefined ? {} : { reason }), ...(message === undefined ? {} : { message: say(message) }) } };
  }
  if (given?.terminated === undefined) return undefined;
  const { exitCode, reason, message } = given.terminated;
  return {
    terminated: { exitCode, ...(reason === undefined ? {} : { reason }), ...(message === undefined ? {} : { message: say(message) }) },
  };
}

function container(given: ContainerStatus, say: (text: string) => string): RecordedContainer {
  const [now, last] = [state(given.state, say), state(given.lastState, say)];
  return {
    name: given.name,
    ready: given.ready,
    restartCount: given.restartCount,
    ...(now === undefined ? {} : { state: now }),
    ...(last === undefined ? {} : { lastState: last }),
    ...(given.started === undefined ? {} : { started: given.started }),
    hasContainerID: given.containerID !== undefined,
    imageID: given.imageID !== '',
  };
}

export function projectStatus(pod: Pod): RecordedStatus {
  const say = (text: string): string => normalise(text, [pod]);
  const { status = {}, metadata } = pod;
  const list = (statuses: readonly ContainerStatus[]): readonly RecordedContainer[] => statuses.map((each) => container(each, say));
  return {
    ...(status.phase === undefined ? {} : { phase: status.phase }),
    ...(status.reason === undefined ? {} : { reason: status.reason }),
    ...(status.message === undefined ? {} : { message: say(status.message) }),
    conditions: (status.conditions ?? []).map(({ type, status: value, reason, message }) => ({
      type,
      status: value,
      ...(reason === undefined ? {} : { reason }),
      ...(message === undefined ? {} : { message: say(message) }),
    })),
    ...(status.initContainerStatuses === undefined ? {} : { initContainerStatuses: list(status.initContainerStatuses) }),
    ...(status.containerStatuses === undefined ? {} : { containerStatuses: list(status.containerStatuses) }),
    startTime: status.startTime !== undefined,
    podIP: status.podIP !== undefined,
    hostIP: status.hostIP !== undefined,
    ...(status.qosClass === undefined ? {} : { qosClass: status.qosClass }),
    ...(status.observedGeneration === undefined ? {} : { observedGeneration: status.observedGeneration }),
    ...(metadata.deletionTimestamp === undefined ? {} : { deletionTimestamp: true }),
    ...(metadata.deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds }),
    ...(metadata.finalizers === undefined ? {} : { finalizers: metadata.finalizers }),
  };
}

/** One line for each field of a status, in a fixed order, so that equal statuses are equal texts. */
export function statusText(status: RecordedStatus): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]),
    );
  };
  return JSON.stringify(sorted(status));
}

/** A pod's status in one line that a person can read. */
export function statusLine({
  phase,
  conditions,
  containerStatuses = [],
  initContainerStatuses = [],
  deletionTimestamp,
  ...rest
}: RecordedStatus): string {
  const containers = [...initContainerStatuses, ...containerStatuses].map(
    ({ name, state: now, lastState, ready, started, restartCount }) => {
      const detail = now?.waiting?.reason ?? now?.terminated?.reason ?? (now?.running === true ? 'running' : 'none');
      const last = lastState?.terminated?.reason;
      return `${name}:${detail}${last === undefined ? '' : `(last ${last})`}${ready ? ' ready' : ''}${started === true ? ' started' : ''} ×${restartCount}`;
    },
  );
  const shown = conditions.map(({ type, status, reason }) => `${type}=${status}${reason === undefined ? '' : `/${reason}`}`).join(' ');
  const flags = [rest.podIP ? 'podIP' : '', deletionTimestamp === true ? `deleting(${rest.deletionGracePeriodSeconds})` : '']
    .filter((each) => each !== '')
    .join(' ');
  return `${phase} ${rest.reason ?? ''} [${shown}] ${containers.join(', ')} ${flags} generation ${rest.observedGeneration}`;
}

export interface SeenEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly fieldPath: string;
  readonly source: string;
  readonly count: number;
}

export function projectEvent(event: Event, pods: readonly Pod[]): SeenEvent {
  return {
    type: event.type ?? '',
    reason: event.reason ?? '',
    message: normalise(event.message ?? '', pods),
    fieldPath: event.involvedObject.fieldPath ?? '',
    source: event.source?.component ?? event.reportingComponent ?? '',
    count: event.count ?? event.series?.count ?? 1,
  };
}
