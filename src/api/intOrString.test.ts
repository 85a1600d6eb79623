import { expect, test } from 'vitest';
import { getScaledValueFromIntOrPercent, percentOf } from './intOrString.ts';

const scaled = (value: number | string, total: number, up: boolean): number | string => {
  const result = getScaledValueFromIntOrPercent(value, total, up);
  return result.ok ? result.value : result.error;
};

test('rounds surge up and unavailable down', () => {
  // 1 … 10 replicas at 25 %
  const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect(sizes.map((size) => scaled('25%', size, true))).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3]);
  expect(sizes.map((size) => scaled('25%', size, false))).toEqual([0, 0, 0, 1, 1, 1, 1, 2, 2, 2]);
});

test('is exact where floats are not', () => {
  expect(scaled('29%', 100, true)).toBe(29);
  expect(scaled('57%', 100, false)).toBe(57);
  expect(scaled('007%', 100, true)).toBe(7);
  expect(scaled(3, 1, true)).toBe(3);
});

test('refuses what is no percentage', () => {
  expect(scaled('25', 4, true)).toContain('not a percentage');
  expect(percentOf('25')).toBeUndefined();
  expect(percentOf('050%')).toBe(50);
});
