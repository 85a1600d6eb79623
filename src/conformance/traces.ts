/** Family `traces`: reactions of the real Deployment and ReplicaSet controllers. Data and format: conformance/traces/README.md. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult, Family } from './case.ts';
import { readJson } from './json.ts';
import { compareTrace } from './traces/compare.ts';
import { replay } from './traces/replay.ts';
import type { Trace } from './traces/trace.ts';

function runTrace(trace: Trace): CaseResult {
  return { id: `${trace.family}/${trace.id}`, differences: compareTrace(trace, replay(trace)) };
}

/** Whether a filter names this trace: its family, its id, or the beginning of its id up to a dash. */
function isChosen({ id, family }: Trace, filter: string | undefined): boolean {
  return filter === undefined || family === filter || id === filter || id.startsWith(`${filter}-`);
}

/** Replays recorded scenarios of all families, or of the one that the filter names. */
export const traces: Family = {
  name: 'traces',
  run: (dir, filter) => {
    const folder = join(dir, 'traces');
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
    return files
      .map((name) => readJson<Trace>(folder, name))
      .filter((trace) => isChosen(trace, filter))
      .map(runTrace);
  },
};
