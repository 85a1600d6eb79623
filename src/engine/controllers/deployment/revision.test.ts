import { describe, expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import type { Labels } from '../../../api/meta.ts';
import {
  maxRevision,
  newReplicaSetAnnotations,
  parseInteger,
  RevisionAnnotation,
  RevisionHistoryAnnotation,
  revisionOf,
} from './revision.ts';

const spec = { replicas: 1, selector: {}, template: { spec: { containers: [] } } };

function replicaSet(annotations?: Labels): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'w', ...(annotations === undefined ? {} : { annotations }) },
    spec,
  };
}

function deployment(annotations: Labels): Deployment {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'w', annotations }, spec };
}

test.each([
  ['7', 7],
  ['+7', 7],
  ['-7', -7],
  ['', undefined],
  ['7a', undefined],
  ['1.5', undefined],
])('reads %j as a number', (text, want) => {
  expect(parseInteger(text)).toBe(want);
});

test('the highest revision passes over what is no number', () => {
  const sets = [undefined, '3', 'x', '2'].map((revision) =>
    replicaSet(revision === undefined ? undefined : { [RevisionAnnotation]: revision }),
  );
  expect(sets.map(revisionOf)).toEqual([0, 3, undefined, 2]);
  expect(maxRevision(sets)).toBe(3);
});

describe('annotations of the new ReplicaSet', () => {
  const at = (revision: string, history?: string): Labels => ({
    [RevisionAnnotation]: revision,
    ...(history === undefined ? {} : { [RevisionHistoryAnnotation]: history }),
  });

  // revision and history before, new revision → after
  test.each<readonly [Labels | undefined, number, Labels]>([
    [undefined, 1, at('1')],
    [at('1'), 1, at('1')],
    [at('1'), 3, at('3', '1')],
    [at('3', '1'), 5, at('5', '1,3')],
    [at('5'), 3, at('5')],
    [at('x'), 3, at('x')],
  ])('%j becomes revision %i', (before, revision, want) => {
    expect(newReplicaSetAnnotations(deployment({}), replicaSet(before), revision)).toEqual(want);
  });

  test('a long history loses its beginning', () => {
    const history = Array.from({ length: 500 }, (_, index) => 1000 + index).join(',');
    const after = newReplicaSetAnnotations(deployment({}), replicaSet(at('2000', history)), 2001)[RevisionHistoryAnnotation] ?? '';
    expect(after.length).toBeLessThanOrEqual(2000);
    expect(after.startsWith('1101,')).toBe(true);
    expect(after.endsWith(',1499,2000')).toBe(true);
  });

  test('the Deployment’s own annotations are copied, its bookkeeping is not, and nothing is taken away', () => {
    const own = { team: 'a', 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'deployment.kubernetes.io/desired-replicas': '9' };
    expect(newReplicaSetAnnotations(deployment(own), replicaSet({ ...at('1'), old: 'kept' }), 1)).toEqual({
      ...at('1'),
      old: 'kept',
      team: 'a',
    });
  });

  test('nothing to change gives the same object back', () => {
    const set = replicaSet(at('1'));
    expect(newReplicaSetAnnotations(deployment({}), set, 1)).toBe(set.metadata.annotations);
  });
});
