/** The whole picture of a moment, kept up to date by what changed. What did not change keeps its identity. */
import type { Deployment, ReplicaSet } from '../api/apps.ts';
import type { ObjectKey } from '../api/client.ts';
import type { Node } from '../api/core.ts';
import { deepEqual } from '../base/equal.ts';
import type { SimTime } from '../engine/setup.ts';
import { ChangeCollector, type Changes } from './changes.ts';
import { deriveDeployment, type OwnedReplicaSet } from './deployments.ts';
import type { History } from './history.ts';
import { deriveNode, isNodeLost } from './nodes.ts';
import { type OwnerFacts, PodBook } from './podBook.ts';
import { deriveReplicaSet, findNewReplicaSet } from './replicaSets.ts';
import { type DeploymentView, type NodeView, type PodView, RAIL_PODS_MAX, type ReplicaSetFacts } from './view.ts';
import { controllerUid, revisionOf, uidOf, type Words, type World } from './world.ts';

export interface Drawn {
  /** All of them, in the order of their creation; the same array while none changed. */
  readonly deployments: readonly DeploymentView[];
  readonly nodes: readonly NodeView[];
  /** Since the last picture; undefined when nothing changed. */
  readonly replicaSets: Changes<ReplicaSetFacts> | undefined;
  readonly pods: Changes<PodView> | undefined;
  /** Time alone changes the picture at this moment; undefined: never. */
  readonly until: SimTime | undefined;
}

interface Lane {
  readonly replicaSet: ReplicaSet;
  readonly isNew: boolean;
  readonly facts: OwnerFacts;
}

export class Picture {
  readonly #words: Words;
  readonly #history: History;
  readonly #pods: PodBook;
  /** By uid of the ReplicaSet. */
  #lanes: ReadonlyMap<string, Lane> = new Map();
  readonly #replicaSets = new Map<string, ReplicaSetFacts>();
  readonly #deployments = new Map<string, DeploymentView>();
  #inputs = new Map<string, readonly unknown[]>();
  #shown: readonly DeploymentView[] = [];
  #nodes: readonly NodeView[] = [];
  #lost = new Set<string>();

  constructor(history: History, words: Words) {
    this.#history = history;
    this.#words = words;
    this.#pods = new PodBook(history.slots, words);
  }

  /** How many pods the last picture showed. */
  get podCount(): number {
    return this.#pods.size;
  }

  /** `keys`: what was written since the last picture; undefined: compare everything (the first time, and after the clock was set). */
  draw(world: World, step: number, keys: readonly ObjectKey[] | undefined): Drawn {
    const deployments = world
      .list('Deployment')
      .map((object) => object as Deployment)
      .sort(oldestFirst);
    const nodes = world.list('Node').map((object) => object as Node);
    const before = this.#lanes;
    this.#lanes = lanesOf(deployments, world);
    const isLossNew = this.#takeLost(nodes);
    const pods = this.#pods.update(world, isLossNew ? undefined : keys, this.#ownerFacts(), staleOwners(before, this.#lanes), this.#lost);
    return {
      replicaSets: this.#drawReplicaSets(world),
      pods,
      deployments: this.#drawDeployments(world, step, deployments),
      nodes: this.#drawNodes(nodes),
      until: this.#pods.until,
    };
  }

  #ownerFacts(): ReadonlyMap<string, OwnerFacts> {
    return new Map([...this.#lanes].map(([uid, { facts }]) => [uid, facts]));
  }

  /** True when another set of nodes is lost than before. */
  #takeLost(nodes: readonly Node[]): boolean {
    const lost = new Set(nodes.filter(isNodeLost).map(({ metadata }) => metadata.name));
    const isSame = lost.size === this.#lost.size && [...lost].every((name) => this.#lost.has(name));
    this.#lost = lost;
    return !isSame;
  }

