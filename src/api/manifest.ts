/** Manifests as text: reading and writing them as kubectl does. */
import { emitYaml } from './manifest/emit.ts';
import { locateField } from './manifest/locate.ts';
import type { Node } from './manifest/node.ts';
import { type Place, placeOf } from './manifest/place.ts';
import { readDocuments } from './manifest/read.ts';

export type { Place } from './manifest/place.ts';

/** The longest text that is read, in characters. */
export const MAX_MANIFEST_LENGTH = 1024 * 1024;
/** The most documents of one text. */
export const MAX_DOCUMENTS = 1000;

/** One document of a manifest. `apiVersion`, `kind`, `name` and `namespace` are '' where they are missing or no texts. */
export interface ManifestDocument {
  /** Counted from zero; empty documents do not count. */
  readonly index: number;
  /** JSON data: usually an object, but a bare word or a list are documents too. */
  readonly value: unknown;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Where its first word stands, counted from one. */
  readonly line: number;
  /** For `locate` only. */
  readonly source: { readonly root: Node; readonly firstLine: number };
}

/** Why the text could not be read any further. */
export interface ManifestSyntaxProblem extends Place {
  /** As kubectl prints it behind `error: error parsing FILE: `. */
  readonly message: string;
  /** The index that the broken document would have had. */
  readonly document: number;
}

export interface Manifest {
  /** The documents before the first mistake. */
  readonly documents: readonly ManifestDocument[];
  /** None, or the one at which reading stopped. */
  readonly problems: readonly ManifestSyntaxProblem[];
}

function textField(value: unknown, name: string): string {
  const field = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof field === 'string' ? field : '';
}

function refusal(message: string, document: number): Manifest['problems'] {
  return [{ message, document, line: 1, column: 1, endLine: 1, endColumn: 1 }];
}

/** Reads YAML or JSON as kubectl does: any number of documents, YAML 1.1 words, the last of equal keys wins. */
export function parseManifest(text: string): Manifest {
  if (text.length > MAX_MANIFEST_LENGTH) return { documents: [], problems: refusal('the manifest is larger than 1 MiB', 0) };
  const documents: ManifestDocument[] = [];
  for (const read of readDocuments(text)) {
    const index = documents.length;
    if (!read.ok) return { documents, problems: [{ ...read.error, document: index }] };
    if (index === MAX_DOCUMENTS) return { documents, problems: refusal(`the manifest has more than ${MAX_DOCUMENTS} documents`, index) };
    const { value, root, firstLine } = read.value;
    const metadata = typeof value === 'object' && value !== null ? (value as { readonly metadata?: unknown }).metadata : undefined;
    documents.push({
      index,
      value,
      apiVersion: textField(value, 'apiVersion'),
      kind: textField(value, 'kind'),
      name: textField(metadata, 'name'),
      namespace: textField(metadata, 'namespace'),
      line: placeOf(locateField(root, ''), firstLine).line,
      source: { root, firstLine },
    });
  }
  return { documents, problems: [] };
}

/**
 * The place in the text of a field as the API server names it (`spec.template.spec.containers[0].image`, '' for the document).
 * Of a field that is not there it is the nearest field around it.
 */
export function locate(document: ManifestDocument, fieldPath: string): Place {
  return placeOf(locateField(document.source.root, fieldPath), document.source.firstLine);
}

/** An object as YAML, the way `kubectl get -o yaml` prints it. */
export function stringifyManifest(object: unknown): string {
  return emitYaml(object);
}
