import { expect, test } from 'vitest';
import type { PodTemplateSpec } from './core.ts';
import { podTemplateDefaults } from './defaults/podSpec.ts';
import { podTemplateHash } from './hash.ts';

const serve = (image: string): PodTemplateSpec => ({
  metadata: { labels: { app: 'auto-serve' } },
  spec: { containers: [{ name: 'auto-serve', image, imagePullPolicy: 'Never', ports: [{ containerPort: 8082 }] }] },
});

const hashOf = (template: PodTemplateSpec, minor: number, collisionCount?: number): string =>
  podTemplateHash(podTemplateDefaults(template, minor), minor, collisionCount);

test('the names of the tutorial', () => {
  const images = ['auto-serve:latest', 'auto-serve:1.1.1', 'auto-serve:2.2.2'];
  expect(images.map((image) => hashOf(serve(image), 22))).toEqual(['f6f6c5bbd', '6d9cd7f8c6', '6b47bf4db7']);
  expect(images.map((image) => hashOf(serve(image), 37))).toEqual(['799dd48c8d', '8656f7666b', '7f94f6db9c']);
});

test('a collision count changes the hash, also when it is zero', () => {
  const template: PodTemplateSpec = {
    metadata: { labels: { app: 'nginx' } },
    spec: { containers: [{ name: 'nginx', image: 'nginx:1.16.1', ports: [{ containerPort: 80 }] }] },
  };
  expect(hashOf(template, 36)).toBe('66b9cb6d4d');
  expect(hashOf(template, 36, 0)).toBe('6747bcc5cb');
  expect(hashOf(template, 36, 1)).toBe('7dc477fb4f');
});

test('empty lists and maps are as if absent, empty structs are not', () => {
  const template = serve('auto-serve:1.1.1');
  const withEmpties = { ...template, metadata: { ...template.metadata, annotations: {} }, spec: { ...template.spec, volumes: [] } };
  expect(hashOf(withEmpties, 37)).toBe(hashOf(template, 37));
  expect(hashOf({ ...template, spec: { ...template.spec, affinity: {} } }, 37)).not.toBe(hashOf(template, 37));
});
