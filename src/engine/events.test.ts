import { describe, expect, test } from 'vitest';
import type { Event } from '../api/core.ts';
import { Clock } from './clock.ts';
import { EventRecorder } from './events.ts';
import type { EmittedEvent } from './step.ts';

function recorder(): {
  readonly recorder: EventRecorder;
  readonly stored: Map<string, Event>;
  emit(message: string, now: number, more?: Partial<EmittedEvent>): void;
} {
  const stored = new Map<string, Event>();
  const made = new EventRecorder(
    new Clock('2026-01-05T09:00:00Z'),
    {
      find: (_, name) => stored.get(name),
      write: (event) => stored.set(event.metadata.name, event),
    },
    37,
  );
  const involvedObject = { kind: 'ReplicaSet', namespace: 'default', name: 'web-1', uid: 'u' };
  return {
    recorder: made,
    stored,
    emit: (message, now, more) =>
      made.record(
        { involvedObject, type: 'Normal', reason: 'SuccessfulCreate', message, component: 'replicaset-controller', ...more },
        now,
      ),
  };
}

const rows = (stored: Map<string, Event>) => [...stored.values()].map(({ message, count }) => [message, count]);

describe('correlation', () => {
  test('the same text is counted, its last time moves', () => {
    const { stored, emit } = recorder();
    emit('Created pod: a', 0);
    emit('Created pod: a', 2500);
    expect([...stored.values()]).toMatchObject([
      { message: 'Created pod: a', count: 2, firstTimestamp: '2026-01-05T09:00:00Z', lastTimestamp: '2026-01-05T09:00:02Z' },
    ]);
  });

  test('the tenth text and those after it are combined; 25 of one object and type, then silence', () => {
    const { stored, emit } = recorder();
    for (let i = 0; i < 40; i++) emit(`Created pod: ${i}`, i);
    const all = rows(stored);
    expect(all).toHaveLength(10);
    expect(all.slice(0, 9).every(([, count]) => count === 1)).toBe(true);
    expect(all[9]).toEqual(['(combined from similar events): Created pod: 24', 16]);
  });

  test('one more every five minutes', () => {
    const { stored, emit } = recorder();
    for (let i = 0; i < 30; i++) emit('same', 0);
    expect(rows(stored)).toEqual([['same', 25]]);
    emit('same', 299_999);
    expect(rows(stored)).toEqual([['same', 25]]);
    emit('same', 300_000);
    expect(rows(stored)).toEqual([['same', 32]]);
  });

  test('Warnings have a bucket of their own', () => {
    const { stored, emit } = recorder();
    for (let i = 0; i < 30; i++) emit('same', 0);
    emit('refused', 0, { type: 'Warning', reason: 'FailedCreate' });
    expect(rows(stored)).toEqual([
      ['same', 25],
      ['refused', 1],
    ]);
  });

  test('ten silent minutes end a group', () => {
    const { stored, emit } = recorder();
    for (let i = 0; i < 9; i++) emit(`Created pod: ${i}`, 0);
    emit('Created pod: late', 600_001);
    expect(rows(stored).at(-1)).toEqual(['Created pod: late', 1]);
  });

  test('names are unique within one millisecond', () => {
    const { stored, emit } = recorder();
    for (let i = 0; i < 5; i++) emit(`Created pod: ${i}`, 7);
    expect([...stored.keys()]).toEqual([
      'web-1.1887ca1bea1e6fc0',
      'web-1.1887ca1bea1e6fc1',
      'web-1.1887ca1bea1e6fc2',
      'web-1.1887ca1bea1e6fc3',
      'web-1.1887ca1bea1e6fc4',
    ]);
  });

  test('the scheduler speaks events.k8s.io: a series instead of a count', () => {
    const { stored, emit } = recorder();
    const failed = { component: 'default-scheduler', type: 'Warning', reason: 'FailedScheduling' } as const;
    emit('0/1 nodes are available', 1500, failed);
    emit('0/1 nodes are available', 61_500, failed);
    expect([...stored.values()]).toMatchObject([
      {
        eventTime: '2026-01-05T09:00:01.500000Z',
        firstTimestamp: null,
        reportingComponent: 'default-scheduler',
        action: 'Scheduling',
        series: { count: 2, lastObservedTime: '2026-01-05T09:01:01.500000Z' },
      },
    ]);
  });
});
