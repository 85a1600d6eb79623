/** What goes wrong, when it shows and when it is tried again: corrections of the recorded kubelet as tables. */
import { describe, expect, test } from 'vitest';
import type { ImageSetup } from '../setup.ts';
import { imageRuntime } from './imageRuntime.ts';
import { createKubelet } from './kubelet.ts';
import { boundPod, FakeCluster, node, SETUP } from './testing.ts';

const NOW = { minMs: 0, maxMs: 0 };

function cluster(image: Omit<ImageSetup, 'image'>, kubernetes = '1.37'): FakeCluster {
  const images = [{ image: '*', where: 'node' as const, startUp: NOW, shutDown: NOW, ...image }];
  const fake = new FakeCluster([createKubelet(imageRuntime)], { ...SETUP, kubernetes, images });
  fake.put(node('node-1'));
  return fake;
}

function timesOf(fake: FakeCluster, reason: string, text = ''): readonly number[] {
  return fake.timeline.flatMap(({ at, event }) => (event?.reason === reason && event.message.includes(text) ? [at] : []));
}

/** Reasons that the first container's state showed, with the instant at which each began. */
function shown(fake: FakeCluster): readonly { readonly at: number; readonly reason: string }[] {
  const found: { at: number; reason: string }[] = [];
  for (const { at, pod } of fake.timeline) {
    const state = pod?.status?.containerStatuses?.[0]?.state;
    if (state === undefined) continue;
    const reason = state.waiting?.reason ?? state.terminated?.reason ?? 'Running';
    if (found.at(-1)?.reason !== reason) found.push({ at, reason });
  }
  return found;
}

describe('a container that crashes at once', () => {
  const crash = { exit: { after: { minMs: 20, maxMs: 20 }, code: 1 } };

  test('is restarted at once, then after growing delays', () => {
    const fake = cluster(crash);
    fake.put(boundPod('web'));
    fake.run(1_500_000);
    const starts = timesOf(fake, 'Started');
    const gaps = starts.slice(1).map((at, i) => at - (starts[i] ?? 0) - 20);
    const bounds = [
      [0, 1200],
      [10_000, 16_200],
      [20_000, 31_200],
      [40_000, 61_200],
      [80_000, 125_000],
      [160_000, 205_000],
      [300_000, 345_000],
    ] as const;
    bounds.forEach(([least, most], i) => {
      expect(gaps[i], `restart ${i + 1}`).toBeGreaterThanOrEqual(least);
      expect(gaps[i], `restart ${i + 1}`).toBeLessThanOrEqual(most);
    });
  });

  test('shows Error during the first windows, CrashLoopBackOff only when it is restarted', () => {
    const fake = cluster(crash);
    fake.put(boundPod('web'));
    fake.run(30_000);
    const reasons = shown(fake);
    expect(reasons.map(({ reason }) => reason).slice(0, 8)).toEqual([
      'ContainerCreating',
      'Running',
      'Error',
      'Running',
      'Error',
      'CrashLoopBackOff',
      'Running',
      'Error',
    ]);
    const [backOff, running] = [reasons[5]?.at ?? 0, reasons[6]?.at ?? 0];
    expect(running - backOff).toBeLessThan(250);
  });

  test('up to 1.34 it is looked at every 10 to 15 s, each time with an event', () => {
    const fake = cluster(crash, '1.31');
    fake.put(boundPod('web'));
    fake.run(120_000);
    const events = timesOf(fake, 'BackOff');
    expect(events.length).toBeGreaterThanOrEqual(5);
    expect(shown(fake).some(({ reason }) => reason === 'CrashLoopBackOff')).toBe(true);
  });

  test('exit 0 is a crash like any other', () => {
    const fake = cluster({ exit: { after: { minMs: 20, maxMs: 20 }, code: 0 } });
    fake.put(boundPod('web'));
    fake.run(20_000);
    expect(shown(fake).map(({ reason }) => reason)).toContain('Completed');
    expect(timesOf(fake, 'Started').length).toBe(3);
  });
});

