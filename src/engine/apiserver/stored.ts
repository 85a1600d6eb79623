/** An object of any kind, with the parts that the API server handles alike. */
import type { KubeObject, ObjectMeta } from '../../api/meta.ts';

export interface Stored extends KubeObject {
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** A copy with some of the metadata replaced; `undefined` removes a field. */
export function withMeta<T extends KubeObject>(object: T, change: { readonly [K in keyof ObjectMeta]?: ObjectMeta[K] | undefined }): T {
  const old = object.metadata as unknown as Readonly<Record<string, unknown>>;
  const fields = change as Readonly<Record<string, unknown>>;
  // Copied field by field: taking fields out of a finished object would make it a slow one.
  const metadata: Record<string, unknown> = {};
  for (const name in old) {
    const value = name in fields ? fields[name] : old[name];
    if (value !== undefined) metadata[name] = value;
  }
  for (const name in fields) if (fields[name] !== undefined) metadata[name] = fields[name];
  return { ...object, metadata: metadata as unknown as ObjectMeta };
}

/** A copy without its status, or with another one. */
export function withStatus(object: Stored, status: Stored['status']): Stored {
  if (status !== undefined) {
    // Set afterwards: a literal that spreads a field and then names it again leaves the engine's fast path.
    const copy: { -readonly [Field in keyof Stored]: Stored[Field] } = { ...object };
    copy.status = status;
    return copy;
  }
  const { status: _, ...rest } = object;
  return rest;
}
