/** `kubectl delete`. upstream: pkg/cmd/delete/delete.go */
import type { Propagation } from '../../api/client.ts';
import { endIfFailed, type Info, select } from '../builder.ts';
import { Change, keyOfInfo } from '../change.ts';
import { type Call, type Command, fail } from '../command.ts';
import { allNamespacesFlag, dryRunFlag, duration, fieldSelectorFlag, filenameFlags, int, selectorFlag } from '../commonFlags.ts';
import { addSource, type CommandError } from '../errors.ts';
import { bool, text } from '../flags.ts';
import type { Process } from '../process.ts';
import { notFound } from '../read.ts';
import { groupSingularOf } from '../resources.ts';

const AT_ONCE =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n';
const CLUSTER_SCOPED = 'Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n';

function propagationOf({ flags, environment }: Call): Propagation {
  const word = flags.text('cascade');
  switch (word) {
    case 'background':
    case 'true':
      if (word === 'true') deprecated('true', 'background');
      return 'Background';
    case 'foreground':
      return 'Foreground';
    case 'orphan':
    case 'false':
      if (word === 'false') deprecated('false', 'orphan');
      return 'Orphan';
    default:
      return fail(`invalid cascade value (${word}). Must be "background", "foreground", or "orphan"`);
  }
  function deprecated(value: string, instead: string): void {
    environment.stderr(`warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${instead}.\n`);
  }
}

/** Seconds; undefined: the object's own. Zero means at once, and only with --force. upstream: DeleteOptions.Complete */
function graceOf({ flags }: Call): number | undefined {
  const given = flags.int('grace-period');
  if (flags.bool('now')) {
    if (given >= 0) fail('--now and --grace-period cannot be specified together');
    return 1;
  }
  if (given === 0 && !flags.bool('force')) return 1;
  if (flags.bool('force') && given < 0) return 0;
  return given < 0 ? undefined : given;
}