describe('an image that cannot be pulled', () => {
  test('shows ErrImagePull a sync late, then ImagePullBackOff; pulls follow the back-off', () => {
    const fake = cluster({ where: 'missing' });
    fake.put(boundPod('web'));
    fake.run(400_000);
    expect(
      shown(fake)
        .map(({ reason }) => reason)
        .slice(0, 4),
    ).toEqual(['ContainerCreating', 'ErrImagePull', 'ImagePullBackOff', 'ErrImagePull']);
    const pulls = timesOf(fake, 'Pulling');
    const failures = timesOf(fake, 'Failed', 'Failed to pull');
    [10_000, 20_000, 40_000, 80_000].forEach((delay, i) => {
      const waited = (pulls[i + 1] ?? 0) - (failures[i] ?? 0);
      expect(waited, `pull ${i + 2}`).toBeGreaterThanOrEqual(delay);
      expect(waited, `pull ${i + 2}`).toBeLessThanOrEqual(delay + 16_000);
    });
    expect(fake.pod('web').status?.phase).toBe('Pending');
  });

  test('a registry that wants credentials says so', () => {
    const fake = cluster({ where: 'denied' });
    fake.put(boundPod('web', { image: 'acme/x:1' }));
    fake.run(3000);
    expect(
      timesOf(fake, 'Failed', 'docker.io/acme/x:1": pull access denied, repository does not exist or may require authorization'),
    ).toHaveLength(1);
  });

  test('policy Never never pulls', () => {
    const fake = cluster({ where: 'registry' });
    fake.put(boundPod('web', { imagePullPolicy: 'Never' }));
    fake.run(30_000);
    expect(timesOf(fake, 'Pulling')).toEqual([]);
    expect(timesOf(fake, 'ErrImageNeverPull').length).toBeGreaterThanOrEqual(3);
    expect(shown(fake).at(-1)?.reason).toBe('ErrImageNeverPull');
  });

  test('policy Always asks the registry though the image is there', () => {
    const fake = cluster({ where: 'registry' });
    fake.put(boundPod('first'));
    fake.run(10_000);
    fake.put(boundPod('always', { imagePullPolicy: 'Always' }));
    fake.put(boundPod('present'));
    fake.run(20_000);
    expect(timesOf(fake, 'Pulling')).toHaveLength(2);
    expect(timesOf(fake, 'Pulled', 'already present')).toHaveLength(1);
  });

  test('pulls on a node go one after another, each told how long it waited', () => {
    const fake = cluster({ where: 'registry', pull: { minMs: 2000, maxMs: 2000 } });
    for (const name of ['a', 'b', 'c']) fake.put(boundPod(name, { image: `${name}:1` }));
    fake.run(20_000);
    const texts = fake.timeline.flatMap(({ event }) => (event?.reason === 'Pulled' ? [event.message] : []));
    expect(texts.map((text) => /in (\S+) \((\d)/.exec(text)?.slice(1))).toEqual([
      ['2s', '2'],
      ['2s', expect.stringMatching(/[34]/)],
      ['2s', expect.stringMatching(/[56]/)],
    ]);
  });
});

describe('configuration that is missing', () => {
  const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'cfg', key: 'k' } } }];

  test('heals at the next look after it was created', () => {
    const fake = cluster({});
    fake.put(boundPod('web', { env }));
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cfg', namespace: 'default' }, data: { k: 'v' } };
    fake.run(100_000, [{ at: 60_000, act: () => fake.put(config) }]);
    expect(shown(fake).map(({ reason }) => reason)).toEqual(['ContainerCreating', 'CreateContainerConfigError', 'Running']);
    expect(timesOf(fake, 'Failed', 'Error: configmap "cfg" not found').length).toBeGreaterThanOrEqual(5);
    const [started = 0] = timesOf(fake, 'Started');
    expect(started).toBeGreaterThan(60_000);
    expect(started).toBeLessThan(76_500);
  });

  test('a volume is tried again after a time that doubles', () => {
    const fake = cluster({});
    fake.put(boundPod('web', {}, { volumes: [{ name: 'cfg', configMap: { name: 'cfg' } }] }));
    fake.run(70_000);
    const gaps = timesOf(fake, 'FailedMount', 'MountVolume.SetUp failed for volume "cfg" : configmap "cfg" not found');
    expect(gaps.slice(1).map((at, i) => at - (gaps[i] ?? 0))).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000]);
  });
});

test('a pod that does not fit its node is refused by it', () => {
  const fake = cluster({});
  fake.put(boundPod('web', { resources: { requests: { cpu: '5' } } }));
  fake.run(1000);
  expect(fake.pod('web').status).toMatchObject({
    phase: 'Failed',
    reason: 'OutOfcpu',
    message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 5000, used: 0, capacity: 4000",
  });
});

test('a liveness probe that fails three times replaces the container, and the pod stays ready', () => {
  const fake = cluster({ livenessFailsAfter: { minMs: 5000, maxMs: 5000 } });
  fake.put(boundPod('web', { livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: 1 } }));
  fake.run(11_000);
  expect(timesOf(fake, 'Killing', 'Container web failed liveness probe, will be restarted')).toHaveLength(1);
  expect(shown(fake).map(({ reason }) => reason)).toEqual(['ContainerCreating', 'Running']);
  expect(fake.pod('web').status?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
});

test('a startup probe holds the readiness probe back until it has passed', () => {
  const fake = cluster({ startUp: { minMs: 5000, maxMs: 5000 } });
  const probe = { httpGet: { port: 80 }, periodSeconds: 1 };
  fake.put(boundPod('web', { startupProbe: { ...probe, failureThreshold: 30 }, readinessProbe: probe }));
  fake.run(20_000);
  expect(timesOf(fake, 'Unhealthy', 'Startup probe failed').length).toBeGreaterThanOrEqual(4);
  expect(timesOf(fake, 'Unhealthy', 'Readiness probe failed')).toEqual([]);
  expect(fake.pod('web').status?.containerStatuses?.[0]).toMatchObject({ ready: true, started: true });
});
