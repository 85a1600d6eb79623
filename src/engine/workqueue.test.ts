import { expect, test } from 'vitest';
import type { QueuedEvent } from './queue.ts';
import { WorkQueue } from './workqueue.ts';

function recorded(): { readonly queue: WorkQueue; readonly scheduled: { readonly at: number; readonly due: QueuedEvent['due'] }[] } {
  const scheduled: { at: number; due: QueuedEvent['due'] }[] = [];
  const queue = new WorkQueue('replicaset', (at, due) => scheduled.push({ at, due }));
  return { queue, scheduled };
}

test('a key stands in line once', () => {
  const { queue, scheduled } = recorded();
  queue.add('a', 0, undefined);
  queue.add('a', 0, undefined);
  queue.add('b', 0, undefined);
  expect(scheduled.map(({ due }) => due.type !== 'watch' && due.key)).toEqual(['a', 'b']);
  queue.take('a');
  queue.add('a', 1, undefined);
  expect(scheduled).toHaveLength(3);
});

test('of several delayed adds the earliest stands', () => {
  const { queue, scheduled } = recorded();
  queue.addAfter('a', 100, 0, undefined);
  queue.addAfter('a', 200, 0, undefined);
  queue.addAfter('a', 50, 0, undefined);
  expect(scheduled.map(({ at }) => at)).toEqual([100, 50]);
  expect([queue.isCurrent('a', 1), queue.isCurrent('a', 2)]).toEqual([false, true]);
});

test('back-off doubles from 5 ms to 1000 s and is forgotten on success', () => {
  const { queue, scheduled } = recorded();
  let now = 0;
  const delays = [];
  for (let i = 0; i < 20; i++) {
    queue.addRateLimited('a', now, undefined);
    const at = scheduled.at(-1)?.at ?? 0;
    delays.push(at - now);
    now = at;
    queue.takeDelayed('a');
  }
  expect(delays).toEqual([
    5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240, 20_480, 40_960, 81_920, 163_840, 327_680, 655_360, 1_000_000, 1_000_000,
  ]);
  expect(queue.failuresOf('a')).toBe(20);
  queue.forget('a');
  queue.addRateLimited('a', now, undefined);
  expect((scheduled.at(-1)?.at ?? 0) - now).toBe(5);
});

test('all keys share a bucket of 100 that refills by 10 a second', () => {
  const { queue, scheduled } = recorded();
  for (let i = 0; i < 110; i++) queue.addRateLimited(`key-${i}`, 0, undefined);
  expect(scheduled.slice(0, 100).every(({ at }) => at === 5)).toBe(true);
  expect(scheduled.slice(100).map(({ at }) => at)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
});

test('a queue made from its data goes on alike', () => {
  const { queue } = recorded();
  queue.add('a', 0, undefined);
  queue.addAfter('b', 10, 0, undefined);
  queue.addRateLimited('c', 0, undefined);
  const copy = new WorkQueue('replicaset', () => 0, queue.data());
  expect(copy.data()).toEqual(queue.data());
});
