/**
 * A command that runs: straight-line code that stands still where kubectl would wait, and goes on when whoever runs the clock says so.
 * A process holds no state of the cluster; the cluster never depends on one, so that a run can be told again without it.
 */
import type { KubeObject } from '../api/meta.ts';

/** One change of a stored object, as a watch tells it: DELETED carries the last state. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubeObject;
}

/** What a process stands still for. */
export type Wait =
  /** Any write to an object of these kinds (none: time alone), or the clock (epoch ms), whichever comes first. */
  | { readonly for: 'changes'; readonly kinds: readonly string[]; readonly untilMs?: number }
  /** A person edits a text (`kubectl edit`). */
  | { readonly for: 'edit'; readonly fileName: string; readonly text: string }
  /** A line from standard input, behind a prompt that was printed. */
  | { readonly for: 'input' };

/**
 * What has come. `events`: the writes of one step of the cluster, in order (empty: the time has come).
 * `text`: what was edited or typed; absent when the person gave up.
 */
export interface Wake {
  readonly events: readonly WatchEvent[];
  readonly text?: string;
}

/** Yields what it waits for, is sent what has come, returns its exit code. Ctrl+C is `return()`: kubectl then ends with 1 and says nothing. */
export type Process = Generator<Wait, number, Wake>;

/** A process that waits for nothing, run to its end. Fails an assertion of the caller when it does wait: undefined. */
export function runToEnd(process: Process): number | undefined {
  const step = process.next();
  return step.done === true ? step.value : undefined;
}
