/** `kubectl label` and `kubectl annotate`. upstream: pkg/cmd/label/label.go, pkg/cmd/annotate/annotate.go */
import { goQuote } from '../../api/goText.ts';
import type { KubeObject } from '../../api/meta.ts';
import { isValidLabelValue } from '../../api/names.ts';
import { clientMinor } from '../../api/release.ts';
import { endIfFailed, type Found, resolve } from '../builder.ts';
import { Change, changeCauseAnnotation, recordedAnnotation } from '../change.ts';
import { type Call, type Command, type Flag, fail } from '../command.ts';
import {
  allNamespacesFlag,
  dryRunFlag,
  fieldManagerFlag,
  fieldSelectorFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  selectorFlag,
} from '../commonFlags.ts';
import type { CommandError } from '../errors.ts';
import { bool, text } from '../flags.ts';
import { resourcesAndPairs } from './set/common.ts';

type Words = ReadonlyMap<string, string>;

interface Pairs {
  readonly set: Words;
  readonly remove: readonly string[];
}

/** The two differ in which field they write, and in what they say. */
interface Kind {
  readonly word: 'label' | 'annotation';
  readonly field: 'labels' | 'annotations';
  readonly parse: (pairs: readonly string[]) => Pairs;
  /** Why the new values may not be written over the old ones. */
  readonly conflict: (current: Readonly<Record<string, string>>, set: Words) => string | undefined;
  readonly operation: (before: KubeObject, after: KubeObject, isOverwriting: boolean) => string;
}

function parseLabels(pairs: readonly string[]): Pairs {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const pair of pairs) {
    if (!pair.includes('=')) {
      remove.push(pair.slice(0, -1));
      continue;
    }
    const [name = '', value = '', ...more] = pair.split('=');
    if (more.length > 0) fail(`invalid label spec: ${pair}`);
    const problems = isValidLabelValue(value, clientMinor);
    if (problems.length > 0) fail(`invalid label value: ${goQuote(pair)}: ${problems.join(';')}`);
    set.set(name, value);
  }
  if (remove.some((name) => set.has(name))) fail('can not both modify and remove a label in the same command');
  return { set, remove };
}

function parseAnnotations(pairs: readonly string[]): Pairs {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals > 0) set.set(pair.slice(0, equals), pair.slice(equals + 1));
    else remove.push(pair.slice(0, -1));
  }
  const both = remove.filter((name) => set.has(name));
  if (both.length > 0) fail(`can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`);
  return { set, remove };
}

const LABELS: Kind = {
  word: 'label',
  field: 'labels',
  parse: parseLabels,
  conflict: (current, set) => {
    const taken = [...set].filter(([name, value]) => current[name] !== undefined && current[name] !== value);
    if (taken.length === 0) return undefined;
    const texts = taken.map(([name]) => `'${name}' already has a value (${current[name]}), and --overwrite is false`);
    return texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  },
  // upstream: updateDataChangeMsg looks at nothing but the length
  operation: (before, after, isOverwriting) => {
    const [old, now] = [JSON.stringify(before), JSON.stringify(after)];
    if (old === now) return 'not labeled';
    return !isOverwriting && now.length < old.length ? 'unlabeled' : 'labeled';
  },
};

const ANNOTATIONS: Kind = {
  word: 'annotation',
  field: 'annotations',
  parse: parseAnnotations,
  conflict: (current, set) => {
    const isTaken = ([name, value]: readonly [string, string]): boolean => current[name] !== undefined && current[name] !== value;
    const taken = [...set].filter(([name, value]) => name !== changeCauseAnnotation && isTaken([name, value]));
    if (taken.length === 0) return undefined;
    const texts = taken.map(([name]) => `'${name}' already has a value (${current[name]})`);
    return `--overwrite is false but found the following declared annotation(s): ${texts.join('; ')}`;
  },
  operation: () => 'annotated',
};

/** The object with the words set and removed. Without any left the field goes too when it was there for them alone. */
function changed(object: KubeObject, { field }: Kind, { set, remove }: Pairs): KubeObject {
  const kept = Object.entries(object.metadata[field] ?? {}).filter(([name]) => !remove.includes(name));
  const all = new Map([...kept, ...set]);
  const { [field]: _, ...metadata } = object.metadata;
  if (all.size === 0) return object.metadata[field] === undefined ? object : { ...object, metadata };
  return { ...object, metadata: { ...object.metadata, [field]: Object.fromEntries(all) } };
}

/** The JSON merge patch for it. */
function mergePatch(object: KubeObject, { field }: Kind, { set, remove }: Pairs, version: string): object {
  const current = object.metadata[field] ?? {};
  const removed = remove.filter((name) => current[name] !== undefined).map((name): [string, null] => [name, null]);
  const added = [...set].filter(([name, value]) => current[name] !== value);
  const words = Object.fromEntries([...removed, ...added]);
  const metadata = {
    ...(Object.keys(words).length === 0 ? {} : { [field]: words }),
    ...(version === '' ? {} : { resourceVersion: version }),
  };
  return Object.keys(metadata).length === 0 ? {} : { metadata };
}

