// Takes a frame into the picture of the cluster. Whatever the frame does not name keeps its identity.
import type { ChartPoint, EventView, PodView, ReplicaSetView } from '../picture/view.ts';
import type { Frame } from '../worker/protocol.ts';
import type { ClusterState } from './state.ts';

export const emptyCluster: ClusterState = {
  loaded: false,
  deployments: [],
  replicaSets: new Map(),
  pods: new Map(),
  looseReplicaSets: [],
  loosePods: [],
  nodes: [],
  events: [],
  followed: null,
  chart: [],
  inspected: null,
  why: null,
  revision: 0,
  jumps: 0,
};

/** The cluster after `frame`. Returns `before` itself when the frame holds nothing about the cluster (the clock alone moved). */
export function clusterWith(before: ClusterState, frame: Frame): ClusterState {
  if (!tellsOfCluster(frame) && before.loaded) return before;
  const base = frame.reset ? emptyCluster : before;
  const pods = merge(base.pods, frame.pods);
  const replicaSets = withSlots(base, frame, pods);
  return {
    loaded: true,
    deployments: frame.deployments ?? base.deployments,
    replicaSets,
    pods,
    looseReplicaSets: frame.replicaSets === undefined ? base.looseReplicaSets : loose(replicaSets, base.looseReplicaSets),
    loosePods: tellsOfLoosePods(base, frame) ? loose(pods, base.loosePods) : base.loosePods,
    nodes: frame.nodes ?? base.nodes,
    events: frame.events === undefined ? base.events : mergeEvents(base.events, frame.events),
    followed: frame.followed === undefined ? base.followed : frame.followed,
    chart: frame.chart === undefined ? base.chart : frame.chart.reset ? frame.chart.points : joined(base.chart, frame.chart.points),
    inspected: frame.inspected === undefined ? base.inspected : frame.inspected,
    why: frame.why === undefined ? base.why : frame.why,
    revision: frame.revision,
    jumps: frame.reset || frame.jump ? before.jumps + 1 : before.jumps,
  };
}

function tellsOfCluster(frame: Frame): boolean {
  return (
    frame.reset ||
    frame.jump ||
    frame.deployments !== undefined ||
    frame.replicaSets !== undefined ||
    frame.pods !== undefined ||
    frame.nodes !== undefined ||
    frame.events !== undefined ||
    frame.followed !== undefined ||
    frame.chart !== undefined ||
    frame.inspected !== undefined ||
    frame.why !== undefined
  );
}

interface Change<T> {
  readonly upserted: readonly T[];
  readonly removed: readonly string[];
}

function merge<T extends { readonly uid: string }>(before: ReadonlyMap<string, T>, change: Change<T> | undefined): ReadonlyMap<string, T> {
  if (change === undefined) return before;
  const after = new Map(before);
  for (const uid of change.removed) after.delete(uid);
  for (const view of change.upserted) after.set(view.uid, view);
  return after;
}

/** The ReplicaSets with their rows. A row is made anew only when a pod took or left a place in it, and then from the row of before. */
function withSlots(base: ClusterState, frame: Frame, pods: ReadonlyMap<string, PodView>): ReadonlyMap<string, ReplicaSetView> {
  if (frame.replicaSets === undefined && frame.pods === undefined) return base.replicaSets;
  const after = new Map(base.replicaSets);
  for (const uid of frame.replicaSets?.removed ?? []) after.delete(uid);
  for (const facts of frame.replicaSets?.upserted ?? []) {
    after.set(facts.uid, { ...facts, slots: base.replicaSets.get(facts.uid)?.slots ?? rowOf(facts.uid, pods) });
  }
  for (const [owner, row] of rowsTouched(base, frame)) {
    const replicaSet = after.get(owner);
    if (replicaSet !== undefined) after.set(owner, { ...replicaSet, slots: row });
  }
  return after;
}

/** The rows that the page had and that look different now. */
function rowsTouched(base: ClusterState, frame: Frame): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, string[]>();
  const row = (owner: string | undefined): string[] | undefined => {
    const known = owner === undefined ? undefined : (rows.get(owner) ?? base.replicaSets.get(owner)?.slots.slice());
    if (known !== undefined && owner !== undefined) rows.set(owner, known);
    return known;
  };
  // Those that leave go first: another pod may take the place in the same frame.
  const leave = ({ uid, owner, slot }: PodView): void => {
    const from = row(owner);
    if (from?.[slot] === uid) from[slot] = '';
  };
  const isSeated = ({ uid, owner, slot }: PodView): boolean => {
    const known = base.pods.get(uid);
    return known !== undefined && known.owner === owner && known.slot === slot;
  };
  const moved = frame.pods?.upserted.filter((pod) => !isSeated(pod)) ?? [];
  for (const uid of [...(frame.pods?.removed ?? []), ...moved.map((pod) => pod.uid)]) {
    const known = base.pods.get(uid);
    if (known !== undefined) leave(known);
  }
  for (const { uid, owner, slot } of moved) {
    const into = row(owner);
    if (into === undefined) continue;
    while (into.length < slot) into.push('');
    into[slot] = uid;
  }
  for (const each of rows.values()) while (each.at(-1) === '') each.pop();
  return rows;
}

function rowOf(owner: string, pods: ReadonlyMap<string, PodView>): readonly string[] {
  const row: string[] = [];
  for (const pod of pods.values()) {
    if (pod.owner !== owner) continue;
    while (row.length < pod.slot) row.push('');
    row[pod.slot] = pod.uid;
  }
  return row;
}

function joined(before: readonly ChartPoint[], points: readonly ChartPoint[]): readonly ChartPoint[] {
  const from = points[0]?.at ?? Number.POSITIVE_INFINITY;
  let kept = before.length;
  while (kept > 0 && (before[kept - 1]?.at ?? from) >= from) kept -= 1;
  return [...before.slice(0, kept), ...points];
}

/** Nearly every pod has an owner: only a frame about one without sends for a look at all of them. */
function tellsOfLoosePods(base: ClusterState, { pods }: Frame): boolean {
  const isLoose = (uid: string): boolean => base.pods.get(uid)?.owner === undefined;
  return (
    pods !== undefined &&
    (pods.upserted.some(({ uid, owner }) => owner === undefined || (base.pods.has(uid) && isLoose(uid))) || pods.removed.some(isLoose))
  );
}

/** uids of the objects without an owner, oldest first. */
function loose(
  views: ReadonlyMap<string, { readonly uid: string; readonly owner?: string; readonly createdAt: number; readonly name: string }>,
  before: readonly string[],
): readonly string[] {
  const found = [...views.values()].filter(({ owner }) => owner === undefined);
  found.sort((a, b) => a.createdAt - b.createdAt || (a.name < b.name ? -1 : 1));
  const isSame = found.length === before.length && found.every(({ uid }, index) => uid === before[index]);
  return isSame ? before : found.map(({ uid }) => uid);
}

/** An event whose count grew moves to the end: the list is ordered by when something was last said. */
function mergeEvents(before: readonly EventView[], change: Change<EventView>): readonly EventView[] {
  const gone = new Set([...change.removed, ...change.upserted.map(({ uid }) => uid)]);
  const kept = before.filter(({ uid }) => !gone.has(uid));
  return [...kept, ...change.upserted];
}
