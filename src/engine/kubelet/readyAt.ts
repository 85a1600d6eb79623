/** When a container that runs will be ready, if that is known already: the run of its probe that will pass. */
import type { SimTime } from '../setup.ts';
import { containerOf, type Instance, type PodLife, type ProbeType, type ProbeWorker } from './life.ts';
import { ask, firstTick, notBefore, periodMs, probeOf, TRIGGER_MS, TRIGGER_RESETS_TICKS } from './probes.ts';
import type { PodSync } from './sync.ts';

/** As much of a pod and of the moment as the plan of its probes follows from. */
export interface Plan {
  readonly draft: Pick<PodLife, 'pod' | 'wanted' | 'freshAt'>;
  readonly pass: { readonly now: SimTime; readonly minor: number };
}

/** Runs outside the ticks that are certain to come: one that was asked for, and the one that the next sync will ask for. */
function extraRuns({ draft, pass }: Plan, worker: ProbeWorker): readonly SimTime[] {
  if (worker.type !== 'readiness') return [];
  const runs: SimTime[] = [];
  if (worker.triggeredAt !== undefined) runs.push(worker.triggeredAt);
  if (draft.wanted !== undefined) runs.push(Math.max(draft.wanted, draft.freshAt, pass.now) + TRIGGER_MS);
  return runs.sort((a, b) => a - b);
}

/** The worker's first question at `from` or later. */
export function firstRun(plan: Plan, worker: ProbeWorker, from: SimTime): SimTime {
  const extra = extraRuns(plan, worker);
  const found = extra.find((at) => at >= from);
  if (found !== undefined) return found;
  const last = extra.at(-1);
  const moved = last !== undefined && plan.pass.minor >= TRIGGER_RESETS_TICKS ? { ...worker, anchor: last, done: last } : worker;
  return firstTick(moved, periodMs(plan.draft.pod, worker), from);
}

/** When the worker's result will be a success: each answer is asked for at the runs to come. */
function successAt(sync: PodSync, worker: ProbeWorker, instance: Instance, from: SimTime): SimTime | undefined {
  const { draft, pass } = sync;
  let at = firstRun(sync, worker, Math.max(from, pass.now, notBefore(draft, worker, instance.startedAt ?? pass.now)));
  // An answer changes at most a few times in a container's life.
  for (let tries = 0; tries < 4; tries++) {
    const { outcome, holdsUntil } = ask(sync, worker, instance, at);
    if (outcome === 'success') {
      const needed =
        (probeOf(draft.pod, worker.container, worker.type).successThreshold ?? 1) - (worker.last === 'success' ? worker.streak : 0);
      return at + Math.max(0, needed - 1) * periodMs(draft.pod, worker);
    }
    if (holdsUntil === undefined) return undefined;
    at = firstRun(sync, worker, holdsUntil);
  }
  return undefined;
}

/** Undefined when nothing that is known will make it ready. */
export function readyAt(sync: PodSync, container: string): SimTime | undefined {
  const { draft, pass } = sync;
  const { current } = containerOf(draft, container);
  if (current === undefined) return undefined;
  const worker = (type: ProbeType): ProbeWorker | undefined =>
    draft.probes.find((each) => each.container === container && each.type === type);
  const [startup, readiness] = [worker('startup'), worker('readiness')];
  const isStarted = startup === undefined || (startup.instance === current.id && startup.result === 'success');
  const startedAt = isStarted ? pass.now : successAt(sync, startup, current, pass.now);
  if (startedAt === undefined || readiness === undefined) return startedAt;
  return isStarted ? successAt(sync, readiness, current, startedAt) : startedAt + TRIGGER_MS;
}
