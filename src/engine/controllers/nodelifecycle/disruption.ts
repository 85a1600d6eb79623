/** How fast pods are driven out of nodes that failed: the more nodes fail, the likelier it is the network. upstream: nodelifecycle handleDisruption, ComputeZoneState */
import type { Node } from '../../../api/core.ts';
import type { Memory, Pass } from '../../actor.ts';
import type { SimTime } from '../../setup.ts';
import { readyStatus } from './taints.ts';

/** One node in ten seconds; in a large cluster of which most nodes failed, one in a hundred. */
const INTERVAL_MS = 10_000;
const SLOW_INTERVAL_MS = 100_000;
const LARGE_CLUSTER = 50;
const UNHEALTHY_SHARE = 0.55;

const FREE_AT = 'evictions from';

/** Milliseconds from one node to the next; undefined: none at all. All nodes are of one zone. */
function intervalMs(pass: Pass): number | undefined {
  const nodes = pass.cache.list('Node') as readonly Node[];
  const failed = nodes.filter((node) => readyStatus(node) !== 'True').length;
  if (failed === nodes.length) return undefined;
  if (failed <= 2 || failed / nodes.length < UNHEALTHY_SHARE) return INTERVAL_MS;
  return nodes.length > LARGE_CLUSTER ? SLOW_INTERVAL_MS : undefined;
}

/** Every node has failed: it must be the controller's own network, and nobody is driven out. */
export function hasAllFailed(pass: Pass): boolean {
  return (pass.cache.list('Node') as readonly Node[]).every((node) => readyStatus(node) !== 'True');
}

/** Takes a turn to drive pods out of one more node: `now`, when to come again, or undefined for not at all. */
export function evictionTurn(pass: Pass): 'now' | SimTime | undefined {
  const interval = intervalMs(pass);
  if (interval === undefined) return undefined;
  const freeAt = pass.memory.get<SimTime>(FREE_AT) ?? 0;
  if (freeAt > pass.now) return freeAt;
  pass.memory.set<SimTime>(FREE_AT, pass.now + interval);
  return 'now';
}

/** Once all is well, what was done before does not count any more. */
export function forgetTurns(memory: Memory): void {
  memory.delete(FREE_AT);
}
