/** How a deleted pod ends. */
import { describe, expect, test } from 'vitest';
import type { Pod } from '../../api/core.ts';
import type { ImageSetup } from '../setup.ts';
import { imageRuntime } from './imageRuntime.ts';
import { createKubelet } from './kubelet.ts';
import { boundPod, FakeCluster, node, SETUP } from './testing.ts';

const DELETED_AT = 10_000;

function ended(
  image: Omit<ImageSetup, 'image'>,
  spec: Partial<Pod['spec']>,
  container: Partial<Pod['spec']['containers'][number]>,
  kubernetes = '1.37',
): FakeCluster {
  const images = [{ image: '*', where: 'node' as const, ...image }];
  const fake = new FakeCluster([createKubelet(imageRuntime)], { ...SETUP, kubernetes, images });
  fake.put(node('node-1'));
  fake.put(boundPod('web', container, spec));
  fake.run(90_000, [{ at: DELETED_AT, act: () => fake.delete('web') }]);
  return fake;
}

/** The last status that anyone saw, and the milliseconds from the delete to it. */
function lastOf(fake: FakeCluster): {
  readonly after: number;
  readonly phase: string | undefined;
  readonly exit: string;
  readonly ready: string | undefined;
} {
  const last = fake.timeline.findLast(({ pod }) => pod !== undefined);
  const status = last?.pod?.status;
  const terminated = status?.containerStatuses?.[0]?.state?.terminated;
  return {
    after: (last?.at ?? 0) - DELETED_AT,
    phase: status?.phase,
    exit: `${terminated?.exitCode} ${terminated?.reason}`,
    ready: status?.conditions?.find(({ type }) => type === 'Ready')?.reason,
  };
}

describe('grace', () => {
  const slow = { shutDown: { minMs: 4000, maxMs: 4000 } };
  const rows: readonly (readonly [
    string,
    Omit<ImageSetup, 'image'>,
    Partial<Pod['spec']>,
    Partial<Pod['spec']['containers'][number]>,
    number,
    string,
  ])[] = [
    ['an application that ends by itself', slow, {}, {}, 4000, '0 Completed'],
    ['killed when the grace period is over', slow, { terminationGracePeriodSeconds: 3 }, {}, 3000, '137 Error'],
    ['one that ignores SIGTERM', { ignoreTerm: true }, { terminationGracePeriodSeconds: 5 }, {}, 5000, '137 Error'],
    ['at least two seconds', { ignoreTerm: true }, { terminationGracePeriodSeconds: 1 }, {}, 2000, '137 Error'],
    ['a preStop sleep comes first', slow, {}, { lifecycle: { preStop: { sleep: { seconds: 3 } } } }, 7000, '0 Completed'],
    [
      'and counts',
      { ignoreTerm: true },
      { terminationGracePeriodSeconds: 8 },
      { lifecycle: { preStop: { sleep: { seconds: 3 } } } },
      8000,
      '137 Error',
    ],
    [
      'but leaves two seconds',
      { ignoreTerm: true },
      { terminationGracePeriodSeconds: 4 },
      { lifecycle: { preStop: { sleep: { seconds: 20 } } } },
      6000,
      '137 Error',
    ],
  ];
  test.each(rows)('%s', (_, image, spec, container, ms, exit) => {
    const fake = ended(image, spec, container);
    const last = lastOf(fake);
    expect(last.after - ms).toBeGreaterThanOrEqual(0);
    expect(last.after - ms).toBeLessThanOrEqual(100);
    expect(last.exit).toBe(exit);
    expect(last.phase).toBe(exit.startsWith('0') ? 'Succeeded' : 'Failed');
    expect(last.ready).toBe(exit.startsWith('0') ? 'PodCompleted' : 'PodFailed');
    const gone = fake.timeline.find((entry) => entry.gone === 'web')?.at ?? Number.POSITIVE_INFINITY;
    expect(gone - DELETED_AT - last.after).toBeLessThanOrEqual(1200);
  });
});

test('a hook that outlasts the grace period has failed', () => {
  const fake = ended({ ignoreTerm: true }, { terminationGracePeriodSeconds: 4 }, { lifecycle: { preStop: { sleep: { seconds: 20 } } } });
  const failed = fake.timeline.find(({ event }) => event?.reason === 'FailedPreStopHook');
  expect(failed?.at).toBe(DELETED_AT + 10 + 4000);
});

test('a pull goes on under a delete: the container starts and is stopped at once', () => {
  const fake = ended({ where: 'registry', pull: { minMs: 20_000, maxMs: 20_000 } }, {}, {});
  const order = fake.timeline.flatMap(({ event }) => (event === undefined ? [] : [event.reason]));
  expect(order).toEqual(['Pulling', 'Pulled', 'Created', 'Started', 'Killing']);
  expect(fake.has('web')).toBe(false);
});

test('a pod that never ran a container ends as Failed', () => {
  const fake = ended({ where: 'missing' }, {}, {});
  expect(lastOf(fake)).toMatchObject({ phase: 'Failed', exit: '137 ContainerStatusUnknown', ready: 'ContainersNotReady' });
  expect(fake.timeline.some(({ event }) => event?.reason === 'Killing')).toBe(false);
});

test('before 1.27 a deleted pod kept its phase', () => {
  expect(lastOf(ended({}, {}, {}, '1.22')).phase).toBe('Running');
});

test('a forced delete leaves the container two seconds, and then nothing is remembered', () => {
  const images = [{ image: '*', where: 'node' as const, ignoreTerm: true }];
  const fake = new FakeCluster([createKubelet(imageRuntime)], { ...SETUP, images });
  fake.put(node('node-1'));
  fake.put(boundPod('web'));
  fake.run(60_000, [{ at: DELETED_AT, act: () => fake.delete('web', 0) }]);
  const killing = fake.timeline.find(({ event }) => event?.reason === 'Killing')?.at ?? 0;
  const gone = fake.timeline.find((entry) => entry.gone === 'web')?.at ?? 0;
  expect(killing).toBeGreaterThan(gone);
  expect(fake.memory.get('pod default/web')).toBeUndefined();
});

test('addresses are handed out in order and come back after a round', () => {
  const fake = new FakeCluster([createKubelet(imageRuntime)], { ...SETUP, images: [{ image: '*', where: 'node' }] });
  const small = node('node-1');
  fake.put({ ...small, spec: { podCIDR: '10.1.0.0/29' } } as typeof small);
  const ips: (string | undefined)[] = [];
  for (let i = 0; i < 7; i++) {
    fake.put(boundPod(`web-${i}`));
    fake.run(fake.now + 5000);
    ips.push(fake.pod(`web-${i}`).status?.podIP);
    fake.delete(`web-${i}`);
    fake.run(fake.now + 5000);
  }
  expect(ips).toEqual(['10.1.0.2', '10.1.0.3', '10.1.0.4', '10.1.0.5', '10.1.0.6', '10.1.0.2', '10.1.0.3']);
});
