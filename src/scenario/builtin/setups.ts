/** Clusters of the built-in stories. */
import type { NodeSetup, Setup } from '../../engine/setup.ts';

/** When every built-in story begins: a Monday morning. */
export const startTime = '2026-01-05T09:00:00Z';

function nodes(count: number, pods?: number): readonly NodeSetup[] {
  return Array.from({ length: count }, (_, i) => ({ name: `node-${i + 1}`, ...(pods === undefined ? {} : { pods }) }));
}

/** A cluster of the default version in which every image of `shop/web` works. */
export function shopCluster(seed: number, nodeCount: number, podsPerNode?: number): Setup {
  return {
    kubernetes: '1.37',
    seed,
    startTime,
    nodes: nodes(nodeCount, podsPerNode),
    images: [{ image: 'shop/web:*', where: 'registry' }],
  };
}
