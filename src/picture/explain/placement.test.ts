import { expect, test } from 'vitest';
import type { NodeRefusal } from '../../engine/reason.ts';
import { amountText, placementOf } from './placement.ts';

const lacks = (node: string, free: number): NodeRefusal => ({
  node,
  objections: [{ because: 'insufficient', resource: 'cpu', requested: 2000, free }],
});
const closed = (node: string): NodeRefusal => ({ node, objections: [{ because: 'unschedulable' }] });

test('a few nodes have a row each, in their order', () => {
  expect(placementOf([lacks('a', 500), closed('b')])).toEqual({
    nodes: 2,
    rows: [
      { nodes: ['a'], count: 1, objections: [{ because: 'insufficient', resource: 'cpu', requested: '2', free: '500m' }] },
      { nodes: ['b'], count: 1, objections: [{ because: 'unschedulable' }] },
    ],
    rest: 0,
  });
});

test('of many those that object alike share a row, the largest first, with the most that any of them has', () => {
  const many = Array.from({ length: 40 }, (_, index) => lacks(`a${index}`, index * 10));
  const { nodes, rows, rest } = placementOf([closed('b'), ...many]);
  expect({ nodes, rest }).toEqual({ nodes: 41, rest: 0 });
  expect(rows).toEqual([
    { nodes: ['a0', 'a1'], count: 40, objections: [{ because: 'insufficient', resource: 'cpu', requested: '2', free: '390m' }] },
    { nodes: ['b'], count: 1, objections: [{ because: 'unschedulable' }] },
  ]);
});

test('more than six groups are counted, not told', () => {
  const taint = (key: string): NodeRefusal => ({ node: key, objections: [{ because: 'taint', key, value: '', effect: 'NoSchedule' }] });
  const { rows, rest } = placementOf(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(taint));
  expect([rows.length, rest]).toEqual([6, 2]);
});

test.each([
  ['cpu', 2000, '2'],
  ['cpu', 150, '150m'],
  ['memory', 2 * 1024 ** 3, '2Gi'],
  ['memory', 1.5 * 1024 ** 3, '1536Mi'],
  ['memory', 5000, '4Ki'],
  ['example.com/gpu', 3, '3'],
])('%s %d is %s', (resource, amount, text) => {
  expect(amountText(resource, amount)).toBe(text);
});
