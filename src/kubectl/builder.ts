/** From the words of a command line to the objects that it is about. upstream: cli-runtime/pkg/resource Builder */
import type { Status } from '../api/client.ts';
import type { KubeObject } from '../api/meta.ts';
import { type Call, Exit, fail } from './command.ts';
import type { CommandError } from './errors.ts';
import { readFileInfos } from './fileInfos.ts';
import type { Found, Info } from './info.ts';
import { readList, readObject } from './read.ts';
import { categoryMembers, discovery, findResourceType, type Resource } from './resources.ts';

/**
 * How a command picks its objects. What is left out is taken from the call: its arguments and its flags
 * -f, -l, --field-selector, --all and -A, as far as the command has them.
 */
export interface Selection {
  readonly args?: readonly string[];
  readonly files?: readonly string[];
  /** '' is as if it were not given. */
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly all?: boolean;
  readonly allNamespaces?: boolean;
  /** A type alone means all of them: get, describe, rollout. upstream: allowEmptySelector */
  readonly typeMeansAll?: boolean;
  /** More than one type is an error. */
  readonly singleType?: boolean;
  /** Objects of files stay as the files have them. Otherwise they are read from the cluster. */
  readonly local?: boolean;
  /** Objects that are missing are no errors. */
  readonly ignoreNotFound?: boolean;
}

export type { Found, Info } from './info.ts';

/** What one request was for: all objects of a type, or one. */
export interface Group<T extends Info> {
  readonly resource: Resource;
  readonly isList: boolean;
  readonly infos: readonly T[];
}

export interface Selected<T extends Info> {
  /** In the order in which they were asked for. */
  readonly infos: readonly T[];
  readonly groups: readonly Group<T>[];
  readonly errors: readonly CommandError[];
  /** One object was asked for by name: it is printed bare, not as a list. upstream: singleItemImplied */
  readonly isSingle: boolean;
}

/** What is said when nothing is named at all. */
export const missingResources = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

const needless =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

/** The type of this name, or the end of the command. */
export function resourceNamed(call: Call, word: string): Resource {
  const [first = ''] = word.split('.');
  return findResourceType(discovery(call.environment), word) ?? fail(`the server doesn't have a resource type "${first}"`);
}

/** Each once, in the order in which they stand. upstream: SplitResourceArgument */
function splitTypes(word: string): readonly string[] {
  return [...new Set(word.split(','))];
}

/** `all` becomes the types that it stands for. upstream: Builder.ReplaceAliases */
function expandCategories(call: Call, word: string): readonly string[] {
  const known = discovery(call.environment);
  const expanded = word.split(',').flatMap((each) => {
    const members = categoryMembers(known, each);
    return members?.map(({ resource, group }) => (group === '' ? resource : `${resource}.${group}`)) ?? [each];
  });
  return [...new Set(expanded)];
}

/** What arguments name, as words. */
interface Words {
  readonly tuples: readonly { readonly type: string; readonly name: string }[];
  readonly types: readonly string[];
  readonly names: readonly string[];
}

function splitTypeName(arg: string): { readonly type: string; readonly name: string } {
  const parts = arg.split('/');
  if (parts.length !== 2) fail('arguments in resource/name form may not have more than one slash');
  const [type = '', name = ''] = parts;
  if (type === '' || name === '' || splitTypes(type).length !== 1) {
    fail('arguments in resource/name form must have a single resource and name');
  }
  return { type, name };
}

/** upstream: Builder.ResourceTypeOrNameArgs */
function readWords(call: Call, given: readonly string[]): Words {
  const [first = '', ...others] = given;
  const several = given.length >= 2 ? splitTypes(first) : [];
  const args = several.length > 1 ? several.flatMap((type) => others.map((name) => `${type}/${name}`)) : given;
  const slashes = args.filter((arg) => arg.includes('/')).length;
  if (slashes > 0 && slashes !== args.length) fail(needless);
  if (slashes > 0) return { tuples: args.map(splitTypeName), types: [], names: [] };
  const [types, ...names] = args;
  return { tuples: [], types: types === undefined ? [] : expandCategories(call, types), names };
}

function typesOf(call: Call, types: readonly string[], singleType: boolean): readonly Resource[] {
  if (types.length > 1 && singleType) fail('you may only specify a single resource type');
  return [...new Set(types.map((type) => resourceNamed(call, type)))];
}

function namedInfo(call: Call, resource: Resource, name: string, allNamespaces: boolean): Info {
  if (resource.namespaced && allNamespaces) fail('a resource cannot be retrieved by name across all namespaces');
  return { resource, namespace: resource.namespaced ? call.namespace : '', name };
}

interface Wants extends Required<Omit<Selection, 'ignoreNotFound'>> {
  readonly words: Words;
}

function wantsOf(call: Call, selection: Selection): Wants {
  const { flags } = call;
  const textOf = (name: string): string => (flags.has(name) ? flags.text(name) : '');
  const isSet = (name: string): boolean => flags.has(name) && flags.bool(name);
  const { args = call.args, files = flags.has('filename') ? flags.list('filename') : [] } = selection;
  if (textOf('kustomize') !== '') fail('kustomizations (-k) are not modelled: write the objects into files and use -f');
  return {
    args,
    files,
    labelSelector: selection.labelSelector ?? textOf('selector'),
    fieldSelector: selection.fieldSelector ?? textOf('field-selector'),
    all: selection.all ?? isSet('all'),
    allNamespaces: selection.allNamespaces ?? isSet('all-namespaces'),
    typeMeansAll: selection.typeMeansAll ?? false,
    singleType: selection.singleType ?? false,
    local: selection.local ?? false,
    words: readWords(call, args),
  };
}

