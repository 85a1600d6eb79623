/** Which of the nodes that fit is taken: a simplification of upstream's scores (controllers.md §10.7). */
import type { Memory } from '../actor.ts';
import type { PodRequests } from '../podRequests.ts';
import { type NodeInfo, ownedOnEach } from './nodeInfo.ts';

/** Room that would be left, of 100, mean over cpu and memory. upstream: leastResourceScorer */
function leastAllocated({ scored }: PodRequests, { allocatable, scored: taken }: NodeInfo): number {
  const cpu = percentLeft(allocatable['cpu'], taken.cpu + scored.cpu);
  return Math.floor((cpu + percentLeft(allocatable['memory'], taken.memory + scored.memory)) / 2);
}

function percentLeft(all = 0, used: number): number {
  return all === 0 || used > all ? 0 : Math.floor(((all - used) * 100) / all);
}

/** What other pods mean for a pod's place, where they mean anything. */
export interface Wishes {
  /** Higher is better. */
  readonly near?: (node: NodeInfo) => number;
  /** Lower is better; it takes the place of the spreading over machines that a pod without wishes gets. */
  readonly crowd?: (node: NodeInfo) => number;
}

/** 0 to 100, the best node having 100. upstream: NormalizeScore of the plug-ins */
function normalized(values: readonly number[]): readonly number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return values.map((value) => (high === low ? 0 : Math.floor(((value - low) * 100) / (high - low))));
}

/** The best of `nodes`; nodes of equal rank are told apart by `chance`, in [0, 1). */
export function bestNode(
  memory: Memory,
  owner: string,
  requests: PodRequests,
  nodes: readonly NodeInfo[],
  chance: () => number,
  { near, crowd }: Wishes = {},
): NodeInfo | undefined {
  if (nodes.length <= 1) return nodes[0];
  const owned = crowd === undefined ? ownedOnEach(memory, owner, nodes) : nodes.map(crowd);
  const most = Math.max(...owned);
  const wished = near && normalized(nodes.map(near));
  // A wish weighs more than the spreading that nobody asked for: upstream's scores for that differ by half as much.
  const spreadWeight = wished === undefined || crowd !== undefined ? 2 : 1;
  const scores = nodes.map((node, i) => {
    const spread = most === 0 ? 100 : Math.floor(((most - (owned[i] ?? 0)) * 100) / most);
    return spreadWeight * spread + 2 * (wished?.[i] ?? 0) + leastAllocated(requests, node);
  });
  const top = Math.max(...scores);
  const best = nodes.filter((_, i) => scores[i] === top);
  return best[best.length === 1 ? 0 : Math.floor(chance() * best.length)];
}
