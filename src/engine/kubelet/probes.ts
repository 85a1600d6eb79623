/** Probe workers: when they ask, and what their answers change. upstream: pkg/kubelet/prober/worker.go */
import type { ContainerStatus, Pod, Probe } from '../../api/core.ts';
import type { SimTime } from '../setup.ts';
import { containerOf, type Draft, type Instance, type ProbeAnswer, type ProbeResult, type ProbeType, type ProbeWorker } from './life.ts';
import { refusedOutput, timeoutOutput } from './probeTexts.ts';
import { setProbedStatus } from './status.ts';
import { emit, type PodSync, restartPolicyOf, specOf, subjectOf, want } from './sync.ts';

/** From the sync that asks for a run to the run. */
export const TRIGGER_MS = 5;
/** Since when a run that was asked for moves the ticks. */
export const TRIGGER_RESETS_TICKS = 33;

const INITIAL: Readonly<Record<ProbeType, ProbeResult>> = { startup: 'unknown', readiness: 'failure', liveness: 'success' };
const TITLES: Readonly<Record<ProbeType, string>> = { startup: 'Startup', readiness: 'Readiness', liveness: 'Liveness' };

export function probeOf(pod: Pod, container: string, type: ProbeType): Probe {
  const spec = specOf(pod, container);
  const probe = { startup: spec.startupProbe, readiness: spec.readinessProbe, liveness: spec.livenessProbe }[type];
  return probe ?? {};
}

export function periodMs(pod: Pod, worker: ProbeWorker): number {
  return (probeOf(pod, worker.container, worker.type).periodSeconds ?? 10) * 1000;
}

/** Starts a worker for each probe of the pod. upstream: prober.Manager.AddPod */
export function addWorkers({ draft, pass }: PodSync): void {
  const workers: ProbeWorker[] = [];
  for (const { name, kind } of draft.containers) {
    if (kind === 'init') continue;
    const spec = specOf(draft.pod, name);
    const types: readonly ProbeType[] = ['startup', 'readiness', 'liveness'];
    for (const type of types) {
      const probe = { startup: spec.startupProbe, readiness: spec.readinessProbe, liveness: spec.livenessProbe }[type];
      if (probe === undefined) continue;
      workers.push({
        container: name,
        type,
        anchor: pass.now,
        done: pass.now,
        triggeredAt: undefined,
        running: undefined,
        instance: undefined,
        result: INITIAL[type],
        last: 'unknown',
        streak: 0,
        onHold: false,
        stopped: false,
      });
    }
  }
  draft.probes = workers;
}

function shownStatus(draft: Draft, name: string): ContainerStatus | undefined {
  const { status } = draft;
  return status?.containerStatuses?.find((each) => each.name === name) ?? status?.initContainerStatuses?.find((each) => each.name === name);
}

function setWorker(draft: Draft, worker: ProbeWorker, change: Partial<ProbeWorker>): ProbeWorker {
  const next = { ...worker, ...change };
  draft.probes = draft.probes.map((each) => (each === worker ? next : each));
  return next;
}

/** A readiness worker of a started container that is not ready runs at once. upstream: prober.Manager.UpdatePodStatus */
export function triggerReadiness({ draft, pass }: PodSync): void {
  for (const worker of draft.probes) {
    if (worker.type !== 'readiness' || worker.triggeredAt !== undefined) continue;
    const shown = shownStatus(draft, worker.container);
    if (shown?.state?.running === undefined || shown.started !== true || shown.ready) continue;
    setWorker(draft, worker, { triggeredAt: pass.now + TRIGGER_MS });
  }
}

/** What the worker would do at a tick, told apart by what stops it. */
type Look =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'newInstance' }
  | { readonly kind: 'notRunning' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'early'; readonly from: SimTime }
  | { readonly kind: 'ask'; readonly instance: Instance };

/** When the initial delay is over. The worker reads the start from the status, which is cut to whole seconds. */
export function notBefore(draft: Pick<Draft, 'pod'>, worker: ProbeWorker, startedAt: SimTime): SimTime {
  const delay = probeOf(draft.pod, worker.container, worker.type).initialDelaySeconds ?? 0;
  return Math.floor(startedAt / 1000) * 1000 + delay * 1000;
}

