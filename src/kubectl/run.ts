/** Runs one command line. upstream: kubectl's main and cobra's way of finding a command */

import { goQuote } from '../api/goText.ts';
import { type Call, Exit, failUsage } from './command.ts';
import { COMMANDS } from './commands.ts';
import { complete } from './complete.ts';
import type { Environment } from './environment.ts';
import { formatErrors } from './errors.ts';
import { GLOBAL_FLAGS, parseFlags } from './flags.ts';
import { commandHelp, globalOptions, rootHelp } from './help.ts';
import { firstArgument, type Located, locate } from './locate.ts';
import type { Process } from './process.ts';
import { sessionOf } from './session.ts';

/** Starts `kubectl ARGV…`. It prints to the environment and returns the exit code. */
export function* start(argv: readonly string[], environment: Environment): Process {
  try {
    return yield* dispatch(argv, environment);
  } catch (thrown) {
    if (!(thrown instanceof Exit)) throw thrown;
    environment.stderr(formatErrors(thrown.errors));
    return thrown.code;
  }
}

function* dispatch(argv: readonly string[], environment: Environment): Process {
  if (argv[0] === '__complete') return offer(argv.slice(1), environment);
  const located = locate(argv);
  if (located === undefined) return root(argv, environment);
  if (located.command.name === 'help') return helpOf(located.rest, environment);
  if (located.command.name === 'options') return options(environment);
  const { command, path, rest } = located;
  const isHelp = rest.includes('--help') || rest.includes('-h');
  const words = command.takesAnything !== true ? rest : isHelp ? ['--help'] : [];
  const parsed = parseFlags(words, [...command.flags, ...GLOBAL_FLAGS]);
  if (!parsed.ok) throw new Exit([{ text: `${parsed.error}\nSee '${path} --help' for usage.` }]);
  const { args, flags, notes, argsBeforeDash } = parsed.value;
  for (const note of notes) environment.stderr(`${note}\n`);
  if (flags.bool('help')) {
    environment.stdout(commandHelp(command, path));
    return 0;
  }
  if (command.run === undefined) return group(located, args, environment);
  const missing = command.flags.filter(({ name, required }) => required === true && !flags.changed(name)).map(({ name }) => name);
  if (missing.length > 0) throw new Exit([{ text: `required flag(s) "${missing.join('", "')}" not set` }]);
  const context = contextOf(environment, flags.text('context'));
  const session = sessionOf(environment, flags.text('as'));
  const given = flags.text('namespace');
  const call: Call = {
    path,
    args,
    ...(argsBeforeDash === undefined ? {} : { argsBeforeDash }),
    flags,
    argv,
    namespace: given === '' ? (context?.namespace ?? 'default') : given,
    isNamespaceGiven: given !== '',
    environment: session.environment,
  };
  const outcome = command.run(call);
  const code = typeof outcome === 'number' ? outcome : yield* outcome;
  const warned = session.warnings();
  if (code !== 0 || warned === 0 || !flags.bool('warnings-as-errors')) return code;
  throw new Exit([{ text: warned === 1 ? '1 warning received' : `${warned} warnings received` }]);
}

function contextOf(environment: Environment, chosen: string) {
  const { contexts, currentContext } = environment.config();
  const name = chosen === '' ? currentContext : chosen;
  const found = contexts.find((context) => context.name === name);
  if (chosen !== '' && found === undefined) throw new Exit([{ text: `context "${chosen}" does not exist` }]);
  return found;
}

/** Without a subcommand a group prints its help; any other word is none of its commands. */
function group({ command, path }: Located, args: readonly string[], environment: Environment): number {
  if (args.length > 0) failUsage(path, `unknown command ${goQuote(args.join(' '))}`);
  const print = command.helpTo === 'stderr' ? environment.stderr : environment.stdout;
  print.call(environment, commandHelp(command, path));
  return 1;
}

/** What the scripts of shells ask for at Tab. upstream: cobra's ShellCompRequestCmd */
function offer(words: readonly string[], environment: Environment): number {
  if (words.length === 0) throw new Exit([{ text: 'requires at least 1 arg(s), only received 0' }]);
  const candidates = complete(words, environment);
  const isOpen = candidates.length > 0 && candidates.every(({ isOpenEnded }) => isOpenEnded === true);
  const lines = candidates.map(({ text, hint }) => (hint === undefined ? `${text}\n` : `${text}\t${hint}\n`));
  environment.stdout(`${lines.join('')}:${isOpen ? 6 : 4}\n`);
  environment.stderr(`Completion ended with directive: ${isOpen ? 'ShellCompDirectiveNoSpace, ' : ''}ShellCompDirectiveNoFileComp\n`);
  return 0;
}

/** `kubectl help rollout status`. */
function helpOf(words: readonly string[], environment: Environment): number {
  const topics = words.filter((word) => !word.startsWith('-'));
  const located = topics.length === 0 ? undefined : locate(topics);
  if (topics.length > 0 && located === undefined) {
    environment.stderr(`Unknown help topic [${topics.map((topic) => `\`${topic}\``).join(' ')}]\n`);
  }
  environment.stdout(located === undefined ? rootHelp(COMMANDS) : commandHelp(located.command, located.path));
  return 0;
}

function options(environment: Environment): number {
  environment.stdout(globalOptions(GLOBAL_FLAGS));
  return 0;
}

/** The line that names no command. */
function root(argv: readonly string[], environment: Environment): number {
  const index = firstArgument(argv);
  const word = index === undefined ? undefined : argv[index];
  if (word !== undefined) {
    const [first = ''] = argv;
    if (first.startsWith('-')) throw new Exit([{ text: `Error: flags cannot be placed before plugin name: ${first}`, bare: true }]);
    throw new Exit([{ text: unknownCommand(word) }]);
  }
  const parsed = parseFlags(argv, GLOBAL_FLAGS);
  if (!parsed.ok) throw new Exit([{ text: `${parsed.error}\nSee 'kubectl --help' for usage.` }]);
  environment.stdout(rootHelp(COMMANDS));
  return 0;
}

const FAR = 2;

function unknownCommand(word: string): string {
  const lower = word.toLowerCase();
  const similar = COMMANDS.filter(
    ({ name, suggestFor = [] }) => distance(lower, name) <= FAR || name.startsWith(lower) || suggestFor.includes(lower),
  );
  const text = `unknown command ${goQuote(word)} for "kubectl"`;
  if (similar.length === 0) return text;
  return `${text}\n\nDid you mean this?\n${similar.map(({ name }) => `\t${name}\n`).join('')}`;
}

/** How many letters must be put in, left out or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
