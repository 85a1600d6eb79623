/** Nodes that fall silent, come back, are cordoned, or are deleted. The numbers are those of the design, §12. */
import { describe, expect, test } from 'vitest';
import type { Node, Pod } from '../../../api/core.ts';
import { openShop, type Shop } from '../../faults/testing.ts';

const deploymentOf = (shop: Shop): readonly number[] => shop.counts();

function conditionOf(node: Node): string {
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  return `${ready?.status}/${ready?.reason}`;
}

function taintsOf(node: Node): readonly string[] {
  return (node.spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);
}

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') === true;
}

/** Plays on until the node is given up; seconds since the call. */
function secondsUntilUnknown(shop: Shop, node: string): number {
  const from = shop.now;
  while (conditionOf(shop.node(node)) === 'True/KubeletReady') {
    if (shop.simulation.step() === undefined) throw new Error('nothing is due any more');
  }
  return (shop.now - from) / 1000;
}

const UNREACHABLE = ['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute'];

describe('a node whose kubelet falls silent', () => {
  test.each([
    ['1.31', 40],
    ['1.32', 50],
    ['1.37', 50],
  ])('is given up after the grace of %s', (kubernetes, grace) => {
    const shop = openShop({ setup: { kubernetes } });
    shop.inject('nodeLost', { node: 'node-1' });
    const seconds = secondsUntilUnknown(shop, 'node-1');
    // The last heartbeat was up to 10 s before; the controller saw it up to 5 s after.
    expect(seconds).toBeGreaterThan(grace - 10);
    expect(seconds).toBeLessThanOrEqual(grace + 5);
    expect(shop.now % 5000).toBe(0);
  });

  test('is Unknown and tainted, its pods are not ready, and none is replaced yet', () => {
    const shop = openShop();
    const [lost] = shop.pods().filter(({ spec }) => spec.nodeName === 'node-1');
    shop.inject('nodeLost', { node: 'node-1' });
    shop.run(30);
    expect(deploymentOf(shop)).toEqual([3, 3, 3]);
    shop.run(40);
    expect(conditionOf(shop.node('node-1'))).toBe('Unknown/NodeStatusUnknown');
    expect(shop.node('node-1').status?.conditions?.map(({ status }) => status)).toEqual(['Unknown', 'Unknown', 'Unknown', 'Unknown']);
    expect(shop.node('node-1').status?.conditions?.[0]?.message).toBe('Kubelet stopped posting node status.');
    expect(taintsOf(shop.node('node-1'))).toEqual(UNREACHABLE);
    expect(deploymentOf(shop)).toEqual([3, 2, 3]);
    expect(shop.pods().filter(isReady)).toHaveLength(2);
    const [onNode, onPod] = ['Node', 'Pod'].map((kind) =>
      shop.events('NodeNotReady').find(({ involvedObject }) => involvedObject.kind === kind),
    );
    expect(onNode).toMatchObject({
      type: 'Normal',
      message: 'Node node-1 status is now: NodeNotReady',
      source: { component: 'node-controller' },
    });
    expect(onPod).toMatchObject({ type: 'Warning', message: 'Node is not ready', involvedObject: { name: lost?.metadata.name } });
  });

  test('loses its pods when they have tolerated it for 300 s: replaced elsewhere, Terminating until it is back', () => {
    const shop = openShop();
    const lost = shop.pods().find(({ spec }) => spec.nodeName === 'node-1')?.metadata.name ?? '';
    shop.inject('nodeLost', { node: 'node-1' });
    secondsUntilUnknown(shop, 'node-1');
    shop.run(299);
    expect(shop.pods()).toHaveLength(3);
    shop.run(3);
    expect(shop.object('Pod', lost)?.metadata.deletionTimestamp).toBeDefined();
    const conditions = (shop.object('Pod', lost) as Pod).status?.conditions ?? [];
    expect(conditions.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    });
    expect(shop.events('TaintManagerEviction')[0]?.message).toBe(`Marking for deletion Pod default/${lost}`);
    shop.run(600);
    expect(deploymentOf(shop)).toEqual([3, 3, 3]);
    expect(shop.pods().every(({ spec, metadata }) => metadata.name === lost || spec.nodeName !== 'node-1')).toBe(true);
    expect(shop.object('Pod', lost)).toBeDefined();
    shop.clear('nodeLost');
    shop.run(40);
    expect(shop.object('Pod', lost)).toBeUndefined();
    expect(deploymentOf(shop)).toEqual([3, 3, 3]);
  });

  test('is as before when it is back in time', () => {
    const shop = openShop();
    const names = shop.pods().map(({ metadata }) => metadata.name);
    shop.inject('nodeLost', { node: 'node-1' });
    shop.run(120);
    shop.clear('nodeLost');
    shop.run(20);
    expect(conditionOf(shop.node('node-1'))).toBe('True/KubeletReady');
    expect(shop.node('node-1').status?.conditions?.map(({ status }) => status)).toEqual(['False', 'False', 'False', 'True']);
    expect(taintsOf(shop.node('node-1'))).toEqual([]);
    expect(shop.events('NodeReady')[0]).toMatchObject({
      message: 'Node node-1 status is now: NodeReady',
      source: { component: 'kubelet', host: 'node-1' },
    });
    expect(shop.events('TaintManagerEviction')[0]?.message).toMatch(/^Cancelling deletion of Pod default\/web-/);
    expect(deploymentOf(shop)).toEqual([3, 3, 3]);
    expect(shop.pods().map(({ metadata }) => metadata.name)).toEqual(names);
    shop.run(600);
    expect(shop.pods().map(({ metadata }) => metadata.name)).toEqual(names);
    expect(shop.simulation.nextDueAt()).toBeUndefined();
  });

  test('that is back before anyone noticed has changed nothing', () => {
    const shop = openShop();
    const { resourceVersion } = shop.node('node-1').metadata;
    shop.inject('nodeLost', { node: 'node-1' });
    shop.run(20);
    shop.clear('nodeLost');
    shop.run(120);
    expect(shop.node('node-1').metadata.resourceVersion).toBe(resourceVersion);
    expect(shop.events('NodeNotReady')).toEqual([]);
  });

  test('keeps its kubelet from doing anything: no start, no stop', () => {
    const shop = openShop();
    shop.inject('nodeLost', { node: 'node-1' });
    const name = shop.pods().find(({ spec }) => spec.nodeName === 'node-1')?.metadata.name ?? '';
    shop.ask({ verb: 'delete', key: { kind: 'Pod', namespace: 'default', name } });
    shop.run(40);
    expect(shop.object('Pod', name)).toMatchObject({ status: { phase: 'Running' } });
    shop.clear('nodeLost');
    shop.run(10);
    expect(shop.object('Pod', name)).toBeUndefined();
  });
});

