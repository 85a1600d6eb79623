/**
 * What lies below the kubelet: the container runtime and the applications. Two make one: the set-up's image table (`imageRuntime.ts`)
 * and a script, with which recordings are replayed. All answers follow from their arguments: a runtime remembers nothing.
 */
import type { Container, LifecycleHandler, Pod, ProbeHandler } from '../../api/core.ts';
import type { Pass } from '../actor.ts';
import type { SimTime } from '../setup.ts';
import type { Instance, ProbeAnswer, ProbeType } from './life.ts';

/** One container of one pod in one of its runs. */
export interface Subject {
  readonly pod: Pod;
  readonly container: Container;
  /** The run, counted from 0. */
  readonly attempt: number;
}

export interface Work {
  readonly takesMs: number;
  /** The runtime's words when it fails. */
  readonly error?: string;
}

export interface Pull extends Work {
  readonly sizeBytes: number;
}

export type StopOutcome = { readonly afterMs: number; readonly code: number } | 'ignoresTerm';

export interface Runtime {
  /**
   * What takes time ends at a multiple of so many milliseconds. Where many pods live, the events of a moment then fall on one instant,
   * and the controllers see them in one pass instead of hundreds.
   */
  readonly grainMs: number;
  /** One pull at a time on a node: the kubelet's default. */
  readonly serialPulls: boolean;
  sandbox(pass: Pass, pod: Pod, attempt: number): Work;
  /** Present on every node before anyone pulled it. */
  preloaded(pass: Pass, image: string): boolean;
  /** `again`: the node has the image, only the registry is asked. */
  pull(pass: Pass, subject: Subject, pullAttempt: number, again: boolean): Pull;
  create(pass: Pass, subject: Subject): Work;
  start(pass: Pass, subject: Subject): Work;
  /** How the run that began at `startedAt` (default: now) will end by itself, counted from there; undefined: it runs for ever. */
  run(
    pass: Pass,
    subject: Subject,
    startedAt?: SimTime,
  ): { readonly afterMs: number; readonly code: number; readonly reason: string } | undefined;
  /** What follows SIGTERM. */
  stop(pass: Pass, subject: Subject): StopOutcome;
  probe(pass: Pass, subject: Subject, podIP: string, instance: Instance, type: ProbeType, handler: ProbeHandler, now: SimTime): ProbeAnswer;
  /** A postStart or preStop hook. */
  hook(pass: Pass, subject: Subject, handler: LifecycleHandler): Work;
}
