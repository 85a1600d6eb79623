/** Steps and events as aligned lines. */

import type { SimTime, Step } from '../engine/index.ts';
import type { Reason } from '../engine/reason.ts';

/** Virtual time: `12.345s`. */
export function seconds(at: SimTime, digits = 3): string {
  return `${(at / 1000).toFixed(digits)}s`;
}

/** Columns as wide as their widest cell, three blanks between them; the first one stands to the right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i === 0 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('   ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

const listed = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/** What a step did, in a few words. */
function wordsOf(reason: Reason): string {
  switch (reason.actor) {
    case 'deployment': {
      const moves = reason.moves.map(({ replicaSet, from, to, why }) => `${replicaSet} ${from}→${to} (${why})`).join(', ');
      return moves === '' ? reason.verdict : moves;
    }
    case 'replicaset':
      return reason.refusal ?? `${reason.verdict} ${listed(reason.pods)}`.trimEnd();
    case 'scheduler':
      return reason.verdict === 'bound' ? `bound to ${reason.node ?? ''}` : (reason.message ?? reason.verdict);
    case 'kubelet':
      return [reason.verdict, reason.container, reason.message].filter((word) => word !== undefined).join(': ');
    case 'garbagecollector':
      return `${reason.verdict} ${listed(reason.dependents)}`.trimEnd();
    case 'nodelifecycle':
      return `${reason.verdict} ${listed(reason.pods)}`.trimEnd();
    case 'user':
      return reason.refusal ?? reason.line ?? reason.userEvent;
  }
}

/** One line for each step that wrote something or was a person's. */
export function traceOf(steps: readonly Step[]): string {
  const told = steps.filter(({ actor, changed }) => changed.length > 0 || actor === 'user');
  return aligned(told.map(({ at, actor, key, reason }) => [seconds(at), actor, key, reason === undefined ? '' : wordsOf(reason)]));
}

/** One line for each event that a component emitted. */
export function eventsOf(steps: readonly Step[]): string {
  const rows = steps.flatMap(({ at, emitted }) =>
    emitted.map(({ type, reason, involvedObject, message }) => [
      seconds(at),
      type,
      reason,
      `${(involvedObject.kind ?? '').toLowerCase()}/${involvedObject.name ?? ''}`,
      message,
    ]),
  );
  return aligned([['AT', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'], ...rows]);
}
