import { describe, expect, test } from 'vitest';
import { nextEdges, nextNodes } from './flow.ts';
import { type ChainInput, type Lane, layoutChain } from './layout.ts';

const lane = (slots: readonly string[]): Lane => ({ uid: 'rs', isNew: true, desired: slots.length, current: slots.length, slots });
const layout = (slots: readonly string[], over: Partial<ChainInput> = {}) =>
  layoutChain({
    deployment: { uid: 'd', replicas: 4, ceiling: 5 },
    lanes: [lane(slots)],
    leaving: new Set(),
    looseLanes: [],
    loosePods: [],
    isOpen: false,
    hadTrays: false,
    stage: { width: 1240, height: 600 },
    ...over,
  });

describe('identity', () => {
  test('the same layout gives the same arrays', () => {
    const nodes = nextNodes([], layout(['a', 'b']), true);
    const edges = nextEdges([], layout(['a', 'b']));
    expect(nextNodes(nodes, layout(['a', 'b']), true)).toBe(nodes);
    expect(nextEdges(edges, layout(['a', 'b']))).toBe(edges);
  });

  test('a new pod leaves the other nodes as they are', () => {
    const before = nextNodes([], layout(['a', 'b']), true);
    const after = nextNodes(before, layout(['a', 'b', 'c']), true);
    const id = 'pod:a';
    expect(after.find((node) => node.id === id)).toBe(before.find((node) => node.id === id));
    expect(after).toHaveLength(before.length + 1);
  });
});

describe('a pod that is gone', () => {
  test('stays, marked, to fade out', () => {
    const before = nextNodes([], layout(['a', 'b']), true);
    const after = nextNodes(before, layout(['a', '']), true);
    expect(after.find(({ id }) => id === 'pod:b')?.data.isGone).toBe(true);
    const later = nextNodes(after, layout(['a', '']), true);
    expect(later).toBe(after);
    expect(nextNodes(later, layout(['a', '']), false).some(({ id }) => id === 'pod:b')).toBe(false);
  });

  test('makes room at once for the next pod of its slot', () => {
    const before = nextNodes([], layout(['a', 'b']), true);
    expect(nextNodes(before, layout(['a', 'c']), true).some(({ id }) => id === 'pod:b')).toBe(false);
  });
});
