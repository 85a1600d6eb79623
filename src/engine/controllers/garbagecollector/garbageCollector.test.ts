import { describe, expect, test } from 'vitest';
import type { ObjectKey, Propagation } from '../../../api/client.ts';
import type { Setup } from '../../setup.ts';
import { Simulation } from '../../simulation.ts';

const setup: Setup = {
  kubernetes: '1.37',
  seed: 7,
  startTime: '2026-01-05T09:00:00Z',
  nodes: [{ name: 'node-1' }],
  images: [{ image: '*', where: 'node' }],
};
const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } };
const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 2, selector: { matchLabels: labels }, template },
};
const key = { kind: 'Deployment', namespace: 'default', name: 'web' } as const;
const origin = { userEvent: 'test' };

/** A cluster with the Deployment up, just after its deletion. */
function deleted(propagationPolicy: Propagation): Simulation {
  const simulation = Simulation.boot(setup, { freeze: true });
  simulation.dispatch({ verb: 'create', object: web }, origin);
  simulation.runUntil(10_000);
  simulation.dispatch({ verb: 'delete', key, propagationPolicy }, origin);
  return simulation;
}

const counts = ({ reader }: Simulation) => (['Deployment', 'ReplicaSet', 'Pod'] as const).map((kind) => reader.list(kind).length);
const dying = ({ reader }: Simulation) => reader.list('Pod').filter(({ metadata }) => metadata.deletionTimestamp !== undefined).length;

describe('deleting a Deployment', () => {
  test('Background: the owner first, then level by level, 50 ms each', () => {
    const simulation = deleted('Background');
    expect(counts(simulation)).toEqual([0, 1, 2]);
    simulation.runUntil(10_060);
    expect([counts(simulation), dying(simulation)]).toEqual([[0, 0, 2], 0]);
    simulation.runUntil(10_115);
    expect(dying(simulation)).toBe(2);
    const steps = simulation.runUntil(60_000);
    expect(counts(simulation)).toEqual([0, 0, 0]);
    expect(steps.flatMap(({ emitted }) => emitted).map(({ reason }) => reason)).not.toContain('SuccessfulDelete');
  });

  test('Foreground: the pods first, the owner last', () => {
    const simulation = deleted('Foreground');
    simulation.runUntil(10_200);
    expect([counts(simulation), dying(simulation)]).toEqual([[1, 1, 2], 2]);
    expect(simulation.reader.list('ReplicaSet')[0]?.metadata.finalizers).toEqual(['foregroundDeletion']);
    simulation.runUntil(60_000);
    expect(counts(simulation)).toEqual([0, 0, 0]);
  });

  test('Orphan: the ReplicaSet stays and loses its owner', () => {
    const simulation = deleted('Orphan');
    simulation.runUntil(60_000);
    expect(counts(simulation)).toEqual([0, 1, 2]);
    expect(simulation.reader.list('ReplicaSet')[0]?.metadata.ownerReferences).toBeUndefined();
    expect(dying(simulation)).toBe(0);
  });
});

describe('other owners', () => {
  test('what is made for an owner that is gone goes too', () => {
    const simulation = Simulation.boot(setup);
    const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'gone', uid: 'gone', controller: true }];
    simulation.dispatch(
      { verb: 'create', object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late', ownerReferences } } },
      origin,
    );
    simulation.runUntil(1000);
    expect(simulation.reader.get({ kind: 'ConfigMap', namespace: 'default', name: 'late' })).toBeUndefined();
  });

  test('a namespace that waits says for what: pods go first, then the rest, then finalizers hold it', () => {
    const simulation = Simulation.boot(
      { kubernetes: '1.37', seed: 7, startTime: '2026-01-05T09:00:00Z', nodes: [{ name: 'a' }], images: [{ image: '*', where: 'node' }] },
      { freeze: true },
    );
    const namespace = 'goner';
    const make = (object: object): void => {
      expect(simulation.dispatch({ verb: 'create', object }, origin).ok).toBe(true);
    };
    make({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    make({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'hold', namespace, finalizers: ['example.com/hold'] } });
    const containers = [{ name: 'c', image: 'i' }];
    make({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'solo', namespace }, spec: { containers } });
    simulation.runUntil(10_000);
    const namespaceKey = { kind: 'Namespace', namespace: '', name: namespace } as const;
    simulation.dispatch({ verb: 'delete', key: namespaceKey }, origin);
    const conditions = (): readonly string[] => {
      const { status } = simulation.reader.get(namespaceKey) as unknown as { status: { conditions?: readonly Record<string, string>[] } };
      return (status.conditions ?? []).map(({ type, status: state, message }) => `${type} ${state} ${message}`);
    };
    simulation.runUntil(15_100);
    expect(conditions()).toEqual([
      'NamespaceDeletionDiscoveryFailure False All resources successfully discovered',
      'NamespaceDeletionGroupVersionParsingFailure False All legacy kube types successfully parsed',
      'NamespaceDeletionContentFailure False All content successfully deleted, may be waiting on finalization',
      'NamespaceContentRemaining False All content successfully removed',
      'NamespaceFinalizersRemaining False All content-preserving finalizers finished',
    ]);
    expect(simulation.reader.list('ServiceAccount', { namespace })).toHaveLength(1);
    simulation.runUntil(60_000);
    expect(simulation.reader.list('ServiceAccount', { namespace })).toEqual([]);
    expect(conditions().slice(3)).toEqual([
      'NamespaceContentRemaining True Some resources are remaining: configmaps. has 1 resource instances',
      'NamespaceFinalizersRemaining True Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
    ]);
    const key: ObjectKey = { kind: 'ConfigMap', namespace, name: 'hold' };
    simulation.dispatch({ verb: 'patch', key, patchType: 'merge', body: { metadata: { finalizers: null } } }, origin);
    simulation.runUntil(70_000);
    expect(simulation.reader.get(namespaceKey)).toBeUndefined();
  });

  test('a namespace is emptied, then it goes', () => {
    const simulation = Simulation.boot(setup, { freeze: true });
    const namespaceKey = { kind: 'Namespace', namespace: '', name: 'shop' } as const;
    simulation.dispatch({ verb: 'create', object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } } }, origin);
    simulation.runUntil(100);
    const made = simulation.dispatch({ verb: 'create', object: web, namespace: 'shop' }, origin);
    expect(made.ok).toBe(true);
    simulation.runUntil(10_000);
    expect(simulation.reader.list('Pod', { namespace: 'shop' })).toHaveLength(2);
    simulation.dispatch({ verb: 'delete', key: namespaceKey }, origin);
    expect(simulation.reader.get(namespaceKey)).toMatchObject({ status: { phase: 'Terminating' } });
    const refused = simulation.dispatch({ verb: 'create', object: web, namespace: 'shop' }, origin);
    expect(refused.ok ? '' : refused.error.message).toBe(
      'deployments.apps "web" is forbidden: unable to create new content in namespace shop because it is being terminated',
    );
    simulation.runUntil(60_000);
    expect(simulation.reader.get(namespaceKey)).toBeUndefined();
    expect(simulation.reader.list('Pod', { namespace: 'shop' })).toEqual([]);
  });
});
