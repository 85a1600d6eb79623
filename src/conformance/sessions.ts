/** Family `sessions`: whole sessions of kubectl against a real control plane. Format: conformance/README.md. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, type CaseResult, type Family } from './case.ts';
import { readJson } from './json.ts';
import { play } from './sessions/play.ts';
import type { Session } from './sessions/session.ts';
import { missingFeature } from './sessions/skip.ts';

/** Every file below the folder, as `group/id`. */
function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length).replaceAll('\\', '/'))
    .sort();
}

function check(dir: string, id: string): CaseResult {
  const session = readJson<Session>(dir, 'sessions', `${id}.json`);
  const skipped = missingFeature(session);
  return skipped === undefined ? attempt(id, () => play(session)) : { id, differences: [], skipped };
}

export const sessions: Family = {
  name: 'sessions',
  run: (dir, filter) =>
    namesIn(join(dir, 'sessions'))
      .filter((id) => filter === undefined || id.startsWith(filter))
      .map((id) => check(dir, id)),
};
