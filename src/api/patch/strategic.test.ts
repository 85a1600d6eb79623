import { describe, expect, test } from 'vitest';
import { deepEqual } from '../../base/equal.ts';
import type { Kind } from '../client.ts';
import { type Fields, isFields } from '../fields.ts';
import { applyStrategicPatch } from './strategic.ts';
import { createThreeWayMergePatch } from './threeWay.ts';

const pod = (spec: object) => ({ spec: { template: { spec } } });

/** The patched object, or the status that refuses the patch. */
function patched(current: unknown, patch: unknown, kind: Kind = 'Deployment'): unknown {
  const before = JSON.stringify([current, patch]);
  const result = applyStrategicPatch(kind, current, patch);
  expect(JSON.stringify([current, patch])).toBe(before);
  return result.ok ? result.value : result.error;
}

describe('a strategic patch', () => {
  const two = pod({
    containers: [
      { name: 'a', image: 'x', args: ['1', '2'] },
      { name: 'b', image: 'y' },
    ],
  });

  test('merges keyed lists item by item, new items behind', () => {
    const patch = pod({
      containers: [
        { name: 'c', image: 'z', stdin: null },
        { name: 'a', image: 'w', args: ['3'] },
      ],
    });
    // The patch's own order holds among its items; b keeps its place behind a.
    expect(patched(two, patch)).toEqual(
      pod({
        containers: [
          { name: 'c', image: 'z' },
          { name: 'a', image: 'w', args: ['3'] },
          { name: 'b', image: 'y' },
        ],
      }),
    );
  });

  test('carries out its directives', () => {
    expect(patched(two, pod({ containers: [{ $patch: 'delete', name: 'a' }] }))).toEqual(pod({ containers: [{ name: 'b', image: 'y' }] }));
    expect(patched(two, pod({ containers: [{ $patch: 'replace' }, { name: 'n' }] }))).toEqual(pod({ containers: [{ name: 'n' }] }));
    expect(patched(two, pod({ containers: [{ $patch: 'replace', name: 'a' }] }))).toEqual(pod({ containers: [] }));
    expect(patched({ metadata: { labels: { a: '1' } } }, { metadata: { labels: { $patch: 'replace', b: '2' } } })).toEqual({
      metadata: { labels: { b: '2' } },
    });
    expect(patched({ metadata: { labels: { a: '1' } } }, { metadata: { labels: { $patch: 'delete' } } })).toEqual({
      metadata: { labels: {} },
    });
    const order = { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] };
    expect(patched(two, pod(order))).toEqual(
      pod({
        containers: [
          { name: 'b', image: 'y' },
          { name: 'a', image: 'x', args: ['1', '2'] },
        ],
      }),
    );
  });

  test('keeps and drops the fields of a union', () => {
    const current = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    expect(patched(current, { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } })).toEqual({
      spec: { strategy: { type: 'Recreate' } },
    });
    expect(patched(current, { spec: { strategy: { type: 'Recreate' } } })).toEqual({
      spec: { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } },
    });
    expect(patched(current, { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate', rollingUpdate: {} } } })).toMatchObject({
      code: 400,
      message: 'invalid patch format of retainKeys',
    });
  });

  test('adds to and takes from lists of plain values', () => {
    const current = { metadata: { finalizers: ['a', 'b'] } };
    expect(patched(current, { metadata: { finalizers: ['c', 'a'] } })).toEqual({ metadata: { finalizers: ['c', 'a', 'b'] } });
    expect(patched(current, { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } })).toEqual({ metadata: { finalizers: ['b'] } });
  });

  test('tells the ports of a Service apart by port, those of a container by containerPort', () => {
    const service = { spec: { ports: [{ port: 80, name: 'http' }] } };
    expect(patched(service, { spec: { ports: [{ port: 80, targetPort: 8080 }, { port: 443 }] } }, 'Service')).toEqual({
      spec: { ports: [{ port: 80, name: 'http', targetPort: 8080 }, { port: 443 }] },
    });
    const container = (...ports: readonly object[]) => pod({ containers: [{ name: 'a', ports }] });
    expect(patched(container({ containerPort: 80 }), container({ containerPort: 80, name: 'http' }))).toEqual(
      container({ containerPort: 80, name: 'http' }),
    );
  });

  test('replaces lists without a key as a whole, and an object by another sort of value', () => {
    const current = pod({ tolerations: [{ key: 'a' }], nodeSelector: { a: '1', b: '2' } });
    expect(patched(current, pod({ tolerations: [{ key: 'b' }], nodeSelector: { a: null } }))).toEqual(
      pod({ tolerations: [{ key: 'b' }], nodeSelector: { b: '2' } }),
    );
  });

  test('is refused when it contradicts itself', () => {
    // Recorded: kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}}'
    expect(patched(two, pod({ containers: [{ image: 'x' }] }))).toEqual({
      code: 500,
      reason: '',
      message: 'map: map[image:x] does not contain declared merge key: name',
    });
    expect(patched(two, pod({ containers: [{ $patch: 'merge', name: 'a' }] }))).toMatchObject({
      message: 'merging lists cannot yet be specified in the patch',
    });
    expect(patched(two, pod({ $patch: 'turn' }))).toMatchObject({ message: 'unknown patch type: turn in map: map[$patch:turn]' });
    expect(patched(two, pod({ containers: ['x'] }))).toMatchObject({ code: 500 });
    expect(patched(two, ['x'])).toMatchObject({ code: 400, message: 'invalid JSON document' });
    const order = { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }], containers: [{ name: 'a' }, { name: 'b' }] };
    expect(patched(two, pod(order))).toMatchObject({ code: 500, message: expect.stringContaining("doesn't match $setElementOrder list") });
  });

  // Recorded with kubectl 1.37 against a Deployment of three replicas (validation/updates: pt-str, pt-label-int, up-type-*).
  test.each([
    [{ spec: { replicas: 'x' } }, 'map[spec:map[replicas:x]]', 'unrecognized type: int32'],
    [{ metadata: { labels: { a: 1 } } }, 'map[metadata:map[labels:map[a:1]]]', 'cannot convert int64 to string'],
    [{ spec: { paused: 'yes' } }, 'map[spec:map[paused:yes]]', 'unrecognized type: bool'],
    [pod({ containers: { a: 1 } }), 'map[spec:map[template:map[spec:map[containers:map[a:1]]]]]', 'cannot restore slice from map'],
    [
      pod({ '$setElementOrder/containers': [{ name: 'a' }], containers: [{ name: 'a', image: 1.27 }] }),
      'map[spec:map[template:map[spec:map[]]]]',
      'unrecognized type: string',
    ],
    [
      { spec: { strategy: { rollingUpdate: { maxSurge: [1] } } } },
      'map[spec:map[strategy:map[rollingUpdate:map[maxSurge:[1]]]]]',
      'json: cannot unmarshal array into Go value of type int32',
    ],
  ])('with a value of the wrong type is blamed itself: %j', (patch, printed, cause) => {
    const message = `Invalid value: "${printed}": ${cause}`;
    expect(patched({ ...two, metadata: { labels: {} } }, patch)).toEqual({
      code: 422,
      reason: 'Invalid',
      message: ` "" is invalid: patch: ${message}`,
      details: { causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }] },
    });
  });

  test('shares what does not change, down to the object itself', () => {
    const same = pod({ containers: [{ name: 'a', image: 'x', args: ['1', '2'] }], tolerations: null });
    expect(patched(two, same)).toBe(two);
    expect(patched(two, {})).toBe(two);
    const changed = patched(two, pod({ containers: [{ name: 'b', image: 'z' }] })) as typeof two;
    const items = (object: unknown) =>
      (object as { spec: { template: { spec: { containers: readonly unknown[] } } } }).spec.template.spec.containers;
    expect(items(changed)[0]).toBe(items(two)[0]);
  });
});

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

