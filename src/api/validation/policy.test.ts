import { describe, expect, test } from 'vitest';
import { decode } from '../decode.ts';
import { applyDefaults } from '../defaults.ts';
import { findKind, findResource } from '../key.ts';
import { validateCreate } from '../validation.ts';

function defaulted(raw: object): object {
  const decoded = decode(raw, { minor: 37 });
  return decoded.ok ? applyDefaults(decoded.value.object, 37) : { error: decoded.error.message };
}

function faults(raw: object): readonly string[] {
  return validateCreate(defaulted(raw) as never, 37).map(({ field, message }) => `${field}: ${message}`);
}

const autoscaler = (spec: object): object => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec },
});
const budget = (spec: object): object => ({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'web' }, spec });

describe('an autoscaler', () => {
  test('is of version 2', () => {
    expect(findKind('autoscaling/v2', 'HorizontalPodAutoscaler')).toBe('HorizontalPodAutoscaler');
    expect(findKind('autoscaling/v1', 'HorizontalPodAutoscaler')).toBeUndefined();
    expect(findResource('hpa')).toBe('HorizontalPodAutoscaler');
    expect(findResource('horizontalpodautoscalers.v2.autoscaling')).toBe('HorizontalPodAutoscaler');
    expect(defaulted(autoscaler({ maxReplicas: 'many' }))).toEqual({
      error:
        'HorizontalPodAutoscaler in version "v2" cannot be handled as a HorizontalPodAutoscaler: json: cannot unmarshal string into Go struct field HorizontalPodAutoscalerSpec.spec.maxReplicas of type int32',
    });
  });

  test('looks at the processor by default', () => {
    expect(defaulted(autoscaler({ maxReplicas: 5 }))).toMatchObject({
      spec: {
        minReplicas: 1,
        maxReplicas: 5,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 80 } } }],
      },
    });
  });

  test('must have bounds that make sense', () => {
    expect(faults(autoscaler({ maxReplicas: 5 }))).toEqual([]);
    expect(faults(autoscaler({ minReplicas: 0, maxReplicas: 0 }))).toEqual([
      'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1',
      'spec.maxReplicas: Invalid value: 0: must be greater than 0',
    ]);
    expect(faults(autoscaler({ minReplicas: 7, maxReplicas: 5 }))).toEqual([
      'spec.maxReplicas: Invalid value: 5: must be greater than or equal to `minReplicas`',
    ]);
    expect(faults(autoscaler({ maxReplicas: 5, metrics: [{ type: 'Resource' }] }))).toEqual([
      'spec.metrics[0].resource: Required value: must populate information for the given metric source',
    ]);
  });
});

describe('a budget', () => {
  test('names one amount, or none', () => {
    expect(faults(budget({ minAvailable: 2, selector: { matchLabels: { app: 'web' } } }))).toEqual([]);
    expect(faults(budget({ minAvailable: '150%' }))).toEqual(['spec.minAvailable: Invalid value: "150%": must not be greater than 100%']);
    expect(faults(budget({ minAvailable: -1 }))).toEqual(['spec.minAvailable: Invalid value: -1: must be greater than or equal to 0']);
    expect(faults(budget({ minAvailable: 1, maxUnavailable: 1 }))).toEqual([
      'spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
    ]);
  });
});