  #drawReplicaSets({ startTime }: World): Changes<ReplicaSetFacts> | undefined {
    const collector = new ChangeCollector<ReplicaSetFacts>();
    for (const [uid, { replicaSet, isNew }] of this.#lanes) {
      let leaving = 0;
      for (const { state } of this.#pods.row(uid).values()) if (state === 'leaving') leaving += 1;
      const view = deriveReplicaSet(replicaSet, { startTime, isNew, leaving });
      if (deepEqual(view, this.#replicaSets.get(uid))) continue;
      this.#replicaSets.set(uid, view);
      collector.upsert(view);
    }
    for (const uid of this.#replicaSets.keys()) {
      if (this.#lanes.has(uid)) continue;
      this.#replicaSets.delete(uid);
      collector.remove(uid);
    }
    return collector.changes();
  }

  #drawDeployments(world: World, step: number, deployments: readonly Deployment[]): readonly DeploymentView[] {
    const inputs = new Map<string, readonly unknown[]>();
    const views = deployments.map((deployment) => {
      const uid = uidOf(deployment);
      const lanes = [...this.#lanes].filter(([, { replicaSet }]) => controllerUid(replicaSet, 'Deployment') === uid);
      const did = this.#history.didOf(`${deployment.metadata.namespace ?? ''}/${deployment.metadata.name}`, step);
      const retryAt = this.#retryAt(lanes, step);
      const now = [deployment, did, retryAt, ...lanes.flatMap(([, { replicaSet, isNew }]) => [replicaSet, isNew])];
      inputs.set(uid, now);
      const before = this.#deployments.get(uid);
      const known = this.#inputs.get(uid);
      const isSame = known !== undefined && known.length === now.length && now.every((value, index) => value === known[index]);
      if (before !== undefined && isSame && !lanes.some(([owner]) => this.#pods.touchedOwners.has(owner))) return before;
      const owned = lanes.map(([owner, lane]) => this.#owned(owner, lane)).sort(newestFirst);
      const view = deriveDeployment(deployment, { startTime: world.startTime, owned, did, retryAt }, this.#words);
      return before !== undefined && deepEqual(before, view) ? before : view;
    });
    this.#inputs = inputs;
    this.#deployments.clear();
    for (const view of views) this.#deployments.set(view.uid, view);
    if (!isSameList(views, this.#shown)) this.#shown = views;
    return this.#shown;
  }

  /** Pods in the order of their slots as long as each is drawn by itself. */
  #owned(uid: string, { replicaSet, isNew }: Lane): OwnedReplicaSet {
    const pods = [...this.#pods.row(uid).values()];
    if (pods.length <= RAIL_PODS_MAX) pods.sort((a, b) => a.slot - b.slot);
    return { replicaSet, isNew, pods };
  }

  #retryAt(lanes: readonly (readonly [string, Lane])[], step: number): SimTime | undefined {
    const retries = lanes.flatMap(([, { replicaSet }]) => {
      const { namespace = '', name } = replicaSet.metadata;
      return this.#history.retryOf(`${namespace}/${name}`, step) ?? [];
    });
    return retries.length === 0 ? undefined : Math.min(...retries);
  }

  #drawNodes(nodes: readonly Node[]): readonly NodeView[] {
    const counts = this.#pods.countByNode();
    const views = nodes.map((node, index) => {
      const view = deriveNode(node, counts.get(node.metadata.name) ?? 0);
      const before = this.#nodes[index];
      return before !== undefined && deepEqual(before, view) ? before : view;
    });
    if (!isSameList(views, this.#nodes)) this.#nodes = views;
    return this.#nodes;
  }
}

function lanesOf(deployments: readonly Deployment[], world: World): ReadonlyMap<string, Lane> {
  const replicaSets = world.list('ReplicaSet').map((object) => object as ReplicaSet);
  const owned = new Map<string, ReplicaSet[]>(deployments.map((deployment) => [uidOf(deployment), []]));
  for (const replicaSet of replicaSets) owned.get(controllerUid(replicaSet, 'Deployment') ?? '')?.push(replicaSet);
  const fresh = new Set(deployments.map((deployment) => findNewReplicaSet(deployment, owned.get(uidOf(deployment)) ?? [])));
  return new Map(
    replicaSets.map((replicaSet) => {
      const facts = { revision: revisionOf(replicaSet), minReadySeconds: replicaSet.spec.minReadySeconds ?? 0 };
      return [uidOf(replicaSet), { replicaSet, isNew: fresh.has(replicaSet), facts }];
    }),
  );
}

/** ReplicaSets whose pods look different because of them. */
function staleOwners(before: ReadonlyMap<string, Lane>, after: ReadonlyMap<string, Lane>): readonly string[] {
  const uids = new Set([...before.keys(), ...after.keys()]);
  return [...uids].filter((uid) => !deepEqual(before.get(uid)?.facts, after.get(uid)?.facts));
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** By revision, then by age and name: the order of the lanes. */
function newestFirst(a: OwnedReplicaSet, b: OwnedReplicaSet): number {
  const byRevision = (revisionOf(b.replicaSet) ?? 0) - (revisionOf(a.replicaSet) ?? 0);
  if (byRevision !== 0) return byRevision;
  const [left, right] = [a.replicaSet.metadata, b.replicaSet.metadata];
  const [mine, other] = [`${left.creationTimestamp ?? ''} ${left.name}`, `${right.creationTimestamp ?? ''} ${right.name}`];
  return mine < other ? 1 : -1;
}

function oldestFirst({ metadata: a }: Deployment, { metadata: b }: Deployment): number {
  const [left, right] = [`${a.creationTimestamp ?? ''} ${a.namespace}/${a.name}`, `${b.creationTimestamp ?? ''} ${b.namespace}/${b.name}`];
  return left < right ? -1 : 1;
}
