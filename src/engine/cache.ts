/**
 * The informer cache that all actors share: the cluster as of the watch events delivered so far, with the indexes and counts
 * that keep a pass from listing the cluster. It lags behind the store by the watch latency.
 */
import type { Kind, ListOptions, ObjectKey } from '../api/client.ts';
import type { Pod } from '../api/core.ts';
import type { KubeObject } from '../api/meta.ts';
import type { Cache, Change, OwnedPod, PodGroup } from './actor.ts';
import { selects } from './apiserver/selection.ts';
import { type ObjectsByKind, ObjectTable } from './objectTable.ts';
import { PodGroups } from './podGroups.ts';

type Index = Map<string, Map<string, KubeObject>>;

/** An index as data: bucket, then the uids of its objects in order. */
export type IndexData = readonly (readonly [bucket: string, uids: readonly string[]])[];

export interface CacheData {
  readonly objects: ObjectsByKind;
  readonly owners: IndexData;
  readonly orphans: IndexData;
  readonly nodes: IndexData;
}

const NONE: ReadonlyMap<string, KubeObject> = new Map();

function put(index: Index, bucket: string, uid: string, object: KubeObject): void {
  let objects = index.get(bucket);
  if (objects === undefined) {
    objects = new Map();
    index.set(bucket, objects);
  }
  objects.set(uid, object);
}

function drop(index: Index, bucket: string, uid: string): void {
  const objects = index.get(bucket);
  if (objects === undefined) return;
  objects.delete(uid);
  if (objects.size === 0) index.delete(bucket);
}

function controllerOf(object: KubeObject): string | undefined {
  const references = object.metadata.ownerReferences;
  if (references === undefined) return undefined;
  for (const { controller, uid } of references) if (controller === true) return uid;
  return undefined;
}

function orphanBucket(object: KubeObject): string | undefined {
  if (object.kind !== 'ReplicaSet' && object.kind !== 'Pod') return undefined;
  return controllerOf(object) === undefined ? `${object.kind}/${object.metadata.namespace ?? ''}` : undefined;
}

function nodeOf(object: KubeObject): string | undefined {
  return object.kind === 'Pod' ? (object as Pod).spec.nodeName : undefined;
}

export class InformerCache implements Cache {
  readonly #objects: ObjectTable;
  /** Every object by the uid of each of its owners. */
  readonly #owners: Index = new Map();
  readonly #orphans: Index = new Map();
  readonly #nodes: Index = new Map();
  readonly #podGroups = new PodGroups();

  constructor(data?: CacheData) {
    this.#objects = new ObjectTable(data?.objects);
    if (data === undefined) return;
    const byUid = new Map(data.objects.flatMap(([, objects]) => objects.map((object) => [uidOf(object), object] as const)));
    fill(this.#owners, data.owners, byUid);
    this.#countPods();
    fill(this.#orphans, data.orphans, byUid);
    fill(this.#nodes, data.nodes, byUid);
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#objects.get(key);
  }

  list(kind: Kind, options: ListOptions = {}): readonly KubeObject[] {
    const matches = selects(options);
    return [...this.#objects.all(kind, options.namespace)].filter(matches);
  }

  podGroups(ownerUid: string): readonly PodGroup[] {
    return this.#podGroups.of(ownerUid);
  }

  ownedPods(ownerUid: string): Iterable<OwnedPod> {
    return this.#podGroups.pods(ownerUid);
  }

  ownedBy(kind: 'ReplicaSet' | 'Pod', ownerUid: string): readonly KubeObject[] {
    const owned: KubeObject[] = [];
    for (const object of (this.#owners.get(ownerUid) ?? NONE).values()) {
      if (object.kind === kind && controllerOf(object) === ownerUid) owned.push(object);
    }
    return owned;
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
  apply({ type, object, old }: Change): void {
    const { namespace = '', name } = object.metadata;
    const after = type === 'deleted' ? undefined : object;
    if (after === undefined) this.#objects.delete(object.kind as Kind, namespace, name);
    else this.#objects.set(object.kind as Kind, namespace, name, after);
    const before = type === 'deleted' ? object : old;
    this.#reindex(uidOf(object), before, after);
    if (object.kind === 'Pod') this.#podGroups.change(before as Pod | undefined, after as Pod | undefined);
  }

  data(): CacheData {
    const indexData = (index: Index): IndexData => [...index].map(([bucket, objects]) => [bucket, [...objects.keys()]] as const);
    return {
      objects: this.#objects.data(),
      owners: indexData(this.#owners),
      orphans: indexData(this.#orphans),
      nodes: indexData(this.#nodes),
    };
  }

  /** Counts the pods of every controller in the order of the index, which is that in which they came. */
  #countPods(): void {
    for (const [owner, objects] of this.#owners) {
      for (const object of objects.values()) {
        if (object.kind === 'Pod' && controllerOf(object) === owner) this.#podGroups.change(undefined, object as Pod);
      }
    }
  }

  #reindex(uid: string, old: KubeObject | undefined, after: KubeObject | undefined): void {
    const owners = old?.metadata.ownerReferences;
    const ownersNow = after?.metadata.ownerReferences;
    if (owners !== undefined && owners !== ownersNow) {
      for (const owner of owners) if (ownersNow?.some((each) => each.uid === owner.uid) !== true) drop(this.#owners, owner.uid, uid);
    }
    if (ownersNow !== undefined && after !== undefined) for (const owner of ownersNow) put(this.#owners, owner.uid, uid, after);
    moveIn(this.#orphans, uid, old && orphanBucket(old), after && orphanBucket(after), after);
    moveIn(this.#nodes, uid, old && nodeOf(old), after && nodeOf(after), after);
  }
}

function uidOf(object: KubeObject): string {
  return object.metadata.uid ?? '';
}

function fill(index: Index, data: IndexData, byUid: ReadonlyMap<string, KubeObject>): void {
  for (const [bucket, uids] of data) {
    for (const uid of uids) {
      const object = byUid.get(uid);
      if (object !== undefined) put(index, bucket, uid, object);
    }
  }
}

function moveIn(index: Index, uid: string, from: string | undefined, to: string | undefined, object: KubeObject | undefined): void {
  if (from !== undefined && from !== to) drop(index, from, uid);
  if (to !== undefined && object !== undefined) put(index, to, uid, object);
}
