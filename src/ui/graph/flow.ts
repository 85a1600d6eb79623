// From places to React Flow's nodes and edges. An object that did not change keeps its identity, which is what keeps many pods fast.
import type { Edge, Node } from '@xyflow/react';
import type { ChainEdge, ChainLayout, ChainNode } from './layout.ts';

/** `isGone`: the pod is no longer there; it is drawn until it has faded. */
export type FlowNode = Node<{ readonly node: ChainNode; readonly isGone: boolean }, ChainNode['kind']>;
export type FlowEdge = Edge<{ readonly edge: ChainEdge }, 'chain'>;

/** Sizes are given with every node, and `measured` too: without it React Flow forgets where the edges hold on and drops them for a frame. */
function toNode(node: ChainNode, isGone: boolean): FlowNode {
  const { id, x, y, width, height } = node;
  return {
    id,
    type: node.kind,
    position: { x, y },
    data: { node, isGone },
    width,
    height,
    measured: { width, height },
    zIndex: node.kind === 'desired' ? -1 : 0,
  };
}

function toEdge(edge: ChainEdge): FlowEdge {
  return { id: edge.id, source: edge.source, target: edge.target, type: 'chain', data: { edge }, focusable: false, selectable: false };
}

function isSame<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key] || isSameTray(a[key], b[key]));
}

/** The only nested value: the tray's geometry, flat numbers. */
function isSameTray(a: unknown, b: unknown): boolean {
  return typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b);
}

/** The nodes of `layout`, taking over from `before` those that are the same. Pods that are gone are kept when `keepsGone`. */
export function nextNodes(before: readonly FlowNode[], layout: ChainLayout, keepsGone: boolean): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const after = layout.nodes.map((node) => {
    const old = known.get(node.id);
    known.delete(node.id);
    return old !== undefined && !old.data.isGone && isSame(old.data.node, node) ? old : toNode(node, false);
  });
  if (keepsGone && !layout.hasTrays) {
    const lanes = new Set(layout.nodes.map(({ id }) => id));
    const taken = new Set(layout.nodes.map(({ x, y }) => `${x},${y}`));
    for (const { data } of known.values()) {
      const { node } = data;
      // Not where its lane is gone too, nor where another pod has taken its slot.
      if (node.kind !== 'pod' || !lanes.has(`rs:${node.lane}`) || taken.has(`${node.x},${node.y}`)) continue;
      after.push(data.isGone ? (before.find(({ id }) => id === node.id) ?? toNode(node, true)) : toNode(node, true));
    }
  }
  return isSameList(before, after) ? (before as FlowNode[]) : after;
}

/** The edges of `layout`, taking over from `before` those that are the same. */
export function nextEdges(before: readonly FlowEdge[], layout: ChainLayout): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const after = layout.edges.map((edge) => {
    const old = known.get(edge.id);
    return old?.data !== undefined && isSame(old.data.edge, edge) ? old : toEdge(edge);
  });
  return isSameList(before, after) ? (before as FlowEdge[]) : after;
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
