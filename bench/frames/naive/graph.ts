import type { Edge, Node } from '@xyflow/react';
import type { ReplicaSetView } from '../../../src/picture/view.ts';
import type { ClusterState } from '../../../src/store/state.ts';

export type PodFlowNode = Node<{ readonly suffix: string; readonly state: string; readonly status: string }, 'pod'>;
export type ObjectFlowNode = Node<{ readonly name: string; readonly ready: number; readonly desired: number }, 'object'>;

const PITCH = { x: 90, y: 80 } as const;

/** So many columns that a lane is about three times as wide as high. */
function columnsOf(places: number): number {
  return Math.max(8, Math.ceil(Math.sqrt(places * 3)));
}

function lanesOf({ deployments, replicaSets }: ClusterState): readonly ReplicaSetView[] {
  return (deployments[0]?.replicaSets ?? []).flatMap((uid) => replicaSets.get(uid) ?? []);
}

export function nodesOf(cluster: ClusterState): (PodFlowNode | ObjectFlowNode)[] {
  const [deployment] = cluster.deployments;
  if (deployment === undefined) return [];
  const { uid, name, ready, replicas } = deployment;
  const nodes: (PodFlowNode | ObjectFlowNode)[] = [
    { id: uid, type: 'object', position: { x: 0, y: 0 }, data: { name, ready, desired: replicas } },
  ];
  let y = 0;
  for (const lane of lanesOf(cluster)) {
    const columns = columnsOf(replicas);
    nodes.push({
      id: lane.uid,
      type: 'object',
      position: { x: 250, y },
      data: { name: lane.name, ready: lane.ready, desired: lane.desired },
    });
    for (const [slot, pod] of lane.slots.entries()) {
      const view = cluster.pods.get(pod);
      if (view === undefined) continue;
      const position = { x: 550 + (slot % columns) * PITCH.x, y: y + Math.floor(slot / columns) * PITCH.y };
      nodes.push({ id: pod, type: 'pod', position, data: { suffix: view.suffix, state: view.state, status: view.status } });
    }
    y += (Math.ceil(Math.max(1, lane.slots.length, replicas) / columns) + 1) * PITCH.y;
  }
  return nodes;
}

export function edgesOf(cluster: ClusterState): Edge[] {
  const [deployment] = cluster.deployments;
  if (deployment === undefined) return [];
  return lanesOf(cluster).flatMap((lane) => [
    { id: `e-${lane.uid}`, source: deployment.uid, target: lane.uid },
    ...lane.slots.filter((pod) => pod !== '').map((pod) => ({ id: `e-${pod}`, source: lane.uid, target: pod })),
  ]);
}
