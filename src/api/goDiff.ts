/**
 * The difference of two texts as Go's difflib prints it, which takes after Python's: matching blocks by the longest common run,
 * three lines of context. upstream: github.com/pmezard/go-difflib, used by k8s.io/apimachinery/pkg/util/diff
 */

const CONTEXT = 3;
/** In texts of at least this many lines, lines that stand in more than one of a hundred places do not begin a match. */
const POPULAR_FROM = 200;

interface Block {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

interface Change {
  readonly isEqual: boolean;
  readonly a: readonly [from: number, to: number];
  readonly b: readonly [from: number, to: number];
}

/** Where each line of `b` stands, without those that are too common to mean anything. */
function placesOf(b: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, line] of b.entries()) {
    const known = places.get(line);
    if (known === undefined) places.set(line, [index]);
    else known.push(index);
  }
  if (b.length < POPULAR_FROM) return places;
  const most = Math.floor(b.length / 100) + 1;
  for (const [line, list] of places) if (list.length > most) places.delete(line);
  return places;
}

/** The longest run of equal lines between `a[alo, ahi)` and `b[blo, bhi)`, the earliest of the longest. */
function longestMatch(
  a: readonly string[],
  b: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  [alo, ahi, blo, bhi]: Range,
): Block {
  let best: Block = { a: alo, b: blo, size: 0 };
  let runs = new Map<number, number>();
  for (let i = alo; i < ahi; i++) {
    const next = new Map<number, number>();
    for (const j of places.get(a[i] ?? '') ?? []) {
      if (j < blo) continue;
      if (j >= bhi) break;
      const size = (runs.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    runs = next;
  }
  let { a: i, b: j, size } = best;
  while (i > alo && j > blo && a[i - 1] === b[j - 1]) {
    i--;
    j--;
    size++;
  }
  while (i + size < ahi && j + size < bhi && a[i + size] === b[j + size]) size++;
  return { a: i, b: j, size };
}

type Range = readonly [alo: number, ahi: number, blo: number, bhi: number];

function matchingBlocks(a: readonly string[], b: readonly string[]): readonly Block[] {
  const places = placesOf(b);
  const found: Block[] = [];
  const open: Range[] = [[0, a.length, 0, b.length]];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const [alo, ahi, blo, bhi] = range;
    const match = longestMatch(a, b, places, range);
    if (match.size === 0) continue;
    found.push(match);
    if (alo < match.a && blo < match.b) open.push([alo, match.a, blo, match.b]);
    if (match.a + match.size < ahi && match.b + match.size < bhi) open.push([match.a + match.size, ahi, match.b + match.size, bhi]);
  }
  return found.sort((x, y) => x.a - y.a || x.b - y.b);
}

/** Equal and changed stretches in turn. */
function changesOf(a: readonly string[], b: readonly string[]): readonly Change[] {
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  for (const block of [...matchingBlocks(a, b), { a: a.length, b: b.length, size: 0 }]) {
    if (i < block.a || j < block.b) changes.push({ isEqual: false, a: [i, block.a], b: [j, block.b] });
    [i, j] = [block.a + block.size, block.b + block.size];
    const last = changes.at(-1);
    if (block.size > 0 && last?.isEqual === true) changes[changes.length - 1] = { isEqual: true, a: [last.a[0], i], b: [last.b[0], j] };
    else if (block.size > 0) changes.push({ isEqual: true, a: [block.a, i], b: [block.b, j] });
  }
  return changes;
}

/** Changes with their context; those that are near each other share a group. */
function groupsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  let group: Change[] = [];
  for (const [index, change] of changes.entries()) {
    const [a, b] = [change.a, change.b];
    if (!change.isEqual) {
      group.push(change);
      continue;
    }
    const before = (n: number): Change => ({ isEqual: true, a: [Math.max(a[0], a[1] - n), a[1]], b: [Math.max(b[0], b[1] - n), b[1]] });
    const after = (n: number): Change => ({ isEqual: true, a: [a[0], Math.min(a[1], a[0] + n)], b: [b[0], Math.min(b[1], b[0] + n)] });
    const [isFirst, isLast] = [index === 0, index === changes.length - 1];
    if (isFirst) group.push(before(CONTEXT));
    else if (isLast) group.push(after(CONTEXT));
    else if (a[1] - a[0] > 2 * CONTEXT) {
      group.push(after(CONTEXT));
      groups.push(group);
      group = [before(CONTEXT)];
    } else group.push(change);
  }
  if (group.some(({ isEqual }) => !isEqual)) groups.push(group);
  return groups;
}

function range(from: number, to: number): string {
  const length = to - from;
  if (length === 1) return `${from + 1}`;
  return `${length === 0 ? from : from + 1},${length}`;
}

/** The difference of two texts of lines, each line of it ended; '' when there is none. */
export function goDiff(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let text = '';
  for (const group of groupsOf(changesOf(a, b))) {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) continue;
    text += `@@ -${range(first.a[0], last.a[1])} +${range(first.b[0], last.b[1])} @@\n`;
    for (const change of group) {
      const [old, next] = [a.slice(...change.a), b.slice(...change.b)];
      if (change.isEqual) text += old.map((line) => ` ${line}\n`).join('');
      else text += old.map((line) => `-${line}\n`).join('') + next.map((line) => `+${line}\n`).join('');
    }
  }
  return text;
}
