/** `kubectl replace`. upstream: pkg/cmd/replace/replace.go */
import { type Fields, fieldsOf } from '../../api/fields.ts';
import { lastAppliedAnnotation, modifiedConfiguration } from '../apply/lastApplied.ts';
import { endIfFailed, type Found, type Info, select } from '../builder.ts';
import { Change, keyOfInfo, recordedAnnotation } from '../change.ts';
import { type Call, type Command, fail, failUsage } from '../command.ts';
import {
  dryRunFlag,
  duration,
  fieldManagerFlag,
  filenameFlags,
  int,
  printFlags,
  recordFlag,
  validateFlag,
  validationOf,
} from '../commonFlags.ts';
import { addSource, type CommandError } from '../errors.ts';
import { bool, text } from '../flags.ts';
import type { Process } from '../process.ts';
import { readObject } from '../read.ts';
import { groupSingularOf } from '../resources.ts';

/** How long --force waits for an object to go when nothing else is said. */
const PATIENCE_MS = 300_000;

/** The object as it is sent: with the notes that apply and --record keep. upstream: CreateOrUpdateAnnotation */
function annotated(call: Call, object: Found['object']): Found['object'] {
  const isKept = call.flags.bool('save-config') || object.metadata.annotations?.[lastAppliedAnnotation] !== undefined;
  const saved = isKept ? modifiedConfiguration(object) : object;
  const cause = recordedAnnotation(call, saved);
  if (cause === undefined) return saved;
  const annotations = { ...saved.metadata.annotations, ...cause } as Readonly<Record<string, string>>;
  return { ...saved, metadata: { ...saved.metadata, annotations } };
}

function validate({ args, flags, path }: Call, change: Change): void {
  if (args.length > 0) failUsage(path, `Unexpected args: [${args.join(' ')}]`);
  const isForced = flags.bool('force');
  if (!isForced && flags.int('grace-period') >= 0) fail('--grace-period must have --force specified');
  if (!isForced && flags.duration('timeout') > 0) fail('--timeout must have --force specified');
  if (isForced && change.dryRun !== 'none') fail('--dry-run can not be used when --force is set');
  if (flags.list('filename').length === 0 && flags.text('kustomize') === '') failUsage(path, 'Must specify --filename to replace');
  if (flags.text('raw') !== '') fail('raw URLs (--raw) are not modelled');
}

/** Puts the object in the place of the one that is there, whatever version that has. upstream: resource.Helper Replace with overwrite */
function replaceOne(call: Call, change: Change, info: Found, fieldValidation: 'Strict' | 'Warn' | 'Ignore'): CommandError | undefined {
  const object = annotated(call, info.object);
  if (change.dryRun === 'client') {
    change.tell(object, 'replaced');
    return undefined;
  }
  // upstream: rest.Request Name
  if (info.name === '') return addSource('replacing', info.source, { text: 'resource name may not be empty' });
  const key = keyOfInfo(info);
  const version = object.metadata.resourceVersion ?? '';
  const live = version === '' ? readObject(call, info) : undefined;
  const resourceVersion = live?.ok === true ? live.value.metadata.resourceVersion : undefined;
  const metadata: Fields = { ...fieldsOf(object.metadata), ...(resourceVersion === undefined ? {} : { resourceVersion }) };
  const answer = change.send({
    verb: 'update',
    object: { ...object, metadata: { ...metadata, ...(key.namespace === '' ? {} : { namespace: key.namespace }) } },
    fieldManager: call.flags.text('field-manager'),
    fieldValidation,
  });
  if (!answer.ok) return addSource('replacing', info.source, { status: answer.error });
  change.tell(answer.value.object, 'replaced');
  return undefined;
}

function found(infos: readonly Info[]): readonly Found[] {
  return infos.flatMap((info) => (info.object === undefined ? [] : [{ ...info, object: info.object }]));
}

/** Deletes everything, waits until it is gone, and makes it anew. upstream: forceReplace */
function* replaceByForce(call: Call, change: Change, infos: readonly Found[], fieldValidation: 'Strict' | 'Warn' | 'Ignore'): Process {
  const { environment, flags } = call;
  const { client } = environment;
  const grace = flags.int('grace-period');
  const until = environment.nowMs() + (flags.duration('timeout') > 0 ? flags.duration('timeout') : PATIENCE_MS);
  for (const info of infos) {
    const key = keyOfInfo(info);
    if (client.get(key) === undefined) continue;
    const answer = change.send({
      verb: 'delete',
      key,
      propagationPolicy: 'Background',
      ...(grace < 0 ? {} : { gracePeriodSeconds: grace }),
    });
    if (!answer.ok) endIfFailed([addSource('deleting', info.source, { status: answer.error })]);
    const from = info.namespace === '' ? '' : ` from ${info.namespace} namespace`;
    environment.stdout(`${groupSingularOf(info.resource)} "${info.name}" deleted${from}\n`);
  }
  for (const info of infos) {
    while (client.get(keyOfInfo(info)) !== undefined) {
      if (environment.nowMs() >= until) fail(`timed out waiting for the condition on ${info.resource.resource}/${info.name}`);
      yield { for: 'changes', kinds: [info.resource.kind], untilMs: until };
    }
  }
  const failures: CommandError[] = [];
  for (const info of infos) {
    const answer = change.send({
      verb: 'create',
      object: annotated(call, info.object),
      fieldManager: flags.text('field-manager'),
      fieldValidation,
      ...(info.namespace === '' ? {} : { namespace: info.namespace }),
    });
    if (answer.ok) change.tell(answer.value.object, 'replaced');
    else failures.push({ status: answer.error });
  }
  endIfFailed(failures);
  return 0;
}

function* run(call: Call): Process {
  const change = new Change(call);
  validate(call, change);
  const fieldValidation = validationOf(call);
  const { infos, errors } = select(call);
  const objects = found(infos);
  if (objects.length === 0 && errors.length === 0) fail('no objects passed to replace');
  if (call.flags.bool('force')) {
    endIfFailed(errors);
    return yield* replaceByForce(call, change, objects, fieldValidation);
  }
  const failures: CommandError[] = [...errors];
  for (const info of objects) {
    const failure = replaceOne(call, change, info, fieldValidation);
    if (failure !== undefined) failures.push(failure);
  }
  endIfFailed(failures);
  return 0;
}

export const replace: Command = {
  name: 'replace',
  use: '-f FILENAME',
  short: 'Replace a resource by file name or stdin',
  examples: [
    '# All of what the file says, and nothing else',
    'kubectl replace -f web.yaml',
    '# Delete it and make it anew',
    'kubectl replace --force -f web.yaml',
  ],
  flags: [
    text(
      'cascade',
      'With --force: what becomes of what depends on an object: "background", "orphan" or "foreground".',
      undefined,
      'background',
    ),
    dryRunFlag,
    fieldManagerFlag('kubectl-replace'),
    ...filenameFlags('The files with what to replace.'),
    bool('force', 'Delete what is there first, whatever that interrupts.'),
    int('grace-period', 'With --force: seconds that a pod is given.', -1),
    ...printFlags,
    text('raw', 'A URL of the server to send the file to as it is.'),
    recordFlag,
    bool('save-config', 'Remember the object in its annotation, as kubectl apply does.'),
    text('subresource', 'The part of the object to replace: status or scale.'),
    duration('timeout', 'With --force: how long to wait for the deletion.'),
    validateFlag,
    bool('wait', 'Wait until what --force deletes is gone.'),
  ],
  run,
};
