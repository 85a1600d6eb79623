/** Family `admission`: sessions with quotas, limit ranges, missing accounts and users with few rights. Format: conformance/README.md. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult, Family } from './case.ts';
import { readJson } from './json.ts';
import { play } from './sessions/play.ts';
import type { Session } from './sessions/session.ts';

const groups = ['limitrange', 'other', 'podsecurity', 'quota', 'rbac'];

/** Features that are not modelled, by what a session's files say. */
const featuresInFiles: Readonly<Record<string, RegExp>> = {
  RuntimeClass: /runtimeClassName:/,
  'scheduling gates': /schedulingGates:/,
};

function missingFeature({ namespaceLabels, steps }: Session): string | undefined {
  if (Object.keys(namespaceLabels ?? {}).some((label) => label.startsWith('pod-security.kubernetes.io/'))) return 'PodSecurity';
  const found = Object.entries(featuresInFiles).find(([, sign]) => steps.some(({ text = '' }) => sign.test(text)));
  return found?.[0];
}

function check(session: Session): CaseResult {
  const { id } = session;
  const skipped = missingFeature(session);
  return skipped === undefined ? { id, differences: play(session) } : { id, differences: [], skipped };
}

export const admission: Family = {
  name: 'admission',
  run: (dir, filter) =>
    groups
      .filter((group) => existsSync(join(dir, 'admission', `${group}.json`)))
      .flatMap((group) => readJson<{ readonly cases: readonly Session[] }>(dir, 'admission', `${group}.json`).cases)
      .filter(({ id }) => filter === undefined || id === filter)
      .map(check),
};
