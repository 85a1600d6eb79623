/** From the documents of a file to objects that can be sent. upstream: cli-runtime/pkg/resource, StreamVisitor and mapper.go */
import type { Kind, ObjectKey } from '../../api/client.ts';
import { type Fields, fieldsOf, isFields, textOf } from '../../api/fields.ts';
import { findKind, kindInfo, kinds } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { CommandError } from '../errors.ts';
import { goJson } from '../goJson.ts';
import { groupVersionOf, notStored, type Resource, unstoredResource } from '../resources.ts';

/** An object as the file names it: what kubectl calls an info. */
export interface Info {
  /** Which document of the file it stands in, from 0. */
  readonly document: number;
  readonly key: ObjectKey;
  /** With its namespace filled in. */
  readonly object: KubeObject;
  /** The server will refuse it: the kind is written in lower case, which only discovery forgives. */
  readonly misspelt?: string;
}

export interface Failed {
  readonly document: number;
  readonly error: CommandError;
}

export interface Decoded {
  readonly infos: readonly Info[];
  readonly failed: readonly Failed[];
}

const typeName = (value: unknown): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value === 'object' ? 'object' : typeof value;

/** upstream: validation.NoDoubleKeySchema and openapi's own look at the type; stops the file */
function schemaProblem(document: unknown): string | undefined {
  if (!isFields(document)) return 'invalid object to validate';
  const { apiVersion = null, kind = null } = document;
  const problems = [
    apiVersion === null || apiVersion === '' ? 'apiVersion not set' : typeof apiVersion === 'string' ? [] : "apiVersion isn't string type",
    kind === null || kind === '' ? 'kind not set' : typeof kind === 'string' ? [] : "kind isn't string type",
  ].flat();
  if (problems.length > 0) return problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
  if (typeof apiVersion === 'string' && apiVersion.split('/').length > 2) return `unexpected GroupVersion string: ${apiVersion}`;
  return undefined;
}

/** What reading without the schema stumbles over. upstream: unstructured.UnstructuredJSONScheme */
function decoderProblem(document: unknown): string | undefined {
  const { kind, apiVersion } = fieldsOf(document);
  if (textOf(kind) === '') return `Object 'Kind' is missing in '${goJson(document)}'`;
  return textOf(apiVersion) === '' ? `Object 'apiVersion' is missing in '${goJson(document)}'` : undefined;
}

/** kubectl itself reads metadata, so wrong types there never reach the server. upstream: metadataOnlyObject */
function metadataProblem(object: Fields): string | undefined {
  const { metadata } = object;
  if (metadata === undefined || metadata === null) return undefined;
  const cannot = (value: unknown, field: string, type: string): string =>
    `json: cannot unmarshal ${typeName(value)} into Go struct field ${field} of type ${type}`;
  if (!isFields(metadata)) return cannot(metadata, 'metadataOnlyObject.metadata', 'v1.ObjectMeta');
  for (const field of ['annotations', 'generateName', 'labels', 'name', 'namespace', 'resourceVersion', 'uid']) {
    const value = metadata[field] ?? null;
    if (value === null) continue;
    const isMap = field === 'annotations' || field === 'labels';
    if (isMap && !isFields(value)) return cannot(value, `ObjectMeta.metadata.${field}`, 'map[string]string');
    const texts = isMap ? Object.values(fieldsOf(value)) : [value];
    const wrong = texts.find((text) => typeof text !== 'string' && text !== null);
    if (wrong !== undefined) return cannot(wrong, `ObjectMeta.metadata.${field}`, 'string');
  }
  return undefined;
}

/** Discovery also knows each kind in lower case. */
function lowerCaseKind(apiVersion: string, kind: string): Kind | undefined {
  const found = kinds.find((entry) => entry.kind.toLowerCase() === kind)?.kind;
  return found === undefined ? undefined : findKind(apiVersion, found);
}

function noMatch(apiVersion: string, kind: string, metadata: Fields, source: string): CommandError {
  const place = `name: "${textOf(metadata['name'])}" namespace: "${textOf(metadata['namespace'])}"`;
  return {
    text: `resource mapping not found for ${place} from "${source}": no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`,
  };
}

/** A real cluster would take it: that is said, and no error of kubectl is made up. */
function notModelled(resource: Resource, apiVersion: string, source: string): CommandError {
  const version = apiVersion === groupVersionOf(resource) ? '' : ` of ${apiVersion}`;
  return { text: `from "${source}": ${notStored({ resource: `${resource.resource}${version}` })}` };
}

function decodeObject(object: Fields, document: number, source: string, defaultNamespace: string): Result<Info, CommandError> {
  const problem = metadataProblem(object);
  if (problem !== undefined) return err({ text: `unable to decode "${source}": ${problem}` });
  const apiVersion = textOf(object['apiVersion']);
  const written = textOf(object['kind']);
  const metadata = fieldsOf(object['metadata']);
  const kind = findKind(apiVersion, written) ?? lowerCaseKind(apiVersion, written);
  if (kind === undefined) {
    const unstored = unstoredResource(apiVersion, written);
    return err(unstored === undefined ? noMatch(apiVersion, written, metadata, source) : notModelled(unstored, apiVersion, source));
  }
  const { namespaced } = kindInfo(kind);
  const namespace = namespaced ? textOf(metadata['namespace']) || defaultNamespace : '';
  const filled = { ...object, metadata: namespaced && namespace !== '' ? { ...metadata, namespace } : metadata };
  return ok({
    document,
    key: { kind, namespace, name: textOf(metadata['name']) },
    // Name and namespace have been looked at; everything else is for the server to judge.
    object: filled as unknown as KubeObject,
    ...(written === kind ? {} : { misspelt: written }),
  });
}

/** The objects of a document: of a List, its items. */
function flatten(document: Fields): readonly unknown[] {
  const { items } = document;
  return textOf(document['kind']).endsWith('List') && Array.isArray(items) ? items : [document];
}

/**
 * Decodes the documents of a file (empty ones are `null`). A document that is no object ends the file; one that no kind matches does not.
 * `isValidated`: not with --validate=false, which leaves it to the decoder to say what is wrong.
 * `unreadable` is why the file could not be read on after the last document.
 */
export function decodeDocuments(
  documents: readonly unknown[],
  source: string,
  unreadable?: string,
  namespace = 'default',
  isValidated = true,
): Decoded {
  const infos: Info[] = [];
  const failed: Failed[] = [];
  for (const [document, value] of documents.entries()) {
    if (value === null || value === undefined) continue;
    const undecodable = isValidated ? undefined : decoderProblem(value);
    if (undecodable !== undefined) {
      failed.push({ document, error: { text: `unable to decode "${source}": ${undecodable}` } });
      return { infos, failed };
    }
    const problem = schemaProblem(value);
    if (problem !== undefined || !isFields(value)) {
      const hint = 'if you choose to ignore these errors, turn validation off with --validate=false';
      failed.push({ document, error: { text: `error validating "${source}": error validating data: ${problem}; ${hint}` } });
      return { infos, failed };
    }
    for (const item of flatten(value)) {
      const info = decodeObject(fieldsOf(item), document, source, namespace);
      if (info.ok) infos.push(info.value);
      else failed.push({ document, error: info.error });
    }
  }
  if (unreadable !== undefined) failed.push({ document: documents.length, error: { text: `error parsing ${source}: ${unreadable}` } });
  return { infos, failed };
}
