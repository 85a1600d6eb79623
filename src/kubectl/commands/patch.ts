/** `kubectl patch`. upstream: pkg/cmd/patch/patch.go */
import type { Status } from '../../api/client.ts';
import { parseManifest } from '../../api/manifest.ts';
import type { KubeObject } from '../../api/meta.ts';
import { applyJsonPatch } from '../../api/patch/json.ts';
import { applyMergePatch } from '../../api/patch/merge.ts';
import { applyStrategicPatch } from '../../api/patch/strategic.ts';
import { deepEqual } from '../../base/equal.ts';
import { ok, type Result } from '../../base/result.ts';
import { endIfFailed, type Found, resolve } from '../builder.ts';
import { Change, keyOfInfo, recordedAnnotation } from '../change.ts';
import { type Call, type Command, fail } from '../command.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, recordFlag } from '../commonFlags.ts';
import type { CommandError } from '../errors.ts';
import { bool, text } from '../flags.ts';
import { duplicateFields } from '../jsonDuplicates.ts';

const TYPES = ['json', 'merge', 'strategic'] as const;
type PatchType = (typeof TYPES)[number];

function typeOf({ flags }: Call): PatchType {
  const word = flags.text('type').toLowerCase();
  const type = TYPES.find((each) => each === word);
  return type ?? fail(`--type must be one of [json merge strategic], not "${flags.text('type')}"`);
}

interface Body {
  readonly value: unknown;
  /** Fields that stand twice in it. */
  readonly duplicates: readonly string[];
}

/** What begins as a JSON object is sent as it stands; undefined when the server could not read it. upstream: yaml.ToJSON, hasJSONPrefix */
function jsonBody(source: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(source);
    return { value, duplicates: duplicateFields(source) };
  } catch {
    return undefined;
  }
}

/** The patch as data: YAML or JSON, from the command line or from a file. Undefined: JSON that is none. */
function bodyOf(call: Call): Body | undefined {
  const { flags, environment } = call;
  const [given, file] = [flags.text('patch'), flags.text('patch-file')];
  if (given !== '' && file !== '') fail('cannot specify --patch and --patch-file together');
  if (given === '' && file === '') fail('must specify --patch or --patch-file containing the contents of the patch');
  const source =
    file === '' ? given : (environment.files.read(file) ?? fail(`unable to read patch file: open ${file}: no such file or directory`));
  if (source.trimStart().startsWith('{')) return jsonBody(source);
  const { documents, problems } = parseManifest(source);
  const [problem] = problems;
  if (problem !== undefined)
    fail(`unable to parse ${JSON.stringify(source)}: ${problem.message.replace(/^error converting YAML to JSON: /, '')}`);
  return { value: documents[0]?.value ?? null, duplicates: [] };
}

function subresourceOf({ flags }: Call): 'status' | 'scale' | undefined {
  const word = flags.text('subresource');
  if (word === '' || word === 'status' || word === 'scale') return word === '' ? undefined : word;
  if (word === 'resize') fail('the subresource resize is not modelled');
  return fail(`invalid subresource value: "${word}". Must be one of [status scale resize]`);
}

/** What the patch makes of the object, without asking the server. */
function locally(info: Found, type: PatchType, body: unknown): Result<unknown, Status> {
  if (type === 'json') return applyJsonPatch(info.object, body);
  return type === 'merge' ? ok(applyMergePatch(info.object, body)) : applyStrategicPatch(keyOfInfo(info).kind, info.object, body);
}

function patchOne(call: Call, change: Change, info: Found, type: PatchType, body: Body | undefined): CommandError | undefined {
  const { flags } = call;
  if (body === undefined) return { status: { code: 400, reason: 'BadRequest', message: 'invalid JSON patch' } };
  if (flags.bool('local') || change.dryRun === 'client') {
    const patched = locally(info, type, body.value);
    if (!patched.ok) return { text: patched.error.message };
    tell(change, info.object, patched.value);
    return undefined;
  }
  const subresource = subresourceOf(call);
  const answer = change.send({
    verb: 'patch',
    key: keyOfInfo(info),
    patchType: type,
    body: body.value,
    ...(body.duplicates.length === 0 ? {} : { duplicateFields: body.duplicates }),
    fieldManager: flags.text('field-manager'),
    // What a patch does not know is dropped with a warning. upstream: the server's default for who does not ask
    fieldValidation: 'Warn',
    ...(subresource === undefined ? {} : { subresource }),
  });
  if (!answer.ok) return { status: answer.error };
  const note = change.dryRun === 'none' ? recordedAnnotation(call, answer.value.object) : undefined;
  const recorded = note === undefined ? undefined : change.patch(info, 'merge', { metadata: { annotations: note } });
  tell(change, info.object, recorded?.ok === true ? recorded.value : answer.value.object);
  return undefined;
}

function tell(change: Change, before: KubeObject, after: unknown): void {
  change.tell(after, deepEqual(before, after) ? 'patched (no change)' : 'patched');
}

function run(call: Call): number {
  const { flags } = call;
  const type = typeOf(call);
  const body = bodyOf(call);
  if (flags.bool('local') && flags.text('dry-run') === 'server')
    fail('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  const change = new Change(call);
  const { infos, errors } = resolve(call, { local: flags.bool('local') });
  const failures: CommandError[] = [...errors];
  for (const info of infos) {
    const failure = patchOne(call, change, info, type, body);
    if (failure !== undefined) failures.push(failure);
  }
  endIfFailed(failures);
  if (infos.length === 0) fail('no objects passed to patch');
  return 0;
}

export const patch: Command = {
  name: 'patch',
  use: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  short: 'Update fields of a resource',
  examples: [
    '# Change a field by a strategic merge patch, in YAML or JSON',
    `kubectl patch deployment web -p '{"spec":{"minReadySeconds":10}}'`,
    '# By a JSON patch',
    `kubectl patch deployment web --type=json -p='[{"op":"replace","path":"/spec/replicas","value":2}]'`,
  ],
  flags: [
    dryRunFlag,
    fieldManagerFlag('kubectl-patch'),
    ...filenameFlags('A file, a directory, or - for standard input, with the objects.'),
    bool('local', 'Change the objects of -f and print them; the server is not asked.'),
    ...printFlags,
    text('patch', 'The patch, as JSON or YAML.', 'p'),
    text('patch-file', 'A file with the patch.'),
    recordFlag,
    text('subresource', 'Patch this subresource: status or scale.'),
    text('type', 'The kind of patch: json, merge or strategic.', undefined, 'strategic'),
  ],
  run,
};
