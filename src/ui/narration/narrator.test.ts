import { describe, expect, test } from 'vitest';
import { type Facts, sentencesBetween } from './narrator.ts';

const facts: Facts = {
  uid: 'u',
  name: 'web',
  replicas: 10,
  revision: 1,
  counted: 10,
  available: 10,
  availableNew: 10,
  starting: 0,
  failed: 0,
  leaving: 0,
  floor: 8,
  ceiling: 13,
  waiting: 'complete',
};
const rolling: Facts = { ...facts, revision: 2, counted: 13, available: 8, availableNew: 0, starting: 5, waiting: 'bothLimits' };
const stand = { say: 'stand', available: 8, replicas: 10, floor: 8, ceiling: 13 };

describe('what is said', () => {
  test('nothing when nothing changed', () => {
    expect(sentencesBetween(facts, facts)).toEqual([]);
    expect(sentencesBetween(undefined, undefined)).toEqual([]);
  });
  test('a Deployment that comes, and one that is gone', () => {
    expect(sentencesBetween(undefined, facts)[0]).toEqual({ say: 'created', name: 'web', replicas: 10 });
    expect(sentencesBetween(facts, undefined)).toEqual([{ say: 'deleted' }]);
  });
  test('a new revision, the pods it brings, and where it stands', () => {
    expect(sentencesBetween(facts, rolling)).toEqual([{ say: 'newRevision', revision: 2 }, { say: 'created pods', count: 3 }, stand]);
  });
  test('several pods in one sentence', () => {
    expect(sentencesBetween(rolling, { ...rolling, available: 8, availableNew: 3, leaving: 3 })).toEqual([
      { say: 'newAvailable', count: 3 },
      { say: 'leaving', count: 3 },
      stand,
    ]);
  });
  test('the end of a rollout alone, without the numbers that it implies', () => {
    expect(sentencesBetween(rolling, { ...facts, revision: 2 })).toEqual([{ say: 'complete', revision: 2, replicas: 10 }]);
  });
  test('pods that fail, and pods that are available no more', () => {
    expect(sentencesBetween(rolling, { ...rolling, failed: 2 })[0]).toEqual({ say: 'failing', count: 2 });
    expect(sentencesBetween(facts, { ...facts, available: 9, availableNew: 9, waiting: 'newPods' })[0]).toEqual({
      say: 'lostAvailable',
      count: 1,
    });
  });
  test('pause and resume, the deadline, a refusal', () => {
    expect(sentencesBetween(rolling, { ...rolling, waiting: 'paused' })[0]).toEqual({ say: 'paused' });
    expect(sentencesBetween({ ...rolling, waiting: 'paused' }, rolling)[0]).toEqual({ say: 'resumed' });
    expect(sentencesBetween(rolling, { ...rolling, waiting: 'deadlineExceeded' })[0]).toEqual({ say: 'deadline' });
    expect(sentencesBetween(rolling, { ...rolling, waiting: 'refused' })[0]).toEqual({ say: 'refused' });
  });
});
