/** What all commands have in common that change an object: the request, `--dry-run`, and the line that tells of success. */
import type { Answer, ObjectKey, Request } from '../api/client.ts';
import { type Fields, fieldsOf } from '../api/fields.ts';
import type { KubeObject } from '../api/meta.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Info } from './builder.ts';
import { type Call, fail } from './command.ts';
import { type DryRun, dryRunOf } from './commonFlags.ts';
import type { CommandError } from './errors.ts';
import { outputFormat, printerOf } from './outputFlags.ts';
import { nameOf } from './print/objects.ts';
import { notStored } from './resources.ts';
import { typedObject } from './typed.ts';

/** Which object an info is about, for a request. Only kinds that the cluster stores can be read, so that any other one was refused before. */
export function keyOfInfo({ resource, namespace, name }: Pick<Info, 'resource' | 'namespace' | 'name'>): ObjectKey {
  if (resource.stored === undefined) return fail(notStored(resource));
  return { kind: resource.stored, namespace, name };
}

/** How one command writes, and how it tells. */
export class Change {
  readonly dryRun: DryRun;
  readonly #call: Call;
  readonly #print: ((object: unknown) => void) | undefined;
  readonly #isTyped: boolean;

  /** `isTyped`: the command decodes what it gets into kubectl's own types before it prints. Ends the command for a format that does not exist. */
  constructor(call: Call, { isTyped = false }: { readonly isTyped?: boolean } = {}) {
    const format = outputFormat(call);
    this.#call = call;
    this.#isTyped = isTyped;
    this.dryRun = call.flags.has('dry-run') ? dryRunOf(call) : 'none';
    this.#print = format === '' ? undefined : printerOf(call, { isTyped });
  }

  /** Sends a request; with --dry-run=server it changes nothing. */
  send(request: Request): Answer {
    return this.#call.environment.client.request(this.dryRun === 'server' ? { ...request, dryRun: true } : request);
  }

  /** Reads what is there, changes it on the server, and tells; the error is the server's. */
  patch(info: Info, patchType: 'strategic' | 'merge' | 'json', body: unknown, fieldManager?: string): Result<KubeObject, CommandError> {
    const answer = this.send({
      verb: 'patch',
      key: keyOfInfo(info),
      patchType,
      body,
      ...(fieldManager === undefined ? {} : { fieldManager }),
    });
    return answer.ok ? ok(answer.value.object) : err({ status: answer.error });
  }

  /** `deployment.apps/web scaled`, or the object as `-o` asks. */
  tell(object: unknown, operation: string): void {
    if (this.#print !== undefined) {
      this.#print(this.#isTyped ? typedObject(fieldsOf(object)) : object);
      return;
    }
    this.#call.environment.stdout(`${nameOf(object)} ${operation}${this.suffix}\n`);
  }

  /** Behind a line that tells of success. */
  get suffix(): string {
    return this.dryRun === 'none' ? '' : this.dryRun === 'client' ? ' (dry run)' : ' (server dry run)';
  }
}

export const changeCauseAnnotation = 'kubernetes.io/change-cause';

/** Short flags as `--record` spells them out. */
const LONG: Readonly<Record<string, string>> = {
  c: 'containers',
  f: 'filename',
  l: 'selector',
  n: 'namespace',
  o: 'output',
  p: 'patch',
  R: 'recursive',
};

/** The command line as `--record` writes it down: words first, then every flag with its value. upstream: genericclioptions ParseCommandArguments */
export function recordedLine({ path, args, argv, flags }: Call): string {
  const given: string[] = [];
  for (const word of argv) {
    if (word === '--') break;
    const [, long, short] = /^(?:--([^=]+)|-([A-Za-z]))/.exec(word) ?? [];
    const name = long?.replaceAll('_', '-') ?? (short === undefined ? undefined : LONG[short]);
    if (name === undefined || !flags.has(name) || !flags.changed(name)) continue;
    given.push(` --${name}=${flags.text(name)}`);
  }
  return `${[path, ...args].join(' ')}${given.join('')}`;
}

/** Whether `--record` asks for the annotation, by itself or because the object has one. upstream: RecordFlags, Recorder.Record */
export function recordedAnnotation(call: Call, object: KubeObject): Fields | undefined {
  if (!call.flags.has('record')) return undefined;
  const isSet = call.flags.changed('record');
  const records = isSet ? call.flags.bool('record') : false;
  const line = recordedLine(call);
  if (!records || object.metadata.annotations?.[changeCauseAnnotation] === line) return undefined;
  return { [changeCauseAnnotation]: line };
}