function validate(call: Call): void {
  const { flags, environment } = call;
  const output = flags.text('output');
  if (output !== '' && output !== 'name') fail(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (flags.bool('all') && flags.text('selector') !== '') fail('cannot set --all and --selector at the same time');
  if (flags.bool('all') && flags.text('field-selector') !== '') fail('cannot set --all and --field-selector at the same time');
  const grace = graceOf(call);
  if (grace === 0 && !flags.bool('force')) fail('--force and --grace-period greater than 0 cannot be specified together');
  if (flags.bool('force') && flags.int('grace-period') > 0) fail('--force and --grace-period greater than 0 cannot be specified together');
  if (flags.bool('force')) environment.stderr(AT_ONCE);
}

/** Behind the prompt. Undefined: nobody answered. */
function* isConfirmed(call: Call, infos: readonly Info[]): Generator<{ readonly for: 'input' }, boolean, { readonly text?: string }> {
  const { environment } = call;
  const names = infos.map(({ resource, name }) => `${groupSingularOf(resource)}/${name}\n`).join('');
  environment.stdout(`You are about to delete the following ${infos.length} resource(s):\n${names}Do you want to continue? (y/N): `);
  const answer = environment.stdin === undefined ? (yield { for: 'input' }).text : environment.stdin.split('\n')[0];
  return ['y', 'yes'].includes((answer ?? '').trim().toLowerCase());
}

function* run(call: Call): Process {
  const { flags, environment } = call;
  validate(call);
  const cascade = propagationOf(call);
  const change = new Change(callWithoutOutput(call));
  const ignores = flags.bool('ignore-not-found') || isAll(call);
  const { infos, errors } = select(call);
  if (infos.length === 0 && errors.length === 0) {
    environment.stdout('No resources found\n');
    return 0;
  }
  if (flags.bool('interactive') && change.dryRun === 'none') {
    const confirmed = yield* isConfirmed(call, infos);
    if (!confirmed) {
      environment.stdout('deletion is cancelled\n');
      return 0;
    }
  }
  if (call.isNamespaceGiven && infos.some(({ resource }) => !resource.namespaced)) environment.stderr(CLUSTER_SCOPED);
  const failures: CommandError[] = [...errors];
  const deleted: Deleted[] = [];
  for (const info of infos) {
    const outcome = deleteOne(call, change, info, cascade, ignores);
    if ('uid' in outcome) deleted.push(outcome);
    else if (outcome.error !== undefined) failures.push(outcome.error);
  }
  endIfFailed(failures);
  if (flags.bool('wait') && change.dryRun === 'none' && graceOf(call) !== 0) yield* untilGone(call, deleted);
  return 0;
}

/** `-o name` is printed here: no printer knows an object that is gone. */
function callWithoutOutput(call: Call): Call {
  return { ...call, flags: { ...bound(call), has: (name) => name !== 'output' && call.flags.has(name) } };
}

function bound({ flags }: Call): Call['flags'] {
  return {
    has: (name) => flags.has(name),
    changed: (name) => flags.changed(name),
    text: (name) => flags.text(name),
    bool: (name) => flags.bool(name),
    int: (name) => flags.int(name),
    duration: (name) => flags.duration(name),
    list: (name) => flags.list(name),
  };
}

/** What is chosen by a selector may be gone meanwhile. upstream: --all ignores what is not found */
function isAll({ flags }: Call): boolean {
  return flags.bool('all') || flags.text('selector') !== '' || flags.text('field-selector') !== '';
}

interface Deleted {
  readonly info: Info;
  readonly uid: string | undefined;
}

function deleteOne(
  call: Call,
  change: Change,
  info: Info,
  cascade: Propagation,
  ignores: boolean,
): Deleted | { readonly error: CommandError | undefined } {
  const { resource, name, namespace, source } = info;
  const { client } = call.environment;
  const grace = graceOf(call);
  if (resource.stored === undefined)
    return ignores ? { error: undefined } : { error: addSource('deleting', source, { status: notFound(resource, name) }) };
  const uid = client.get({ kind: resource.stored, namespace, name })?.metadata.uid;
  if (change.dryRun === 'client') {
    if (uid === undefined && ignores) return { error: undefined };
    if (uid === undefined && source === undefined) return { error: { status: notFound(resource, name) } };
    print(call, change, info);
    return { info, uid };
  }
  const answer = change.send({
    verb: 'delete',
    key: keyOfInfo(info),
    propagationPolicy: cascade,
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
  });
  if (!answer.ok) {
    if (answer.error.reason === 'NotFound' && ignores) return { error: undefined };
    return { error: addSource('deleting', source, { status: answer.error }) };
  }
  print(call, change, info);
  return { info, uid };
}

function print({ flags, environment }: Call, change: Change, { resource, namespace, name }: Info): void {
  if (flags.text('output') === 'name') {
    environment.stdout(`${groupSingularOf(resource)}/${name}\n`);
    return;
  }
  const isForced = flags.bool('force') && flags.int('grace-period') <= 0;
  const verb = isForced ? 'force deleted' : 'deleted';
  const from = namespace === '' ? '' : ` from ${namespace} namespace`;
  environment.stdout(`${groupSingularOf(resource)} "${name}" ${verb}${from}${change.suffix}\n`);
}

/** Blocks until what was deleted is gone, or another object has its name. upstream: wait.IsDeleted */
function* untilGone(call: Call, deleted: readonly Deleted[]): Process {
  const { environment, flags } = call;
  const { client } = environment;
  const timeout = flags.duration('timeout');
  const until = timeout > 0 ? environment.nowMs() + timeout : undefined;
  for (const { info, uid } of deleted) {
    for (;;) {
      const object = client.get(keyOfInfo(info));
      if (object === undefined || object.metadata.uid !== uid) break;
      if (until !== undefined && environment.nowMs() >= until) {
        fail(`timed out waiting for the condition on ${info.resource.resource}/${info.name}`);
      }
      yield { for: 'changes', kinds: [object.kind], ...(until === undefined ? {} : { untilMs: until }) };
    }
  }
  return 0;
}

export const deleteCommand: Command = {
  name: 'delete',
  suggestFor: ['rm'],
  use: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  examples: ['# Delete a deployment', 'kubectl delete deployment web', '# Delete what a file describes', 'kubectl delete -f web.yaml'],
  flags: [
    bool('all', 'All objects of the types that are named, in the namespace.'),
    allNamespacesFlag,
    {
      name: 'cascade',
      type: 'string',
      default: "'background'",
      bare: 'background',
      usage: 'What becomes of the objects that it owns: background, orphan or foreground.',
    },
    dryRunFlag,
    fieldSelectorFlag,
    ...filenameFlags('A file, a directory, or - for standard input, with the objects.'),
    bool('force', 'Take pods out of the API at once, without waiting for the node.'),
    int('grace-period', 'Seconds that the object has to end; negative: its own. Zero only with --force.', -1),
    bool('ignore-not-found', 'What is not there counts as deleted.'),
    bool('interactive', 'Ask before deleting.', 'i'),
    bool('now', 'The same as --grace-period=1.'),
    text('output', 'Output mode. Use "-o name" for shorter output.', 'o'),
    text('raw', 'A URI of the server; not modelled.'),
    selectorFlag,
    duration('timeout', 'How long to wait before giving up; zero: as long as the object says.'),
    bool('wait', 'Wait until the objects are gone.', undefined, true),
  ],
  run,
};
