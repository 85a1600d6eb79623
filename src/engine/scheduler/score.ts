/** Which of the nodes that fit is taken: a simplification of upstream's scores (controllers.md §10.7). */
import type { Memory } from '../actor.ts';
import type { PodRequests } from '../podRequests.ts';
import { type NodeInfo, ownedOn } from './nodeInfo.ts';

/** Room that would be left, of 100, mean over cpu and memory. upstream: leastResourceScorer */
function leastAllocated({ scored }: PodRequests, { allocatable, scored: taken }: NodeInfo): number {
  const left = (resource: 'cpu' | 'memory'): number => {
    const all = allocatable[resource] ?? 0;
    const used = taken[resource] + scored[resource];
    return all === 0 || used > all ? 0 : Math.floor(((all - used) * 100) / all);
  };
  return Math.floor((left('cpu') + left('memory')) / 2);
}

/** The best of `nodes`; nodes of equal rank are told apart by `chance`, in [0, 1). */
export function bestNode(
  memory: Memory,
  owner: string,
  requests: PodRequests,
  nodes: readonly NodeInfo[],
  chance: () => number,
): NodeInfo | undefined {
  if (nodes.length <= 1) return nodes[0];
  const owned = nodes.map(({ name }) => ownedOn(memory, owner, name));
  const most = Math.max(...owned);
  const scores = nodes.map((node, i) => {
    const spread = most === 0 ? 100 : Math.floor(((most - (owned[i] ?? 0)) * 100) / most);
    return 2 * spread + leastAllocated(requests, node);
  });
  const top = Math.max(...scores);
  const best = nodes.filter((_, i) => scores[i] === top);
  return best[best.length === 1 ? 0 : Math.floor(chance() * best.length)];
}
