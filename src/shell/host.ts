/** What the shell needs of the world, and what the world sees of its commands. */
import type { Files } from '../kubectl/environment.ts';
import type { Process } from '../kubectl/process.ts';
import type { Streams } from './sinks.ts';

/** One call of kubectl from the shell. */
export interface KubectlCall extends Streams {
  /** Without the word `kubectl`. */
  readonly argv: readonly string[];
  /** The command as typed, with `kubectl` for its alias. */
  readonly line: string;
  readonly stdin?: string;
}

/** What the shell needs of the world. */
export interface ShellHost extends Streams {
  readonly files: Files;
  /** Lines typed before, oldest first. */
  readonly history: readonly string[];
  /** A line begins to run. */
  echo(source: string): void;
  clear(): void;
  /** The page tells what this terminal can do. */
  help(): void;
  /** The person wants to leave the terminal. */
  exit(): void;
  kubectl(call: KubectlCall): Process;
  /** The cluster's clock, in ms since 1970. */
  nowMs(): number;
}
