import { expect, test } from 'vitest';
import { nextSpeed, SPEEDS, speedIndex } from './speeds.ts';

test('every speed of the slider is its own nearest one', () => {
  for (const [index, speed] of SPEEDS.entries()) expect(speedIndex(speed)).toBe(index);
});

test.each([
  [1, 1, 2],
  [1, -1, 0.5],
  [100, 1, 100],
  [0.1, -1, 0.1],
  [3, 1, 5],
] as const)('from %d one step %d leads to %d', (speed, direction, next) => {
  expect(nextSpeed(speed, direction)).toBe(next);
});