/** upstream: doProbe, up to the probe itself */
function look(draft: Draft, worker: ProbeWorker, at: SimTime): Look {
  const shown = shownStatus(draft, worker.container);
  if (shown?.containerID === undefined) return { kind: 'nothing' };
  if (shown.containerID !== worker.instance) return { kind: 'newInstance' };
  if (worker.onHold) return { kind: 'nothing' };
  if (shown.state?.running === undefined) {
    return worker.result === 'failure' ? { kind: 'nothing' } : { kind: 'notRunning' };
  }
  const deleting = draft.pod.metadata.deletionTimestamp !== undefined;
  if (deleting && worker.type !== 'readiness') return { kind: 'stop' };
  const { current } = containerOf(draft, worker.container);
  if (current?.startedAt === undefined) return { kind: 'nothing' };
  const from = notBefore(draft, worker, current.startedAt);
  if (at < from) return { kind: 'early', from };
  if ((worker.type === 'startup') === (shown.started === true)) return { kind: 'nothing' };
  return { kind: 'ask', instance: current };
}

/** What the probe would meet at `at`. */
export function ask(sync: PodSync, worker: ProbeWorker, instance: Instance, at: SimTime): ProbeAnswer {
  const { runtime, pass, draft } = sync;
  const probe = probeOf(draft.pod, worker.container, worker.type);
  const podIP = draft.podIP ?? '';
  const exitAt = instance.exit?.at;
  if (exitAt !== undefined && exitAt <= at) {
    return { outcome: 'failure', output: refusedOutput(specOf(draft.pod, worker.container), probe, podIP), takesMs: 0 };
  }
  const given = runtime.probe(pass, subjectOf(sync, worker.container), podIP, instance, worker.type, probe, at);
  const answer = exitAt === undefined ? given : { ...given, holdsUntil: Math.min(given.holdsUntil ?? exitAt, exitAt) };
  const timeoutMs = (probe.timeoutSeconds ?? 1) * 1000;
  if (answer.takesMs <= timeoutMs) return answer;
  const output = timeoutOutput(pass.minor, specOf(draft.pod, worker.container), probe, podIP);
  return { ...answer, outcome: 'failure', output, takesMs: timeoutMs };
}

/** The first tick at `from` or later that is not done yet. */
export function firstTick(worker: ProbeWorker, period: number, from: SimTime): SimTime {
  const after = Math.max(from, worker.done + 1);
  return worker.anchor + Math.max(1, Math.ceil((after - worker.anchor) / period)) * period;
}

/** The next instant at which the worker does something that anyone can notice; undefined: never, as things stand. */
export function nextProbeAt(sync: PodSync, worker: ProbeWorker): SimTime | undefined {
  const { draft } = sync;
  if (worker.stopped) return undefined;
  if (worker.running !== undefined) return worker.running.until;
  const period = periodMs(draft.pod, worker);
  let tick = firstTick(worker, period, sync.pass.now);
  let found = look(draft, worker, tick);
  if (found.kind === 'early') {
    tick = firstTick(worker, period, found.from);
    found = look(draft, worker, tick);
  }
  let due = found.kind === 'nothing' ? undefined : tick;
  if (found.kind === 'ask' && worker.result === 'success') {
    const { outcome, takesMs, holdsUntil } = ask(sync, worker, found.instance, tick);
    // An answer that changes nothing needs no pass: the worker is looked at again when the answer may differ.
    if (outcome === 'success' && takesMs === 0) due = holdsUntil === undefined ? undefined : firstTick(worker, period, holdsUntil);
  }
  return worker.triggeredAt === undefined ? due : Math.min(worker.triggeredAt, due ?? worker.triggeredAt);
}

/** upstream: the update channels of the result managers, and what the kubelet does with them */
function publish(sync: PodSync, worker: ProbeWorker, result: ProbeResult): void {
  const { draft, pass } = sync;
  if (worker.type === 'liveness') {
    if (result === 'failure') want(draft, pass.now);
    return;
  }
  if (worker.type === 'readiness') setProbedStatus(sync, worker.container, { ready: result === 'success' });
  else setProbedStatus(sync, worker.container, { started: result === 'success' });
  want(draft, pass.now);
}

