import { expect, test } from 'vitest';
import { imageRuntime } from './imageRuntime.ts';
import { createKubelet } from './kubelet.ts';
import { outlook } from './outlook.ts';
import { boundPod, FakeCluster, lines, node, SETUP } from './testing.ts';

function cluster(setup: Partial<typeof SETUP> = {}): FakeCluster {
  const fake = new FakeCluster([createKubelet(imageRuntime)], {
    ...SETUP,
    images: [{ image: 'shop/*', where: 'node', startUp: { minMs: 2000, maxMs: 2000 }, shutDown: { minMs: 500, maxMs: 500 } }],
    ...setup,
  });
  fake.put(node('node-1'));
  return fake;
}

/** The instants are left out: they are drawn, and the order is what matters. */
function told(fake: FakeCluster): readonly string[] {
  return lines(fake.timeline).map((line) => line.replace(/^\d+ /, ''));
}

test('a pod starts, becomes ready by its probe, and stops when it is deleted', () => {
  const fake = cluster();
  fake.put(boundPod('web', { readinessProbe: { httpGet: { port: 80 }, periodSeconds: 1 } }));
  fake.run(10_000);
  fake.delete('web');
  fake.run(12_000);
  expect(told(fake).filter((line) => !line.includes('Unhealthy'))).toEqual([
    'Pending [Initialized PodScheduled] web:waiting/ContainerCreating ×0',
    'Pending [PodReadyToStartContainers Initialized PodScheduled] web:waiting/ContainerCreating ×0',
    'Normal Pulled Container image "shop/web:1" already present on machine and can be accessed by the pod',
    'Normal Created Container created',
    'Normal Started Container started',
    'Running [PodReadyToStartContainers Initialized PodScheduled] web:running started ×0 10.244.0.2',
    'Running [PodReadyToStartContainers Initialized Ready ContainersReady PodScheduled] web:running ready started ×0 10.244.0.2',
    'Running [PodReadyToStartContainers Initialized Ready ContainersReady PodScheduled] web:running ready started ×0 10.244.0.2',
    'Normal Killing Stopping container web',
    'Succeeded [Initialized PodScheduled] web:terminated/Completed ×0 10.244.0.2',
    'gone web',
  ]);
});

test('without a readiness probe a pod is ready as soon as it runs', () => {
  const fake = cluster();
  fake.put(boundPod('web'));
  fake.run(2000);
  expect(told(fake).at(-1)).toBe(
    'Running [PodReadyToStartContainers Initialized Ready ContainersReady PodScheduled] web:running ready started ×0 10.244.0.2',
  );
});

test('the outlook of a starting pod names the tick of the probe that will pass', () => {
  const fake = cluster();
  fake.put(boundPod('web', { readinessProbe: { httpGet: { port: 80 }, periodSeconds: 3 } }));
  fake.run(2000);
  const seen = outlook(fake.pod('web'), fake.memory);
  expect(seen?.stage).toBe('startUp');
  fake.run(10_000);
  const ready = fake.timeline.find(({ pod }) => pod?.status?.containerStatuses?.[0]?.ready === true);
  expect(seen?.until).toBe(ready?.at);
});

test('a pod that runs steadily costs no passes', () => {
  const fake = cluster();
  fake.put(boundPod('web', { readinessProbe: { httpGet: { port: 80 } }, livenessProbe: { httpGet: { port: 80 } } }));
  fake.run(30_000);
  const before = fake.passes;
  fake.run(3_600_000);
  expect(fake.passes).toBe(before);
});
