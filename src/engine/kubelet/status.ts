/** The pod's status as a whole, and how it is written. upstream: pkg/kubelet/kubelet_pods.go, pkg/kubelet/status/status_manager.go */
import type { ContainerStatus, Pod, PodCondition, PodPhase, PodStatus } from '../../api/core.ts';
import type { SimTime } from '../setup.ts';
import { generateConditions, isSidecar, KUBELET_CONDITIONS } from './conditions.ts';
import { containerStatus } from './containerStatus.ts';
import { DEADLINE, isPastDeadline } from './deadline.ts';
import { containerOf, type Draft } from './life.ts';
import { hostIPOf } from './nodes.ts';
import { emit, type PodSync, restartPolicyOf, specOf } from './sync.ts';
import { timeText } from './times.ts';

/** Since when a pod that is deleted ends in a phase of its own before it goes. */
const TERMINAL_PHASE_ON_DELETE = 27;

const NO_STATUSES: readonly ContainerStatus[] = [];

/** upstream: getPhase. `ended`: no container will be started any more. */
export function phaseOf(
  pod: Pod,
  initStatuses: readonly ContainerStatus[],
  statuses: readonly ContainerStatus[],
  ended: boolean,
): PodPhase {
  const policy = restartPolicyOf(pod);
  for (const status of initStatuses) {
    const sidecar = isSidecar(pod, status.name);
    const failed = (status.state?.terminated ?? status.lastState?.terminated)?.exitCode;
    // A sidecar that ran once no longer holds the others back.
    const isPending = sidecar ? failed === undefined && status.started !== true : !status.ready;
    if (isPending) {
      return policy === 'Never' && !sidecar && failed !== undefined && failed !== 0 && status.state?.running === undefined
        ? 'Failed'
        : 'Pending';
    }
  }
  let running = initStatuses.filter(({ name, state }) => state?.running !== undefined && isSidecar(pod, name)).length;
  let waiting = 0;
  let stopped = 0;
  let succeeded = 0;
  for (const { state, lastState } of statuses) {
    if (state?.running !== undefined) running++;
    else if (state?.terminated !== undefined) {
      stopped++;
      if (state.terminated.exitCode === 0) succeeded++;
    } else if (lastState?.terminated !== undefined) stopped++;
    else waiting++;
  }
  if (waiting > 0) return 'Pending';
  if (running > 0) return 'Running';
  if (!ended && policy === 'Always') return 'Running';
  if (stopped === succeeded) return 'Succeeded';
  return !ended && policy === 'OnFailure' ? 'Running' : 'Failed';
}

export interface Generated {
  readonly status: PodStatus;
  /** The phase that follows from the containers, before it may be shown. */
  readonly phase: PodPhase;
}

/** The conditions that the next ones build on: the kubelet's own last ones, and whatever others wrote since. */
function existingConditions(draft: Draft): NonNullable<PodStatus['conditions']> {
  const api = draft.pod.status?.conditions ?? [];
  const own = draft.status?.conditions;
  if (own === undefined) return api;
  return withForeign(api, own);
}

const isForeign = ({ type }: PodCondition): boolean => !KUBELET_CONDITIONS.has(type);

/** Conditions of others, in front, and the kubelet's own. */
function withForeign(api: readonly PodCondition[], own: readonly PodCondition[]): readonly PodCondition[] {
  // Readiness gates apart, all conditions of a pod are the kubelet's.
  if (!api.some(isForeign) && !own.some(isForeign)) return own;
  return [...api.filter(isForeign), ...own.filter((each) => !isForeign(each))];
}

/** upstream: generateAPIPodStatus */
export function generateStatus(sync: PodSync, observed: SimTime, ended = false): Generated {
  const { pass, draft } = sync;
  const { pod } = draft;
  const initStatuses = (pod.spec.initContainers ?? []).map((spec) =>
    containerStatus(pass.setup, draft, spec, containerOf(draft, spec.name), observed),
  );
  const statuses = pod.spec.containers.map((spec) => containerStatus(pass.setup, draft, spec, containerOf(draft, spec.name), observed));
  const reallyEnded = ended && pass.minor >= TERMINAL_PHASE_ON_DELETE;
  const isLate = isPastDeadline(sync);
  const phase = isLate ? 'Failed' : phaseOf(pod, initStatuses, statuses, reallyEnded);
  const sandboxSeen = draft.sandboxAt !== undefined && draft.sandboxAt <= observed;
  const sandbox = draft.sandboxStopped ? 'stopped' : sandboxSeen ? 'ready' : 'none';
  // A pod is not said to have ended before its worker has cleaned up behind the containers.
  const before = draft.status?.phase ?? 'Pending';
  const shown =
    !ended && (phase === 'Succeeded' || phase === 'Failed') ? (before === 'Pending' && statuses.some(ran) ? 'Running' : before) : phase;
  const status = assemble(sync, {
    phase: shown,
    conditions: generateConditions(
      { pod, phase, initStatuses, statuses, sandbox, minor: pass.minor },
      existingConditions(draft),
      pass.time,
    ),
    podIP: sandboxSeen || draft.status?.podIP !== undefined ? draft.podIP : undefined,
    initStatuses,
    statuses,
  });
  if (!isLate) return { status, phase };
  emit(sync, undefined, 'Normal', DEADLINE.reason, DEADLINE.message);
  return { status: ended ? { ...status, ...DEADLINE } : status, phase };
}

