import { expect, test } from 'vitest';
import { random, randomLetters, randomUUID } from './random.ts';

// Links replay by these numbers: a test that fails here means that every link ever made now tells another story.
test('golden values', () => {
  const rows = [
    random(0),
    random(1, 'a'),
    random(1, 'a', 'bc'),
    random(1, 'ab', 'c'),
    random(4_294_967_295, 'pod', 17),
    randomLetters(5, 7, 'name', 'Pod/default/web-', 1),
    randomLetters(5, 7, 'name', 'Pod/default/web-', 2),
    randomUUID(7, 'uid', 'x'),
    randomUUID(8, 'uid', 'x'),
  ];
  expect(rows).toMatchInlineSnapshot(`
    [
      0.05897197755984962,
      0.4985514455474913,
      0.7394639397971332,
      0.9564563557505608,
      0.2775608275551349,
      "z87fg",
      "pxtgj",
      "8ab03682-07fb-4e42-9f60-7ab9c04fc0d2",
      "7f28dc7c-23b2-4f59-994b-5adb27b84c12",
    ]
  `);
});

test('numbers are spread evenly over [0, 1)', () => {
  const buckets = new Array<number>(16).fill(0);
  for (let i = 0; i < 16_000; i++) {
    const bucket = Math.floor(random(42, 'pod', i) * 16);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  for (const count of buckets) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('letters are those of Kubernetes, each about as often as the others', () => {
  const counts = new Map<string, number>();
  for (let i = 0; i < 5400; i++) for (const letter of randomLetters(5, 3, i)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect([...counts.keys()].sort().join('')).toBe('2456789bcdfghjklmnpqrstvwxz');
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('uuids are version 4 and do not repeat', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 5000; i++) {
    const uuid = randomUUID(9, 'uid', i);
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    seen.add(uuid);
  }
  expect(seen.size).toBe(5000);
});
