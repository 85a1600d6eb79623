import { expect, test } from 'vitest';
import type { Deployment } from '../api/apps.ts';
import { limitsOf } from './limits.ts';
import { deployment } from './testing.ts';
import type { Waiting } from './view.ts';
import { type LaneCounts, waitingOf } from './waiting.ts';

const lane = (isNew: boolean, desired: number, available: number, more: Partial<LaneCounts> = {}): LaneCounts => ({
  isNew,
  desired,
  active: desired,
  available,
  leaving: 0,
  ...more,
});

const complete = { replicas: 4, updatedReplicas: 4, availableReplicas: 4, observedGeneration: 1 };
const condition = (type: 'Progressing' | 'ReplicaFailure', status: 'True' | 'False', reason: string, message = '') =>
  deployment({ status: { observedGeneration: 1, conditions: [{ type, status, reason, message }] } });
const recreate = deployment({ spec: { strategy: { type: 'Recreate' } } });

const rows: readonly (readonly [string, Deployment, readonly LaneCounts[], Waiting])[] = [
  ['done', deployment({ status: complete }), [lane(true, 4, 4)], { code: 'complete', revision: 2, replicas: 4 }],
  ['change not seen yet', deployment({ metadata: { generation: 2 }, status: complete }), [lane(true, 4, 4)], { code: 'controller' }],
  ['paused', deployment({ spec: { paused: true } }), [lane(true, 2, 2), lane(false, 2, 2)], { code: 'paused' }],
  ['being deleted', deployment({ metadata: { deletionTimestamp: '2026-01-05T09:00:00Z' } }), [], { code: 'deleting' }],
  ['no ReplicaSet for the template yet', deployment(), [lane(false, 4, 4)], { code: 'controller' }],
  [
    'both limits',
    deployment(),
    [lane(true, 3, 1), lane(false, 2, 2)],
    { code: 'bothLimits', counted: 5, ceiling: 5, available: 3, floor: 3 },
  ],
  ['room below the ceiling', deployment(), [lane(true, 1, 1), lane(false, 3, 3)], { code: 'controller' }],
  ['available above the floor', deployment(), [lane(true, 2, 2), lane(false, 3, 3)], { code: 'controller' }],
  ['broken old pods go at once', deployment(), [lane(true, 1, 1), lane(false, 4, 2)], { code: 'controller' }],
  [
    'all new are there, the last starts',
    deployment(),
    [lane(true, 4, 3)],
    { code: 'newPods', notAvailable: 1, available: 3, floor: 3, mayRemove: 0 },
  ],
  [
    'new ones full, old one must stay',
    deployment(),
    [lane(true, 4, 2), lane(false, 1, 1)],
    { code: 'bothLimits', counted: 5, ceiling: 5, available: 3, floor: 3 },
  ],
  ['first rollout', deployment(), [lane(true, 4, 0)], { code: 'newPods', notAvailable: 4, available: 0, floor: 3, mayRemove: 0 }],
  [
    'refused',
    condition('ReplicaFailure', 'True', 'FailedCreate', 'quota'),
    [lane(true, 4, 0, { active: 0 })],
    { code: 'refused', message: 'quota', retryAt: 9_000 },
  ],
  [
    'deadline over',
    condition('Progressing', 'False', 'ProgressDeadlineExceeded'),
    [lane(true, 3, 1), lane(false, 2, 2)],
    { code: 'deadlineExceeded', notAvailable: 3 },
  ],
  ['Recreate: old ones leave', recreate, [lane(true, 0, 0), lane(false, 0, 0, { leaving: 4 })], { code: 'oldPodsLeave', leaving: 4 }],
  ['Recreate: old ones gone', recreate, [lane(true, 0, 0), lane(false, 0, 0)], { code: 'controller' }],
  [
    'Recreate: new ones start while an ended old pod is still being cleaned up',
    recreate,
    [lane(true, 4, 1), lane(false, 0, 0, { leaving: 1 })],
    { code: 'newPods', notAvailable: 3, available: 1, floor: 0, mayRemove: 0 },
  ],
  ['Recreate: new ones start', recreate, [lane(true, 4, 1)], { code: 'newPods', notAvailable: 3, available: 1, floor: 0, mayRemove: 0 }],
];

test.each(rows)('%s', (_, subject, lanes, expected) => {
  const facts = {
    deployment: subject,
    limits: limitsOf(subject),
    lanes,
    revision: 2,
    retryAt: expected.code === 'refused' ? 9_000 : undefined,
  };
  expect(waitingOf(facts)).toEqual(expected);
});

test.each([
  // replicas, maxSurge, maxUnavailable → floor, ceiling
  [1, '25%', '25%', 1, 2],
  [2, '25%', '25%', 2, 3],
  [3, '25%', '25%', 3, 4],
  [4, '25%', '25%', 3, 5],
  [10, '25%', '25%', 8, 13],
  [4, 0, 0, 3, 4],
  [4, 0, 1, 3, 4],
  [4, '100%', 0, 4, 8],
  [2, 0, 5, 0, 2],
  [0, '25%', '25%', 0, 0],
] as const)('%s replicas, %s / %s: floor %s, ceiling %s', (replicas, maxSurge, maxUnavailable, floor, ceiling) => {
  const subject = deployment({ spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } } });
  expect(limitsOf(subject)).toMatchObject({ floor, ceiling });
});
