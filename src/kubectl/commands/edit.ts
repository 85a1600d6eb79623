/** `kubectl edit`. upstream: pkg/cmd/edit/edit.go, pkg/cmd/util/editor/editoptions.go */
import type { Status } from '../../api/client.ts';
import { fieldsOf, textOf } from '../../api/fields.ts';
import { goQuote } from '../../api/goText.ts';
import { parseManifest } from '../../api/manifest.ts';
import { createThreeWayMergePatch } from '../../api/patch/threeWay.ts';
import { deepEqual } from '../../base/equal.ts';
import { decodeDocuments } from '../apply/decode.ts';
import { endIfFailed, type Found, resolve } from '../builder.ts';
import { keyOfInfo } from '../change.ts';
import { type Call, type Command, Exit, fail } from '../command.ts';
import { fieldManagerFlag, filenameFlags, printFlags, recordFlag, validateFlag, validationOf } from '../commonFlags.ts';
import type { CommandError } from '../errors.ts';
import { bool, text } from '../flags.ts';
import { outputFormat, printerOf } from '../outputFlags.ts';
import { itemsOf, listOfObjects, nameOf, objectPrinter } from '../print/objects.ts';
import type { Process } from '../process.ts';
import { groupResourceOf } from '../resources.ts';

const header = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/** Why the text is shown once more. */
interface Reason {
  readonly head: string;
  readonly more: readonly string[];
}

const onLines = (words: string): string => words.replaceAll('\n', '\n# ');

function reasonText({ head, more }: Reason): string {
  const first = `# ${onLines(head)}${more.length > 0 ? ':' : ''}\n`;
  return `${first}${more.map((line) => `# * ${onLines(line)}\n`).join('')}#\n`;
}

const withoutComments = (file: string): string =>
  file
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n');

/** What a text means: comments and the way it is written do not count. upstream: StripComments */
function meaningOf(file: string): unknown {
  const { documents, problems } = parseManifest(file);
  return problems.length > 0 ? withoutComments(file) : documents.map(({ value }) => value);
}

/** What the schema says of the text before anything is sent; undefined when it is an object. */
function validationProblem(file: string): string | undefined {
  const { documents, problems } = parseManifest(file);
  const [problem] = problems;
  if (problem !== undefined) return problem.message.replace(/^error converting YAML to JSON: /, '');
  const value = documents[0]?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'invalid object to validate';
  const fields = fieldsOf(value);
  const missing = ['apiVersion', 'kind'].filter((field) => textOf(fields[field]) === '').map((field) => `${field} not set`);
  return missing.length === 0 ? undefined : missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
}

/** What became of one save. upstream: editResults */
interface Results {
  readonly reasons: Reason[];
  isRetryable: boolean;
  isMissing: boolean;
}

class Editor {
  readonly #call: Call;
  readonly #infos: readonly Found[];
  readonly #print: ((object: unknown) => void) | undefined;
  readonly #extension: 'yaml' | 'json';

  constructor(call: Call, infos: readonly Found[]) {
    const format = outputFormat(call);
    this.#call = call;
    this.#infos = infos;
    this.#print = format === '' ? undefined : printerOf(call);
    this.#extension = format === 'json' ? 'json' : 'yaml';
  }

  /** upstream: the editor's loop: shown again until it is good, or the same as before */
  *run(): Process {
    const { environment } = this.#call;
    const original = header + this.#originalText();
    let shown = original;
    let failed: string | undefined;
    for (let round = 0; ; round++) {
      const number = Math.floor(environment.random('kubectl edit', round, environment.nowMs()) * 2 ** 32);
      const file = `/tmp/kubectl-edit-${number}.${this.#extension}`;
      const { text: edited = shown } = yield { for: 'edit', fileName: file, text: shown };
      if (failed !== undefined && deepEqual(meaningOf(failed), meaningOf(edited))) {
        this.#say(`A copy of your changes has been stored to ${goQuote(file)}`);
        fail('Edit cancelled, no valid changes were saved.');
      }
      const problem = validationProblem(edited);
      if (problem !== undefined) {
        const [info] = this.#infos;
        const subject = info === undefined ? '' : `${groupResourceOf(info.resource)} ${goQuote(info.name)}`;
        this.#say(`error: ${subject} is invalid`);
        const reason = {
          head: `${subject} was not valid`,
          more: [`<nil>: Invalid value: "The edited file failed validation": ${problem}`],
        };
        failed = edited;
        shown = header + reasonText(reason) + withoutComments(edited);
        continue;
      }
      if (deepEqual(meaningOf(original), meaningOf(edited))) {
        this.#say('Edit cancelled, no changes made.');
        return 0;
      }
      const results = this.#save(edited, file);
      if (results.isRetryable) {
        this.#say(`You can run \`kubectl replace -f ${file}\` to try this update again.`);
        return 1;
      }
      if (results.isMissing) {
        this.#say(`The edits you made on deleted resources have been saved to ${goQuote(file)}`);
        return 1;
      }
      if (results.reasons.length === 0) return 0;
      failed = edited;
      shown = header + results.reasons.map(reasonText).join('') + withoutComments(edited);
    }
  }

