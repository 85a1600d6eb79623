import { expect, test } from 'vitest';
import type { ObjectKey } from '../api/client.ts';
import { keyOf } from '../api/key.ts';
import type { DeploymentReason } from '../engine/reason.ts';
import type { Simulation } from '../engine/simulation.ts';
import type { Step } from '../engine/step.ts';
import { tellStory } from '../engine/testing/fuzz.ts';
import { fuzzCase } from '../engine/testing/fuzzCase.ts';
import { Causes } from './causes.ts';
import { deployment, replicaSet } from './testing.ts';

const pod: ObjectKey = { kind: 'Pod', namespace: 'default', name: 'web-1-a' };

/** A pass of the Deployment controller. */
const PASS: DeploymentReason = {
  actor: 'deployment',
  verdict: 'waits',
  strategy: 'RollingUpdate',
  replicas: 2,
  surge: 1,
  unavailable: 0,
  floor: 2,
  ceiling: 3,
  counted: 2,
  newCounted: 1,
  available: 1,
  newAvailable: 1,
  mayAdd: 0,
  mayRemove: 0,
  moves: [],
};

function step(id: number, actor: Step['actor'], more: Partial<Step> = {}): Step {
  return { id, at: id * 10, actor, key: 'default/web', changed: [], emitted: [], ...more };
}

function told(causes: Causes, at: number): readonly string[] {
  const { links, root } = causes.of(pod, at);
  const words = links.map(({ step: id, actor, passes }) => `${id} ${actor}${passes > 1 ? ` x${passes}` : ''}`);
  return root === undefined ? words : [...words, `root ${root.step}`];
}

/** A person changes a Deployment, and a pod comes of it. */
function story(causes: Causes): void {
  causes.add(step(1, 'user', { changed: [keyOf(deployment())] }));
  causes.add(step(2, 'watch', { cause: 1 }));
  causes.add(step(3, 'deployment', { cause: 1, changed: [keyOf(replicaSet('web-1', 'web:1', 1))] }));
  causes.add(step(4, 'replicaset', { cause: 3, key: 'default/web-1', changed: [pod] }));
  causes.add(step(5, 'scheduler', { cause: 4, key: 'default/web-1-a', changed: [pod] }));
  causes.add(step(6, 'kubelet', { cause: 5, key: 'default/web-1-a' }));
  causes.add(step(7, 'kubelet', { cause: 6, key: 'default/web-1-a', changed: [pod] }));
}

test('a chain goes from the last change back to the person, passes in a row as one link', () => {
  const causes = new Causes();
  story(causes);
  expect(told(causes, 7)).toEqual(['7 kubelet x2', '5 scheduler', '4 replicaset', '3 deployment', '1 user']);
});

test('what was done last for an object is the last change by those who look after it', () => {
  const causes = new Causes();
  story(causes);
  const did = (key: ObjectKey, at: number) => causes.didLast(key, at)?.step;
  expect(did(pod, 7)).toBe(7);
  expect(did(pod, 6)).toBe(5);
  expect(did(pod, 4)).toBeUndefined();
  expect(did(keyOf(replicaSet('web-1', 'web:1', 1)), 7)).toBe(4);
  expect(did(keyOf(deployment()), 7)).toBe(3);
  expect(did({ kind: 'Node', namespace: '', name: 'node-1' }, 7)).toBeUndefined();
});

test('a controller that only counted has done nothing: what it did before is told, and its count when there is nothing else', () => {
  const causes = new Causes();
  const scaled = { replicaSet: 'web-1', from: 1, to: 2, why: 'room below the ceiling' } as const;
  const pass = (moves: readonly (typeof scaled)[]) => ({ changed: [keyOf(deployment())], reason: { ...PASS, moves } });
  causes.add(step(1, 'deployment', pass([])));
  expect(causes.didLast(keyOf(deployment()), 1)?.step).toBe(1);
  causes.add(step(2, 'deployment', pass([scaled])));
  causes.add(step(3, 'deployment', pass([])));
  expect(causes.didLast(keyOf(deployment()), 3)?.step).toBe(2);
});

test('at an earlier moment the chain is that of the last change until then', () => {
  const causes = new Causes();
  story(causes);
  expect(told(causes, 6)).toEqual(['5 scheduler', '4 replicaset', '3 deployment', '1 user']);
  expect(told(causes, 3)).toEqual([]);
});

test('another future takes the place of the forgotten one', () => {
  const causes = new Causes();
  story(causes);
  causes.forkAfter(4);
  expect(told(causes, 9)).toEqual(['4 replicaset', '3 deployment', '1 user']);
  causes.add(step(5, 'user', { changed: [pod] }));
  expect(told(causes, 9)).toEqual(['5 user']);
});

test('of steps that are no longer kept the person is still known', () => {
  const causes = new Causes(10);
  story(causes);
  for (let id = 8; id <= 14; id += 1) causes.add(step(id, 'kubelet', { cause: id - 1, key: id % 2 === 0 ? 'other' : 'x', changed: [pod] }));
  expect(told(causes, 14)).toEqual([
    '14 kubelet',
    '13 kubelet',
    '12 kubelet',
    '11 kubelet',
    '10 kubelet',
    '9 kubelet',
    '8 kubelet',
    '7 kubelet x2',
    'root 1',
  ]);
});

test('in random stories every change of a pod goes back to a person, and each link comes before the one that it caused', () => {
  let asked = 0;
  for (let seed = 1; seed <= 6; seed += 1) {
    const causes = new Causes();
    tellStory(fuzzCase(seed), (simulation: Simulation, taken) => {
      causes.add(taken);
      if (taken.id % 7 !== 0) return;
      for (const each of simulation.reader.list('Pod')) {
        const { links, root } = causes.of(keyOf(each), taken.id);
        asked += 1;
        expect((root ?? links.at(-1))?.actor).toBe('user');
        expect(links.every(({ step: id }, index) => index === 0 || id < (links[index - 1]?.step ?? 0))).toBe(true);
      }
    });
  }
  expect(asked).toBeGreaterThan(1000);
}, 60_000);
