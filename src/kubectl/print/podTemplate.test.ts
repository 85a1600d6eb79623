import { expect, test } from 'vitest';
import type { PodTemplateSpec } from '../../api/core.ts';
import { readData } from '../testing/golden.ts';
import { podTemplateText } from './podTemplate.ts';

test('a template with every field', () => {
  const { template, stdout } = readData<{ template: PodTemplateSpec; stdout: string }>('richTemplate.json');
  expect(`deployment.apps/web with revision #1\n${podTemplateText(template, '')}\n`).toBe(stdout);
});
