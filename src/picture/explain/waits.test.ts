/** Nothing waits without saying for what, in random stories: see testing/waitWatcher.ts. */
import { describe, expect, test } from 'vitest';
import { tellStory } from '../../engine/testing/fuzz.ts';
import { fuzzCase } from '../../engine/testing/fuzzCase.ts';
import { WaitWatcher } from './testing/waitWatcher.ts';

const STORIES = 40;

describe('every wait of a random story', () => {
  test(`is explained, and ends by what was said (${STORIES} stories)`, () => {
    const problems: string[] = [];
    const codes = new Map<string, number>();
    for (let seed = 1; seed <= STORIES; seed++) {
      const one = new WaitWatcher(['Deployment', 'ReplicaSet', 'Pod']);
      tellStory(fuzzCase(seed), (simulation, step) => one.look(simulation, step));
      for (const problem of one.problems) problems.push(`seed ${seed}: ${problem}`);
      for (const [code, count] of one.codes) codes.set(code, (codes.get(code) ?? 0) + count);
    }
    expect(problems).toEqual([]);
  }, 600_000);
});
