import fc from 'fast-check';
import type { Recorded, RecordedRequest, Scenario } from '../scenario.ts';

const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes('__proto__'));
const text = fc.string({
  maxLength: 40,
  unit: fc.constantFrom('a', 'Z', '0', '"', '\\', '\n', '<', '&', ' ', 'é', '中', '\u2028', '🎉', '{', '}', '$j'),
});
/** JSON inside strings, as kubectl's annotation: unfolded in links when it is exactly what JSON.stringify writes. */
const embedded = fc.oneof(
  json.map((value) => `${JSON.stringify({ a: value })}\n`),
  json.map((value) => `{ "a": ${JSON.stringify(value)} }\n`),
  text,
);
const content = fc.oneof(
  json,
  fc.record({
    kind: fc.constant('Deployment'),
    metadata: fc.record({ name: text, annotations: fc.dictionary(text, embedded, { maxKeys: 3 }) }),
  }),
  fc.constantFrom<unknown>({ $j: 1 }, { $$j: { $j: [1] } }, { $j: { $j: null } }, '{"$j":1}\n', [{ $j: '{"a":1}\n' }]),
);
const key = fc.record({ kind: fc.constantFrom('Deployment' as const, 'Pod' as const), namespace: fc.constant('default'), name: text });
const request = fc.oneof(
  fc.record({ verb: fc.constant('create' as const), object: content, fieldManager: fc.constant('kubectl') }),
  fc.record({ verb: fc.constant('patch' as const), key, patchType: fc.constantFrom('strategic' as const, 'json' as const), body: content }),
  fc.record({
    verb: fc.constant('delete' as const),
    key,
    propagationPolicy: fc.constant('Background' as const),
    gracePeriodSeconds: fc.nat(60),
  }),
  fc.record({ verb: fc.constant('evict' as const), key, dryRun: fc.boolean() }),
);

const fault = fc.record({
  id: fc.constantFrom('bad-image', 'a.b'),
  kind: fc.constantFrom('imageNotFound' as const, 'readinessNever' as const),
  target: fc.oneof(fc.record({ revision: fc.nat(9) }), fc.constant({ image: 'shop/web:*' }), fc.constant({})),
  parameters: fc.record({ hard: fc.dictionary(fc.constantFrom('pods', 'verb'), fc.constantFrom('1', '$j'), { maxKeys: 2 }) }),
});
const deed = fc.oneof(
  request.map((value) => ({ request: value })),
  fault.map((value) => ({ inject: value })),
  fc.constant({ clear: 'bad-image' }),
);

const moves = fc.array(
  fc.record({ wait: fc.nat(100_000), steps: fc.option(fc.nat(5_000)), next: fc.boolean(), line: fc.option(text), deed }),
  { maxLength: 8 },
);

function actionsOf(
  list: readonly { wait: number; steps: number | null; next: boolean; line: string | null; deed: unknown }[],
): readonly Recorded[] {
  let at = 0;
  let afterStep = 0;
  let gesture = 1;
  return list.map((move) => {
    at += move.wait;
    afterStep += move.steps ?? 0;
    if (move.next) gesture++;
    return {
      at,
      ...(move.steps === null ? {} : { afterStep }),
      gesture,
      userEvent: 'button.scale',
      ...(move.line === null ? {} : { line: move.line }),
      ...(move.deed as RecordedRequest),
    };
  });
}

const image = fc.oneof(
  fc.record({ image: fc.constant('shop/web:*'), where: fc.constant('node' as const), pull: fc.constant({ minMs: 1, maxMs: 2 }) }),
  fc.record({ image: text.map((value) => value.replaceAll('*', '')), neverReady: fc.boolean(), sizeBytes: fc.nat() }),
);

/** Any scenario that the schema takes. */
export const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    engine: fc.constantFrom('0.1.0', '12.3.4-rc.1+x'),
    draft: fc.option(fc.record({ fileName: text, text })),
    opening: fc.option(fc.record({ gestures: fc.nat(9), moment: fc.record({ at: fc.nat(), step: fc.nat() }) })),
    seed: fc.nat(),
    minor: fc.integer({ min: 22, max: 37 }),
    nodes: fc.uniqueArray(fc.constantFrom('a', 'b', 'node-1', 'docker-desktop'), { maxLength: 4 }),
    images: fc.array(image, { maxLength: 3 }),
    limited: fc.boolean(),
    objects: fc.option(fc.constant([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } }])),
    moves,
  })
  .map(({ engine, draft, opening, seed, minor, nodes, images, limited, objects, moves: list }) => ({
    version: 1,
    engine,
    ...(opening === null ? {} : { opening }),
    ...(draft === null ? {} : { draft }),
    setup: {
      kubernetes: `1.${minor}`,
      seed,
      startTime: '2026-01-05T09:00:00Z',
      nodes: nodes.map((name) => ({ name })),
      images,
      ...(limited ? { clientRateLimits: true } : {}),
      ...(objects === null ? {} : { objects }),
    },
    actions: actionsOf(list),
  }));
