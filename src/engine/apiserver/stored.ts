/** An object of any kind, with the parts that the API server handles alike. */
import type { KubeObject, ObjectMeta } from '../../api/meta.ts';

export interface Stored extends KubeObject {
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** A copy with some of the metadata replaced; `undefined` removes a field. */
export function withMeta<T extends KubeObject>(object: T, change: { readonly [K in keyof ObjectMeta]?: ObjectMeta[K] | undefined }): T {
  const metadata: Record<string, unknown> = { ...object.metadata, ...change };
  for (const key in change) if (metadata[key] === undefined) delete metadata[key];
  return { ...object, metadata: metadata as unknown as ObjectMeta };
}

/** A copy without its status, or with another one. */
export function withStatus(object: Stored, status: Stored['status']): Stored {
  const { status: _, ...rest } = object;
  return status === undefined ? rest : { ...rest, status };
}
