import { expect, test } from 'vitest';
import { unifiedHunks } from './unifiedDiff.ts';

const lines = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);
const text = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

test('equal texts have no hunks', () => {
  expect(unifiedHunks('a\n', 'a\n')).toBe('');
});

test('three lines around a change; a range of one line has no length', () => {
  const before = text(lines(1, 12));
  const after = before.replace('line 6\n', 'line six\n');
  expect(unifiedHunks(before, after)).toBe('@@ -3,7 +3,7 @@\n line 3\n line 4\n line 5\n-line 6\n+line six\n line 7\n line 8\n line 9\n');
  expect(unifiedHunks('a\n', 'b\n')).toBe('@@ -1 +1 @@\n-a\n+b\n');
});

test('what is new altogether begins at line 0', () => {
  expect(unifiedHunks('', 'a\nb\n')).toBe('@@ -0,0 +1,2 @@\n+a\n+b\n');
  expect(unifiedHunks('a\nb\n', '')).toBe('@@ -1,2 +0,0 @@\n-a\n-b\n');
});

test('changes with six lines between them stand in one hunk, with seven in two', () => {
  const before = text(lines(1, 30));
  const near = before.replace('line 5\n', 'five\n').replace('line 12\n', 'twelve\n');
  const far = before.replace('line 5\n', 'five\n').replace('line 13\n', 'thirteen\n');
  expect(unifiedHunks(before, near).match(/^@@/gm)).toHaveLength(1);
  expect(unifiedHunks(before, far).match(/^@@.*/gm)).toEqual(['@@ -2,7 +2,7 @@', '@@ -10,7 +10,7 @@']);
});
