/** `kubectl apply -f FILE`. upstream: pkg/cmd/apply/apply.go, patcher.go */
import type { Answer, Client, ObjectKey } from '../../api/client.ts';
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

/** Creates the objects that are missing and brings the others in line with the file, one by one; what fails does not stop the rest. */
export function applyObjects(client: Client, file: ManifestFile, namespace = 'default'): ApplyOutput {
  const printer = new Printer(`kubectl apply -f ${file.name}${namespace === 'default' ? '' : ` -n ${namespace}`}`);
  const { infos, failed: undecoded } = decodeDocuments(file.documents, file.name, file.unreadable, namespace);
  const applied: Applied[] = [];
  const failed: Failed[] = [...undecoded];
  for (const info of infos) {
    const result = applyOne(client, info, file.name, printer);
    if (result.ok) {
      applied.push({ ...info.key, document: info.document, outcome: result.value });
      printer.print(`${objectName(info.key)} ${result.value}`);
    } else {
      failed.push({ document: info.document, error: result.error });
    }
  }
  if (infos.length === 0 && failed.length === 0) printer.fail({ text: 'no objects passed to apply' });
  printer.fail(...failed.map(({ error }) => error));
  return { ...printer.end(), applied, failed };
}

type Outcome = Result<Applied['outcome'], CommandError>;

function applyOne(client: Client, info: Info, source: string, printer: Printer): Outcome {
  const { key, object } = info;
  const nameless = nameProblem(info);
  if (nameless !== undefined) return err(nameless(source));
  if (info.misspelt !== undefined) return err(addSource('creating', source, { status: notRegistered(info.misspelt, key) }));
  const modified = modifiedConfiguration(object);
  const live = client.get(key);
  if (live === undefined) {
    const answer = client.request({ verb: 'create', object: withoutNulls(modified), ...options });
    if (!answer.ok) return err(addSource('creating', source, { status: answer.error }));
    printer.serverWarnings(answer.value.warnings);
    return ok('created');
  }
  if (originalConfiguration(live) === undefined) {
    printer.warn(
      `resource ${resourceName(key)} is missing the ${lastAppliedAnnotation} annotation which is required by kubectl apply. ` +
        'kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. ' +
        'The missing annotation will be patched automatically.',
    );
  }
  return patchLive(client, key, live, modified, source, printer);
}

/** Patches until nobody came between. upstream: Patcher.Patch */
function patchLive(client: Client, key: ObjectKey, first: KubeObject, modified: KubeObject, source: string, printer: Printer): Outcome {
  let live = first;
  for (let attempt = 0; ; attempt++) {
    const diff = createThreeWayMergePatch(key.kind, parsed(originalConfiguration(live)), modified, live);
    if (!diff.ok) return err(unpatchable(diff.error, key, live, modified, source));
    const patch = diff.value;
    const answer: Answer =
      Object.keys(patch).length === 0
        ? ok({ object: live, warnings: [] })
        : client.request({ verb: 'patch', key, patchType: 'strategic', body: patch, ...options });
    if (answer.ok) {
      printer.serverWarnings(answer.value.warnings);
      if (answer.value.object.metadata.deletionTimestamp !== undefined) {
        printer.warn(`Detected changes to resource ${key.name} which is currently being deleted.`);
      }
      return ok(Object.keys(patch).length === 0 ? 'unchanged' : 'configured');
    }
    const again = answer.error.reason === 'Conflict' && attempt < conflictRetries ? client.get(key) : undefined;
    if (again === undefined) {
      const inner = addSource('patching', source, { status: answer.error });
      return err(addSource(`applying patch:\n${goJson(patch)}\nto:\n${describe(key)}\nfor:`, source, inner));
    }
    live = again;
  }
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
  const version = group === '' ? '/v1' : `${group}/v1`;
  const mapping = `Resource: "${version}, Resource=${resource}", GroupVersionKind: "${version}, Kind=${key.kind}"`;
  return `${mapping}\nName: "${key.name}", Namespace: "${key.namespace}"`;
}

/** What makes a name impossible to ask for. upstream: rest.Request Name, IsValidPathSegmentName */
function nameProblem({ key, object }: Info): ((source: string) => CommandError) | undefined {
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

function notRegistered(kind: string, key: ObjectKey): { readonly code: 400; readonly reason: 'BadRequest'; readonly message: string } {
  const version = apiVersionOf(key.kind);
  const short = version.split('/').at(-1) ?? version;
  const message = `${kind} in version "${short}" cannot be handled as a ${key.kind}: no kind "${kind}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:111"`;
  return { code: 400, reason: 'BadRequest', message };
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
