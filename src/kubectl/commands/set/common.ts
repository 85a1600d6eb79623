/** What the subcommands of `kubectl set` share: read, change, patch by the difference. upstream: pkg/cmd/set/helper.go */
import { type Fields, fieldsOf, replace } from '../../../api/fields.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { createThreeWayMergePatch } from '../../../api/patch/threeWay.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import { endIfFailed, type Found, resolve } from '../../builder.ts';
import { Change, keyOfInfo, recordedAnnotation } from '../../change.ts';
import { type Call, type Flag, fail } from '../../command.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, recordFlag, selectorFlag } from '../../commonFlags.ts';
import type { CommandError } from '../../errors.ts';
import { bool } from '../../flags.ts';
import { sortedKeys } from '../../goJson.ts';

const sharedFlags: readonly Flag[] = [
  ...filenameFlags('A file, a directory, or - for standard input, with the objects.'),
  ...printFlags,
  dryRunFlag,
  fieldManagerFlag('kubectl-set'),
  bool('all', 'All objects of the types that are named, in the namespace.'),
];
const localFlag: Flag = bool('local', 'Change the objects of -f and print them; the server is not asked.');

export const setFlags: readonly Flag[] = [...sharedFlags, localFlag, selectorFlag, recordFlag];

/** The words before the first pair, and the pairs. upstream: cmdutil.GetResourcesAndPairs */
export function resourcesAndPairs(
  args: readonly string[],
  pairType: string,
): { readonly resources: readonly string[]; readonly pairs: readonly string[] } {
  const isPair = (word: string): boolean => (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-');
  const first = args.findIndex(isPair);
  if (first === -1) return { resources: args, pairs: [] };
  const late = args.slice(first).find((word) => !isPair(word));
  if (late !== undefined) fail(`all resources must be specified before ${pairType} changes: ${late}`);
  return { resources: args.slice(0, first), pairs: args.slice(first) };
}

/** What a command makes of one object: undefined when it leaves it alone. The error stands behind the name of the object. */
export type Update = (object: KubeObject, info: Found) => Result<Fields | undefined, string>;

export interface SetCommand {
  readonly operation: string;
  /** In front of what the server refuses with. */
  readonly refused: string;
  readonly resources: readonly string[];
  /** Looked at once the objects have been read. */
  readonly validate: (problems: string[]) => void;
  readonly update: Update;
  /** Errors that do not keep the objects from being changed. */
  readonly complaints?: readonly CommandError[];
}

/** The objects that `set` is about. upstream: Complete, whose first error ends it */
export function setTargets(call: Call, resources: readonly string[]): readonly Found[] {
  const isLocal = call.flags.has('local') && call.flags.bool('local');
  if (isLocal && resources.length > 0) fail('resource(s) were provided, but --local is set: it takes objects from files alone (-f)');
  const { infos, errors } = resolve(call, { args: resources, local: isLocal });
  endIfFailed(errors);
  return infos;
}

/** Runs one of the subcommands over its objects. Ends the command with all that went wrong. */
export function runSet(call: Call, { operation, refused, resources, validate, update, complaints = [] }: SetCommand): number {
  const change = new Change(call, { isTyped: true });
  const isLocal = call.flags.has('local') && call.flags.bool('local');
  const infos = setTargets(call, resources);
  const problems: string[] = [];
  if (call.flags.bool('all') && call.flags.has('selector') && call.flags.text('selector') !== '') {
    problems.push('cannot set --all and --selector at the same time');
  }
  if (resources.length === 0 && call.flags.list('filename').length === 0) {
    problems.push('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  validate(problems);
  if (isLocal && change.dryRun === 'server') {
    problems.push('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
  endIfFailed(problems.map((text) => ({ text })));
  const errors: CommandError[] = [];
  for (const info of infos) {
    const updated = update(info.object, info);
    if (!updated.ok) {
      errors.push({ text: `error: ${info.resource.resource}/${info.name} ${updated.error}\n` });
      continue;
    }
    if (updated.value === undefined) continue;
    const problem = send(call, change, info, withRecord(call, info.object, updated.value), { operation, refused, isLocal });
    if (problem !== undefined) errors.push(problem);
  }
  endIfFailed([...complaints, ...errors]);
  return 0;
}

function withRecord(call: Call, object: KubeObject, changed: Fields): Fields {
  const annotation = recordedAnnotation(call, object);
  if (annotation === undefined) return changed;
  const metadata = fieldsOf(changed['metadata']);
  return replace(changed, { metadata: { ...metadata, annotations: { ...fieldsOf(metadata['annotations']), ...annotation } } });
}

interface How {
  readonly operation: string;
  readonly refused: string;
  readonly isLocal: boolean;
}

function send(call: Call, change: Change, info: Found, changed: Fields, { operation, refused, isLocal }: How): CommandError | undefined {
  const { kind } = keyOfInfo(info);
  const patch = createThreeWayMergePatch(kind, info.object, changed, info.object);
  if (!patch.ok) return { text: `error: ${info.resource.resource}/${info.name} ${patch.error}\n` };
  if (Object.keys(patch.value).length === 0) return undefined;
  if (isLocal || change.dryRun === 'client') {
    change.tell(changed, operation);
    return undefined;
  }
  const manager = call.flags.text('field-manager');
  const patched = change.patch(info, 'strategic', sortedKeys(patch.value), manager);
  if (!patched.ok) return { text: `${refused} ${'status' in patched.error ? statusText(patched.error.status) : patched.error.text}` };
  change.tell(patched.value, operation);
  return undefined;
}

/** A refusal inside kubectl's own words. */
const statusText = ({ message }: { readonly message: string }): string => message;

/** `updated`, as a change of the pod spec alone. */
export const noPodSpec = (kind: string): Result<never, string> =>
  err(`the object is not a pod or does not have a pod template: *v1.${kind}`);

export const unchanged: Result<undefined, string> = ok(undefined);
