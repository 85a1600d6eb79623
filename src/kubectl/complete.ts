/** What Tab offers behind `kubectl`. upstream: cobra's __complete, kubectl/pkg/util/completion */
import { fieldsOf, listOf, textOf } from '../api/fields.ts';
import type { KubeObject } from '../api/meta.ts';
import type { Command, Flag, FlagValues } from './command.ts';
import { COMMANDS } from './commands.ts';
import { type ArgumentRule, argumentsOf } from './completionRules.ts';
import type { Environment } from './environment.ts';
import { GLOBAL_FLAGS, parseFlags } from './flags.ts';
import { locate } from './locate.ts';
import { discovery, findResourceType, groupResourceOf, type Resource } from './resources.ts';

export interface Candidate {
  /** Replaces the word that is being typed. */
  readonly text: string;
  /** One line. */
  readonly hint?: string;
  /** More of the word may follow: no blank behind it. */
  readonly isOpenEnded?: true;
}

/** A line as far as it is typed. */
interface Typed {
  readonly environment: Environment;
  readonly command: Command;
  /** `rollout status` */
  readonly path: string;
  readonly args: readonly string[];
  readonly flags: FlagValues;
  readonly word: string;
}

const byText = (a: Candidate, b: Candidate): number => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);

function commandsFrom(commands: readonly Command[]): readonly Candidate[] {
  return commands.map(({ name, short }) => ({ text: name, hint: short })).sort(byText);
}

function namespaceOf({ flags, environment }: Pick<Typed, 'flags' | 'environment'>): string {
  const given = flags.text('namespace');
  if (given !== '') return given;
  const { contexts, currentContext } = environment.config();
  return contexts.find(({ name }) => name === (flags.text('context') || currentContext))?.namespace ?? 'default';
}

/** The objects of a type; none where the user may not look. */
function objectsOf(typed: Pick<Typed, 'flags' | 'environment'>, { stored, namespaced }: Resource): readonly KubeObject[] {
  const { client } = typed.environment;
  if (stored === undefined) return [];
  const namespace = namespaced ? namespaceOf(typed) : '';
  if (client.forbids?.({ verb: 'list', kind: stored, namespace }) !== undefined) return [];
  return client.list(stored, namespaced ? { namespace } : {});
}

function namesOf(typed: Pick<Typed, 'flags' | 'environment'>, type: string): readonly string[] {
  const resource = findResourceType(discovery(typed.environment), type);
  return resource === undefined ? [] : objectsOf(typed, resource).map(({ metadata }) => metadata.name);
}

/** Types, `TYPE NAME`, and `TYPE/NAME`. upstream: ResourceTypeAndNameCompletionFunc, doPodResourceCompletion */
function typesAndNames(typed: Typed, types: readonly string[], isSingle: boolean): readonly Candidate[] {
  const { word, args } = typed;
  const slash = word.indexOf('/');
  if (slash !== -1) {
    if (args.some((arg) => !arg.includes('/')) || (isSingle && args.length > 0)) return [];
    const type = word.slice(0, slash);
    return namesOf(typed, type).map((name) => ({ text: `${type}/${name}` }));
  }
  const [first] = args;
  if (first === undefined) {
    // Several types may stand between commas.
    const done = word.slice(0, word.lastIndexOf(',') + 1);
    const taken = done.split(',');
    return types.filter((type) => !taken.includes(type)).map((type) => ({ text: `${done}${type}` }));
  }
  if (first.includes('/')) return isSingle ? [] : types.map((type) => ({ text: `${type}/`, isOpenEnded: true as const }));
  if (isSingle && args.length > 1) return [];
  const names = [...new Set(first.split(',').flatMap((type) => namesOf(typed, type)))];
  return names.filter((name) => !args.slice(1).includes(name)).map((text) => ({ text }));
}

