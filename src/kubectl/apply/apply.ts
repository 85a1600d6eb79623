/** `kubectl apply -f FILE`. upstream: pkg/cmd/apply/apply.go, patcher.go */
import type { Answer, Client, ObjectKey, Status } from '../../api/client.ts';
import { apiVersionOf, kindInfo } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import { createThreeWayMergePatch } from '../../api/patch/threeWay.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { addSource, type CommandError } from '../errors.ts';
import { goJson } from '../goJson.ts';
import { objectName, resourceName } from '../names.ts';
import { type Output, Printer } from '../output.ts';
import { decodeDocuments, type Failed, type Info } from './decode.ts';
import { lastAppliedAnnotation, modifiedConfiguration, originalConfiguration } from './lastApplied.ts';

export interface Applied extends ObjectKey {
  /** Which document of the file it stands in, from 0. */
  readonly document: number;
  readonly outcome: 'created' | 'configured' | 'unchanged';
}

export interface ApplyOutput extends Output {
  readonly applied: readonly Applied[];
  /** What went wrong, by document: the same errors that stderr words. */
  readonly failed: readonly Failed[];
}

export interface ManifestFile {
  readonly name: string;
  /** Each document as JSON; `null` for an empty one. */
  readonly documents: readonly unknown[];
  /** Why the file could not be read on after the last document: what kubectl prints after `error parsing web.yaml: `. */
  readonly unreadable?: string;
}

const conflictRetries = 5;
const options = { fieldManager: 'kubectl-client-side-apply', fieldValidation: 'Strict' } as const;

