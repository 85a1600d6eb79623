import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../meta.ts';
import { validateUpdate } from '../validation.ts';

const object = (apiVersion: string, kind: string, fields: object, metadata: object = {}): KubeObject =>
  ({ apiVersion, kind, metadata: { name: 'x', ...metadata }, ...fields }) as KubeObject;

function faults(next: KubeObject, old: KubeObject): readonly string[] {
  return validateUpdate(next, old, 37).map(({ field, message }) => `${field}: ${message}`);
}

describe('what is stored may not change', () => {
  test('the value of a priority class', () => {
    const priority = (value: number): KubeObject => object('scheduling.k8s.io/v1', 'PriorityClass', { value });
    expect(faults(priority(2), priority(1))).toEqual(['value: Forbidden: may not be changed in an update.']);
    expect(faults(priority(1), priority(1))).toEqual([]);
  });

  test('the scopes of a quota', () => {
    const quota = (scopes: readonly string[]): KubeObject => object('v1', 'ResourceQuota', { spec: { hard: { pods: '1' }, scopes } });
    expect(faults(quota(['BestEffort']), quota([]))).toEqual(['spec.scopes: Invalid value: ["BestEffort"]: field is immutable']);
  });

  test('the finalizers of an object on its way out, but to fewer', () => {
    const dying = (finalizers: readonly string[]): KubeObject =>
      object('v1', 'ConfigMap', {}, { finalizers, deletionTimestamp: '2026-01-05T09:00:00Z' });
    expect(faults(dying(['a.example/x', 'a.example/y']), dying(['a.example/x']))).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"a.example/y"}',
    ]);
    expect(faults(dying([]), dying(['a.example/x']))).toEqual([]);
  });

  test('taints must have effects, and each effect once for a key', () => {
    const node = (...taints: readonly object[]): KubeObject => object('v1', 'Node', { spec: { taints } });
    expect(faults(node({ key: 'a', effect: 'NoRun' }), node())).toEqual([
      'spec.taints[0].effect: Unsupported value: "NoRun": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ]);
    expect(faults(node({ key: 'a', effect: 'NoExecute' }, { key: 'a', value: 'b', effect: 'NoExecute' }), node())).toEqual([
      'spec.taints[1]: Duplicate value: {"key":"a","value":"b","effect":"NoExecute"}',
    ]);
  });
});
