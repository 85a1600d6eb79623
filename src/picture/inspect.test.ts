import { expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.ts';
import { inspect } from './inspect.ts';
import { compareTemplates } from './templates.ts';
import { deployment, FakeWorld, node, pod, readySince, replicaSet, START, template } from './testing.ts';

function worldWith(...objects: readonly KubeObject[]): FakeWorld {
  const world = new FakeWorld();
  world.put(...objects);
  return world;
}

test('a pod names its ReplicaSet and that one its Deployment; an owner that is gone ends the chain', () => {
  const set = replicaSet('web-1', 'web:1', 1);
  const one = pod('web-1-a', 'web-1', readySince(5000));
  const world = worldWith(deployment(), set, one);
  const owners = () => inspect(one, world, START).owners.map(({ kind, name, exists }) => `${kind} ${name} ${exists}`);
  expect(owners()).toEqual(['ReplicaSet web-1 true', 'Deployment web true']);
  world.drop('ReplicaSet', 'web-1');
  expect(owners()).toEqual(['ReplicaSet web-1 false']);
  world.put(replicaSet('web-1', 'web:1', 1, { uid: 'another' }));
  expect(owners()).toEqual(['ReplicaSet web-1 false']);
});

test('the status is apart, who manages which field is left out, and conditions have their times', () => {
  const one = pod('a', undefined, readySince(5000));
  const managed = { ...one, metadata: { ...one.metadata, managedFields: [{ manager: 'kubectl' }] } };
  const view = inspect(managed, worldWith(managed), START);
  expect(view.yaml).not.toMatch(/status:|managedFields/);
  expect(view.yaml).toMatch(/^apiVersion: v1\nkind: Pod\n/);
  expect(view.status).toMatch(/^status:\n/);
  expect(view.conditions).toEqual([{ type: 'Ready', status: 'True', reason: '', message: '', lastTransition: 5000, lastUpdate: 5000 }]);
  expect(view.owners).toEqual([]);
});

test('any kind can be looked at', () => {
  expect(inspect(node('n', 'Unknown'), worldWith(), START).conditions).toMatchObject([{ type: 'Ready', status: 'Unknown' }]);
});

test('two revisions are compared, without the hash of their ReplicaSets', () => {
  const sets = [1, 2].map((revision) =>
    replicaSet(`web-${revision}`, `web:${revision}`, 0, { annotations: { 'deployment.kubernetes.io/revision': String(revision) } }),
  );
  const world = worldWith(deployment({ spec: { template: template('web:2') } }), ...sets);
  const target = { namespace: 'default', name: 'web' };
  const changed = (from: number | 'current', to: number | 'current') =>
    compareTemplates(world, target, from, to)
      ?.filter(({ sign }) => sign !== ' ')
      .map(({ sign, text }) => sign + text.trim());
  expect(changed(1, 2)).toEqual(['-- image: web:1', '+- image: web:2']);
  expect(changed('current', 1)).toEqual(['-- image: web:2', '+- image: web:1']);
  expect(changed('current', 2)).toEqual([]);
  expect(changed('current', 7)).toBeUndefined();
  expect(compareTemplates(world, { namespace: 'default', name: 'other' }, 1, 2)).toBeUndefined();
});
