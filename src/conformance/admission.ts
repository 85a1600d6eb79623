/** Family `admission`: sessions with quotas, limit ranges, missing accounts and users with few rights. Format: conformance/README.md. */
import { join } from 'node:path';
import { play } from './admission/play.ts';
import type { Session } from './admission/session.ts';
import type { CaseResult, Family } from './case.ts';
import { readJson } from './json.ts';

const groups = ['quota', 'limitrange', 'other', 'rbac'];

/** Sessions that touch these are left out: runtime classes, scheduling gates and anti-affinity are not modelled. */
const notModelled = /runtimeClassName|schedulingGates|podAntiAffinity/;

export const admission: Family = {
  name: 'admission',
  run: (dir, filter) =>
    groups.flatMap((group) =>
      readJson<{ readonly cases: readonly Session[] }>(join(dir, 'admission'), `${group}.json`)
        .cases.filter(({ id, steps }) => (filter === undefined || id === filter) && !steps.some(({ text = '' }) => notModelled.test(text)))
        .map((session): CaseResult => ({ id: session.id, differences: play(session) })),
    ),
};
