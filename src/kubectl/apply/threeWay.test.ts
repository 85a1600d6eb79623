import { expect, test } from 'vitest';
import { threeWayMergePatch } from './threeWay.ts';

const pod = (spec: object): object => ({ spec: { template: { spec } } });
const patchOf = (original: unknown, modified: object, current: object): unknown => {
  const result = threeWayMergePatch(original, modified, current);
  return 'patch' in result ? result.patch : result;
};
const inSpec = (spec: object): unknown => ({ spec: { template: { spec } } });

test('fields that were never in a manifest stay as they are', () => {
  const manifest = { spec: { replicas: 3 } };
  expect(patchOf(manifest, manifest, { spec: { replicas: 3, paused: true }, status: { replicas: 3 } })).toEqual({});
});

test('what somebody changed by hand comes back, what the manifest no longer names goes', () => {
  expect(
    patchOf({ spec: { replicas: 3, minReadySeconds: 5 } }, { spec: { replicas: 3 } }, { spec: { replicas: 7, minReadySeconds: 5 } }),
  ).toEqual({
    spec: { replicas: 3, minReadySeconds: null },
  });
});

test('items of keyed lists are compared one by one; a deletion stands behind the changes', () => {
  const container = (name: string, image: string, extra: object = {}) => ({ name, image, ...extra });
  const before = pod({
    containers: [
      container('a', '1', {
        env: [
          { name: 'X', value: '1' },
          { name: 'Y', value: '2' },
        ],
      }),
      container('b', '1'),
    ],
  });
  const after = pod({ containers: [container('a', '2', { env: [{ name: 'X', value: '1' }] }), container('c', '1')] });
  expect(patchOf(before, after, before)).toEqual(
    inSpec({
      '$setElementOrder/containers': [{ name: 'a' }, { name: 'c' }],
      containers: [
        { name: 'a', image: '2', '$setElementOrder/env': [{ name: 'X' }], env: [{ $patch: 'delete', name: 'Y' }] },
        container('c', '1'),
        { $patch: 'delete', name: 'b' },
      ],
    }),
  );
});

test('a new order is a patch by itself', () => {
  const [a, b] = [
    { name: 'a', image: '1' },
    { name: 'b', image: '1' },
  ];
  expect(patchOf(pod({ containers: [a, b] }), pod({ containers: [b, a] }), pod({ containers: [a, b] }))).toEqual(
    inSpec({ '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] }),
  );
});

test('other lists are replaced whole, sets lose and gain members', () => {
  const before = { metadata: { finalizers: ['a', 'b'] }, ...pod({ tolerations: [{ key: 'a' }] }) };
  const after = { metadata: { finalizers: ['b', 'c'] }, ...pod({ tolerations: [{ key: 'b' }] }) };
  expect(patchOf(before, after, before)).toEqual({
    metadata: { '$setElementOrder/finalizers': ['b', 'c'], finalizers: ['c'], '$deleteFromPrimitiveList/finalizers': ['a'] },
    ...pod({ tolerations: [{ key: 'b' }] }),
  });
});

test('ports of a container are told apart by containerPort, those of a Service by port', () => {
  const container = (...ports: readonly number[]) =>
    pod({ containers: [{ name: 'a', ports: ports.map((containerPort) => ({ containerPort })) }] });
  expect(patchOf(container(80), container(81), container(80))).toEqual(
    inSpec({
      '$setElementOrder/containers': [{ name: 'a' }],
      containers: [
        {
          name: 'a',
          '$setElementOrder/ports': [{ containerPort: 81 }],
          ports: [{ containerPort: 81 }, { $patch: 'delete', containerPort: 80 }],
        },
      ],
    }),
  );
  const service = (port: number) => ({ spec: { ports: [{ port }] } });
  expect(patchOf(service(80), service(81), service(80))).toMatchObject({ spec: { ports: [{ port: 81 }, { $patch: 'delete', port: 80 }] } });
});

test('choosing another volume source names what stays', () => {
  const volume = (source: object) => pod({ volumes: [{ name: 'v', ...source }] });
  expect(patchOf(volume({ emptyDir: {} }), volume({ configMap: { name: 'c' } }), volume({ emptyDir: {} }))).toEqual(
    inSpec({
      '$setElementOrder/volumes': [{ name: 'v' }],
      volumes: [{ $retainKeys: ['configMap', 'name'], name: 'v', configMap: { name: 'c' }, emptyDir: null }],
    }),
  );
});

test('an item without its key makes no patch', () => {
  const nameless = pod({ containers: [{ image: 'x' }] });
  expect(patchOf(undefined, nameless, pod({ containers: [{ name: 'a' }] }))).toEqual({
    error: 'map: map[image:x] does not contain declared merge key: name',
  });
});
