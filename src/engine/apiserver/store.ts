/** The objects of the cluster, the newest version of each, and the one counter of versions that all kinds share. upstream: etcd */
import type { Kind, ListOptions, ObjectKey, Reader } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { selects } from './selection.ts';

/** One write. `before` is absent for a creation, `after` for a removal. */
export interface Write {
  readonly key: ObjectKey;
  readonly before?: KubeObject;
  readonly after?: KubeObject;
}

export type ObjectsByKind = readonly (readonly [kind: Kind, objects: readonly KubeObject[]])[];

const NONE: ReadonlyMap<string, KubeObject> = new Map();

/** `namespace/name`, or `/name` for cluster-scoped kinds. */
function pathOf(key: { readonly namespace: string; readonly name: string }): string {
  return `${key.namespace}/${key.name}`;
}

/** A container of immutable objects. What it hands out is shared; a write replaces, it never changes. */
export class Store implements Reader {
  readonly #kinds = new Map<Kind, Map<string, KubeObject>>();
  readonly #written: (write: Write) => void;
  #resourceVersion: number;

  /** `written` hears of every write, after it. */
  constructor(written: (write: Write) => void, resourceVersion = 0, objects: ObjectsByKind = []) {
    this.#written = written;
    this.#resourceVersion = resourceVersion;
    for (const [kind, list] of objects) {
      this.#kinds.set(kind, new Map(list.map((object) => [`${object.metadata.namespace ?? ''}/${object.metadata.name}`, object])));
    }
  }

  get resourceVersion(): number {
    return this.#resourceVersion;
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#kinds.get(key.kind)?.get(pathOf(key));
  }

  list(kind: Kind, options: ListOptions = {}): readonly KubeObject[] {
    const all = this.all(kind);
    const matches = selects(options);
    const found: KubeObject[] = [];
    for (const object of all) if (matches(object)) found.push(object);
    return found.sort(
      (a, b) => compare(a.metadata.namespace ?? '', b.metadata.namespace ?? '') || compare(a.metadata.name, b.metadata.name),
    );
  }

  /** All objects of a kind, unsorted, for those who count. */
  all(kind: Kind): Iterable<KubeObject> {
    return (this.#kinds.get(kind) ?? NONE).values();
  }

  count(kind: Kind): number {
    return this.#kinds.get(kind)?.size ?? 0;
  }

  /** Stores a new version under the next resourceVersion and hands back what is stored now. */
  put(key: ObjectKey, object: KubeObject): KubeObject {
    this.#resourceVersion += 1;
    const after: KubeObject = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#resourceVersion) } };
    let objects = this.#kinds.get(key.kind);
    if (objects === undefined) {
      objects = new Map();
      this.#kinds.set(key.kind, objects);
    }
    const path = pathOf(key);
    const before = objects.get(path);
    objects.set(path, after);
    this.#written(before === undefined ? { key, after } : { key, before, after });
    return after;
  }

  /** Removes the object. The removal takes a resourceVersion too, which the watch event carries. */
  remove(key: ObjectKey): void {
    const objects = this.#kinds.get(key.kind);
    const path = pathOf(key);
    const before = objects?.get(path);
    if (objects === undefined || before === undefined) return;
    this.#resourceVersion += 1;
    objects.delete(path);
    this.#written({ key, before });
  }

  data(): ObjectsByKind {
    return [...this.#kinds].map(([kind, objects]) => [kind, [...objects.values()]] as const);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
