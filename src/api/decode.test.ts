import { describe, expect, test } from 'vitest';
import type { Deployment } from './apps.ts';
import { decode } from './decode.ts';

const deployment = (spec: object): unknown => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [] } },
    ...spec,
  },
});

const refusal = (raw: unknown, fieldValidation: 'Strict' | 'Ignore' = 'Strict'): string => {
  const result = decode(raw, { fieldValidation, minor: 37 });
  return result.ok ? 'accepted' : result.error.message;
};

describe('decoding', () => {
  test('says what is wrong as Go does', () => {
    const head = 'Deployment in version "v1" cannot be handled as a Deployment: ';
    expect(refusal(deployment({ replicas: '3' }))).toBe(
      `${head}json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`,
    );
    expect(refusal(deployment({ replica: 3 }))).toBe(`${head}strict decoding error: unknown field "spec.replica"`);
    expect(refusal(deployment({ 'a"b': 3, replicas: 'x' }))).toContain('spec.replicas of type int32');
    expect(refusal(deployment({ 'a"b': 3 }))).toContain('unknown field "spec.a\\"b"');
    expect(refusal(deployment({ replica: 3 }), 'Ignore')).toBe('accepted');
    expect(refusal({ apiVersion: 'apps/v1', kind: 'Deploymet' })).toBe('the server could not find the requested resource');
    expect(refusal([])).toContain('cannot unmarshal array');
    expect(refusal(null)).toContain('cannot unmarshal');
  });

  test('drops nulls, zeros, empties and what the version does not know, and keeps pointers', () => {
    const result = decode(
      deployment({ replicas: 0, paused: false, minReadySeconds: null, strategy: { rollingUpdate: { maxSurge: 0 } }, spare: 1 }),
      { minor: 37 },
    );
    const spec = result.ok ? (result.value.object as Deployment).spec : undefined;
    expect(spec).toEqual({
      replicas: 0,
      selector: { matchLabels: { app: 'web' } },
      strategy: { rollingUpdate: { maxSurge: 0 } },
      template: { metadata: { labels: { app: 'web' } }, spec: {} },
    });
    const service = decode(
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [], hostUsers: false } },
      { minor: 22 },
    );
    expect(service.ok && 'hostUsers' in (service.value.object as unknown as { spec: object }).spec).toBe(false);
  });

  test('shares what is in its stored form already', () => {
    const first = decode(deployment({ replicas: 3, strategy: { type: 'Recreate' } }), { minor: 37 });
    const object = first.ok ? first.value.object : undefined;
    const second = decode(object, { minor: 37 });
    expect(second.ok && second.value.object).toBe(object);
  });

  test('a field named __proto__ is a field', () => {
    const raw = JSON.parse('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"__proto__":"x"}}') as unknown;
    const result = decode(raw, { fieldValidation: 'Strict', minor: 37 });
    expect(result.ok && Object.keys((result.value.object as unknown as { data: object }).data)).toEqual(['__proto__']);
    expect(refusal(JSON.parse('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"__proto__":{"x":1}}'))).toContain(
      'unknown field "__proto__"',
    );
  });
});
