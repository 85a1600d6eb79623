/** The whole picture of a moment. What did not change since the last one keeps its identity. */
import type { Deployment, ReplicaSet } from '../api/apps.ts';
import type { Node, Pod } from '../api/core.ts';
import { keyOf } from '../api/key.ts';
import type { SimTime } from '../engine/setup.ts';
import { deriveDeployment, type OwnedReplicaSet } from './deployments.ts';
import type { History } from './history.ts';
import { Memo } from './memo.ts';
import { deriveNode, isNodeLost } from './nodes.ts';
import { derivePod } from './pods.ts';
import { deriveReplicaSet, findNewReplicaSet } from './replicaSets.ts';
import type { DeploymentView, NodeView, PodView, ReplicaSetFacts } from './view.ts';
import { controllerUid, revisionOf, uidOf, type Words, type World } from './world.ts';

export interface Drawn {
  /** In the order of their creation. */
  readonly deployments: readonly DeploymentView[];
  readonly replicaSets: readonly ReplicaSetFacts[];
  readonly pods: readonly PodView[];
  readonly nodes: readonly NodeView[];
  /** Time alone changes the picture at this moment; undefined: never. */
  readonly until: SimTime | undefined;
}

/** What is known of a ReplicaSet before its pods are drawn. */
interface Row {
  readonly replicaSet: ReplicaSet;
  readonly isNew: boolean;
  readonly pods: PodView[];
}

export class Picture {
  readonly #words: Words;
  readonly #history: History;
  readonly #pods = new Memo<PodView>();
  readonly #replicaSets = new Memo<ReplicaSetFacts>();
  readonly #deployments = new Memo<DeploymentView>();
  readonly #nodes = new Memo<NodeView>();

  constructor(history: History, words: Words) {
    this.#history = history;
    this.#words = words;
  }

  draw(world: World, step: number): Drawn {
    for (const memo of [this.#pods, this.#replicaSets, this.#deployments, this.#nodes]) memo.begin();
    const deployments = world
      .list('Deployment')
      .map((object) => object as Deployment)
      .sort(oldestFirst);
    const rows = rowsOf(deployments, world);
    const nodes = world.list('Node').map((object) => object as Node);
    const pods = this.#drawPods(world, rows, nodes);
    const replicaSets = [...rows.values()].map((row) => this.#drawReplicaSet(world, row));
    const drawn: Drawn = {
      deployments: deployments.map((deployment) => this.#drawDeployment(world, step, deployment, rows)),
      replicaSets,
      pods,
      nodes: this.#drawNodes(world, nodes, pods),
      until: this.#pods.until,
    };
    for (const memo of [this.#pods, this.#replicaSets, this.#deployments, this.#nodes]) memo.sweep();
    return drawn;
  }

  #drawPods(world: World, rows: ReadonlyMap<string, Row>, nodes: readonly Node[]): readonly PodView[] {
    const lost = new Set(nodes.filter(isNodeLost).map(({ metadata }) => metadata.name));
    const views = world.list('Pod').map((object) => this.#drawPod(world, object as Pod, rows, lost));
    // Rows in the order of their slots, whatever order the store lists pods in.
    for (const { pods } of rows.values()) pods.sort((a, b) => a.slot - b.slot);
    return views;
  }

  #drawPod(world: World, pod: Pod, rows: ReadonlyMap<string, Row>, lost: ReadonlySet<string>): PodView {
    const uid = uidOf(pod);
    const owner = controllerUid(pod, 'ReplicaSet');
    const row = owner === undefined ? undefined : rows.get(owner);
    const slot = owner === undefined ? 0 : this.#history.slots.slotOf(uid);
    const outlook = world.outlook(keyOf(pod));
    const revision = row === undefined ? undefined : revisionOf(row.replicaSet);
    const minReadySeconds = row?.replicaSet.spec.minReadySeconds ?? 0;
    const isLost = lost.has(pod.spec.nodeName ?? '');
    const { now, startTime, minor } = world;
    const inputs = [pod, owner, slot, revision, minReadySeconds, isLost, outlook?.stage, outlook?.since, outlook?.until];
    const view = this.#pods.get(uid, now, inputs, () =>
      derivePod(pod, { now, startTime, minor, minReadySeconds, isNodeLost: isLost, owner, revision, slot, outlook }, this.#words),
    );
    row?.pods.push(view);
    return view;
  }

  #drawReplicaSet({ now, startTime }: World, { replicaSet, isNew, pods }: Row): ReplicaSetFacts {
    const leaving = pods.reduce((count, { state }) => (state === 'leaving' ? count + 1 : count), 0);
    return this.#replicaSets.get(uidOf(replicaSet), now, [replicaSet, isNew, leaving], () => ({
      view: deriveReplicaSet(replicaSet, { startTime, isNew, leaving }),
    }));
  }

  #drawDeployment({ now, startTime }: World, step: number, deployment: Deployment, rows: ReadonlyMap<string, Row>): DeploymentView {
    const uid = uidOf(deployment);
    const key = `${deployment.metadata.namespace ?? ''}/${deployment.metadata.name}`;
    const owned: OwnedReplicaSet[] = [...rows.values()].filter(({ replicaSet }) => controllerUid(replicaSet, 'Deployment') === uid);
    owned.sort(newestFirst);
    const did = this.#history.didOf(key, step);
    const retries = owned.flatMap(
      ({ replicaSet }) => this.#history.retryOf(`${replicaSet.metadata.namespace ?? ''}/${replicaSet.metadata.name}`, step) ?? [],
    );
    const retryAt = retries.length === 0 ? undefined : Math.min(...retries);
    const inputs = [deployment, did, retryAt, ...owned.flatMap(({ replicaSet, isNew, pods }) => [replicaSet, isNew, ...pods])];
    return this.#deployments.get(uid, now, inputs, () => ({
      view: deriveDeployment(deployment, { startTime, owned, did, retryAt }, this.#words),
    }));
  }

  #drawNodes(world: World, nodes: readonly Node[], pods: readonly PodView[]): readonly NodeView[] {
    const counts = new Map<string, number>();
    for (const { node } of pods) if (node !== undefined) counts.set(node, (counts.get(node) ?? 0) + 1);
    return nodes.map((node) => {
      const count = counts.get(node.metadata.name) ?? 0;
      return this.#nodes.get(uidOf(node), world.now, [node, count], () => ({ view: deriveNode(node, count) }));
    });
  }
}

function rowsOf(deployments: readonly Deployment[], world: World): ReadonlyMap<string, Row> {
  const replicaSets = world.list('ReplicaSet').map((object) => object as ReplicaSet);
  const owned = new Map<string, ReplicaSet[]>();
  for (const replicaSet of replicaSets) {
    const owner = controllerUid(replicaSet, 'Deployment');
    if (owner === undefined) continue;
    const siblings = owned.get(owner);
    if (siblings === undefined) owned.set(owner, [replicaSet]);
    else siblings.push(replicaSet);
  }
  const fresh = new Set(deployments.map((deployment) => findNewReplicaSet(deployment, owned.get(uidOf(deployment)) ?? [])));
  return new Map(replicaSets.map((replicaSet) => [uidOf(replicaSet), { replicaSet, isNew: fresh.has(replicaSet), pods: [] }]));
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
