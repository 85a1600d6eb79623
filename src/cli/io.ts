/** The command line's only ties to the world, so that a test can stand in for it. */
export interface Io {
  /** The text of a file; undefined when there is none that can be read. */
  readonly readFile: (path: string) => string | undefined;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** 0: well. 1: refused, failed, or a bound was broken. 2: the command itself was wrong. */
export type ExitCode = 0 | 1 | 2;

/** A command that cannot be understood: worded as kubectl does, exit code 2. */
export class UsageError extends Error {}

/** What ends a command with exit code 1; the text stands on stderr as it is. */
export class Refused extends Error {}
