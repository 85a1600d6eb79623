/** Family `sessions`: whole sessions of kubectl against a real control plane. Format: conformance/README.md. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult, Family } from './case.ts';
import { readJson } from './json.ts';
import { play } from './sessions/play.ts';
import type { Session } from './sessions/session.ts';

/** Features that are not modelled, by what a session types. */
const TYPED: Readonly<Record<string, RegExp>> = {
  'server-side apply': /--server-side/,
  'kubectl apply --prune': /--prune/,
};

function missingFeature({ steps }: Session): string | undefined {
  const found = Object.entries(TYPED).find(([, sign]) => steps.some(({ command = '' }) => sign.test(command)));
  return found?.[0];
}

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
  return skipped === undefined ? { id, differences: play(session) } : { id, differences: [], skipped };
}

export const sessions: Family = {
  name: 'sessions',
  run: (dir, filter) =>
    namesIn(join(dir, 'sessions'))
      .filter((id) => filter === undefined || id.startsWith(filter))
      .map((id) => check(dir, id)),
};