type Draw = ReturnType<typeof numbers>;

const some = <T>(draw: Draw, list: readonly T[]): readonly T[] => list.filter(() => draw(2) === 1);
const maybe = <T extends object>(draw: Draw, fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(() => draw(3) > 0)) as Partial<T>;

function randomLabels(draw: Draw): object {
  return Object.fromEntries(some(draw, ['a', 'b', 'c']).map((name) => [name, String(draw(3))]));
}

function randomContainer(draw: Draw, name: string): object {
  const env = some(draw, ['A', 'B', 'C', 'D']).map((each) => ({ name: each, value: String(draw(2)) }));
  const ports = some(draw, [80, 443, 8080]).map((containerPort) => ({ containerPort, ...maybe(draw, { name: `p${draw(2)}` }) }));
  return {
    name,
    image: `i:${draw(3)}`,
    ...maybe(draw, { env, ports, args: some(draw, ['x', 'y']), resources: { limits: randomLabels(draw) } }),
  };
}

function randomDeployment(draw: Draw): Fields {
  const order = draw(2) === 0 ? ['a', 'b', 'c'] : ['c', 'a', 'b'];
  const containers = some(draw, order).map((name) => randomContainer(draw, name));
  const volumes = some(draw, ['v', 'w']).map((name) =>
    draw(2) === 0 ? { name, emptyDir: {} } : { name, configMap: { name: `c${draw(2)}` } },
  );
  const strategy =
    draw(2) === 0
      ? { type: 'Recreate' }
      : { type: 'RollingUpdate', rollingUpdate: maybe(draw, { maxSurge: draw(3), maxUnavailable: draw(3) }) };
  return {
    metadata: { name: 'web', ...maybe(draw, { labels: randomLabels(draw), finalizers: some(draw, ['f', 'g', 'h']) }) },
    spec: {
      ...maybe(draw, { replicas: draw(5), strategy, paused: draw(2) === 0 }),
      template: { spec: { containers, ...maybe(draw, { volumes }) } },
    },
  };
}

