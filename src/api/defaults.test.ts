import { expect, test } from 'vitest';
import type { Deployment } from './apps.ts';
import type { Pod, PodTemplateSpec } from './core.ts';
import { applyDefaults } from './defaults.ts';

const bare: Deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { selector: { matchLabels: { app: 'web' } }, template: { spec: { containers: [{ name: 'web', image: 'nginx' }] } } },
};

test('a second pass finds nothing to do and shares everything', () => {
  const once = applyDefaults(bare, 37);
  expect(applyDefaults(once, 37)).toBe(once);
  expect(once.spec.selector).toBe(bare.spec.selector);
  expect(once.spec).toMatchObject({
    replicas: 1,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
  });
});

test('zero is a value', () => {
  const zero = applyDefaults({ ...bare, spec: { ...bare.spec, replicas: 0, strategy: { rollingUpdate: { maxSurge: 0 } } } }, 37);
  expect(zero.spec.replicas).toBe(0);
  expect(zero.spec.strategy?.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: '25%' });
});

test('host ports follow the container in templates of old versions only', () => {
  const template: PodTemplateSpec = {
    spec: { hostNetwork: true, containers: [{ name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] }] },
  };
  const port = (minor: number) =>
    applyDefaults({ ...bare, spec: { ...bare.spec, template } }, minor).spec.template.spec.containers[0]?.ports?.[0];
  expect(port(27)?.hostPort).toBe(80);
  expect(port(28)?.hostPort).toBeUndefined();
});

test('a Pod gets requests from its limits, a template does not', () => {
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', image: 'nginx:1', resources: { limits: { cpu: '1' } } }] },
  };
  const stored = applyDefaults(pod, 37);
  expect(stored.spec.containers[0]?.resources?.requests).toEqual({ cpu: '1' });
  expect(stored.spec.enableServiceLinks).toBe(true);
  const template = applyDefaults({ ...bare, spec: { ...bare.spec, template: { spec: pod.spec } } }, 37).spec.template;
  expect(template.spec.containers[0]?.resources?.requests).toBeUndefined();
  expect(template.spec.enableServiceLinks).toBeUndefined();
});
