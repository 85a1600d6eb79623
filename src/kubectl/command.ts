/** What a command is: a row of the table in `commands.ts`. */
import type { Environment } from './environment.ts';
import type { CommandError } from './errors.ts';
import type { Process } from './process.ts';

/** upstream: pflag.Flag. The types are those that its messages tell apart. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly type: 'string' | 'bool' | 'int' | 'duration' | 'stringSlice' | 'stringArray';
  /** As help prints it: `''`, `false`, `0`, `[]`. */
  readonly default: string;
  /** The value of the flag without one: `--dry-run` means `unchanged`, a bool `true`. */
  readonly bare?: string;
  /** Our own words. */
  readonly usage: string;
  /** `Flag --record has been deprecated, TEXT` when it is used. */
  readonly deprecated?: string;
  readonly required?: boolean;
}

/** The flags of one call. Asking for one that the command does not have is a mistake of ours. */
export interface FlagValues {
  /** Whether the command has it at all. */
  has(name: string): boolean;
  /** Whether the user gave it. */
  changed(name: string): boolean;
  text(name: string): string;
  bool(name: string): boolean;
  int(name: string): number;
  /** Milliseconds. */
  duration(name: string): number;
  list(name: string): readonly string[];
}

/** One call of a command. */
export interface Call {
  /** `kubectl rollout status` */
  readonly path: string;
  /** Every word that is not a flag and not the command's own. */
  readonly args: readonly string[];
  /** How many of them stand before `--`; absent without one. */
  readonly argsBeforeDash?: number;
  readonly flags: FlagValues;
  /** All words as typed, `kubectl` left out: `--record` writes them down. */
  readonly argv: readonly string[];
  /** `-n`, or the context's, or `default`; and whether the user said it with `-n`. */
  readonly namespace: string;
  readonly isNamespaceGiven: boolean;
  readonly environment: Environment;
}

export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Words that suggest this command when they are typed for one. upstream: cobra SuggestFor */
  readonly suggestFor?: readonly string[];
  /** Behind the path in help and usage: `(TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE/NAME ...) [flags]`. */
  readonly use: string;
  /** One line, our own words. */
  readonly short: string;
  readonly examples?: readonly string[];
  readonly flags: readonly Flag[];
  readonly subcommands?: readonly Command[];
  /** Where a group prints its help when no subcommand is given. Default stdout. */
  readonly helpTo?: 'stderr';
  /** Its words are not looked at: it is not modelled, whatever they say. */
  readonly takesAnything?: true;
  /** Not shown by the root's help. upstream: cobra Hidden */
  readonly isHidden?: true;
  /** A number is the exit code of a command that waits for nothing. Absent: a group, which prints its help. */
  readonly run?: (call: Call) => Process | number;
}

/** Ends a command at once, as upstream's cmdutil.CheckErr does. The one exception that commands throw; the runner prints it. */
export class Exit extends Error {
  readonly errors: readonly CommandError[];
  readonly code: number;

  constructor(errors: readonly CommandError[], code = 1) {
    super('exit');
    this.errors = errors;
    this.code = code;
  }
}

/** Ends a command with a text of its own: `error: TEXT`. */
export function fail(text: string): never {
  throw new Exit([{ text }]);
}

/** Ends a command for being used wrongly: the text, then where to read more. upstream: cmdutil.UsageErrorf */
export function failUsage(path: string, text: string): never {
  throw new Exit([{ text: `${text}\nSee '${path} -h' for help and examples` }]);
}
