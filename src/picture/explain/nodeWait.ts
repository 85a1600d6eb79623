/** What a node waits for: to be heard from, to be rid of its taints, to be let in again; and what becomes of its pods until then. */
import type { Node, Pod } from '../../api/core.ts';
import { keyOf } from '../../api/key.ts';
import { isNodeLost } from '../nodes.ts';
import type { World } from '../world.ts';
import { deletionWait } from './deletionWait.ts';
import { dueAt, hasFailureTaint, isSilent, nameOf, nodeEnding, turn } from './endings.ts';
import type { CommonWait, Ending, NodeWait } from './wait.ts';

/** Undefined for a node that is well and takes pods. */
export function nodeWait(node: Node, world: World): NodeWait | CommonWait | undefined {
  const deleting = deletionWait(node, [], world);
  if (deleting !== undefined) return deleting;
  const who = keyOf(node);
  const { name } = node.metadata;
  const key = `/${name}`;
  const at = world.turnOf('nodelifecycle', key);
  const looks = turn('nodelifecycle', key, at);
  if (isNodeLost(node)) return lost(node, looks, world);
  if (hasFailureTaint(node)) {
    return { who, code: 'node taints', endings: [looks], ...dueAt(at) };
  }
  if (isSilent(node, world)) return { who, code: 'silent', endings: [looks, { by: 'person', how: 'node' }], ...dueAt(at) };
  if (node.spec.unschedulable !== true) return undefined;
  return { who, code: 'cordoned', pods: podsOn(name, world).length, endings: [{ by: 'person', how: 'uncordon' }, looks] };
}

function lost(node: Node, looks: Ending, world: World): NodeWait {
  const { name } = node.metadata;
  const pods = podsOn(name, world);
  const staying = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const evicts = node.spec.taints?.some(({ effect }) => effect === 'NoExecute') === true;
  const keys = staying.map(nameOf).filter((each) => world.turnOf('nodelifecycle', each) !== undefined);
  const eviction = keys.length === 0 ? undefined : nodeEnding(name, 'evicted', keys, world);
  const evictAt = eviction?.by === 'node' ? eviction.at : undefined;
  const tolerates = leastToleration(staying);
  return {
    who: keyOf(node),
    code: 'node down',
    pods: staying.length,
    evicts,
    ...(evictAt === undefined ? {} : { evictAt }),
    ...(tolerates === undefined ? {} : { tolerates }),
    endings: [{ by: 'person', how: 'node' }, looks],
    // What is due is not the end of the wait but what happens to the pods meanwhile: `evictAt` says it.
  };
}

function podsOn(name: string, world: World): readonly Pod[] {
  const pods: Pod[] = [];
  for (const object of world.all('Pod', '')) if ((object as Pod).spec.nodeName === name) pods.push(object as Pod);
  return pods;
}

/** The shortest time for which one of the pods tolerates that its node is unreachable, seconds. */
function leastToleration(pods: readonly Pod[]): number | undefined {
  let least: number | undefined;
  for (const { spec } of pods) {
    for (const { key, tolerationSeconds } of spec.tolerations ?? []) {
      if (key !== 'node.kubernetes.io/unreachable' || tolerationSeconds === undefined) continue;
      least = Math.min(least ?? tolerationSeconds, tolerationSeconds);
    }
  }
  return least;
}
