/**
 * The informer cache that all actors share: the cluster as of the watch events delivered so far, with the indexes and counts
 * that keep a pass from listing the cluster. It lags behind the store by the watch latency.
 */
import type { Kind, ListOptions, ObjectKey } from '../api/client.ts';
import type { Pod } from '../api/core.ts';
import { formatKey } from '../api/key.ts';
import type { KubeObject } from '../api/meta.ts';
import type { Cache, Change, PodGroup } from './actor.ts';
import { selects } from './apiserver/selection.ts';
import { PodGroups } from './podGroups.ts';

type Index = Map<string, Map<string, KubeObject>>;

/** An index as data: bucket, then the keys of its objects in order. */
export type IndexData = readonly (readonly [bucket: string, keys: readonly string[]])[];

export interface CacheData {
  readonly objects: readonly (readonly [kind: Kind, objects: readonly KubeObject[]])[];
  readonly owners: IndexData;
  readonly orphans: IndexData;
  readonly nodes: IndexData;
}

const NONE: ReadonlyMap<string, KubeObject> = new Map();

function put(index: Index, bucket: string, key: string, object: KubeObject): void {
  let objects = index.get(bucket);
  if (objects === undefined) {
    objects = new Map();
    index.set(bucket, objects);
  }
  objects.set(key, object);
}

function drop(index: Index, bucket: string, key: string): void {
  const objects = index.get(bucket);
  if (objects === undefined) return;
  objects.delete(key);
  if (objects.size === 0) index.delete(bucket);
}

function controllerOf(object: KubeObject): string | undefined {
  return object.metadata.ownerReferences?.find((reference) => reference.controller === true)?.uid;
}

function orphanBucket(object: KubeObject): string | undefined {
  if (object.kind !== 'ReplicaSet' && object.kind !== 'Pod') return undefined;
  return controllerOf(object) === undefined ? `${object.kind}/${object.metadata.namespace ?? ''}` : undefined;
}

function nodeOf(object: KubeObject): string | undefined {
  return object.kind === 'Pod' ? (object as Pod).spec.nodeName : undefined;
}

export class InformerCache implements Cache {
  readonly #kinds = new Map<string, Map<string, KubeObject>>();
  /** Every object by the uid of each of its owners. */
  readonly #owners: Index = new Map();
  readonly #orphans: Index = new Map();
  readonly #nodes: Index = new Map();
  readonly #podGroups = new PodGroups();

  constructor(data?: CacheData) {
    if (data === undefined) return;
    for (const [kind, objects] of data.objects) {
      this.#kinds.set(kind, new Map(objects.map((object) => [keyOfObject(object), object])));
      if (kind === 'Pod') for (const pod of objects) this.#podGroups.change(undefined, pod as Pod);
    }
    this.#fill(this.#owners, data.owners);
    this.#fill(this.#orphans, data.orphans);
    this.#fill(this.#nodes, data.nodes);
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#kinds.get(key.kind)?.get(formatKey(key));
  }

  list(kind: Kind, options: ListOptions = {}): readonly KubeObject[] {
    const matches = selects(options);
    return [...(this.#kinds.get(kind) ?? NONE).values()].filter(matches);
  }

  podGroups(ownerUid: string): readonly PodGroup[] {
    return this.#podGroups.of(ownerUid);
  }

  *ownedBy(kind: 'ReplicaSet' | 'Pod', ownerUid: string): Iterable<KubeObject> {
    for (const object of (this.#owners.get(ownerUid) ?? NONE).values()) {
      if (object.kind === kind && controllerOf(object) === ownerUid) yield object;
    }
  }

  dependents(ownerUid: string): Iterable<KubeObject> {
    return (this.#owners.get(ownerUid) ?? NONE).values();
  }

  orphans(kind: 'ReplicaSet' | 'Pod', namespace: string): Iterable<KubeObject> {
    return (this.#orphans.get(`${kind}/${namespace}`) ?? NONE).values();
  }

  podsOnNode(node: string): Iterable<Pod> {
    return (this.#nodes.get(node) ?? NONE).values() as Iterable<Pod>;
  }

  /** Takes in one watch event. */
  apply(change: Change): void {
    const { object } = change;
    // A deletion carries the last version only, which is the one that is held here.
    const old = change.type === 'deleted' ? object : change.old;
    const key = keyOfObject(object);
    let objects = this.#kinds.get(object.kind);
    if (objects === undefined) {
      objects = new Map();
      this.#kinds.set(object.kind, objects);
    }
    const after = change.type === 'deleted' ? undefined : object;
    if (after === undefined) objects.delete(key);
    else objects.set(key, after);
    this.#reindex(key, old, after);
    if (object.kind === 'Pod') this.#podGroups.change(old as Pod | undefined, after as Pod | undefined);
  }

  data(): CacheData {
    const indexData = (index: Index): IndexData => [...index].map(([bucket, objects]) => [bucket, [...objects.keys()]] as const);
    return {
      objects: [...this.#kinds].map(([kind, objects]) => [kind as Kind, [...objects.values()]] as const),
      owners: indexData(this.#owners),
      orphans: indexData(this.#orphans),
      nodes: indexData(this.#nodes),
    };
  }

  #reindex(key: string, old: KubeObject | undefined, after: KubeObject | undefined): void {
    for (const { uid } of old?.metadata.ownerReferences ?? []) {
      if (after?.metadata.ownerReferences?.some((reference) => reference.uid === uid) !== true) drop(this.#owners, uid, key);
    }
    for (const { uid } of after?.metadata.ownerReferences ?? []) if (after !== undefined) put(this.#owners, uid, key, after);
    moveIn(this.#orphans, key, old && orphanBucket(old), after && orphanBucket(after), after);
    moveIn(this.#nodes, key, old && nodeOf(old), after && nodeOf(after), after);
  }

  #fill(index: Index, data: IndexData): void {
    for (const [bucket, keys] of data) {
      for (const key of keys) {
        const object = this.#kinds.get(key.slice(0, key.indexOf('/')))?.get(key);
        if (object !== undefined) put(index, bucket, key, object);
      }
    }
  }
}

function keyOfObject(object: KubeObject): string {
  return `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

function moveIn(index: Index, key: string, from: string | undefined, to: string | undefined, object: KubeObject | undefined): void {
  if (from !== undefined && from !== to) drop(index, from, key);
  if (to !== undefined && object !== undefined) put(index, to, key, object);
}
