import { expect, test } from 'vitest';
import type { Pod, PodPhase } from '../api/core.ts';
import type { Labels } from '../api/meta.ts';
import { PodGroups } from './podGroups.ts';

interface Facts {
  readonly labels?: Labels;
  readonly owner?: string;
  readonly node?: string;
  readonly phase?: PodPhase;
  readonly ready?: string;
  readonly isTerminating?: boolean;
}

function pod({ labels = { app: 'w' }, owner = 'rs', node, phase = 'Running', ready, isTerminating = false }: Facts): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'p',
      labels,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner, controller: true }],
      ...(isTerminating ? { deletionTimestamp: '2026-01-05T09:00:30Z' } : {}),
    },
    spec: { containers: [], ...(node === undefined ? {} : { nodeName: node }) },
    status: { phase, conditions: ready === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: ready }] },
  };
}

/** One pod's life, as its versions; each row: total, unfinished, active, ready, terminating. */
test('counts follow one pod through its life, and nothing is left of it', () => {
  const groups = new PodGroups();
  const life: readonly Facts[] = [
    { phase: 'Pending' },
    { phase: 'Pending', node: 'a' },
    { node: 'a' },
    { node: 'a', ready: '2026-01-05T09:00:01Z' },
    { node: 'a', ready: '2026-01-05T09:00:01Z', isTerminating: true },
    { node: 'a', phase: 'Failed', isTerminating: true },
  ];
  const counts: (readonly number[])[] = [];
  let old: Pod | undefined;
  for (const facts of life) {
    const current = pod(facts);
    groups.change(old, current);
    old = current;
    counts.push(
      groups.of('rs').flatMap(({ total, unfinished, active, ready, terminating }) => [total, unfinished, active, ready, terminating]),
    );
  }
  expect(counts).toEqual([
    [1, 1, 1, 0, 0],
    [1, 1, 1, 0, 0],
    [1, 1, 1, 0, 0],
    [1, 1, 1, 1, 0],
    [1, 1, 0, 0, 1],
    [1, 0, 0, 0, 0],
  ]);
  groups.change(old, undefined);
  expect(groups.of('rs')).toEqual([]);
});

test('ready seconds are sorted, an absent time is last, and empty ones go', () => {
  const groups = new PodGroups();
  const times = ['2026-01-05T09:00:05Z', '2026-01-05T09:00:01Z', '2026-01-05T09:00:05Z', '2026-01-05T09:00:03Z'];
  const pods = times.map((ready) => pod({ ready }));
  for (const each of pods) groups.change(undefined, each);
  const timeless: Pod = { ...pod({}), status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } };
  groups.change(undefined, timeless);
  const seconds = (): readonly string[] =>
    groups.of('rs').flatMap(({ readySeconds }) => readySeconds.map(({ time, count }) => `${time?.slice(17, 19)}x${count}`));
  expect(seconds()).toEqual(['01x1', '03x1', '05x2', 'undefinedx1']);
  groups.change(pods[3], undefined);
  groups.change(pods[0], undefined);
  expect(seconds()).toEqual(['01x1', '05x1', 'undefinedx1']);
});

test('pods are grouped by equal labels, by owner and counted by node', () => {
  const groups = new PodGroups();
  groups.change(undefined, pod({ labels: { a: '1', b: '2' }, node: 'x' }));
  groups.change(undefined, pod({ labels: { b: '2', a: '1' }, node: 'x' }));
  groups.change(undefined, pod({ labels: { a: '1' } }));
  groups.change(undefined, pod({ owner: 'other' }));
  expect(groups.of('rs').map(({ total, activeOnNode }) => [total, [...activeOnNode]])).toEqual([
    [2, [['x', 2]]],
    [1, [['', 1]]],
  ]);
  expect(groups.of('other').map(({ total }) => total)).toEqual([1]);
});
