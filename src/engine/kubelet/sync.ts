/** What one pass over one pod works with, and the few things that every part of the kubelet does to it. */
import type { Container, Pod } from '../../api/core.ts';
import { ensureExists } from '../../base/assert.ts';
import type { Pass } from '../actor.ts';
import type { SimTime } from '../setup.ts';
import type { EmittedEvent } from '../step.ts';
import { containerOf, type Draft } from './life.ts';
import type { Runtime, Subject } from './runtime.ts';
import { podEvent } from './texts.ts';
import { tickUntil } from './ticks.ts';

export interface PodSync {
  readonly pass: Pass;
  readonly runtime: Runtime;
  readonly draft: Draft;
  /** Phases of the node's two clocks. */
  readonly relistPhase: number;
  readonly queuePhase: number;
}

/** Since when a kubelet looks at the runtime right after a sync that did something. */
const ON_DEMAND_RELIST = 36;

export function relistsOnDemand(sync: PodSync): boolean {
  return sync.pass.minor >= ON_DEMAND_RELIST;
}

/** The instant whose state of the runtime the kubelet knows now. */
export function observedAt({ pass, draft, relistPhase }: PodSync): SimTime {
  return Math.max(draft.relistedAt, tickUntil(relistPhase, pass.now));
}

/** Asks for a sync at `at`; the earliest wish counts. */
export function want(draft: Draft, at: SimTime): void {
  draft.wanted = Math.min(draft.wanted ?? at, at);
}

/** The container's spec; the pod's spec cannot lose one. */
export function specOf(pod: Pod, name: string): Container {
  const { containers, initContainers } = pod.spec;
  for (const each of containers) if (each.name === name) return each;
  return ensureExists(
    initContainers?.find((each) => each.name === name),
    `container ${name}`,
  );
}

/** The run that `name` is in, or `next` for the one that is about to begin. */
export function subjectOf({ draft }: PodSync, name: string, run: 'current' | 'next' = 'current'): Subject {
  const attempt = containerOf(draft, name).current?.attempt;
  return {
    pod: draft.pod,
    container: specOf(draft.pod, name),
    attempt: run === 'current' ? (attempt ?? 0) : attempt === undefined ? 0 : attempt + 1,
  };
}

/** Emits an event about the pod, or about one of its containers. */
export function emit(sync: PodSync, container: string | undefined, type: EmittedEvent['type'], reason: string, message: string): void {
  const { pass, draft } = sync;
  const about =
    container === undefined ? undefined : { spec: specOf(draft.pod, container), init: containerOf(draft, container).kind !== 'app' };
  pass.emit(podEvent(draft.pod, draft.node, type, reason, message, about));
}

/** A factor in [1, 1.5), by which the work queue stretches its delays. */
export function jitter({ pass, draft }: PodSync, what: string): number {
  return 1 + pass.random(draft.uid, what, draft.resyncs) / 2;
}

export function restartPolicyOf(pod: Pod): string {
  return pod.spec.restartPolicy ?? 'Always';
}

/** When something that takes `ms` from now ends. */
export function endOf({ pass, runtime }: PodSync, ms: number): SimTime {
  return Math.ceil((pass.now + ms) / runtime.grainMs) * runtime.grainMs;
}
