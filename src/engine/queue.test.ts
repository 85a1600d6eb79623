import { expect, test } from 'vitest';
import { EventQueue, type QueuedEvent } from './queue.ts';
import { random } from './random.ts';

function event(at: number, sequence: number, type: 'watch' | 'add' | 'sync'): QueuedEvent {
  return { at, sequence, due: type === 'watch' ? { type } : { type, actor: 'replicaset', key: 'default/web' } };
}

test('deliveries before delayed adds before passes at one instant, then in order of arrival', () => {
  const queue = new EventQueue();
  for (const each of [event(5, 1, 'sync'), event(5, 2, 'add'), event(5, 3, 'watch'), event(4, 4, 'sync'), event(5, 5, 'sync')])
    queue.push(each);
  const order = [];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) order.push(next.sequence);
  expect(order).toEqual([4, 3, 2, 1, 5]);
});

test('a heap made from data comes out as the one that was filled', () => {
  const events = Array.from({ length: 300 }, (_, index) =>
    event(Math.floor(random(1, index) * 20), index, index % 3 === 0 ? 'watch' : 'sync'),
  );
  const filled = new EventQueue();
  for (const each of events) filled.push(each);
  const restored = new EventQueue(filled.data());
  for (let next = filled.pop(); next !== undefined; next = filled.pop()) expect(restored.pop()).toBe(next);
  expect(restored.size).toBe(0);
});
