import { expect, test } from 'vitest';
import type { Memory } from '../../actor.ts';
import {
  creationObserved,
  deleteExpectations,
  deletionObserved,
  expectCreations,
  expectDeletions,
  satisfiedExpectations,
} from './expectations.ts';

const KEY = 'default/w';

function newMemory(): Memory & { readonly map: Map<string, unknown> } {
  const map = new Map<string, unknown>();
  return {
    map,
    get: <T>(key: string) => map.get(key) as T | undefined,
    set: (key, value) => map.set(key, value),
    delete: (key) => map.delete(key),
  };
}

test('nothing expected is satisfied', () => {
  expect(satisfiedExpectations(newMemory(), KEY, 0)).toBe(true);
});

test('creations are satisfied when all are seen or given up', () => {
  const memory = newMemory();
  expectCreations(memory, KEY, 3, 0);
  creationObserved(memory, KEY);
  expect(satisfiedExpectations(memory, KEY, 1)).toBe(false);
  creationObserved(memory, KEY, 2);
  expect(satisfiedExpectations(memory, KEY, 1)).toBe(true);
});

test('a deletion counts once, and only if it was expected', () => {
  const memory = newMemory();
  expectDeletions(memory, KEY, ['default/a', 'default/b'], 0);
  deletionObserved(memory, KEY, 'default/a');
  deletionObserved(memory, KEY, 'default/a');
  deletionObserved(memory, KEY, 'default/c');
  expect(satisfiedExpectations(memory, KEY, 1)).toBe(false);
  deletionObserved(memory, KEY, 'default/b');
  expect(satisfiedExpectations(memory, KEY, 1)).toBe(true);
});

test('a pod left over from an earlier set does not count for a later one', () => {
  const memory = newMemory();
  expectDeletions(memory, KEY, ['default/a'], 0);
  expectDeletions(memory, KEY, ['default/b'], 400_000);
  deletionObserved(memory, KEY, 'default/a');
  expect(satisfiedExpectations(memory, KEY, 400_001)).toBe(false);
});

test('after five minutes nobody waits any more', () => {
  const memory = newMemory();
  expectCreations(memory, KEY, 3, 1000);
  expect(satisfiedExpectations(memory, KEY, 301_000)).toBe(false);
  expect(satisfiedExpectations(memory, KEY, 301_001)).toBe(true);
});

test('a ReplicaSet that is gone expects nothing', () => {
  const memory = newMemory();
  expectCreations(memory, KEY, 3, 0);
  deleteExpectations(memory, KEY);
  expect(memory.map.size).toBe(0);
});
