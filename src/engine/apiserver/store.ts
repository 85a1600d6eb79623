/** The objects of the cluster, the newest version of each, and the one counter of versions that all kinds share. upstream: etcd */
import type { Kind, ListOptions, ObjectKey, Reader } from '../../api/client.ts';
import type { KubeObject, ObjectMeta } from '../../api/meta.ts';
import { type ObjectsByKind, ObjectTable } from '../objectTable.ts';
import { selects } from './selection.ts';

/** One write. `before` is absent for a creation, `after` for a removal. */
export interface Write {
  readonly key: ObjectKey;
  readonly before?: KubeObject;
  readonly after?: KubeObject;
}

/** What nobody else holds yet. */
export type Own<T> = { -readonly [Field in keyof T]: T[Field] };

/** A container of immutable objects. What it hands out is shared; a write replaces, it never changes. */
export class Store implements Reader {
  readonly #objects: ObjectTable;
  readonly #written: (write: Write) => void;
  #resourceVersion: number;

  /** `written` hears of every write, after it. */
  constructor(written: (write: Write) => void, resourceVersion = 0, objects: ObjectsByKind = []) {
    this.#written = written;
    this.#resourceVersion = resourceVersion;
    this.#objects = new ObjectTable(objects);
  }

  get resourceVersion(): number {
    return this.#resourceVersion;
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#objects.get(key);
  }

  list(kind: Kind, options: ListOptions = {}): readonly KubeObject[] {
    const matches = selects(options);
    const found: KubeObject[] = [];
    for (const object of this.#objects.all(kind, options.namespace)) if (matches(object)) found.push(object);
    return found.sort(
      (a, b) => compare(a.metadata.namespace ?? '', b.metadata.namespace ?? '') || compare(a.metadata.name, b.metadata.name),
    );
  }

  /** All objects of a kind (in one namespace, if it is given), unsorted, for those who count. */
  all(kind: Kind, namespace?: string): Iterable<KubeObject> {
    return this.#objects.all(kind, namespace);
  }

  count(kind: Kind): number {
    return this.#objects.count(kind);
  }

  /** Stores a new version under the next resourceVersion and hands back what is stored now. */
  put(key: ObjectKey, object: KubeObject): KubeObject {
    return this.putOwn(key, { ...object });
  }

  /** The same for an object that is the caller's alone, though its metadata may not be: it is stored as it is, without a copy. */
  putOwn(key: ObjectKey, object: Own<KubeObject>): KubeObject {
    // Pods apart, which are nearly all that is written: where objects of few shapes are copied, the engine knows how.
    return this.putNew(key, object, key.kind === 'Pod' ? { ...object.metadata } : { ...object.metadata });
  }

  /** The same for an object whose metadata is the caller's alone too. */
  putNew(key: ObjectKey, object: Own<KubeObject>, metadata: Own<ObjectMeta>): KubeObject {
    this.#resourceVersion += 1;
    // Set afterwards: a literal that spreads a field and then names it again leaves the engine's fast path.
    metadata.resourceVersion = String(this.#resourceVersion);
    object.metadata = metadata;
    const before = this.#objects.get(key);
    this.#objects.set(key.kind, key.namespace, key.name, object);
    this.#written(before === undefined ? { key, after: object } : { key, before, after: object });
    return object;
  }

  /** Removes the object. The removal takes a resourceVersion too, which the watch event carries. */
  remove(key: ObjectKey): void {
    const before = this.#objects.get(key);
    if (before === undefined) return;
    this.#resourceVersion += 1;
    this.#objects.delete(key.kind, key.namespace, key.name);
    this.#written({ key, before });
  }

  data(): ObjectsByKind {
    return this.#objects.data();
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
