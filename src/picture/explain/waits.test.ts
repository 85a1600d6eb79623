/** Nothing waits without saying for what, in random stories: see testing/waitWatcher.ts. */
import { describe, expect, test } from 'vitest';
import { tellStory } from '../../engine/testing/fuzz.ts';
import { type FuzzCase, fuzzCase } from '../../engine/testing/fuzzCase.ts';
import { waitOf } from './explain.ts';
import { inCompany } from './testing/company.ts';
import { SUBJECTS, WaitWatcher } from './testing/waitWatcher.ts';
import type { Ending, Wait } from './wait.ts';

interface Told {
  readonly problems: readonly string[];
  /** The kinds of waits that were met. */
  readonly codes: ReadonlySet<string>;
}

function tell(seeds: readonly number[], caseOf: (seed: number) => FuzzCase, explain = waitOf): Told {
  const problems: string[] = [];
  const codes = new Set<string>();
  for (const seed of seeds) {
    const one = new WaitWatcher(SUBJECTS, explain);
    tellStory(caseOf(seed), (simulation, step) => one.look(simulation, step));
    for (const problem of one.problems) problems.push(`seed ${seed}: ${problem}`);
    for (const code of one.codes.keys()) codes.add(code);
  }
  return { problems, codes };
}

const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
const company = (seed: number): FuzzCase => inCompany(fuzzCase(seed));

describe('every wait of a random story', () => {
  test('is explained, and ends by what was said (40 stories)', { timeout: 600_000 }, () => {
    // In 5027 a pod is taken over and deleted in one pass.
    expect(tell([...seeds(40), 5027], fuzzCase).problems).toEqual([]);
  });

  test('so it does among Services, budgets, autoscalers, namespaces and nodes that come and go (30 stories)', { timeout: 600_000 }, () => {
    const { problems, codes } = tell(seeds(30), company);
    expect(problems).toEqual([]);
    expect([...codes]).toEqual(expect.arrayContaining(MET));
  });
});

/** A story that held none of these would prove nothing about them. */
const MET = [
  ...['controller turn', 'refused', 'replicaset refused', 'dependents', 'both limits', 'new pods'].map((code) => `Deployment ${code}`),
  ...['refused', 'owner gone', 'dependents', 'its pods'].map((code) => `ReplicaSet ${code}`),
  ...['no node', 'never ready', 'node lost', 'node silent', 'node gone', 'owner gone', 'grace'].map((code) => `Pod ${code}`),
  ...['silent', 'node down', 'node taints', 'cordoned'].map((code) => `Node ${code}`),
  ...['no pods', 'no ready pods', 'controller turn'].map((code) => `Service ${code}`),
  ...['no pods', 'no disruptions', 'controller turn'].map((code) => `PodDisruptionBudget ${code}`),
  ...['target missing', 'no metrics', 'scaling off'].map((code) => `HorizontalPodAutoscaler ${code}`),
  'Namespace content',
  'ConfigMap finalizers',
  'ResourceQuota controller turn',
];

/** Waits told in another way. */
function retold(change: (ending: Ending, wait: Wait) => readonly Ending[]): typeof waitOf {
  return (...args) => {
    const wait = waitOf(...args);
    return wait === undefined ? undefined : { ...wait, endings: wait.endings.flatMap((ending) => change(ending, wait)) };
  };
}

describe('an explanation that is wrong is found', () => {
  const wrong: Readonly<Record<string, typeof waitOf>> = {
    'the collector is not named': retold((ending) => (ending.by === 'turn' && ending.actor === 'garbagecollector' ? [] : [ending])),
    'the collector is named for another owner': retold((ending) =>
      ending.by === 'turn' && ending.actor === 'garbagecollector' ? [{ ...ending, key: `${ending.key}x` }] : [ending],
    ),
    'an eviction is not named': retold((ending) => (ending.by === 'node' ? [] : [ending])),
    'an instant is off by a millisecond': retold((ending) =>
      ending.by === 'turn' && ending.at !== undefined ? [{ ...ending, at: ending.at + 1 }] : [ending],
    ),
    'a retry is said to need what does not change': retold((ending) =>
      ending.by === 'turn' && ending.needs !== undefined
        ? [{ ...ending, needs: [{ kind: 'Namespace', namespace: '', name: 'default' }] }]
        : [ending],
    ),
    'a person is said to end what ends by itself': retold((_, { code }) => (code === 'sandbox' ? [{ by: 'person', how: 'delete' }] : [])),
    'nothing is said of pods that are not ready': (...args) => {
      const wait = waitOf(...args);
      return wait?.code === 'no ready pods' ? { ...wait, endings: [] } : wait;
    },
  };

  test.each(Object.keys(wrong))('%s', { timeout: 120_000 }, (name) => {
    expect(tell([1, 8, 15, 18, 21], company, wrong[name]).problems).not.toEqual([]);
  });
});
