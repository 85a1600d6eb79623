/** The views of all pods, kept up to date by what changed. */
import type { ObjectKey } from '../api/client.ts';
import type { Pod } from '../api/core.ts';
import { keyOf } from '../api/key.ts';
import { deepEqual } from '../base/equal.ts';
import type { SimTime } from '../engine/setup.ts';
import { ChangeCollector, type Changes } from './changes.ts';
import { derivePod } from './pods.ts';
import type { SlotBook } from './slots.ts';
import type { PodView } from './view.ts';
import { controllerUid, uidOf, type Words, type World } from './world.ts';

/** What a pod's view takes from its ReplicaSet. */
export interface OwnerFacts {
  readonly revision: number | undefined;
  readonly minReadySeconds: number;
}

interface DrawnPod {
  readonly key: ObjectKey;
  readonly view: PodView;
}

const NO_PODS: ReadonlyMap<string, PodView> = new Map();

export class PodBook {
  readonly #words: Words;
  readonly #slots: SlotBook;
  readonly #drawn = new Map<string, DrawnPod>();
  readonly #uids = new Map<string, string>();
  /** By owner; '' holds those without one. */
  readonly #rows = new Map<string, Map<string, PodView>>();
  /** When time alone changes a pod's view. */
  readonly #due = new Map<string, SimTime>();
  #touched = new Set<string>();

  constructor(slots: SlotBook, words: Words) {
    this.#slots = slots;
    this.#words = words;
  }

  /** The owners that got, lost or kept a pod that looks different since the last update; '' for none. */
  get touchedOwners(): ReadonlySet<string> {
    return this.#touched;
  }

  /** When the first of the views stops holding although nothing is written. */
  get until(): SimTime | undefined {
    return this.#due.size === 0 ? undefined : Math.min(...this.#due.values());
  }

  /** How many pods there are. */
  get size(): number {
    return this.#drawn.size;
  }

  /** The pods of one owner ('' = of none), in no order. */
  row(owner: string): ReadonlyMap<string, PodView> {
    return this.#rows.get(owner) ?? NO_PODS;
  }

  /** How many pods each node holds. */
  countByNode(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { view } of this.#drawn.values()) if (view.node !== undefined) counts.set(view.node, (counts.get(view.node) ?? 0) + 1);
    return counts;
  }

  /**
   * Draws again what may look different: the pods among `keys` (all when undefined), those of `staleOwners`, and those whose time has come.
   * Returns what changed; a view that says the same as before keeps its identity.
   */
  update(
    world: World,
    keys: readonly ObjectKey[] | undefined,
    owners: ReadonlyMap<string, OwnerFacts>,
    staleOwners: Iterable<string>,
    lostNodes: ReadonlySet<string>,
  ): Changes<PodView> | undefined {
    const collector = new ChangeCollector<PodView>();
    this.#touched = new Set();
    for (const key of this.#stale(world, keys, staleOwners)) {
      const pod = world.get(key) as Pod | undefined;
      const known = this.#uids.get(nameOf(key));
      if (known !== undefined && known !== (pod === undefined ? undefined : uidOf(pod))) {
        this.#drop(known);
        collector.remove(known);
      }
      if (pod === undefined) continue;
      const view = this.#draw(world, key, pod, owners, lostNodes);
      if (view !== undefined) collector.upsert(view);
    }
    return collector.changes();
  }

  #stale(world: World, keys: readonly ObjectKey[] | undefined, staleOwners: Iterable<string>): Iterable<ObjectKey> {
    const stale = new Map<string, ObjectKey>();
    const add = (key: ObjectKey): void => void stale.set(nameOf(key), key);
    if (keys === undefined) {
      for (const pod of world.list('Pod')) add(keyOf(pod));
      for (const { key } of this.#drawn.values()) add(key);
      return stale.values();
    }
    for (const key of keys) if (key.kind === 'Pod') add(key);
    for (const owner of staleOwners) for (const uid of this.row(owner).keys()) this.#addDrawn(uid, add);
    for (const [uid, at] of this.#due) if (at <= world.now) this.#addDrawn(uid, add);
    return stale.values();
  }

  #addDrawn(uid: string, add: (key: ObjectKey) => void): void {
    const drawn = this.#drawn.get(uid);
    if (drawn !== undefined) add(drawn.key);
  }

  /** The new view; undefined when the pod looks as before. */
  #draw(
    world: World,
    key: ObjectKey,
    pod: Pod,
    owners: ReadonlyMap<string, OwnerFacts>,
    lostNodes: ReadonlySet<string>,
  ): PodView | undefined {
    const uid = uidOf(pod);
    const owner = controllerUid(pod, 'ReplicaSet');
    const facts = owner === undefined ? undefined : owners.get(owner);
    const { view, until } = derivePod(
      pod,
      {
        now: world.now,
        startTime: world.startTime,
        minor: world.minor,
        owner,
        revision: facts?.revision,
        minReadySeconds: facts?.minReadySeconds ?? 0,
        slot: owner === undefined ? 0 : this.#slots.slotOf(uid),
        isNodeLost: lostNodes.has(pod.spec.nodeName ?? ''),
        outlook: world.outlook(key),
      },
      this.#words,
    );
    if (until === undefined) this.#due.delete(uid);
    else this.#due.set(uid, until);
    const before = this.#drawn.get(uid)?.view;
    if (before !== undefined && deepEqual(before, view)) return undefined;
    if (before !== undefined && before.owner !== view.owner) this.#leaveRow(before);
    this.#touched.add(view.owner ?? '');
    this.#drawn.set(uid, { key, view });
    this.#uids.set(nameOf(key), uid);
    this.#rowOf(view.owner ?? '').set(uid, view);
    return view;
  }

  #drop(uid: string): void {
    const drawn = this.#drawn.get(uid);
    if (drawn === undefined) return;
    this.#leaveRow(drawn.view);
    this.#drawn.delete(uid);
    this.#uids.delete(nameOf(drawn.key));
    this.#due.delete(uid);
  }

  #leaveRow({ uid, owner = '' }: PodView): void {
    const row = this.#rows.get(owner);
    row?.delete(uid);
    if (row?.size === 0) this.#rows.delete(owner);
    this.#touched.add(owner);
  }

  #rowOf(owner: string): Map<string, PodView> {
    const known = this.#rows.get(owner);
    if (known !== undefined) return known;
    const row = new Map<string, PodView>();
    this.#rows.set(owner, row);
    return row;
  }
}

function nameOf({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}
