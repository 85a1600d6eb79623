import { expect, test } from 'vitest';
import type { Pod } from '../../api/core.ts';
import { epochMs, parseTime } from '../../api/time.ts';
import { readData } from '../testing/golden.ts';
import { ageText } from './age.ts';
import { podColumns, podStatusText, restartsText } from './podStatus.ts';

interface Row {
  readonly object: Pod;
  readonly at: string;
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
}

const { rows } = readData<{ rows: readonly Row[] }>('pods.json');

test.each(rows.map((row) => [row.object.metadata.name, row] as const))('%s', (_name, row) => {
  const columns = podColumns(row.object);
  expect(columns.ready).toBe(row.ready);
  expect(podStatusText(row.object)).toBe(row.status);
  expect(restartsText(columns, parseTime(row.at) ?? 0)).toBe(row.restarts);
});

test('ages', () => {
  const now = epochMs('2026-01-05T09:02:05Z');
  expect(ageText('2026-01-05T09:00:00Z', now)).toBe('2m5s');
  expect(ageText(null, now)).toBe('<unknown>');
});