function ran({ state }: ContainerStatus): boolean {
  return state?.terminated !== undefined;
}

interface Parts {
  readonly phase: PodPhase;
  readonly conditions: NonNullable<PodStatus['conditions']>;
  readonly podIP: string | undefined;
  readonly initStatuses: readonly ContainerStatus[];
  readonly statuses: readonly ContainerStatus[];
}

function assemble({ pass, draft }: PodSync, { phase, conditions, podIP, initStatuses, statuses }: Parts): PodStatus {
  const { pod } = draft;
  const generation = pass.minor >= 34 ? pod.metadata.generation : undefined;
  const hostIP = draft.status?.hostIP ?? hostIPOf(pass, draft.node);
  const status: { -readonly [Field in keyof PodStatus]: PodStatus[Field] } = {};
  if (generation !== undefined) status.observedGeneration = generation;
  status.phase = phase;
  status.conditions = conditions;
  if (hostIP !== undefined) status.hostIP = hostIP;
  if (hostIP !== undefined && pass.minor >= 28) status.hostIPs = [{ ip: hostIP }];
  if (podIP !== undefined) {
    status.podIP = podIP;
    status.podIPs = [{ ip: podIP }];
  }
  status.startTime = draft.status?.startTime ?? timeText(pass.setup, draft.startTime);
  if (initStatuses.length > 0) status.initContainerStatuses = initStatuses;
  status.containerStatuses = statuses;
  if (pod.status?.qosClass !== undefined) status.qosClass = pod.status.qosClass;
  return status;
}

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  for (const name of names) if (!equal(left[name], right[name])) return false;
  return true;
}

/** Writes the status unless it is what was written last. upstream: updateStatusInternal, syncPod */
export function writeStatus({ pass, draft }: PodSync, status: PodStatus): void {
  if (draft.status !== undefined && equal(draft.status, status)) return;
  draft.status = status;
  if (draft.gone) return;
  const live = pass.live.get({ kind: 'Pod', namespace: draft.namespace, name: draft.name }) as Pod | undefined;
  if (live === undefined || live.metadata.uid !== draft.uid) return;
  const conditions = withForeign(live.status?.conditions ?? [], status.conditions ?? []);
  // Set afterwards: a literal that spreads a field and then names it again leaves the engine's fast path.
  const object: { -readonly [Field in keyof Pod]: Pod[Field] } = { ...live };
  object.status = conditions === status.conditions ? status : { ...status, conditions };
  pass.request({ verb: 'update', subresource: 'status', object });
}

/** Sets one container's `ready` or `started` at once, as the probes' results do. upstream: SetContainerReadiness, SetContainerStartup */
export function setProbedStatus(sync: PodSync, container: string, change: Partial<Pick<ContainerStatus, 'ready' | 'started'>>): void {
  const { draft, pass } = sync;
  const before = draft.status;
  if (before === undefined) return;
  const replace = (list: readonly ContainerStatus[] | undefined): readonly ContainerStatus[] =>
    list?.map((each) => (each.name === container ? { ...each, ...change } : each)) ?? NO_STATUSES;
  const initStatuses = replace(before.initContainerStatuses);
  const statuses = replace(before.containerStatuses);
  const phase = before.phase ?? 'Pending';
  const { pod } = draft;
  const sandbox = draft.sandboxStopped ? 'stopped' : draft.sandboxAt === undefined ? 'none' : 'ready';
  const conditions = generateConditions(
    { pod, phase, initStatuses, statuses, sandbox, minor: pass.minor },
    existingConditions(draft),
    pass.time,
  );
  const { initContainerStatuses: _, containerStatuses: __, ...rest } = before;
  writeStatus(sync, {
    ...rest,
    conditions,
    ...(initStatuses.length === 0 ? {} : { initContainerStatuses: initStatuses }),
    containerStatuses: statuses,
  });
}

/** Whether the pod has the container at all, for statuses of containers that never ran. */
export function hasInitialized(draft: Draft): boolean {
  return (draft.pod.spec.initContainers ?? []).every((spec) => {
    const { kind, current } = containerOf(draft, specOf(draft.pod, spec.name).name);
    return kind === 'sidecar' ? current !== undefined : current?.exit?.code === 0;
  });
}