describe('many nodes at once', () => {
  test('when all are silent nobody is driven out: it could be the network', () => {
    const shop = openShop();
    for (const node of ['node-1', 'node-2', 'node-3'])
      shop.simulation.inject({ id: node, kind: 'nodeLost', target: { node } }, { userEvent: 'test' });
    shop.run(900);
    for (const node of ['node-1', 'node-2', 'node-3']) expect(taintsOf(shop.node(node))).toEqual([UNREACHABLE[0]]);
    expect(shop.pods().map(({ metadata }) => metadata.deletionTimestamp)).toEqual([undefined, undefined, undefined]);
    expect(deploymentOf(shop)).toEqual([3, 0, 3]);
    for (const node of ['node-1', 'node-2', 'node-3']) shop.simulation.clear(node, { userEvent: 'test' });
    shop.run(60);
    expect(deploymentOf(shop)).toEqual([3, 3, 3]);
  });

  test('two of three are emptied one after another', () => {
    const shop = openShop();
    for (const node of ['node-1', 'node-2'])
      shop.simulation.inject({ id: node, kind: 'nodeLost', target: { node } }, { userEvent: 'test' });
    shop.run(120);
    const added = ['node-1', 'node-2'].map(
      (name) => shop.node(name).spec.taints?.find(({ effect }) => effect === 'NoExecute')?.timeAdded ?? '',
    );
    const [first = '', second = ''] = [...added].sort();
    expect(Date.parse(second) - Date.parse(first)).toBeGreaterThanOrEqual(9_000);
  });
});

