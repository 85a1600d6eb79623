import { expect, test } from 'vitest';
import type { LabelSelectorRequirement } from './meta.ts';
import { formatSelector, isEmptySelector, matchesSelector } from './selector.ts';

const labels = { app: 'web', tier: 'front' };

test.each<[LabelSelectorRequirement, boolean]>([
  [{ key: 'app', operator: 'In', values: ['web', 'api'] }, true],
  [{ key: 'app', operator: 'In', values: ['api'] }, false],
  [{ key: 'missing', operator: 'In', values: [''] }, false],
  [{ key: 'app', operator: 'NotIn', values: ['api'] }, true],
  [{ key: 'app', operator: 'NotIn', values: ['web'] }, false],
  [{ key: 'missing', operator: 'NotIn', values: ['web'] }, true],
  [{ key: 'app', operator: 'Exists' }, true],
  [{ key: 'missing', operator: 'Exists' }, false],
  [{ key: 'missing', operator: 'DoesNotExist' }, true],
  [{ key: 'app', operator: 'DoesNotExist' }, false],
])('%j', (requirement, matches) => {
  expect(matchesSelector({ matchLabels: { tier: 'front' }, matchExpressions: [requirement] }, labels)).toBe(matches);
});

test('all terms must be met, and none is none', () => {
  expect(matchesSelector({ matchLabels: { app: 'web', tier: 'back' } }, labels)).toBe(false);
  expect(matchesSelector({}, labels)).toBe(true);
  expect([isEmptySelector(undefined), isEmptySelector({ matchExpressions: [] }), isEmptySelector({ matchLabels: labels })]).toEqual([
    true,
    true,
    false,
  ]);
});

test('as one line, terms in order of their keys', () => {
  const matchExpressions: readonly LabelSelectorRequirement[] = [
    { key: 'env', operator: 'In', values: ['b', 'a'] },
    { key: 'old', operator: 'DoesNotExist' },
    { key: 'new', operator: 'Exists' },
    { key: 'zone', operator: 'NotIn', values: ['x'] },
  ];
  expect(formatSelector({ matchLabels: labels, matchExpressions })).toBe('app=web,env in (a,b),new,!old,tier=front,zone notin (x)');
});
