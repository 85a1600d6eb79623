/** Drives pods out of nodes with NoExecute taints when they have stayed as long as they tolerate it. upstream: pkg/controller/tainteviction */
import type { Node, Pod } from '../../../api/core.ts';
import type { Change, Handling, Memory, Outcome, Pass, Wake } from '../../actor.ts';
import type { SimTime } from '../../setup.ts';
import { disrupted } from './disruptionTarget.ts';
import { evictionEvent } from './events.ts';
import { hasNoExecute, staysFor } from './taints.ts';

/** Nodes from which pods are driven out. */
const TAINTED = 'tainted';

interface Eviction {
  readonly uid: string;
  readonly node: string;
  readonly at: SimTime;
}

export function podKey({ metadata }: Pod): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function evictionKey(key: string): string {
  return `eviction ${key}`;
}

function taintedNodes(memory: Memory): readonly string[] {
  return memory.get<readonly string[]>(TAINTED) ?? [];
}

function setTainted(memory: Memory, nodes: readonly string[]): void {
  if (nodes.length === 0) memory.delete(TAINTED);
  else memory.set<readonly string[]>(TAINTED, nodes);
}

/** Plans the pod's eviction, if it may not stay. A plan that stands keeps its instant. */
function plan(pod: Pod, node: Node, { memory, now }: Pick<Handling, 'memory' | 'now'>): readonly Wake[] {
  const key = podKey(pod);
  const planned = memory.get<Eviction>(evictionKey(key));
  const stays = staysFor(pod, node);
  // The pod's own turn finds out that its plan is void.
  if (stays === undefined) return planned === undefined ? [] : [{ key }];
  if (planned?.uid === pod.metadata.uid) return [];
  memory.set<Eviction>(evictionKey(key), { uid: pod.metadata.uid ?? '', node: node.metadata.name, at: now + stays });
  return [{ key, afterMs: stays }];
}

/** upstream: handleNodeUpdate */
export function wakesOfTaints(node: Node, { cache, memory, now }: Handling): readonly Wake[] {
  const { name } = node.metadata;
  const tainted = taintedNodes(memory);
  const [was, is] = [tainted.includes(name), hasNoExecute(node)];
  if (!was && !is) return [];
  if (was !== is) setTainted(memory, is ? [...tainted, name] : tainted.filter((each) => each !== name));
  return [...cache.podsOnNode(name)].flatMap((pod) => plan(pod, node, { memory, now }));
}

/** upstream: handlePodUpdate */
export function wakesOfPod({ type, object }: Change, { cache, memory, now }: Handling): readonly Wake[] {
  const tainted = taintedNodes(memory);
  if (tainted.length === 0) return [];
  const pod = object as Pod;
  if (type === 'deleted') {
    memory.delete(evictionKey(podKey(pod)));
    return [];
  }
  if (pod.metadata.deletionTimestamp !== undefined || !tainted.includes(pod.spec.nodeName ?? '')) return [];
  const node = cache.get({ kind: 'Node', namespace: '', name: pod.spec.nodeName ?? '' }) as Node | undefined;
  return node === undefined ? [] : plan(pod, node, { memory, now });
}

/** A node is no more: nothing is planned on it. */
export function forgetNode(name: string, { cache, memory }: Handling): void {
  setTainted(
    memory,
    taintedNodes(memory).filter((each) => each !== name),
  );
  for (const pod of cache.podsOnNode(name)) memory.delete(evictionKey(podKey(pod)));
}

function evict(pod: Pod, pass: Pass): void {
  const { namespace = '', name } = pod.metadata;
  pass.emit(evictionEvent(pod, `Marking for deletion Pod ${podKey(pod)}`, pass.minor));
  const message = 'Taint manager: deleting due to NoExecute taint';
  const status = disrupted(pod, 'DeletionByTaintManager', message, pass);
  if (status !== undefined) pass.request({ verb: 'update', subresource: 'status', object: { ...pod, status } });
  pass.request({ verb: 'delete', key: { kind: 'Pod', namespace, name } });
}

/** The pod's time is over, or its node is well again. */
export function syncEviction(key: string, pass: Pass): Outcome {
  const { memory, now } = pass;
  const planned = memory.get<Eviction>(evictionKey(key));
  if (planned === undefined) return {};
  const slash = key.indexOf('/');
  const pod = pass.live.get({ kind: 'Pod', namespace: key.slice(0, slash), name: key.slice(slash + 1) }) as Pod | undefined;
  const node = pass.cache.get({ kind: 'Node', namespace: '', name: planned.node }) as Node | undefined;
  const isOurs = pod?.metadata.uid === planned.uid;
  const mayStay = pod === undefined || node === undefined || staysFor(pod, node) === undefined;
  if (isOurs && !mayStay && now < planned.at) return { requeueAfterMs: planned.at - now };
  memory.delete(evictionKey(key));
  if (!isOurs || pod.metadata.deletionTimestamp !== undefined) return {};
  if (mayStay) pass.emit(evictionEvent(pod, `Cancelling deletion of Pod ${key}`, pass.minor));
  else evict(pod, pass);
  const verdict = mayStay ? 'cancels' : 'evicts';
  return { reason: { actor: 'nodelifecycle', verdict, node: planned.node, pods: [pod.metadata.name] } };
}
