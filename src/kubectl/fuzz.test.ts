import { expect, test } from 'vitest';
import { fuzzKubectl } from './testing/fuzz.ts';

test('random command lines work or fail in the words of kubectl, and end', { timeout: 60_000 }, () => {
  expect(fuzzKubectl(1, 2000)).toEqual([]);
});