function settle(sync: PodSync, worker: ProbeWorker, { outcome, output }: ProbeAnswer): void {
  const { draft, pass } = sync;
  const title = TITLES[worker.type];
  if (outcome === 'errored') {
    const text = pass.minor >= 33 ? 'probe errored and resulted in unknown state' : 'probe errored';
    emit(sync, worker.container, 'Warning', 'Unhealthy', `${title} ${text}: ${output}`);
    return;
  }
  if (outcome === 'failure') emit(sync, worker.container, 'Warning', 'Unhealthy', `${title} probe failed: ${output}`);
  const probe = probeOf(draft.pod, worker.container, worker.type);
  const streak = worker.last === outcome ? worker.streak + 1 : 1;
  const threshold = outcome === 'failure' ? (probe.failureThreshold ?? 3) : (probe.successThreshold ?? 1);
  if (streak < threshold) {
    setWorker(draft, worker, { last: outcome, streak });
    return;
  }
  const holds = outcome === 'failure' && worker.type !== 'readiness';
  const next = setWorker(draft, worker, { last: outcome, streak: holds ? 0 : streak, result: outcome, onHold: holds });
  if (worker.result !== outcome) publish(sync, next, outcome);
}

/** Lets the worker do what is due. upstream: doProbe */
function runWorker(sync: PodSync, due: ProbeWorker): void {
  const { draft, pass } = sync;
  if (due.running !== undefined) {
    const { answer } = due.running;
    settle(sync, setWorker(draft, due, { running: undefined, done: pass.now }), answer);
    return;
  }
  const triggered = due.triggeredAt !== undefined && due.triggeredAt <= pass.now;
  const anchor = triggered && pass.minor >= TRIGGER_RESETS_TICKS ? pass.now : due.anchor;
  let worker = setWorker(draft, due, { anchor, done: pass.now, triggeredAt: triggered ? undefined : due.triggeredAt });
  let found = look(draft, worker, pass.now);
  if (found.kind === 'newInstance') {
    const instance = shownStatus(draft, worker.container)?.containerID;
    worker = setWorker(draft, worker, { instance, result: INITIAL[worker.type], onHold: false });
    if (worker.type !== 'liveness') want(draft, pass.now);
    found = look(draft, worker, pass.now);
  }
  if (found.kind === 'stop') setWorker(draft, worker, { stopped: true, result: 'success' });
  else if (found.kind === 'notRunning') {
    const over = shownStatus(draft, worker.container)?.state?.terminated !== undefined && restartPolicyOf(draft.pod) === 'Never';
    const next = setWorker(draft, worker, { result: 'failure', stopped: over });
    publish(sync, next, 'failure');
  } else if (found.kind === 'ask') {
    const answer = ask(sync, worker, found.instance, pass.now);
    if (answer.takesMs === 0) settle(sync, worker, answer);
    else setWorker(draft, worker, { running: { until: pass.now + answer.takesMs, answer } });
  }
}

/** Runs every worker that is due; says whether any was. */
export function runProbes(sync: PodSync): boolean {
  const due = sync.draft.probes.filter((worker) => (nextProbeAt(sync, worker) ?? Number.POSITIVE_INFINITY) <= sync.pass.now);
  for (const worker of due) {
    const now = sync.draft.probes.find((each) => each.container === worker.container && each.type === worker.type);
    if (now !== undefined) runWorker(sync, now);
  }
  return due.length > 0;
}

/** Why a running container must be replaced, if a probe says so. */
export function failedProbe(draft: Draft, name: string): { readonly type: ProbeType; readonly graceMs: number | undefined } | undefined {
  const { current } = containerOf(draft, name);
  const worker = draft.probes.find(
    (each) => each.container === name && each.type !== 'readiness' && each.result === 'failure' && each.instance === current?.id,
  );
  if (worker === undefined) return undefined;
  const seconds = probeOf(draft.pod, name, worker.type).terminationGracePeriodSeconds;
  return { type: worker.type, graceMs: seconds === undefined ? undefined : seconds * 1000 };
}
