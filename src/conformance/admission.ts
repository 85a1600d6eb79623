/** Family `admission`: sessions with quotas, limit ranges, missing accounts and users with few rights. Format: conformance/README.md. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, type CaseResult, type Family } from './case.ts';
import { readJson } from './json.ts';
import { play } from './sessions/play.ts';
import type { Session } from './sessions/session.ts';
import { missingFeature } from './sessions/skip.ts';

function check(session: Session): CaseResult {
  const { id } = session;
  const skipped = missingFeature(session);
  return skipped === undefined ? attempt(id, () => play(session)) : { id, differences: [], skipped };
}

export const admission: Family = {
  name: 'admission',
  run: (dir, filter) => {
    const folder = join(dir, 'admission');
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
    return files
      .sort()
      .flatMap((file) => readJson<{ readonly cases: readonly Session[] }>(folder, file).cases)
      .filter(({ id }) => filter === undefined || id === filter)
      .map(check);
  },
};
