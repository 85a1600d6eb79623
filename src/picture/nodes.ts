import type { Node } from '../api/core.ts';
import { quantityValue } from '../api/quantity.ts';
import type { NodeView } from './view.ts';

export function deriveNode(node: Node, pods: number): NodeView {
  const capacity = node.status?.allocatable?.pods ?? node.status?.capacity?.pods;
  return { name: node.metadata.name, pods, capacity: capacity === undefined ? 0 : quantityValue(capacity) };
}

/** A node whose kubelet has not been heard of. upstream: node lifecycle controller sets Ready to Unknown */
export function isNodeLost({ status }: Node): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'Unknown') === true;
}
