import { expect, test } from 'vitest';
import type { PodTemplateSpec } from './core.ts';
import { equalIgnoreHash } from './templateEqual.ts';

const base: PodTemplateSpec = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx:1', resources: { limits: { cpu: '500m' } } }] },
};

test.each<[string, PodTemplateSpec, boolean]>([
  ['itself', base, true],
  ['a copy', structuredClone(base), true],
  ['the hash label', { ...base, metadata: { labels: { app: 'web', 'pod-template-hash': 'abc' } } }, true],
  ['another label', { ...base, metadata: { labels: { app: 'web', tier: 'x' } } }, false],
  ['an empty list', { ...base, spec: { ...base.spec, volumes: [] } }, true],
  ['empty annotations', { ...base, metadata: { ...base.metadata, annotations: {} } }, true],
  [
    'a quantity written otherwise',
    { ...base, spec: { containers: [{ name: 'web', image: 'nginx:1', resources: { limits: { cpu: '0.5' } } }] } },
    true,
  ],
  [
    'another quantity',
    { ...base, spec: { containers: [{ name: 'web', image: 'nginx:1', resources: { limits: { cpu: '501m' } } }] } },
    false,
  ],
  ['another image', { ...base, spec: { containers: [{ name: 'web', image: 'nginx:2', resources: { limits: { cpu: '500m' } } }] } }, false],
])('compared with %s', (_, other, equal) => {
  expect(equalIgnoreHash(base, other)).toBe(equal);
  expect(equalIgnoreHash(other, base)).toBe(equal);
});
