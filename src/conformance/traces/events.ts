/** Comparing what was emitted and stored, row by row. */
import type { EventRow } from './trace.ts';

type Range = readonly [min: number, max: number];
type Rows = readonly EventRow[];

const COMBINED = '(combined from similar events): ';

function sumEvents(lists: readonly Rows[]): ReadonlyMap<string, Range> {
  const sums = new Map<string, Range>();
  for (const [kind, object, type, reason, message, n] of lists.flat()) {
    const key = JSON.stringify([kind, object, type, reason, message]);
    const [min, max] = typeof n === 'number' ? [n, n] : n;
    const before = sums.get(key) ?? [0, 0];
    sums.set(key, [before[0] + min, before[1] + max]);
  }
  return sums;
}

function rowDifferences(where: string, want: readonly Rows[], got: readonly Rows[]): readonly string[] {
  const [wanted, had] = [sumEvents(want), sumEvents(got)];
  return [...new Set([...wanted.keys(), ...had.keys()])].flatMap((key) => {
    const [min, max] = wanted.get(key) ?? [0, 0];
    const [count] = had.get(key) ?? [0];
    if (count >= min && count <= max) return [];
    return [`${where} ${key}: recorded ${min === max ? min : `${min} to ${max}`}, ours ${count}`];
  });
}

/** One change of size as a ScalingReplicaSet event tells it; `from` is missing in the oldest wordings. */
interface Hop {
  readonly replicaSet: string;
  readonly from: number;
  readonly to: number;
}

function hopOf([, , , reason, message]: EventRow): Hop | undefined {
  if (reason !== 'ScalingReplicaSet') return undefined;
  const text = message.startsWith(COMBINED) ? message.slice(COMBINED.length) : message;
  const match = /replica set (\S+) (?:from (\d+) to (\d+)|to (\d+) from (\d+))$/.exec(text);
  if (match === null) return undefined;
  const [, replicaSet = '', from, to, toOlder, fromOlder] = match;
  return { replicaSet, from: Number(from ?? fromOlder), to: Number(to ?? toOlder) };
}

/**
 * Whether our hops of one ReplicaSet lead from where the recorded ones begin to where they end, by another path. When several pods become
 * ready at one instant the real ReplicaSet controller sees them in one sync or in several, and the Deployment's steps are cut accordingly;
 * twelve runs show some of the ways, not all. Only where the recording itself shows more than one way another one is accepted.
 */
function isAnotherPath(want: Rows, got: Rows): boolean {
  if (!want.some((row) => typeof row[5] !== 'number')) return false;
  const ends = (rows: Rows): readonly [number, number] | undefined => {
    const hops = rows.flatMap((row) => hopOf(row) ?? []);
    if (hops.length === 0) return undefined;
    const isDown = hops.every(({ from, to }) => to < from);
    if (!isDown && !hops.every(({ from, to }) => to > from)) return undefined;
    const sizes = hops.flatMap(({ from, to }) => [from, to]);
    return isDown ? [Math.max(...sizes), Math.min(...sizes)] : [Math.min(...sizes), Math.max(...sizes)];
  };
  const [wanted, own] = [ends(want), ends(got)];
  if (wanted === undefined || own === undefined || wanted[0] !== own[0] || wanted[1] !== own[1]) return false;
  const length = got.reduce((sum, row) => sum + Math.abs((hopOf(row)?.to ?? 0) - (hopOf(row)?.from ?? 0)) * Number(row[5]), 0);
  return length === Math.abs(wanted[1] - wanted[0]);
}

function byReplicaSet(rows: Rows): ReadonlyMap<string, Rows> {
  const groups = new Map<string, EventRow[]>();
  for (const row of rows) {
    const name = hopOf(row)?.replicaSet ?? '';
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return groups;
}

/** Differences between the events of one step. */
export function stepEventDifferences(where: string, want: readonly Rows[], got: readonly Rows[]): readonly string[] {
  const [wanted, had] = [byReplicaSet(want.flat()), byReplicaSet(got.flat())];
  return [...new Set([...wanted.keys(), ...had.keys()])].flatMap((name) => {
    const [a, b] = [wanted.get(name) ?? [], had.get(name) ?? []];
    const differences = rowDifferences(where, [a], [b]);
    return differences.length > 0 && name !== '' && isAnotherPath(a, b) ? [] : differences;
  });
}

function groupKey([kind, object, type, reason]: EventRow): string {
  return JSON.stringify([kind, object, type, reason]);
}

function groupRows(rows: Rows): ReadonlyMap<string, Rows> {
  const groups = new Map<string, EventRow[]>();
  for (const row of rows) groups.set(groupKey(row), [...(groups.get(groupKey(row)) ?? []), row]);
  return groups;
}

function total(rows: Rows): Range {
  return rows.reduce<Range>(
    ([min, max], row) => (typeof row[5] === 'number' ? [min + row[5], max + row[5]] : [min + row[5][0], max + row[5][1]]),
    [0, 0],
  );
}

/**
 * Differences over the whole run. Where a step went by another path, the texts of that reason differ with it, and so does what the
 * correlation made of them: then only the sizes that the steps already compared bind, and no text may be stored that was not emitted.
 */
export function endDifferences(where: string, want: Rows, got: Rows, emitted: Rows): readonly string[] {
  const [wanted, had] = [groupRows(want), groupRows(got)];
  return [...new Set([...wanted.keys(), ...had.keys()])].flatMap((key) => {
    const [a, b] = [wanted.get(key) ?? [], had.get(key) ?? []];
    const differences = rowDifferences(where, [a], [b]);
    if (differences.length === 0 || !key.includes('"ScalingReplicaSet"') || !a.some((row) => typeof row[5] !== 'number'))
      return differences;
    const texts = new Set(emitted.map((row) => row[4]));
    const strangers = b.filter((row) => !texts.has(row[4].replace(COMBINED, '')));
    if (strangers.length > 0) return strangers.map((row) => `${where} ${JSON.stringify(row)}: stored but not emitted`);
    return total(b)[0] > total(emitted.filter((row) => groupKey(row) === key))[0] ? differences : [];
  });
}
