import { describe, expect, test } from 'vitest';
import type { Kind } from '../client.ts';
import { createThreeWayMergePatch } from './threeWay.ts';

/** A Deployment as a manifest has it. */
function manifest(change: (object: ReturnType<typeof base>) => void = () => undefined) {
  const object = base();
  change(object);
  return object;
}

function base() {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } as Record<string, string> },
    spec: {
      replicas: 4 as number | undefined,
      strategy: undefined as unknown,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [{ name: 'nginx', image: 'nginx:1.27' } as Record<string, unknown>],
          volumes: undefined as unknown,
        },
      },
    },
  };
}

/** The manifest as the cluster keeps it, with some of its defaults. */
function live(from = manifest()) {
  const { spec } = from;
  return {
    ...from,
    metadata: { ...from.metadata, uid: 'u', generation: 1 },
    spec: {
      ...spec,
      strategy: spec.strategy ?? { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      template: {
        ...spec.template,
        spec: {
          ...spec.template.spec,
          restartPolicy: 'Always',
          containers: spec.template.spec.containers.map((container) => ({ ...container, imagePullPolicy: 'IfNotPresent' })),
        },
      },
    },
    status: { replicas: 4 },
  };
}

/** The patch, or the words why there is none. */
function patchOf(original: unknown, modified: unknown, current: unknown = live(), kind: Kind = 'Deployment'): unknown {
  const result = createThreeWayMergePatch(kind, original, modified, current);
  return result.ok ? JSON.parse(JSON.stringify(result.value)) : result.error;
}

const container = (object: ReturnType<typeof base>) => object.spec.template.spec.containers;

// Patches that kubectl was seen to send, without the annotation. golden/kubectl, design/kubectl.md §7.1
describe('the patch of kubectl apply', () => {
  test('is empty when nothing differs, whatever the cluster has added', () => {
    expect(patchOf(manifest(), manifest())).toEqual({});
  });

  test('image changed', () => {
    const modified = manifest((m) => container(m).splice(0, 1, { name: 'nginx', image: 'nginx:1.28' }));
    const spec = { '$setElementOrder/containers': [{ name: 'nginx' }], containers: [{ image: 'nginx:1.28', name: 'nginx' }] };
    expect(patchOf(manifest(), modified)).toEqual({ spec: { template: { spec } } });
  });

  test('replicas changed, and removed', () => {
    expect(
      patchOf(
        manifest(),
        manifest((m) => Object.assign(m.spec, { replicas: 6 })),
      ),
    ).toEqual({ spec: { replicas: 6 } });
    expect(
      patchOf(
        manifest(),
        manifest((m) => Object.assign(m.spec, { replicas: undefined })),
      ),
    ).toEqual({ spec: { replicas: null } });
  });

  test('a change made by another is taken back only where the manifest speaks', () => {
    const scaled = live(manifest((m) => Object.assign(m.spec, { replicas: 9 })));
    expect(patchOf(manifest(), manifest(), scaled)).toEqual({ spec: { replicas: 4 } });
    const silent = manifest((m) => Object.assign(m.spec, { replicas: undefined }));
    expect(patchOf(silent, silent, scaled)).toEqual({});
  });

  test('strategy Recreate', () => {
    const modified = manifest((m) => Object.assign(m.spec, { strategy: { type: 'Recreate' } }));
    expect(patchOf(manifest(), modified)).toEqual({ spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } });
  });

  test('container renamed', () => {
    const modified = manifest((m) => container(m).splice(0, 1, { name: 'web', image: 'nginx:1.27' }));
    const spec = {
      '$setElementOrder/containers': [{ name: 'web' }],
      containers: [
        { image: 'nginx:1.27', name: 'web' },
        { $patch: 'delete', name: 'nginx' },
      ],
    };
    expect(patchOf(manifest(), modified)).toEqual({ spec: { template: { spec } } });
  });

  test('env added', () => {
    const modified = manifest((m) => Object.assign(container(m)[0] ?? {}, { env: [{ name: 'A', value: '1' }] }));
    const spec = { '$setElementOrder/containers': [{ name: 'nginx' }], containers: [{ env: [{ name: 'A', value: '1' }], name: 'nginx' }] };
    expect(patchOf(manifest(), modified)).toEqual({ spec: { template: { spec } } });
  });

  test('env removed, while another one was added by hand', () => {
    const env = (...names: readonly string[]) => names.map((name) => ({ name, value: '1' }));
    const before = manifest((m) => Object.assign(container(m)[0] ?? {}, { env: env('A', 'B') }));
    const after = manifest((m) => Object.assign(container(m)[0] ?? {}, { env: env('A') }));
    const current = live(manifest((m) => Object.assign(container(m)[0] ?? {}, { env: env('A', 'B', 'HAND') })));
    const item = {
      name: 'nginx',
      '$setElementOrder/env': [{ name: 'A' }],
      env: [{ $patch: 'delete', name: 'B' }],
    };
    const spec = { '$setElementOrder/containers': [{ name: 'nginx' }], containers: [item] };
    expect(patchOf(before, after, current)).toEqual({ spec: { template: { spec } } });
  });

  test('labels added', () => {
    const modified = manifest((m) => Object.assign(m.metadata.labels, { tier: 'front' }));
    expect(patchOf(manifest(), modified)).toEqual({ metadata: { labels: { tier: 'front' } } });
  });

  test('an object that was never applied loses nothing', () => {
    expect(patchOf(undefined, manifest(), live())).toEqual({});
  });
});

describe('lists and structs of a patch', () => {
  const pod = (spec: object): object => ({ spec: { template: { spec } } });
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
    expect(patchOf(service(80), service(81), service(80), 'Service')).toMatchObject({
      spec: { ports: [{ port: 81 }, { $patch: 'delete', port: 80 }] },
    });
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
    expect(patchOf(undefined, nameless, pod({ containers: [{ name: 'a' }] }))).toBe(
      'map: map[image:x] does not contain declared merge key: name',
    );
  });
});