/** What a call asks for, before anything is read but lists. */
type Asked =
  | { readonly by: 'files' }
  | { readonly by: 'list'; readonly resources: readonly Resource[] }
  | { readonly by: 'names'; readonly infos: readonly Info[] };

/** upstream: Builder.visitorResult; the errors and their order are its */
function ask(call: Call, wants: Wants): Asked {
  const { words, files, all, labelSelector, fieldSelector, typeMeansAll, singleType, allNamespaces } = wants;
  const { tuples, types, names } = words;
  const isSoleType = types.length > 0 && names.length === 0;
  const selects = all || labelSelector !== '' || fieldSelector !== '' || (isSoleType && typeMeansAll);
  if (files.length > 0) {
    if (types.length > 0) fail('when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well');
    if (tuples.length > 0) fail('resource/name arguments cannot be provided when a path is specified');
    return { by: 'files' };
  }
  if (selects) {
    if (names.length > 0) fail('name cannot be provided when a selector is specified');
    if (tuples.length > 0) fail('selectors and the all flag cannot be used when passing resource/name arguments');
    if (types.length === 0) fail('at least one resource must be specified to use a selector');
    return { by: 'list', resources: typesOf(call, types, singleType) };
  }
  if (tuples.length > 0) {
    const resources = tuples.map(({ type }) => resourceNamed(call, type));
    if (singleType && new Set(resources).size > 1) fail('you may only specify a single resource type');
    return {
      by: 'names',
      infos: tuples.map(({ name }, index) => namedInfo(call, resources[index] ?? resourceNamed(call, ''), name, allNamespaces)),
    };
  }
  if (names.length > 0) {
    if (types.length > 1) fail('you must specify only one resource');
    const [resource = resourceNamed(call, '')] = typesOf(call, types, singleType);
    return { by: 'names', infos: names.map((name) => namedInfo(call, resource, name, allNamespaces)) };
  }
  if (types.length > 0) {
    typesOf(call, types, false);
    fail('resource(s) were provided, but no name was specified');
  }
  return fail(missingResources);
}

/** upstream: resource.RequireNamespace */
function wrongNamespace(call: Call, { namespace }: Info): CommandError | undefined {
  if (!call.isNamespaceGiven || namespace === '' || namespace === call.namespace) return undefined;
  return {
    text: `the namespace from the provided object "${namespace}" does not match the namespace "${call.namespace}". You must pass '--namespace=${namespace}' to perform this operation.`,
  };
}

const single = (info: Info): Group<Info> => ({ resource: info.resource, isList: false, infos: [info] });

/**
 * The objects that a call is about. Those of a list have been read; those that were named have not, and may not exist.
 * Ends the command when the words make no sense.
 */
export function select(call: Call, selection: Selection = {}): Selected<Info> {
  const wants = wantsOf(call, selection);
  const asked = ask(call, wants);
  const groups: Group<Info>[] = [];
  const errors: CommandError[] = [];
  let isSingle = false;
  switch (asked.by) {
    case 'names':
      isSingle = asked.infos.length === 1;
      groups.push(...asked.infos.map(single));
      break;
    case 'files': {
      const read = readFileInfos(call, wants.files, wants.labelSelector, wants.local ? '' : call.namespace);
      isSingle = read.isSingle;
      errors.push(...read.errors);
      for (const info of read.infos) {
        const problem = wrongNamespace(call, info);
        if (problem === undefined) groups.push(single(info));
        else errors.push(problem);
      }
      break;
    }
    case 'list':
      for (const resource of asked.resources) {
        const list = readList(call, resource, wants);
        if (list.ok) groups.push({ resource, isList: true, infos: list.value.map((object) => infoOf(resource, object)) });
        else errors.push({ status: list.error });
      }
  }
  return { infos: groups.flatMap(({ infos }) => infos), groups, errors, isSingle };
}

/** What names an object that was read. */
export function infoOf(resource: Resource, object: KubeObject): Found {
  return { resource, namespace: object.metadata.namespace ?? '', name: object.metadata.name, object };
}

const isMissing = (status: Status): boolean => status.reason === 'NotFound';

/** The objects that a call is about, read from the cluster (with `local`, those of files stay as they are). Ends the command as `select` does. */
export function resolve(call: Call, selection: Selection = {}): Selected<Found> {
  const selected = select(call, selection);
  const errors = [...selected.errors];
  const groups: Group<Found>[] = [];
  for (const { resource, isList, infos } of selected.groups) {
    const found: Found[] = [];
    for (const info of infos) {
      if (info.object !== undefined && (isList || selection.local === true)) {
        found.push({ ...info, object: info.object });
        continue;
      }
      // upstream: rest.Request Name
      if (info.name === '') {
        errors.push({ text: 'resource name may not be empty' });
        continue;
      }
      const got = readObject(call, info);
      if (got.ok) found.push({ ...info, object: got.value });
      else if (selection.ignoreNotFound !== true || !isMissing(got.error)) errors.push({ status: got.error });
    }
    if (isList || found.length > 0) groups.push({ resource, isList, infos: found });
  }
  return { infos: groups.flatMap(({ infos }) => infos), groups, errors, isSingle: selected.isSingle };
}

/** Ends the command when there were errors. upstream: cmdutil.CheckErr of an aggregate */
export function endIfFailed(errors: readonly CommandError[]): void {
  if (errors.length > 0) throw new Exit(errors);
}
