/** Objects by kind, namespace and name, found without gluing those three into one text. */
import type { Kind, ObjectKey } from '../api/client.ts';
import type { KubeObject } from '../api/meta.ts';

type ByName = Map<string, KubeObject>;

const NONE: readonly KubeObject[] = [];

/** Kind, then its objects in the order in which they came to stay. */
export type ObjectsByKind = readonly (readonly [kind: Kind, objects: readonly KubeObject[]])[];

export class ObjectTable {
  readonly #kinds = new Map<Kind, Map<string, ByName>>();

  constructor(objects: ObjectsByKind = []) {
    for (const [kind, list] of objects) {
      for (const object of list) this.set(kind, object.metadata.namespace ?? '', object.metadata.name, object);
    }
  }

  get({ kind, namespace, name }: ObjectKey): KubeObject | undefined {
    return this.#kinds.get(kind)?.get(namespace)?.get(name);
  }

  set(kind: Kind, namespace: string, name: string, object: KubeObject): void {
    let namespaces = this.#kinds.get(kind);
    if (namespaces === undefined) {
      namespaces = new Map();
      this.#kinds.set(kind, namespaces);
    }
    let objects = namespaces.get(namespace);
    if (objects === undefined) {
      objects = new Map();
      namespaces.set(namespace, objects);
    }
    objects.set(name, object);
  }

  delete(kind: Kind, namespace: string, name: string): void {
    this.#kinds.get(kind)?.get(namespace)?.delete(name);
  }

  /** All objects of a kind, or those of one namespace, unsorted. */
  all(kind: Kind, namespace = ''): Iterable<KubeObject> {
    const namespaces = this.#kinds.get(kind);
    if (namespaces === undefined) return NONE;
    if (namespace !== '') return namespaces.get(namespace)?.values() ?? NONE;
    const lists = [...namespaces.values()];
    return lists.length === 1 ? (lists[0]?.values() ?? NONE) : lists.flatMap((objects) => [...objects.values()]);
  }

  count(kind: Kind): number {
    let sum = 0;
    for (const objects of this.#kinds.get(kind)?.values() ?? []) sum += objects.size;
    return sum;
  }

  data(): ObjectsByKind {
    return [...this.#kinds.keys()].map((kind) => [kind, [...this.all(kind)]] as const);
  }
}
