import { expect, test } from 'vitest';
import { epochMs, formatMicroTime, formatTime, parseTime, timeOf } from './time.ts';

test('agrees with the platform over four centuries', () => {
  for (let ms = Date.UTC(1890, 0, 1); ms < Date.UTC(2290, 0, 1); ms += 86_400_000 * 13 + 12_345_000) {
    const text = new Date(ms).toISOString().replace('.000Z', 'Z');
    expect(formatTime(ms)).toBe(text);
    expect(epochMs(text)).toBe(ms);
  }
});

test('cuts to whole seconds', () => {
  expect(timeOf('2026-01-05T09:00:00Z', 1999)).toBe('2026-01-05T09:00:01Z');
  expect(formatMicroTime(epochMs('2026-01-05T09:00:00Z') + 1.5)).toBe('2026-01-05T09:00:00.001500Z');
});

test('reads zones and fractions', () => {
  expect(parseTime('2026-01-05T10:30:00+01:30')).toBe(epochMs('2026-01-05T09:00:00Z'));
  expect(parseTime('2026-01-05T09:00:00.25Z')).toBe(epochMs('2026-01-05T09:00:00Z') + 250);
});

test.each(['2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01', '2026-01-01T00:00:00', 'now'])(
  '%s is no time',
  (text) => {
    expect(parseTime(text)).toBeUndefined();
  },
);