/** How objects are applied: a button's way and a command's differ. */
export interface ApplyDoor {
  readonly client: Pick<Client, 'request'>;
  /** What is there; undefined for nothing. A refusal to read is the error. */
  read(key: ObjectKey): Result<KubeObject | undefined, Status>;
  warn(text: string): void;
  serverWarnings(texts: readonly string[]): void;
  readonly options: { readonly fieldManager: string; readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore'; readonly dryRun?: true };
  /** What cannot be patched is deleted and made again. */
  readonly force?: boolean;
  /** Nothing is sent: only what is there is looked at. upstream: --dry-run=client */
  readonly sendsNothing?: boolean;
}

function doorOf(client: Client, printer: Printer): ApplyDoor {
  return {
    client,
    read: (key) => ok(client.get(key)),
    warn: (text) => printer.warn(text),
    serverWarnings: (texts) => printer.serverWarnings(texts),
    options,
  };
}

/** Creates the objects that are missing and brings the others in line with the file, one by one; what fails does not stop the rest. */
export function applyObjects(client: Client, file: ManifestFile, namespace = 'default'): ApplyOutput {
  const printer = new Printer(`kubectl apply -f ${file.name}${namespace === 'default' ? '' : ` -n ${namespace}`}`);
  const { infos, failed: undecoded } = decodeDocuments(file.documents, file.name, file.unreadable, namespace);
  const applied: Applied[] = [];
  const failed: Failed[] = [...undecoded];
  for (const info of infos) {
    const result = applyOne(info, file.name, doorOf(client, printer));
    if (result.ok) {
      applied.push({ ...info.key, document: info.document, outcome: result.value.outcome });
      printer.print(`${objectName(info.key)} ${result.value.outcome}`);
    } else {
      failed.push({ document: info.document, error: result.error });
    }
  }
  if (infos.length === 0 && failed.length === 0) printer.fail({ text: 'no objects passed to apply' });
  printer.fail(...failed.map(({ error }) => error));
  return { ...printer.end(), applied, failed };
}

/** What became of one object. */
export interface AppliedObject {
  readonly outcome: Applied['outcome'];
  /** As it is in the cluster now. */
  readonly object: KubeObject;
}

type Outcome = Result<AppliedObject, CommandError>;

/** Creates one object or brings it in line. */
export function applyOne(info: Pick<Info, 'key' | 'object' | 'misspelt'>, source: string, door: ApplyDoor): Outcome {
  const { key, object } = info;
  const nameless = nameProblem(info);
  if (nameless !== undefined) return err(nameless(source));
  if (info.misspelt !== undefined && door.sendsNothing !== true) {
    // Discovery ignores case; the server does not.
    const answer = door.client.request({ verb: 'create', object: { ...object, kind: info.misspelt }, ...door.options });
    if (!answer.ok) return err(addSource('creating', source, { status: answer.error }));
  }
  const modified = modifiedConfiguration(object);
  const read = door.read(key);
  if (!read.ok)
    return err(addSource(`retrieving current configuration of:\n${describe(key)}\nfrom server for:`, source, { status: read.error }));
  const live = read.value;
  if (live === undefined) {
    if (door.sendsNothing === true) return ok({ outcome: 'created', object: modified });
    const answer = door.client.request({ verb: 'create', object: withoutNulls(modified), ...door.options });
    if (!answer.ok) return err(addSource('creating', source, { status: answer.error }));
    door.serverWarnings(answer.value.warnings);
    return ok({ outcome: 'created', object: answer.value.object });
  }
  if (door.sendsNothing === true) return ok({ outcome: 'configured', object: live });
  if (originalConfiguration(live) === undefined) {
    door.warn(
      `resource ${resourceName(key)} is missing the ${lastAppliedAnnotation} annotation which is required by kubectl apply. ` +
        'kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. ' +
        'The missing annotation will be patched automatically.',
    );
  }
  return patchLive(key, live, modified, source, door);
}

/** Patches until nobody came between. upstream: Patcher.Patch */
function patchLive(key: ObjectKey, first: KubeObject, modified: KubeObject, source: string, door: ApplyDoor): Outcome {
  let live = first;
  for (let attempt = 0; ; attempt++) {
    const diff = createThreeWayMergePatch(key.kind, parsed(originalConfiguration(live)), modified, live);
    if (!diff.ok) return err(unpatchable(diff.error, key, live, modified, source));
    const patch = diff.value;
    const answer: Answer =
      Object.keys(patch).length === 0
        ? ok({ object: live, warnings: [] })
        : door.client.request({ verb: 'patch', key, patchType: 'strategic', body: patch, ...door.options });
    if (answer.ok) {
      door.serverWarnings(answer.value.warnings);
      if (answer.value.object.metadata.deletionTimestamp !== undefined) {
        door.warn(`Detected changes to resource ${key.name} which is currently being deleted.`);
      }
      return ok({ outcome: Object.keys(patch).length === 0 ? 'unchanged' : 'configured', object: answer.value.object });
    }
    if (door.force === true && (answer.error.reason === 'Conflict' || answer.error.reason === 'Invalid'))
      return recreate(key, modified, source, door);
    const next = answer.error.reason === 'Conflict' && attempt < conflictRetries ? door.read(key) : undefined;
    const again = next?.ok === true ? next.value : undefined;
    if (again === undefined) {
      const inner = addSource('patching', source, { status: answer.error });
      return err(addSource(`applying patch:\n${goJson(patch)}\nto:\n${describe(key)}\nfor:`, source, inner));
    }
    live = again;
  }
}

/** upstream: Patcher.deleteAndCreate; here the old object goes at once */
function recreate(key: ObjectKey, modified: KubeObject, source: string, { client, options: how, serverWarnings }: ApplyDoor): Outcome {
  const dryRun = how.dryRun === undefined ? {} : { dryRun: how.dryRun };
  const gone = client.request({ verb: 'delete', key, propagationPolicy: 'Background', gracePeriodSeconds: 0, ...dryRun });
  if (!gone.ok) return err(addSource('applying patch', source, { status: gone.error }));
  const answer = client.request({ verb: 'create', object: withoutNulls(modified), ...how });
  if (!answer.ok) return err(addSource('creating', source, { status: answer.error }));
  serverWarnings(answer.value.warnings);
  return ok({ outcome: 'configured', object: answer.value.object });
}

function parsed(annotation: string | undefined): unknown {
  if (annotation === undefined) return undefined;
  try {
    return JSON.parse(annotation);
  } catch {
    // Somebody edited the annotation by hand; there is nothing to compare with.
    return undefined;
  }
}

function unpatchable(message: string, key: ObjectKey, live: KubeObject, modified: KubeObject, source: string): CommandError {
  const texts = `original:\n${originalConfiguration(live) ?? ''}\nmodified:\n${goJson(modified)}\n\ncurrent:\n${goJson(live)}`;
  const inner = addSource(`creating patch with:\n${texts}\nfor:`, source, { text: message });
  return addSource(`applying patch:\n\nto:\n${describe(key)}\nfor:`, source, addSource('patching', source, inner));
}

/** upstream: resource.Info String */
function describe(key: ObjectKey): string {
  const { group, resource } = kindInfo(key.kind);
  const version = group === '' ? '/v1' : apiVersionOf(key.kind);
  const mapping = `Resource: "${version}, Resource=${resource}", GroupVersionKind: "${version}, Kind=${key.kind}"`;
  return `${mapping}\nName: "${key.name}", Namespace: "${key.namespace}"`;
}

/** What makes a name impossible to ask for. upstream: rest.Request Name, IsValidPathSegmentName */
function nameProblem({ key, object }: Pick<Info, 'key' | 'object'>): ((source: string) => CommandError) | undefined {
  const { name } = key;
  const generateName = object.metadata?.generateName ?? '';
  if (name === '' && generateName !== '') return () => ({ text: `from ${generateName}: cannot use generate name with apply` });
  const asking = (problem: string) => (source: string) =>
    addSource(`retrieving current configuration of:\n${describe(key)}\nfrom server for:`, source, { text: problem });
  if (name === '') return asking('resource name may not be empty');
  const wrong =
    name === '.' || name === '..'
      ? [`may not be '${name}'`]
      : ['/', '%'].filter((char) => name.includes(char)).map((char) => `may not contain '${char}'`);
  return wrong.length === 0 ? undefined : asking(`invalid resource name "${name}": [${wrong.join(' ')}]`);
}

/** A create does what an update would: null means absent. upstream: pruneNullsFromMap */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}
