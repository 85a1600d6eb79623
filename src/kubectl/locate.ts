/** Which command a line names. upstream: cobra Command.Find */
import type { Command, Flag } from './command.ts';
import { COMMANDS } from './commands.ts';
import { GLOBAL_FLAGS } from './flags.ts';

/** A command, and the words that belong to it. */
export interface Located {
  readonly command: Command;
  /** `kubectl rollout status` */
  readonly path: string;
  readonly rest: readonly string[];
}

/** The command that these words name; undefined when the first one names none. upstream: cobra Command.Find */
export function locate(argv: readonly string[]): Located | undefined {
  let commands: readonly Command[] = COMMANDS;
  let found: Command | undefined;
  let path = 'kubectl';
  let rest = argv;
  for (;;) {
    const index = firstArgument(rest, [...(found?.flags ?? []), ...GLOBAL_FLAGS]);
    const word = index === undefined ? undefined : rest[index];
    const next = commands.find(({ name, aliases = [] }) => word !== undefined && (name === word || aliases.includes(word)));
    if (next === undefined || index === undefined) break;
    found = next;
    path = `${path} ${next.name}`;
    rest = [...rest.slice(0, index), ...rest.slice(index + 1)];
    commands = next.subcommands ?? [];
  }
  return found === undefined ? undefined : { command: found, path, rest };
}

/** Where the first word stands that is neither a flag nor the value of one. upstream: cobra stripFlags */
export function firstArgument(words: readonly string[], known: readonly Flag[] = GLOBAL_FLAGS): number | undefined {
  // A flag that is not known is taken for one with a value.
  const takesValue = (is: (flag: Flag) => boolean): boolean => known.find(is)?.bare === undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') return undefined;
    if (word.startsWith('--') && !word.includes('=')) index += takesValue(({ name }) => name === word.slice(2)) ? 1 : 0;
    else if (word.startsWith('-') && word.length === 2) index += takesValue(({ short }) => short === word.slice(1)) ? 1 : 0;
    else if (word !== '' && !word.startsWith('-')) return index;
  }
  return undefined;
}
