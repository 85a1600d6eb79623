/** The pod's conditions as the kubelet generates them, in their order. upstream: pkg/kubelet/status/generate.go */
import type { ContainerStatus, Pod, PodCondition, PodPhase } from '../../api/core.ts';
import type { ConditionStatus, Time } from '../../api/meta.ts';
import { deepEqual } from '../../base/equal.ts';

/** The types that the kubelet owns; all others are kept as they are, in front. upstream: kubetypes.PodConditionByKubelet */
export const KUBELET_CONDITIONS: ReadonlySet<string> = new Set([
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
]);

interface Draft {
  readonly type: string;
  readonly status: ConditionStatus;
  readonly reason?: string;
  readonly message?: string;
}

/** What the conditions are made from. */
export interface Facts {
  readonly pod: Pod;
  /** The phase that follows from the containers; the one shown may lag behind it. */
  readonly phase: PodPhase;
  readonly initStatuses: readonly ContainerStatus[];
  readonly statuses: readonly ContainerStatus[];
  readonly sandbox: 'none' | 'ready' | 'stopped';
  readonly minor: number;
}

/** An init container that goes on running. */
export function isSidecar(pod: Pod, name: string): boolean {
  return pod.spec.initContainers?.find((each) => each.name === name)?.restartPolicy === 'Always';
}

/** upstream: GeneratePodReadyToStartContainersCondition */
function sandboxCondition({ sandbox, minor }: Facts): Draft {
  const type = 'PodReadyToStartContainers';
  if (sandbox === 'ready') return { type, status: 'True' };
  if (minor < 37) return { type, status: 'False' };
  const message = sandbox === 'none' ? 'no pod sandbox exists' : 'pod sandbox is not ready';
  return { type, status: 'False', reason: 'PodSandboxNotReady', message };
}

/** upstream: GeneratePodInitializedCondition */
function initializedCondition({ pod, phase, initStatuses }: Facts): Draft {
  const type = 'Initialized';
  if (phase === 'Succeeded') return { type, status: 'True', reason: 'PodCompleted' };
  if (initStatuses.length === 0) return { type, status: 'True' };
  const incomplete = initStatuses.filter((status) => (isSidecar(pod, status.name) ? status.started !== true : !status.ready));
  if (incomplete.length === 0) return { type, status: 'True' };
  const names = incomplete.map((status) => status.name).join(' ');
  return { type, status: 'False', reason: 'ContainersNotInitialized', message: `containers with incomplete status: [${names}]` };
}

/** upstream: GenerateContainersReadyCondition */
function containersReadyCondition({ pod, phase, initStatuses, statuses }: Facts): Draft {
  const type = 'ContainersReady';
  if (phase === 'Succeeded') return { type, status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { type, status: 'False', reason: 'PodFailed' };
  let names = '';
  for (const { name, ready } of initStatuses) if (!ready && isSidecar(pod, name)) names = names === '' ? name : `${names} ${name}`;
  for (const { name, ready } of statuses) if (!ready) names = names === '' ? name : `${names} ${name}`;
  if (names === '') return { type, status: 'True' };
  return { type, status: 'False', reason: 'ContainersNotReady', message: `containers with unready status: [${names}]` };
}

/** upstream: GeneratePodReadyCondition */
function readyCondition({ pod }: Facts, containersReady: Draft, existing: readonly PodCondition[]): Draft {
  const { reason, message } = containersReady;
  const type = 'Ready';
  if (containersReady.status !== 'True') {
    return { type, status: 'False', ...(reason === undefined ? {} : { reason }), ...(message === undefined ? {} : { message }) };
  }
  const missing: string[] = [];
  for (const { conditionType } of pod.spec.readinessGates ?? []) {
    const condition = existing.find((each) => each.type === conditionType);
    if (condition === undefined) missing.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`);
    else if (condition.status !== 'True') {
      missing.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`);
    }
  }
  if (missing.length === 0) return { type, status: 'True' };
  return { type, status: 'False', reason: 'ReadinessGatesNotReady', message: missing.join(', ') };
}

function conditionOf(
  { type, status, reason, message }: Draft,
  existing: readonly PodCondition[],
  generation: number | undefined,
  now: Time,
): PodCondition {
  const before = existing.find((each) => each.type === type);
  const lastTransitionTime = (before?.status === status ? before.lastTransitionTime : undefined) ?? now;
  const condition: { -readonly [Field in keyof PodCondition]: PodCondition[Field] } =
    generation === undefined
      ? { type, status, lastProbeTime: null, lastTransitionTime }
      : { type, observedGeneration: generation, status, lastProbeTime: null, lastTransitionTime };
  if (reason !== undefined) condition.reason = reason;
  if (message !== undefined) condition.message = message;
  // The versions of a pod share what stays as it is.
  return before !== undefined && deepEqual(before, condition) ? before : condition;
}

/**
 * All conditions: foreign ones first, then the kubelet's own. A transition time changes only when the status does.
 * `existing` are those of the last known status.
 */
export function generateConditions(facts: Facts, existing: readonly PodCondition[], now: Time): PodCondition[] {
  const containersReady = containersReadyCondition(facts);
  const own: Draft[] = [
    ...(facts.minor >= 29 ? [sandboxCondition(facts)] : []),
    initializedCondition(facts),
    readyCondition(facts, containersReady, existing),
    containersReady,
    { type: 'PodScheduled', status: 'True' },
  ];
  const generation = facts.minor >= 34 ? facts.pod.metadata.generation : undefined;
  const foreign = existing.filter((each) => !KUBELET_CONDITIONS.has(each.type));
  const conditions = own.map((draft) => conditionOf(draft, existing, generation, now));
  // A list that grows has room for sixteen more, and every status of a pod keeps this one.
  return foreign.length === 0 ? conditions : [...foreign, ...conditions];
}
