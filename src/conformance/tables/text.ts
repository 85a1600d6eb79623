/**
 * What `kubectl get` and `kubectl describe` print of recorded objects.
 * A recorded text may show more objects than were recorded, at an unknown second: each line of ours must be among the recorded ones, ages aside,
 * and the recorded cells, laid out by us, must give the recorded text byte for byte.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../api/meta.ts';
import { formatTime, parseTime } from '../../api/time.ts';
import { ensureExists } from '../../base/assert.ts';
import { getStyle, layOut } from '../../kubectl/print/tabs.ts';
import { runToEnd } from '../../kubectl/process.ts';
import { start } from '../../kubectl/run.ts';
import type { CaseResult } from '../case.ts';
import { readJson } from '../json.ts';
import { FakeServer } from '../kubectl/fakeServer.ts';
import { textDifferences } from '../kubectl/text.ts';
import { terminal } from '../terminal.ts';

const CLOCK_ERROR_MS = 1000;
const AGE = /^(?:(?:\d+[ydhms])+|<unknown>|<invalid>)$/;

export interface TextCase {
  readonly id: string;
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Of a description: the one object that is looked at, and when. */
  readonly object?: KubeObject;
  readonly recordedAt?: string;
}

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

function run(command: string, items: readonly KubeObject[], nowMs: number): Ran {
  const server = new FakeServer({ items }, formatTime(nowMs));
  const { environment, printed } = terminal(server, () => nowMs);
  const exitCode = runToEnd(start(command.split(' ').slice(1), environment));
  return { ...printed, exitCode };
}

/** Where the columns of a table begin. */
function starts(header: string): readonly number[] {
  return [...header.matchAll(/(?:^|(?<= {2}))\S/g)].map(({ index }) => index);
}

function cellsOf(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').slice(0, -1);
  const columns = starts(lines[0] ?? '');
  return lines.map((line) => columns.map((from, index) => line.slice(from, columns[index + 1]).trimEnd()));
}

function withoutAges(cells: readonly string[]): string {
  return cells.map((cell) => (AGE.test(cell) ? '<age>' : cell.replace(/\((?:\d+[ydhms])+ ago\)/, '(<age> ago)'))).join(' | ');
}

function compareTable({ id, command, ...recorded }: TextCase, items: readonly KubeObject[]): CaseResult {
  const ours = run(command, items, ensureExists(parseTime('2026-11-25T08:07:49Z'), 'a time'));
  const cells = cellsOf(recorded.stdout);
  const known = new Set(cells.map(withoutAges));
  const strange = cellsOf(ours.stdout)
    .map(withoutAges)
    .filter((line) => !known.has(line));
  const laidOut = layOut(cells.map((line) => `${line.join('\t')}\n`).join(''), getStyle);
  return {
    id,
    differences: [
      ...strange.map((line) => `not among the recorded lines: ${line}`),
      ...(cellsOf(ours.stdout).length > 1 ? [] : ['no object was printed']),
      ...textDifferences('layout', recorded.stdout, laidOut),
      ...textDifferences('stderr', recorded.stderr, ours.stderr),
      ...(ours.exitCode === recorded.exitCode ? [] : [`exit code: recorded ${recorded.exitCode}, ours ${ours.exitCode}`]),
    ],
  };
}

function compareDescription({ id, command, object, recordedAt = '', ...recorded }: TextCase): CaseResult {
  const at = ensureExists(parseTime(recordedAt), 'the clock of a recording');
  const around = [at, at - CLOCK_ERROR_MS, at + CLOCK_ERROR_MS].map((nowMs) => {
    const ours = run(command, object === undefined ? [] : [object], nowMs);
    return [
      ...textDifferences('stdout', recorded.stdout, ours.stdout),
      ...textDifferences('stderr', recorded.stderr, ours.stderr),
      ...(ours.exitCode === recorded.exitCode ? [] : [`exit code: recorded ${recorded.exitCode}, ours ${ours.exitCode}`]),
    ];
  });
  return { id, differences: around.some((each) => each.length === 0) ? [] : (around[0] ?? []) };
}

/** All objects that the tables of this folder were made of. */
function objectsIn(folder: string): readonly KubeObject[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  return files.flatMap((file) =>
    (readJson<{ readonly rows?: readonly { readonly object: KubeObject }[] }>(folder, file).rows ?? []).map(({ object }) => object),
  );
}

export function compareTexts(dir: string, cases: readonly TextCase[]): readonly CaseResult[] {
  const items = objectsIn(join(dir, 'tables'));
  return cases.map((each) => (each.object === undefined ? compareTable(each, items) : compareDescription(each)));
}