function list(call: Call, kind: Kind, { object, resource, name }: Found, isSingle: boolean): void {
  const { stdout } = call.environment;
  if (!isSingle) stdout(`Listing ${kind.field} for ${resource.kind}.${resource.group}/${name}:\n`);
  const words = Object.entries(object.metadata[kind.field] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, value] of words) stdout(`${isSingle ? '' : ' '}${key}=${value}\n`);
}

/** One object; the error that kept it as it was. */
function changeOne(call: Call, change: Change, kind: Kind, pairs: Pairs, info: Found, isSingle: boolean): CommandError | undefined {
  const { flags, environment } = call;
  const { object } = info;
  const isOverwriting = flags.bool('overwrite');
  const isQuiet = flags.bool('list') || flags.bool('local') || change.dryRun === 'client';
  if (!isQuiet && kind.word === 'label') {
    for (const name of pairs.remove) {
      if (object.metadata.labels?.[name] === undefined) environment.stdout(`label ${goQuote(name)} not found.\n`);
    }
  }
  const conflict = isOverwriting ? undefined : kind.conflict(object.metadata[kind.field] ?? {}, pairs.set);
  if (conflict !== undefined) return { text: conflict };
  const wanted = changed(object, kind, pairs);
  const operation = kind.operation(object, wanted, isOverwriting);
  if (flags.bool('list')) {
    list(call, kind, { ...info, object: wanted }, isSingle);
    return undefined;
  }
  if (isQuiet) {
    change.tell(wanted, operation);
    return undefined;
  }
  const record = recordedAnnotation(call, object);
  const patch = mergePatch(object, kind, pairs, flags.text('resource-version'));
  const patched = change.patch(info, 'merge', withRecord(patch, record), flags.text('field-manager'));
  if (!patched.ok) return patched.error;
  change.tell(patched.value, operation);
  return undefined;
}

function withRecord(patch: object, record: object | undefined): object {
  if (record === undefined) return patch;
  const metadata = 'metadata' in patch && typeof patch.metadata === 'object' ? patch.metadata : {};
  const annotations =
    metadata !== null && 'annotations' in metadata && typeof metadata.annotations === 'object' ? metadata.annotations : {};
  return { metadata: { ...metadata, annotations: { ...annotations, ...record } } };
}

function problemOf({ flags }: Call, { word }: Kind, resources: readonly string[], pairs: Pairs): string | undefined {
  const hasFiles = flags.list('filename').length > 0;
  if (flags.bool('all') && flags.text('selector') !== '') return 'cannot set --all and --selector at the same time';
  if (flags.bool('all') && flags.text('field-selector') !== '') return 'cannot set --all and --field-selector at the same time';
  if (flags.bool('local')) {
    if (flags.text('dry-run') === 'server') return 'cannot specify --local and --dry-run=server - did you mean --dry-run=client?';
    if (resources.length > 0) return 'resource(s) were provided, but --local is set: it takes objects from files alone (-f)';
    if (!hasFiles) return 'one or more files must be specified as -f when --local is set';
  } else if (resources.length === 0 && !hasFiles) {
    return 'one or more resources must be specified as <resource> <name> or <resource>/<name>';
  }
  const isEmpty = pairs.set.size === 0 && pairs.remove.length === 0;
  return isEmpty && !flags.bool('list') ? `at least one ${word} update is required` : undefined;
}

const flagsOf = (manager: string, word: string): readonly Flag[] => [
  ...filenameFlags('A file, a directory, or - for standard input, with the objects.'),
  ...printFlags,
  dryRunFlag,
  recordFlag,
  selectorFlag,
  fieldSelectorFlag,
  allNamespacesFlag,
  fieldManagerFlag(manager),
  bool('all', 'All objects of the types that are named, in the namespace.'),
  bool('list', `Print the ${word}s.`),
  bool('local', 'Change the objects of -f and print them; the server is not asked.'),
  bool('overwrite', `Allow ${word}s that have a value to get another one.`),
  text('resource-version', 'Change the object only if it has this resource version.'),
];

function commandOf(kind: Kind, rest: Pick<Command, 'name' | 'use' | 'short' | 'examples'>): Command {
  return {
    ...rest,
    flags: flagsOf(`kubectl-${rest.name}`, kind.word),
    // biome-ignore lint/correctness/useYield: it waits for nothing
    *run(call) {
      const change = new Change(call);
      const { resources, pairs: words } = resourcesAndPairs(call.args, kind.word);
      const pairs = kind.parse(words);
      const problem = problemOf(call, kind, resources, pairs);
      if (problem !== undefined) fail(problem);
      const { infos, errors, isSingle } = resolve(call, { args: resources, local: call.flags.bool('local') });
      const failures: CommandError[] = [];
      for (const info of infos) {
        const failure = changeOne(call, change, kind, pairs, info, isSingle);
        if (failure !== undefined) failures.push(failure);
      }
      endIfFailed([...failures, ...errors]);
      return 0;
    },
  };
}

export const label = commandOf(LABELS, {
  name: 'label',
  use: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  short: 'Update the labels on a resource',
  examples: ['# Add a label', 'kubectl label pods web unhealthy=true', '# Remove it', 'kubectl label pods web unhealthy-'],
});

export const annotate = commandOf(ANNOTATIONS, {
  name: 'annotate',
  use: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  short: 'Update the annotations on a resource',
  examples: ['# Say why the rollout was started', 'kubectl annotate deployment/web kubernetes.io/change-cause="nginx 1.28"'],
});