const keyOfItem = (item: unknown): unknown => (isFields(item) ? (item['containerPort'] ?? item['name']) : item);

/** Where `modified` does not hold in `result`: every field that it names must have its value there. */
function unmet(modified: unknown, result: unknown, path: string): readonly string[] {
  if (isFields(modified) && isFields(result))
    return Object.keys(modified).flatMap((name) => unmet(modified[name], result[name], `${path}.${name}`));
  if (!Array.isArray(modified) || !Array.isArray(result) || !/(containers|env|volumes|ports|finalizers)$/.test(path)) {
    return deepEqual(modified, result) ? [] : [path];
  }
  return modified.flatMap((item) => {
    const found = result.find((each) => deepEqual(keyOfItem(each), keyOfItem(item)));
    return unmet(item, found, `${path}[${String(keyOfItem(item))}]`);
  });
}

/** What `original` named, `modified` does not, and `result` still has. */
function leftOver(original: unknown, modified: unknown, result: unknown, path: string): readonly string[] {
  if (!isFields(original) || !isFields(modified) || !isFields(result)) return [];
  return Object.keys(original).flatMap((name) => {
    if (!(name in modified)) return name in result ? [`${path}.${name}`] : [];
    return leftOver(original[name], modified[name], result[name], `${path}.${name}`);
  });
}

describe('a three-way patch, applied', () => {
  test('gives what the manifest says, takes what it said before, keeps the rest', () => {
    const draw = numbers(7);
    for (let round = 0; round < 150; round++) {
      const original = randomDeployment(draw);
      const modified = randomDeployment(draw);
      const byHand = {
        status: { replicas: 3 },
        spec: { minReadySeconds: 9, template: { spec: { containers: [], restartPolicy: 'Always' } } },
      };
      const current = patched(draw(2) === 0 ? original : randomDeployment(draw), byHand);
      const patch = createThreeWayMergePatch('Deployment', original, modified, current);
      if (!patch.ok) throw new Error(patch.error);
      const result = patched(current, patch.value) as Fields;
      expect(unmet(modified, result, ''), `round ${round}`).toEqual([]);
      expect(leftOver(original, modified, result, ''), `round ${round}`).toEqual([]);
      expect(result['status']).toEqual({ replicas: 3 });
      expect(result).toMatchObject({ spec: { minReadySeconds: 9, template: { spec: { restartPolicy: 'Always' } } } });
      // Not always {}: like kubectl's it repeats the wanted order when the object has items of its own. But it changes nothing.
      const again = createThreeWayMergePatch('Deployment', modified, modified, result);
      expect(again.ok && patched(result, again.value), `round ${round}`).toBe(result);
    }
  });
});
