/** Two texts side by side, as `diff -u` prints them. */
import { lineDiff } from '../base/lineDiff.ts';

const CONTEXT = 3;

interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
  /** Lines of either text before this one. */
  readonly before: number;
  readonly after: number;
}

/** `3`, `3,5`: from where, and how many lines when that is not one. An empty range names the line before it. */
function range(start: number, length: number): string {
  return length === 1 ? `${start + 1}` : `${length === 0 ? start : start + 1},${length}`;
}

function hunkText(lines: readonly Line[]): string {
  const [first] = lines;
  if (first === undefined) return '';
  const removed = lines.filter(({ sign }) => sign !== '+').length;
  const added = lines.filter(({ sign }) => sign !== '-').length;
  const head = `@@ -${range(first.before, removed)} +${range(first.after, added)} @@\n`;
  return head + lines.map(({ sign, text }) => `${sign}${text}\n`).join('');
}

/** The hunks between two texts whose lines all end with a newline; '' when they are equal. */
export function unifiedHunks(before: string, after: string): string {
  if (before === after) return '';
  const numbered: Line[] = [];
  const counts = { before: 0, after: 0 };
  for (const { sign, text } of lineDiff(before, after)) {
    numbered.push({ sign, text, ...counts });
    if (sign !== '+') counts.before++;
    if (sign !== '-') counts.after++;
  }
  const changes = numbered.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]));
  const hunks: { from: number; to: number }[] = [];
  for (const index of changes) {
    const last = hunks.at(-1);
    // Changes whose contexts touch stand in one hunk.
    if (last !== undefined && index - CONTEXT <= last.to) last.to = index + CONTEXT + 1;
    else hunks.push({ from: Math.max(0, index - CONTEXT), to: index + CONTEXT + 1 });
  }
  return hunks.map(({ from, to }) => hunkText(numbered.slice(from, to))).join('');
}
