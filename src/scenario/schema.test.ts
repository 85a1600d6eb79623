import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { builtins } from './builtin/index.ts';
import { isPlainJson } from './plainJson.ts';
import type { Scenario } from './scenario.ts';
import { limits, parseMoment, parseScenario } from './schema.ts';
import { anyScenario } from './testing/arbitrary.ts';

// Much work, and a machine that may be busy: no test here is about speed.
vi.setConfig({ testTimeout: 120_000 });

const [four] = builtins;
if (four === undefined) throw new Error('no built-in story');
const { setup, actions } = four;
const [first] = actions;
const refused = (change: object): string | undefined => {
  const result = parseScenario({ ...four, ...change });
  return result.ok ? undefined : result.error.path;
};
const inSetup = (change: object): string | undefined => refused({ setup: { ...setup, ...change } });
const inAction = (change: object): string | undefined => refused({ actions: [{ ...first, ...change }] });

test('takes what it should', () => {
  for (const scenario of builtins) expect(parseScenario(scenario)).toEqual({ ok: true, value: scenario });
  fc.assert(
    fc.property(anyScenario, (scenario) => void expect(parseScenario(scenario)).toEqual({ ok: true, value: scenario })),
    { numRuns: 50, seed: 1 },
  );
});

test('fields of later releases are dropped, not refused', () => {
  const later = { ...four, novelty: 1, setup: { ...setup, weather: 'rain', nodes: [{ name: 'a', colour: 'red' }] } };
  const parsed = parseScenario(later);
  expect(parsed).toEqual({ ok: true, value: { ...four, setup: { ...setup, nodes: [{ name: 'a' }] } } });
});

describe('limits', () => {
  test.each<[string, () => string | undefined, string]>([
    ['another version', () => refused({ version: 2 }), 'version'],
    ['a release that is none', () => refused({ engine: 'x y' }), 'engine'],
    ['a draft of more than 256 kB', () => refused({ draft: { fileName: 'a', text: 'x'.repeat(limits.draft + 1) } }), 'draft.text'],
    ['a cluster that is too old', () => inSetup({ kubernetes: '1.21' }), 'setup.kubernetes'],
    ['a cluster of the future', () => inSetup({ kubernetes: '1.38' }), 'setup.kubernetes'],
    ['a negative seed', () => inSetup({ seed: -1 }), 'setup.seed'],
    ['a seed of more than 32 bits', () => inSetup({ seed: 2 ** 32 }), 'setup.seed'],
    ['a day that does not exist', () => inSetup({ startTime: '2026-02-30T00:00:00Z' }), 'setup.startTime'],
    ['101 nodes', () => inSetup({ nodes: Array.from({ length: 101 }, (_, i) => ({ name: `n${i}` })) }), 'setup.nodes'],
    ['two nodes of one name', () => inSetup({ nodes: [{ name: 'a' }, { name: 'a' }] }), 'setup.nodes'],
    ['a node with an impossible name', () => inSetup({ nodes: [{ name: 'A B' }] }), 'setup.nodes.0.name'],
    ['a node for a million pods', () => inSetup({ nodes: [{ name: 'a', pods: 1_000_000 }] }), 'setup.nodes.0.pods'],
    ['a node with an impossible quantity', () => inSetup({ nodes: [{ name: 'a', cpu: '4 cores' }] }), 'setup.nodes.0.cpu'],
    ['201 image rules', () => inSetup({ images: Array.from({ length: 201 }, () => ({ image: 'a' })) }), 'setup.images'],
    ['an image pattern of stars', () => inSetup({ images: [{ image: '*a*a*a*a*a*' }] }), 'setup.images.0.image'],
    ['a span that ends before it begins', () => inSetup({ images: [{ image: 'a', pull: { minMs: 2, maxMs: 1 } }] }), 'setup.images.0.pull'],
    [
      'a span of two days',
      () => inSetup({ images: [{ image: 'a', pull: { minMs: 0, maxMs: 172_800_000 } }] }),
      'setup.images.0.pull.maxMs',
    ],
    ['an object without a name', () => inSetup({ objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }] }), 'setup.objects.0'],
    [
      'an object of an unknown kind',
      () => inSetup({ objects: [{ apiVersion: 'v1', kind: 'Widget', metadata: { name: 'a' } }] }),
      'setup.objects.0',
    ],
    ['2,001 actions', () => refused({ actions: Array.from({ length: 2_001 }, () => first) }), 'actions'],
    [
      'actions out of order',
      () =>
        refused({
          actions: [
            { ...first, at: 5 },
            { ...first, at: 4 },
          ],
        }),
      'actions',
    ],
    ['an action before the beginning', () => inAction({ at: -1 }), 'actions.0.at'],
    ['an action after a hundred years', () => inAction({ at: 3_153_600_000_000 }), 'actions.0.at'],
    ['an action at no time', () => inAction({ at: Number.NaN }), 'actions.0.at'],
    ['an unknown verb', () => inAction({ request: { verb: 'exec' } }), 'actions.0.request.verb'],
    [
      'an unknown kind',
      () => inAction({ request: { verb: 'delete', key: { kind: 'toString', namespace: '', name: 'a' } } }),
      'actions.0.request.key.kind',
    ],
    [
      'an unknown patch type',
      () => inAction({ request: { verb: 'patch', key: { kind: 'Pod', namespace: '', name: 'a' }, patchType: 'magic', body: {} } }),
      'actions.0.request.patchType',
    ],
  ])('%s', (_name, attempt, path) => {
    expect(attempt()).toBe(path);
  });

  test('moments', () => {
    expect(parseMoment({ at: 5, step: 6, more: 1 })).toEqual({ ok: true, value: { at: 5, step: 6 } });
    for (const wrong of [null, {}, { at: 1 }, { at: 1.5, step: 0 }, { at: -1, step: 0 }, { at: '1', step: 0 }])
      expect(parseMoment(wrong).ok).toBe(false);
  });
});

describe('JSON from strangers', () => {
  test('with a prototype in it is refused', () => {
    const hostile = JSON.parse('{"verb":"create","object":{"metadata":{"__proto__":{"polluted":true}}}}') as unknown;
    expect(inAction({ request: hostile })).toBe('actions.0.request.object');
    expect(isPlainJson(JSON.parse('{"__proto__":1}'))).toBe(false);
    expect(isPlainJson(Object.create({ inherited: 1 }))).toBe(false);
    expect(isPlainJson(new Map())).toBe(false);
  });

  test('that is too deep or too large is refused', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100; i++) deep = [deep];
    expect(isPlainJson(deep)).toBe(false);
    expect(isPlainJson(Array.from({ length: 250_000 }, () => 0))).toBe(false);
    expect(isPlainJson([Number.POSITIVE_INFINITY])).toBe(false);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), (value) => {
        expect(parseScenario(value).ok).toBe(false);
        expect(parseScenario({ ...four, setup: value }).ok).toBe(false);
        expect(typeof parseScenario({ ...four, actions: [value] } as unknown as Scenario).ok).toBe('boolean');
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