test('a cordoned node is tainted and takes no more pods; uncordoned it does', () => {
  const shop = openShop();
  for (const node of ['node-1', 'node-2', 'node-3'])
    shop.simulation.inject({ id: node, kind: 'nodeCordoned', target: { node } }, { userEvent: 'test' });
  shop.setImage('shop/web:2');
  shop.run(150);
  expect(taintsOf(shop.node('node-1'))).toEqual(['node.kubernetes.io/unschedulable:NoSchedule']);
  expect(shop.events('FailedScheduling')[0]?.message).toMatch(/^0\/3 nodes are available: 3 node\(s\) were unschedulable\. /);
  expect(shop.counts()).toEqual([1, 3, 4]);
  expect(shop.condition('Progressing')).toBe('False/ProgressDeadlineExceeded');
  for (const node of ['node-1', 'node-2', 'node-3']) shop.simulation.clear(node, { userEvent: 'test' });
  shop.run(60);
  expect(taintsOf(shop.node('node-1'))).toEqual([]);
  expect(shop.counts()).toEqual([3, 3, 3]);
});

test('full nodes take no more pods until there is room again', () => {
  const shop = openShop();
  for (const node of ['node-1', 'node-2', 'node-3'])
    shop.simulation.inject({ id: node, kind: 'nodeFull', target: { node } }, { userEvent: 'test' });
  shop.setImage('shop/web:2');
  shop.run(150);
  expect(shop.events('FailedScheduling')[0]?.message).toMatch(/^0\/3 nodes are available: 3 Too many pods\. /);
  expect(shop.condition('Progressing')).toBe('False/ProgressDeadlineExceeded');
  for (const node of ['node-1', 'node-2', 'node-3']) shop.simulation.clear(node, { userEvent: 'test' });
  shop.run(60);
  expect(shop.counts()).toEqual([3, 3, 3]);
  expect(shop.node('node-1').status?.allocatable?.['pods']).toBe('110');
});

test('pods of a deleted node are removed after its quarantine', () => {
  const shop = openShop();
  const name = shop.pods().find(({ spec }) => spec.nodeName === 'node-1')?.metadata.name ?? '';
  shop.ask({ verb: 'delete', key: { kind: 'Node', namespace: '', name: 'node-1' } });
  shop.run(35);
  expect(shop.events('RemovingNode')[0]?.message).toBe('Node node-1 event: Removing Node node-1 from Controller');
  expect(shop.object('Pod', name)).toBeDefined();
  shop.run(60);
  expect(shop.object('Pod', name)).toBeUndefined();
  expect(shop.counts()).toEqual([3, 3, 3]);
  expect(shop.pods().every(({ spec }) => spec.nodeName !== 'node-1')).toBe(true);
});

test('a drain is a cordon and evictions: the pods are made again elsewhere', () => {
  const shop = openShop();
  shop.inject('nodeCordoned', { node: 'node-1' });
  for (const { metadata, spec } of shop.pods()) {
    if (spec.nodeName === 'node-1') shop.ask({ verb: 'evict', key: { kind: 'Pod', namespace: 'default', name: metadata.name } });
  }
  shop.run(40);
  expect(shop.counts()).toEqual([3, 3, 3]);
  expect(shop.pods().some(({ spec }) => spec.nodeName === 'node-1')).toBe(false);
});

test('while every node is well the controller leaves no trace and nothing is due', () => {
  const shop = openShop();
  shop.run(600);
  expect(shop.simulation.nextDueAt()).toBeUndefined();
  expect(shop.simulation.snapshot().memories.map(([name]) => name)).not.toContain('nodelifecycle');
});