function typesWith(environment: Environment, verb: string): readonly string[] {
  return discovery(environment)
    .filter(({ verbs }) => verbs.includes(verb))
    .map(groupResourceOf);
}

function namesOnly(typed: Typed, type: string, isSingle: boolean): readonly Candidate[] {
  if (isSingle && typed.args.length > 0) return [];
  return namesOf(typed, type)
    .filter((name) => !typed.args.includes(name))
    .map((text) => ({ text }));
}

function argumentCandidates(typed: Typed, rule: ArgumentRule): readonly Candidate[] {
  const { environment, args, word } = typed;
  switch (rule.by) {
    case 'typesAndNames':
      return typesAndNames(typed, rule.types ?? typesWith(environment, rule.verb ?? 'get'), rule.isSingle ?? false);
    case 'types':
      return args.length > 0 ? [] : typesWith(environment, 'get').map((text) => ({ text }));
    case 'names':
      return namesOnly(typed, rule.type, rule.isSingle ?? false);
    case 'pods': {
      if (word.includes('/')) return typesAndNames(typed, rule.types, true);
      if (args.length > 0) return [];
      const open = rule.types.map((type): Candidate => ({ text: `${type}/`, isOpenEnded: true }));
      return [...namesOnly(typed, 'pods', true), ...open];
    }
    case 'words':
      return args.length > 0 ? [] : rule.words.map((text) => ({ text }));
    case 'contexts':
      return args.length > 0 ? [] : environment.config().contexts.map(({ name }) => ({ text: name }));
    case 'clusters':
      return args.length > 0 ? [] : environment.config().clusters.map(({ name }) => ({ text: name }));
    case 'commands':
      return args.length > 0 ? [] : commandsFrom(COMMANDS);
    case 'nothing':
      return [];
  }
}

/** Containers of the pod, or of the template, that the arguments name. */
function containersOf(typed: Typed): readonly string[] {
  const [first = '', second = ''] = typed.args;
  const [type, name] = first.includes('/') ? first.split('/') : second === '' || typed.path === 'logs' ? ['pods', first] : [first, second];
  const resource = findResourceType(discovery(typed.environment), type ?? '');
  const object = resource === undefined ? undefined : objectsOf(typed, resource).find(({ metadata }) => metadata.name === name);
  const spec = fieldsOf(fieldsOf(object)['spec']);
  const inner = 'template' in spec ? fieldsOf(fieldsOf(spec['template'])['spec']) : spec;
  return [...listOf(inner['containers']), ...listOf(inner['initContainers'])].map((container) => textOf(fieldsOf(container)['name']));
}

const manifestName = /\.(?:json|ya?ml)$/;

/** What a flag may be given. */
function valuesOf(typed: Typed, flag: Flag): readonly string[] {
  const { environment, command } = typed;
  const { contexts, clusters } = environment.config();
  switch (flag.name) {
    case 'namespace':
      return namesOf(typed, 'namespaces');
    case 'context':
      return contexts.map(({ name }) => name);
    case 'cluster':
      return clusters.map(({ name }) => name);
    case 'user':
      return [...new Set(contexts.map(({ user }) => user))];
    case 'output':
      return formatsOf(flag);
    case 'filename':
      return environment.files.names().filter((name) => manifestName.test(name));
    case 'patch-file':
      return environment.files.names();
    case 'container':
      return containersOf(typed);
    case 'dry-run':
      return ['none', 'server', 'client'];
    case 'cascade':
      return ['background', 'orphan', 'foreground'];
    case 'validate':
      return ['strict', 'warn', 'ignore'];
    case 'subresource':
      return ['status', 'scale', 'resize'];
    case 'type':
      return command.name === 'patch' ? ['json', 'merge', 'strategic'] : [];
    case 'for':
      return command.name === 'wait' ? ['condition=', 'create', 'delete', 'jsonpath='] : [];
    default:
      return [];
  }
}

