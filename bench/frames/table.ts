import type { Measured } from './measure.ts';

const COLUMNS = [
  ['pods', 6],
  ['CPU', 4],
  ['fps', 6],
  ['naive', 6],
  ['ratio', 6],
  ['p95 ms', 7],
  ['naive', 6],
  ['main %', 7],
  ['naive', 6],
  ['ratio', 6],
  ['script %', 9],
  ['key ms', 7],
  ['naive', 6],
] as const;

function row(cells: readonly string[]): string {
  return COLUMNS.map(([, width], index) => (cells[index] ?? '').padStart(width)).join(' ');
}

/** `ratio`: how many times the naive page's frames, and what part of its main thread's work. */
export const HEAD = row(COLUMNS.map(([name]) => name));

export function line(pods: number, throttle: number, ours: Measured | undefined, naive: Measured | undefined): string {
  const both = ours !== undefined && naive !== undefined;
  const text = (value: number | undefined, digits = 0): string => value?.toFixed(digits) ?? '–';
  const percent = (value: number | undefined): string => (value === undefined ? '–' : text(value * 100));
  const cells = [
    String(pods),
    throttle === 1 ? '×1' : `/${throttle}`,
    text(ours?.fps),
    text(naive?.fps),
    both ? `${text(ours.fps / naive.fps, 1)}×` : '–',
    text(ours?.p95),
    text(naive?.p95),
    percent(ours?.cpu),
    percent(naive?.cpu),
    both ? text(ours.cpu / naive.cpu, 2) : '–',
    percent(ours?.script),
    text(ours?.latency95),
    text(naive?.latency95),
  ];
  const missing = [ours === undefined ? 'ours did not load' : '', naive === undefined ? 'naive did not load' : ''].filter(
    (word) => word !== '',
  );
  return [row(cells), ...missing].join('  ');
}

/** Said only where it is enough to spoil a figure. */
export function foreignLoad(share: number): string {
  return share < 0.2 ? '' : `  (other programs took ${(share * 100).toFixed(0)} % of the machine before it)`;
}
