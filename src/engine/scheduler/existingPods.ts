/** The pods that stand on nodes, as the scheduler sees them: those that the watch showed, and those that it has just bound itself. */
import type { Pod } from '../../api/core.ts';
import type { Memory, Pass } from '../actor.ts';
import { type NodeInfo, nodeInfos } from './nodeInfo.ts';

/** A pod and the node that it stands on or is on its way to. */
export interface Standing {
  readonly pod: Pod;
  readonly node: string;
}

/** Pods that were bound and that the watch has not shown on their node yet. Never more than a few. upstream: assumed pods */
const ASSUMED = 'assumed';

export function assume(memory: Memory, pod: Pod, node: string): void {
  memory.set(ASSUMED, [...(memory.get<readonly Standing[]>(ASSUMED) ?? []), { pod, node }]);
}

/** The watch shows the pod on its node, or that it is gone. */
export function settle(memory: Memory, uid: string): void {
  const assumed = memory.get<readonly Standing[]>(ASSUMED);
  if (assumed === undefined) return;
  const others = assumed.filter(({ pod }) => pod.metadata.uid !== uid);
  if (others.length === 0) memory.delete(ASSUMED);
  else memory.set(ASSUMED, others);
}

function isOver({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** All pods on nodes that are there. Costs as much as there are pods: only for pods whose place depends on others. */
export function* standingPods({ memory, cache }: Pass): Iterable<{ readonly pod: Pod; readonly node: NodeInfo }> {
  const assumed = memory.get<readonly Standing[]>(ASSUMED) ?? [];
  for (const node of nodeInfos(memory)) {
    for (const pod of cache.podsOnNode(node.name)) if (!isOver(pod)) yield { pod, node };
    for (const each of assumed) if (each.node === node.name) yield { pod: each.pod, node };
  }
}
