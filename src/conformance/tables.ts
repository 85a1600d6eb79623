/**
 * Family `tables`: how the API server prints stored objects. Columns are compared without their descriptions, which nothing shows.
 * The clock of a recording is known to ±0.2 s, so an age may be the one of the second before or after.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kinds } from '../api/key.ts';
import type { KubeObject } from '../api/meta.ts';
import { parseTime } from '../api/time.ts';
import { ensureExists } from '../base/assert.ts';
import { tableOf } from '../kubectl/print/table/table.ts';
import { type CaseResult, type Family, jsonDifferences } from './case.ts';
import { readJson } from './json.ts';
import { compareTexts, type TextCase } from './tables/text.ts';

const MINOR = 37;
const CLOCK_ERROR_MS = 1000;

interface Recorded {
  readonly columnDefinitions: readonly {
    readonly name: string;
    readonly type: string;
    readonly format: string;
    readonly priority: number;
  }[];
  readonly rows: readonly {
    readonly id: string;
    readonly recordedAt: string;
    readonly object: KubeObject;
    readonly cells: readonly unknown[];
  }[];
}

interface Commands {
  readonly cases: readonly TextCase[];
}

/** The rows of one kind. */
function compareTable(kind: (typeof kinds)[number]['kind'], name: string, { columnDefinitions, rows }: Recorded): readonly CaseResult[] {
  const { columns } = tableOf(kind, [], { nowMs: 0, minor: MINOR });
  const recorded = columnDefinitions.map(({ name: column, type, format, priority }) => ({ name: column, type, format, priority }));
  const results = rows.map(({ id, recordedAt, object, cells }): CaseResult => {
    const at = ensureExists(parseTime(recordedAt), 'the clock of a recording');
    const around = [at, at - CLOCK_ERROR_MS, at + CLOCK_ERROR_MS].map((nowMs) => {
      const [row = []] = tableOf(kind, [object], { nowMs, minor: MINOR }).rows;
      return jsonDifferences(cells, row);
    });
    return { id: `${name}/${id}`, differences: around.some((each) => each.length === 0) ? [] : (around[0] ?? []) };
  });
  return [{ id: `${name}/columns`, differences: jsonDifferences(recorded, columns) }, ...results];
}

function run(dir: string, file: string): readonly CaseResult[] {
  const name = file.replace(/\.json$/, '');
  const recorded = readJson<Partial<Recorded> & Partial<Commands>>(dir, 'tables', file);
  if (recorded.cases !== undefined) {
    return compareTexts(dir, recorded.cases).map((result) => ({ ...result, id: `${name}/${result.id}` }));
  }
  const { columnDefinitions = [], rows = [] } = recorded;
  const kind = kinds.find(({ resource }) => resource === name)?.kind;
  if (kind === undefined) return rows.map(({ id, object }) => ({ id: `${name}/${id}`, differences: [], skipped: `kind ${object.kind}` }));
  return compareTable(kind, name, { columnDefinitions, rows });
}

/** Tables as the API server makes them. */
export const tables: Family = {
  name: 'tables',
  run: (dir, filter) => {
    const folder = join(dir, 'tables');
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
    return files
      .sort()
      .flatMap((file) => run(dir, file))
      .filter(({ id }) => filter === undefined || id.startsWith(filter));
  },
};