/** The formats that the flag's own text lists. */
function formatsOf({ usage }: Flag): readonly string[] {
  const listed = /One of: \(([^)]*)\)/.exec(usage)?.[1];
  if (listed !== undefined) return listed.split(', ').sort();
  return [...usage.matchAll(/'(\w+)'/g)].map(([, word = '']) => word);
}

function valueCandidates(typed: Typed, flag: Flag, before: string, value: string): readonly Candidate[] {
  return valuesOf(typed, flag)
    .filter((each) => each.startsWith(value))
    .map((each) => ({ text: before + each, ...(each.endsWith('=') ? { isOpenEnded: true as const } : {}) }));
}

/** Flags that may still be given: those of every command first. upstream: cobra getFlagNameCompletions */
function flagCandidates({ command, flags, word }: Typed): readonly Candidate[] {
  const sorted = (list: readonly Flag[]): readonly Flag[] => [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
  const may = ({ name, type }: Flag): boolean => !flags.changed(name) || type === 'stringSlice' || type === 'stringArray';
  return [...sorted(GLOBAL_FLAGS), ...sorted(command.flags)].filter(may).flatMap(({ name, short, usage }) => {
    const long = `--${name}`.startsWith(word) ? [{ text: `--${name}`, hint: usage }] : [];
    return short !== undefined && `-${short}`.startsWith(word) ? [...long, { text: `-${short}`, hint: usage }] : long;
  });
}

const root: Command = { name: 'kubectl', use: '', short: '', flags: [], subcommands: COMMANDS };

/** The flag that the word before still waits for a value of. */
function waitingFlag(known: readonly Flag[], words: readonly string[]): Flag | undefined {
  const last = words.at(-1) ?? '';
  const complete = parseFlags(words, known);
  if (complete.ok || !complete.error.startsWith('flag needs an argument')) return undefined;
  if (last.startsWith('--')) return known.find(({ name }) => name === last.slice(2).replaceAll('_', '-'));
  return known.find(({ short }) => short !== undefined && last.endsWith(short));
}

/**
 * The candidates for the last of `words`, which stand behind `kubectl`: filtered by what is typed, in kubectl's order.
 * `words` ends with '' when a new word begins.
 */
export function complete(words: readonly string[], environment: Environment): readonly Candidate[] {
  const word = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  if (before.includes('--')) return [];
  const located = locate(before);
  const command = located?.command ?? root;
  const rest = located?.rest ?? before;
  const known = [...command.flags, ...GLOBAL_FLAGS];
  const waiting = waitingFlag(known, rest);
  const parsed = parseFlags(waiting === undefined ? rest : rest.slice(0, -1), known);
  if (!parsed.ok) return [];
  const { args, flags } = parsed.value;
  const typed: Typed = { environment, command, path: (located?.path ?? 'kubectl').replace(/^kubectl ?/, ''), args, flags, word };
  if (waiting !== undefined) return valueCandidates(typed, waiting, '', word);
  if (word.startsWith('-')) {
    const equals = word.indexOf('=');
    if (equals === -1) return flagCandidates(typed);
    const flag = known.find(({ name }) => `--${name}` === word.slice(0, equals));
    return flag === undefined ? [] : valueCandidates(typed, flag, word.slice(0, equals + 1), word.slice(equals + 1));
  }
  const { subcommands = [] } = command;
  const offered =
    subcommands.length > 0 && args.length === 0
      ? commandsFrom(subcommands)
      : command === root
        ? []
        : [...missingFlags(command, flags), ...argumentCandidates(typed, argumentsOf(typed.path))];
  return offered.filter(({ text }) => text.startsWith(word));
}

/** Flags that have to be given come first, until they are. upstream: cobra completeRequireFlags */
function missingFlags({ flags }: Command, values: FlagValues): readonly Candidate[] {
  return flags
    .filter(({ name, required }) => required === true && !values.changed(name))
    .map(({ name, usage }) => ({ text: `--${name}`, hint: usage }));
}
