/** Each fault shows where it shows in a cluster, stops the rollout where Kubernetes says so, and is over when it is cleared. */
import { describe, expect, test } from 'vitest';
import type { FaultKind } from './fault.ts';
import { openShop, type Shop } from './testing.ts';

const NEW = 'shop/web:2';
const DONE = [3, 3, 3];

/** One surge pod is stuck, the three old ones serve on; after the deadline the Deployment says that it failed. */
function expectStuck(shop: Shop): void {
  expect(shop.counts()).toEqual([1, 3, 4]);
  expect(shop.condition('Available')).toBe('True/MinimumReplicasAvailable');
  expect(shop.condition('Progressing')).toBe('False/ProgressDeadlineExceeded');
}

function expectDone(shop: Shop): void {
  expect(shop.counts()).toEqual(DONE);
  expect(shop.condition('Progressing')).toBe('True/NewReplicaSetAvailable');
  expect(shop.pods(NEW)).toHaveLength(3);
}

test('the shop is well to begin with', () => {
  const shop = openShop();
  expect(shop.counts()).toEqual(DONE);
  expect(shop.condition('Progressing')).toBe('True/NewReplicaSetAvailable');
});

describe('images', () => {
  const rows: readonly (readonly [FaultKind, readonly string[], string, RegExp])[] = [
    ['imageNotFound', ['ErrImagePull', 'ImagePullBackOff'], 'Failed', /code = NotFound .*shop\/web:2: not found/],
    ['imageNeedsCredentials', ['ErrImagePull', 'ImagePullBackOff'], 'Failed', /pull access denied, .*authorization failed/],
    ['imageInvalidName', ['InvalidImageName'], 'InspectFailed', /couldn't parse image name "shop\/web:2": invalid reference format/],
    ['imageNeverPull', ['ErrImageNeverPull'], 'ErrImageNeverPull', /"shop\/web:2" is not present with pull policy of Never/],
  ];
  test.each(rows)('%s: the container waits, the rollout fails, and both heal', (kind, reasons, event, message) => {
    const shop = openShop();
    shop.inject(kind, { image: NEW });
    shop.setImage(NEW);
    const seen = shop.statesDuring(100, NEW);
    for (const reason of reasons) expect(seen).toContain(reason);
    expect(shop.condition('Progressing')).toBe('True/ReplicaSetUpdated');
    expect(shop.events(event).some((each) => message.test(each.message ?? ''))).toBe(true);
    shop.run(60);
    expectStuck(shop);
    expect(shop.pods(NEW)[0]?.status?.phase).toBe('Pending');
    shop.clear(kind);
    shop.run(360);
    expectDone(shop);
  });

  test('imageSlow: the pull lasts long, and the next one does not', () => {
    const shop = openShop();
    shop.inject('imageSlow', { image: NEW });
    shop.setImage(NEW);
    shop.run(40);
    expect(shop.states(NEW)).toEqual(['ContainerCreating']);
    expect(shop.counts()).toEqual([1, 3, 4]);
    shop.clear('imageSlow');
    shop.run(40);
    expect(shop.events('Pulled').some(({ message = '' }) => /"shop\/web:2" in (4\d|5\d)\.\d+s /.test(message))).toBe(true);
    expectDone(shop);
  });

  test('a pod that runs keeps running without its image; its copy is back at the next look', () => {
    const shop = openShop();
    const [pod] = shop.pods();
    shop.inject('imageNotFound', { revision: 1 });
    shop.run(60);
    expect(shop.counts()).toEqual(DONE);
    shop.ask({ verb: 'delete', key: { kind: 'Pod', namespace: 'default', name: pod?.metadata.name ?? '' } });
    shop.run(60);
    expect(shop.counts()).toEqual([3, 2, 3]);
    shop.clear('imageNotFound');
    shop.run(60);
    expect(shop.counts()).toEqual(DONE);
  });
});

describe('containers', () => {
  test('containerExitsAtOnce: a crash loop that never becomes ready', () => {
    const shop = openShop();
    shop.inject('containerExitsAtOnce', { revision: 2, deployment: 'web' });
    shop.setImage(NEW);
    const seen = shop.statesDuring(100, NEW);
    expect(seen).toContain('Error');
    expect(seen).toContain('CrashLoopBackOff');
    expect(shop.events('BackOff')[0]?.message).toMatch(/^Back-off restarting failed container web in pod web-/);
    shop.run(60);
    expectStuck(shop);
    const status = shop.pods(NEW)[0]?.status?.containerStatuses?.[0];
    expect(status?.restartCount).toBeGreaterThan(2);
    expect(shop.pods(NEW)[0]?.status?.phase).toBe('Running');
    shop.clear('containerExitsAtOnce');
    shop.run(330);
    expectDone(shop);
  });

  test('containerExitsLater: strikes those that run too, and leaves them alone again', () => {
    const shop = openShop();
    shop.inject('containerExitsLater', { revision: 1 }, { after: { minMs: 5000, maxMs: 5000 }, code: 3 });
    shop.run(7);
    const exits = shop
      .pods()
      .flatMap(({ status }) => status?.containerStatuses?.map((each) => each.lastState?.terminated ?? each.state?.terminated) ?? []);
    expect(exits.map((each) => each?.exitCode)).toEqual([3, 3, 3]);
    shop.clear('containerExitsLater');
    shop.run(60);
    expect(shop.counts()).toEqual(DONE);
    const restarts = shop.pods().map(({ status }) => status?.containerStatuses?.[0]?.restartCount);
    shop.run(60);
    expect(shop.pods().map(({ status }) => status?.containerStatuses?.[0]?.restartCount)).toEqual(restarts);
  });

  test('a fault that is cleared before the container ends leaves no exit behind', () => {
    const shop = openShop();
    shop.inject('containerExitsLater', {});
    shop.run(5);
    shop.clear('containerExitsLater');
    shop.run(60);
    expect(shop.pods().map(({ status }) => status?.containerStatuses?.[0]?.restartCount)).toEqual([0, 0, 0]);
  });

  test('containerOutOfMemory: OOMKilled with 137, only in the pod that it is about', () => {
    const shop = openShop();
    const name = shop.pods()[1]?.metadata.name ?? '';
    shop.inject('containerOutOfMemory', { pod: name });
    shop.run(25);
    const killed = shop.pods().filter(({ status }) => {
      const each = status?.containerStatuses?.[0];
      return (each?.lastState?.terminated ?? each?.state?.terminated)?.reason === 'OOMKilled';
    });
    expect(killed.map(({ metadata }) => metadata.name)).toEqual([name]);
    shop.clear('containerOutOfMemory');
    shop.run(60);
    expect(shop.counts()).toEqual(DONE);
  });
});

describe('probes', () => {
  test('readinessNever: running and not ready, until it is cleared', () => {
    const shop = openShop();
    shop.inject('readinessNever', { image: NEW });
    shop.setImage(NEW);
    shop.run(60);
    expect(shop.states(NEW)).toEqual(['Running']);
    expect(
      shop.events('Unhealthy').some(({ message }) => message === 'Readiness probe failed: HTTP probe failed with statuscode: 503'),
    ).toBe(true);
    shop.run(90);
    expectStuck(shop);
    const ready = shop.pods(NEW)[0]?.status?.conditions?.find(({ type }) => type === 'Ready');
    expect(ready).toMatchObject({ status: 'False', reason: 'ContainersNotReady', message: 'containers with unready status: [web]' });
    shop.clear('readinessNever');
    shop.run(60);
    expectDone(shop);
  });

  test('readinessNever strikes pods that run: three failures, then they serve no more, and no pod is replaced', () => {
    const shop = openShop();
    const names = shop.pods().map(({ metadata }) => metadata.name);
    shop.inject('readinessNever', { revision: 1 });
    shop.run(3);
    expect(shop.counts()).toEqual(DONE);
    shop.run(7);
    expect(shop.counts()).toEqual([3, 0, 3]);
    expect(shop.condition('Available')).toBe('False/MinimumReplicasUnavailable');
    // A rollout that was over is not failed by what comes later.
    shop.run(180);
    expect(shop.condition('Progressing')).toBe('True/NewReplicaSetAvailable');
    shop.clear('readinessNever');
    shop.run(5);
    expect(shop.counts()).toEqual(DONE);
    expect(shop.pods().map(({ metadata }) => metadata.name)).toEqual(names);
  });

  test('readinessFlapping: ready and not ready in turn', () => {
    const shop = openShop();
    shop.inject('readinessFlapping', { revision: 1 }, { failsMs: 20_000, passesMs: 20_000 });
    const available: (number | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      shop.run(i === 0 ? 15 : 20);
      available.push(shop.counts()[1]);
    }
    expect(available).toEqual([0, 3, 0, 3]);
    shop.clear('readinessFlapping');
    shop.run(40);
    expect(shop.counts()).toEqual(DONE);
  });

  test('readinessSlow: new containers take their time, those that run are left alone', () => {
    const shop = openShop();
    shop.inject('readinessSlow', {}, { takes: { minMs: 40_000, maxMs: 40_000 } });
    shop.run(20);
    expect(shop.counts()).toEqual(DONE);
    shop.setImage(NEW);
    shop.run(35);
    expect(shop.counts()).toEqual([1, 3, 4]);
    shop.run(20);
    expect(shop.counts()[0]).toBe(2);
    shop.clear('readinessSlow');
    shop.run(30);
    expectDone(shop);
  });

  test('livenessFailing: the container is replaced, then waits for its back-off', () => {
    const livenessProbe = { httpGet: { path: '/alive', port: 8080 }, periodSeconds: 2 };
    const shop = openShop({ container: { livenessProbe } });
    shop.inject('livenessFailing', { image: 'shop/web:1' }, { after: { minMs: 1000, maxMs: 1000 } });
    const seen = shop.statesDuring(60, 'shop/web:1');
    expect(shop.events('Killing')[0]?.message).toBe('Container web failed liveness probe, will be restarted');
    expect(
      shop.events('Unhealthy').some(({ message }) => message === 'Liveness probe failed: HTTP probe failed with statuscode: 500'),
    ).toBe(true);
    expect(seen).toContain('CrashLoopBackOff');
    expect(shop.pods()[0]?.status?.containerStatuses?.[0]?.restartCount).toBeGreaterThan(1);
    shop.clear('livenessFailing');
    shop.run(120);
    expect(shop.counts()).toEqual(DONE);
  });
});

describe('termination', () => {
  test('terminationSlow: pods that are told to go stay for long', () => {
    const shop = openShop({ deployment: { strategy: { type: 'Recreate' } } });
    shop.inject('terminationSlow', { image: 'shop/web:1' });
    shop.setImage(NEW);
    shop.run(15);
    expect(shop.pods('shop/web:1').map(({ metadata }) => metadata.deletionTimestamp !== undefined)).toEqual([true, true, true]);
    expect(shop.pods(NEW)).toEqual([]);
    shop.run(40);
    expectDone(shop);
    shop.clear('terminationSlow');
    shop.setImage('shop/web:1');
    shop.run(3);
    expect(shop.pods(NEW)).toEqual([]);
  });

  test('longer than the grace period: killed at its end', () => {
    const shop = openShop({ spec: { terminationGracePeriodSeconds: 5 } });
    const name = shop.pods()[0]?.metadata.name ?? '';
    shop.inject('terminationSlow', { pod: name });
    shop.ask({ verb: 'delete', key: { kind: 'Pod', namespace: 'default', name } });
    shop.run(4);
    expect(shop.object('Pod', name)).toBeDefined();
    shop.run(4);
    expect(shop.object('Pod', name)).toBeUndefined();
  });
});

describe('objects', () => {
  const env = (source: object): { readonly env: never } => ({ env: [{ name: 'A', valueFrom: source }] as never });

  test('configMapMissing: the container cannot be configured; the object comes back as it was', () => {
    const shop = openShop();
    shop.ask({ verb: 'create', object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cfg' }, data: { k: 'v' } } });
    shop.inject('configMapMissing', {}, { name: 'cfg' });
    expect(shop.object('ConfigMap', 'cfg')).toBeUndefined();
    shop.patch({
      template: { spec: { containers: [{ name: 'web', image: NEW, ...env({ configMapKeyRef: { name: 'cfg', key: 'k' } }) }] } },
    });
    shop.run(150);
    expect(shop.states(NEW)).toEqual(['CreateContainerConfigError']);
    expect(shop.events('Failed')[0]?.message).toBe('Error: configmap "cfg" not found');
    expectStuck(shop);
    shop.clear('configMapMissing');
    expect(shop.object('ConfigMap', 'cfg')).toMatchObject({ data: { k: 'v' } });
    shop.run(60);
    expectDone(shop);
  });

  test('secretMissing: one that never was is made with what the fault says', () => {
    const shop = openShop();
    shop.inject('secretMissing', {}, { name: 'key', data: { k: 'v' } });
    shop.patch({ template: { spec: { containers: [{ name: 'web', image: NEW, ...env({ secretKeyRef: { name: 'key', key: 'k' } }) }] } } });
    shop.run(60);
    expect(shop.events('Failed')[0]?.message).toBe('Error: secret "key" not found');
    shop.clear('secretMissing');
    shop.run(60);
    expectDone(shop);
  });

  test('serviceAccountMissing: no pod is made, and the ReplicaSet and the Deployment say why', () => {
    const shop = openShop();
    shop.inject('serviceAccountMissing', {}, { name: 'deployer' });
    shop.patch({ template: { spec: { serviceAccountName: 'deployer', containers: [{ name: 'web', image: NEW }] } } });
    shop.run(150);
    const why =
      /^Error creating: pods "web-\w+-" is forbidden: error looking up service account default\/deployer: serviceaccount "deployer" not found$/;
    expect(shop.events('FailedCreate')[0]?.message).toMatch(why);
    expect(shop.replicaSet(NEW).status?.conditions?.[0]).toMatchObject({ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' });
    expect(shop.condition('ReplicaFailure')).toBe('True/FailedCreate');
    expect(shop.condition('Progressing')).toBe('False/ProgressDeadlineExceeded');
    expect(shop.pods(NEW)).toEqual([]);
    shop.clear('serviceAccountMissing');
    shop.run(400);
    expectDone(shop);
    expect(shop.condition('ReplicaFailure')).toBe('none');
  });

  test('quotaTooSmall: the surge pod is refused, old pods serve on; with a raised quota the rollout goes on', () => {
    const shop = openShop();
    shop.inject('quotaTooSmall', {}, { hard: { pods: '3' } });
    shop.setImage(NEW);
    shop.run(150);
    expect(shop.events('FailedCreate')[0]?.message).toMatch(
      /^Error creating: pods "web-\w+-\w{5}" is forbidden: exceeded quota: quotatoosmall, requested: pods=1, used: pods=3, limited: pods=3$/,
    );
    expect(shop.condition('ReplicaFailure')).toBe('True/FailedCreate');
    expect(shop.condition('Progressing')).toBe('False/ProgressDeadlineExceeded');
    expect(shop.counts()).toEqual([0, 3, 3]);
    shop.clear('quotaTooSmall');
    expect(shop.object('ResourceQuota', 'quotatoosmall')).toBeUndefined();
    shop.run(400);
    expectDone(shop);
  });

  test('limitRangeViolated: no pod is made, and the message says what is too much', () => {
    const shop = openShop();
    shop.inject('limitRangeViolated', {});
    shop.setImage(NEW);
    shop.run(150);
    expect(shop.events('FailedCreate')[0]?.message).toMatch(
      /^Error creating: pods "web-\w+-\w{5}" is forbidden: maximum memory usage per Pod is 16Mi. {2}No limit is specified$/,
    );
    expect(shop.condition('ReplicaFailure')).toBe('True/FailedCreate');
    expect(shop.condition('Progressing')).toBe('False/ProgressDeadlineExceeded');
    shop.clear('limitRangeViolated');
    shop.run(400);
    expectDone(shop);
  });
});
