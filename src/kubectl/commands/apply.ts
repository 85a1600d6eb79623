/** `kubectl apply`. upstream: pkg/cmd/apply/apply.go */
import type { Status } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { type ApplyDoor, applyOne } from '../apply/apply.ts';
import { endIfFailed, type Info, select } from '../builder.ts';
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
  selectorFlag,
  slice,
  validateFlag,
  validationOf,
} from '../commonFlags.ts';
import type { CommandError } from '../errors.ts';
import { bool, text } from '../flags.ts';
import { sortedKeys } from '../goJson.ts';
import { outputFormat, printerOf } from '../outputFlags.ts';
import { readObject } from '../read.ts';
import { editLastApplied, setLastApplied, viewLastApplied } from './applyLastApplied.ts';

const MANAGER = 'kubectl-client-side-apply';

/** What is there, or nothing; another refusal than that it is missing ends this object. */
function reading(call: Call, info: Info): () => Result<KubeObject | undefined, Status> {
  return () => {
    const found = readObject(call, info);
    if (found.ok) return ok(found.value);
    return found.error.reason === 'NotFound' ? ok(undefined) : err(found.error);
  };
}

/** What is not modelled ends the command in a line that says so. */
function refuseUnmodelled({ flags }: Call): void {
  if (flags.bool('server-side')) fail('server-side apply (--server-side) is not modelled: nobody keeps who owns which field here');
  if (flags.bool('force-conflicts')) fail('--force-conflicts only works with --server-side');
  if (flags.bool('prune')) fail('pruning (--prune) is not modelled: delete what the files no longer name with kubectl delete');
}

function withCause(call: Call, object: KubeObject): KubeObject {
  const cause = recordedAnnotation(call, object);
  if (cause === undefined) return object;
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...cause } } } as KubeObject;
}

function run(call: Call): number {
  const { args, flags, environment, path } = call;
  if (args.length > 0) failUsage(path, `Unexpected args: [${args.join(' ')}]`);
  if (flags.list('filename').length === 0 && flags.text('kustomize') === '') fail('must specify one of -f and -k');
  refuseUnmodelled(call);
  const change = new Change(call);
  if (change.dryRun === 'client' && flags.bool('force')) fail('--dry-run=client cannot be used with --force');
  const fieldValidation = validationOf(call);
  const { infos, errors } = select(call);
  const failures: CommandError[] = [...errors];
  if (infos.length === 0 && failures.length === 0) fail('no objects passed to apply');
  const isPrinted = outputFormat(call) !== '';
  const printed: KubeObject[] = [];
  for (const info of infos) {
    const door: ApplyDoor = {
      client: { request: (request) => environment.client.request(request) },
      read: reading(call, info),
      warn: (words) => environment.stderr(`Warning: ${words}\n`),
      serverWarnings: () => undefined,
      options: { fieldManager: flags.text('field-manager'), fieldValidation, ...(change.dryRun === 'server' ? { dryRun: true } : {}) },
      force: flags.bool('force'),
      sendsNothing: change.dryRun === 'client',
    };
    if (info.object === undefined) continue;
    const { kind } = info.object;
    const object = withCause(call, info.object);
    const misspelt = kind === info.resource.kind ? {} : { misspelt: kind };
    const result = applyOne({ key: keyOfInfo(info), object, ...misspelt }, info.source ?? '', door);
    if (!result.ok) failures.push(result.error);
    else if (isPrinted) printed.push(result.value.object);
    else change.tell(result.value.object, result.value.outcome);
  }
  const [only, second] = printed;
  if (isPrinted && only !== undefined) {
    // Several are printed as a list of kubectl's own type, whose fields keep their order; each of them has its own sorted.
    if (second === undefined) printerOf(call)(only);
    else
      printerOf(call, { isTyped: true })({
        kind: 'List',
        apiVersion: 'v1',
        metadata: {},
        items: printed.map((object) => sortedKeys(object)),
      });
  }
  endIfFailed(failures);
  return 0;
}

export const apply: Command = {
  name: 'apply',
  use: '(-f FILENAME | -k DIRECTORY)',
  short: 'Apply a configuration to a resource by file name or stdin',
  examples: [
    '# Make the cluster hold what the file says',
    'kubectl apply -f web.yaml',
    '# Show what would be sent, and send nothing',
    'kubectl apply -f web.yaml --dry-run=client -o yaml',
  ],
  flags: [
    bool('all', 'With --prune: all objects of the namespace.'),
    text(
      'cascade',
      'What becomes of what depends on an object that --force deletes: "background", "orphan" or "foreground".',
      undefined,
      'background',
    ),
    dryRunFlag,
    fieldManagerFlag(MANAGER),
    ...filenameFlags('The files with what to apply.'),
    bool('force', 'What cannot be changed is deleted and made again.'),
    bool('force-conflicts', 'With --server-side: take fields away from their other owners.'),
    int('grace-period', 'Seconds that an object which --force deletes is given.', -1),
    bool('openapi-patch', 'Work out the difference with the schema that the server tells.', undefined, true),
    bool('overwrite', 'Values that somebody else changed are set to those of the file.', undefined, true),
    ...printFlags,
    bool('prune', 'Delete objects that the files no longer name.'),
    slice('prune-allowlist', 'With --prune: the types that may be deleted.'),
    recordFlag,
    selectorFlag,
    bool('server-side', 'Let the server merge, field by field.'),
    duration('timeout', 'How long --force waits for a deletion.'),
    validateFlag,
    bool('wait', 'Wait until what --force deletes is gone.'),
  ],
  subcommands: [editLastApplied, setLastApplied, viewLastApplied],
  run,
};