  #say(line: string): void {
    this.#call.environment.stderr(`${line}\n`);
  }

  #originalText(): string {
    const objects = this.#infos.map(({ object }) => object);
    const printer = objectPrinter({ output: this.#extension });
    const printed = printer.ok ? printer.value(objects.length === 1 ? objects[0] : listOfObjects(objects, {})) : printer;
    return printed.ok ? printed.value : fail(printed.error);
  }

  /** Sends what is different. upstream: visitToPatch */
  #save(edited: string, file: string): Results {
    const results: Results = { reasons: [], isRetryable: false, isMissing: false };
    const documents = parseManifest(edited).documents.flatMap(({ value }) => itemsOf(value));
    const { infos, failed } = decodeDocuments(documents, 'edited-file', undefined, this.#call.namespace);
    endIfFailed(failed.map(({ error }) => error));
    for (const { object } of infos) {
      const info = this.#infos.find((each) => each.object.metadata.uid === object.metadata.uid);
      if (info === undefined) return this.#giveUp(file, { text: `no original object found for ${nameOf(object)}` });
      const isOther =
        object.kind !== info.object.kind || object.apiVersion !== info.object.apiVersion || object.metadata.name !== info.name;
      if (isOther) return this.#giveUp(file, { text: 'At least one of apiVersion, kind and name was changed' });
      if (deepEqual(object, info.object)) this.#tell(object, 'skipped');
      else this.#patch(info, object, results);
    }
    return results;
  }

  #giveUp(file: string, error: CommandError): never {
    this.#say(`A copy of your changes has been stored to ${goQuote(file)}`);
    throw new Exit([error]);
  }

  #patch(info: Found, object: object, results: Results): void {
    const { environment, flags } = this.#call;
    const key = keyOfInfo(info);
    const patch = createThreeWayMergePatch(key.kind, info.object, object, info.object);
    if (!patch.ok) throw new Exit([{ text: patch.error }]);
    if (flags.bool('output-patch')) environment.stdout(`Patch: ${JSON.stringify(patch.value)}\n`);
    const answer = environment.client.request({
      verb: 'patch',
      key,
      patchType: 'strategic',
      body: patch.value,
      fieldManager: flags.text('field-manager'),
      fieldValidation: validationOf(this.#call),
    });
    if (answer.ok) this.#tell(answer.value.object, 'edited');
    else this.#say(addError(results, answer.error, `${groupResourceOf(info.resource)} ${goQuote(info.name)}`));
  }

  #tell(object: object, operation: string): void {
    if (this.#print === undefined) this.#call.environment.stdout(`${nameOf(object)} ${operation}\n`);
    else this.#print(object);
  }
}

/** upstream: editResults.addError */
function addError(results: Results, status: Status, subject: string): string {
  if (status.reason === 'Invalid') {
    const more = (status.details?.causes ?? []).map(({ field = '', message }) => `${field}: ${message}`);
    results.reasons.push({ head: `${subject} was not valid`, more });
    return `error: ${subject} is invalid`;
  }
  if (status.reason === 'NotFound') {
    results.isMissing = true;
    return `error: ${subject} could not be found on the server`;
  }
  results.isRetryable = true;
  return `error: ${subject} could not be patched: ${status.message}`;
}

export const edit: Command = {
  name: 'edit',
  use: '(RESOURCE/NAME | -f FILENAME)',
  short: 'Edit a resource on the server',
  examples: ['# Edit a deployment', 'kubectl edit deployment/web'],
  flags: [
    ...filenameFlags('A file, a directory, or - for standard input, with the objects.'),
    ...printFlags,
    recordFlag,
    validateFlag,
    fieldManagerFlag('kubectl-edit'),
    bool('output-patch', 'Print the patch that is sent.'),
    bool('save-config', 'Write the object into its last-applied annotation.'),
    text('subresource', 'Not modelled: the object itself is edited.'),
    bool('windows-line-endings', 'Accepted, and makes no difference here.'),
  ],
  *run(call) {
    if (call.flags.text('subresource') !== '') fail('edit --subresource is not modelled here');
    if (call.flags.bool('save-config')) fail('edit --save-config is not modelled here: use apply to keep the last-applied annotation');
    const { infos, errors } = resolve(call, { typeMeansAll: true });
    endIfFailed(errors);
    if (infos.length === 0) fail('edit cancelled, no objects found');
    return yield* new Editor(call, infos).run();
  },
};
