import { expect, test } from 'vitest';
import type { Pod } from '../api/core.ts';
import { availableFrom, podState } from './podState.ts';
import { pod, readySince, running, START, waitingFor } from './testing.ts';
import type { PodState } from './view.ts';

const around = { now: 10_000, startTime: START, minor: 37, minReadySeconds: 0, isNodeLost: false };

const exited = (exitCode: number, reason: string): Pod =>
  pod('p', 'rs', {
    phase: 'Running',
    containerStatuses: [
      { name: 'web', ready: false, restartCount: 1, image: '', imageID: '', state: { terminated: { exitCode, reason } } },
    ],
  });

const rows: readonly (readonly [string, PodState, Pod, Partial<typeof around>?])[] = [
  ['nothing known of it', 'pending', pod('p', 'rs')],
  ['image being pulled', 'pending', pod('p', 'rs', waitingFor('ContainerCreating'))],
  ['container runs', 'starting', pod('p', 'rs', running)],
  ['ready', 'available', pod('p', 'rs', readySince(2_000))],
  ['ready for less than minReadySeconds', 'ready', pod('p', 'rs', readySince(2_000)), { minReadySeconds: 9 }],
  ['ready for just minReadySeconds', 'available', pod('p', 'rs', readySince(2_000)), { minReadySeconds: 8 }],
  ['the same before 1.34', 'ready', pod('p', 'rs', readySince(2_000)), { minReadySeconds: 8, minor: 33 }],
  ['crash loop', 'failed', pod('p', 'rs', waitingFor('CrashLoopBackOff'))],
  ['unknown image', 'failed', pod('p', 'rs', waitingFor('ErrImagePull'))],
  ['image back-off', 'failed', pod('p', 'rs', waitingFor('ImagePullBackOff'))],
  ['image that may not be pulled', 'failed', pod('p', 'rs', waitingFor('ErrImageNeverPull'))],
  ['missing ConfigMap', 'failed', pod('p', 'rs', waitingFor('CreateContainerConfigError'))],
  ['container ended with an error', 'failed', exited(1, 'Error')],
  ['evicted', 'failed', pod('p', 'rs', { phase: 'Failed' })],
  ['being deleted while ready', 'leaving', pod('p', 'rs', readySince(0), { deletionTimestamp: START })],
  ['being deleted while crashing', 'leaving', pod('p', 'rs', waitingFor('CrashLoopBackOff'), { deletionTimestamp: START })],
  ['its node does not answer', 'lost', pod('p', 'rs', readySince(0)), { isNodeLost: true }],
];

test.each(rows.map(([name, expected, subject, over = {}]) => ({ name, expected, subject, over })))(
  '$name: $expected',
  ({ expected, subject, over }) => {
    expect(podState(subject, { ...around, ...over })).toBe(expected);
  },
);

test('availability is due at a known time', () => {
  const subject = pod('p', 'rs', readySince(2_000));
  expect(availableFrom(subject, { ...around, minReadySeconds: 5 })).toBe(7_000);
  expect(availableFrom(subject, { ...around, minReadySeconds: 5, minor: 30 })).toBe(7_001);
  expect(availableFrom(pod('p', 'rs', running), around)).toBeUndefined();
});
