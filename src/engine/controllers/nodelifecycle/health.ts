/** A node that falls silent, and one that is back. upstream: nodelifecycle monitorNodeHealth, tryUpdateNodeHealth; controller/util/node MarkPodsNotReady */
import type { Node, NodeCondition, Pod } from '../../../api/core.ts';
import type { Memory, Pass } from '../../actor.ts';
import { nodeEvent, podEvent } from './events.ts';

/** What the controller says of a node that it hears nothing of, of each of these. */
const UNKNOWN = new Set(['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']);

function conditionsKey(node: string): string {
  return `conditions ${node}`;
}

function writeConditions(node: Node, conditions: readonly NodeCondition[], pass: Pass): void {
  const key = { kind: 'Node', namespace: '', name: node.metadata.name } as const;
  pass.request({ verb: 'patch', key, patchType: 'merge', subresource: 'status', body: { status: { conditions } } });
}

/** Takes readiness from the pod; says whether it had it. Only the condition changes: nobody knows what the containers do. */
function markNotReady(cached: Pod, pass: Pass): boolean {
  const { namespace = '', name } = cached.metadata;
  const pod = pass.live.get({ kind: 'Pod', namespace, name }) as Pod | undefined;
  const conditions = pod?.status?.conditions ?? [];
  if (pod === undefined || !conditions.some(({ type, status }) => type === 'Ready' && status === 'True')) return false;
  const changed = conditions.map((each) =>
    each.type === 'Ready' ? { ...each, status: 'False' as const, lastTransitionTime: pass.time } : each,
  );
  pass.request({ verb: 'update', subresource: 'status', object: { ...pod, status: { ...pod.status, conditions: changed } } });
  pass.emit(podEvent(pod, 'Warning', 'NodeNotReady', 'Node is not ready'));
  return true;
}

/** Gives a silent node up; the names of the pods that are not ready any more. */
export function giveUp(node: Node, pass: Pass): readonly string[] {
  const { name } = node.metadata;
  const before = node.status?.conditions ?? [];
  pass.memory.set<readonly NodeCondition[]>(conditionsKey(name), before);
  const message = 'Kubelet stopped posting node status.';
  const conditions = before.map((each) =>
    UNKNOWN.has(each.type)
      ? { ...each, status: 'Unknown' as const, lastTransitionTime: pass.time, reason: 'NodeStatusUnknown', message }
      : each,
  );
  writeConditions(node, conditions, pass);
  pass.emit(nodeEvent(node, 'NodeNotReady', `Node ${name} status is now: NodeNotReady`));
  return [...pass.cache.podsOnNode(name)].filter((pod) => markNotReady(pod, pass)).map(({ metadata }) => metadata.name);
}

/** What the node's kubelet does when it is back: it posts what it posted before; false when nobody had missed it. upstream: pkg/kubelet/kubelet_node_status.go */
export function postStatus(node: Node, pass: Pass): boolean {
  const { name } = node.metadata;
  const before = pass.memory.get<readonly NodeCondition[]>(conditionsKey(name));
  pass.memory.delete(conditionsKey(name));
  if (before === undefined) return false;
  const now = node.status?.conditions ?? [];
  const conditions = before.map((each) => {
    const isSame = now.find(({ type }) => type === each.type)?.status === each.status;
    return { ...each, lastHeartbeatTime: pass.time, ...(isSame ? {} : { lastTransitionTime: pass.time }) };
  });
  writeConditions(node, conditions, pass);
  pass.emit({ ...nodeEvent(node, 'NodeReady', `Node ${name} status is now: NodeReady`), component: 'kubelet', host: name });
  return true;
}

export function forgetConditions(memory: Memory, node: string): void {
  memory.delete(conditionsKey(node));
}
