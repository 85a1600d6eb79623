/** Nothing waits without saying for what, in the recorded scripts: of their pods the life is scripted, so that the controllers' waits are watched. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Step } from '../../engine/step.ts';
import { ANY_KEY } from '../../picture/explain/testing/isNamed.ts';
import { WaitWatcher } from '../../picture/explain/testing/waitWatcher.ts';
import { readJson } from '../json.ts';
import { replay } from './replay.ts';
import type { Trace } from './trace.ts';

const FOLDER = 'conformance/traces';

/** The scripts' own collector asks like a person; of Deployments and ReplicaSets nobody else of the stand-ins takes hold. */
function named(step: Step): Step {
  const isCollector = step.actor === 'user' && step.changed.some(({ kind }) => kind === 'Deployment' || kind === 'ReplicaSet');
  return isCollector ? { ...step, actor: 'garbagecollector', key: ANY_KEY } : step;
}

test('in every recorded script each wait is explained and ends by what was said', { timeout: 300_000 }, () => {
  const problems: string[] = [];
  const codes = new Map<string, number>();
  for (const name of readdirSync(FOLDER).filter((each) => each.endsWith('.json'))) {
    const watcher = new WaitWatcher(['Deployment', 'ReplicaSet']);
    replay(readJson<Trace>(FOLDER, name), (simulation, step, isPersons) =>
      watcher.look(simulation, isPersons ? step : named(step), isPersons),
    );
    for (const problem of watcher.problems) problems.push(`${name}: ${problem}`);
    for (const [code, count] of watcher.codes) codes.set(code, (codes.get(code) ?? 0) + count);
  }
  expect(problems).toEqual([]);
  // Not a single wait would satisfy the test as well.
  for (const code of ['both limits', 'new pods', 'old pods leave', 'paused', 'refused', 'controller turn']) {
    expect(codes.get(`Deployment ${code}`) ?? 0, code).toBeGreaterThan(0);
  }
});
