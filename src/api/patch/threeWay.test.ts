import { describe, expect, test } from 'vitest';
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

const patchOf = (original: unknown, modified: unknown, current: unknown = live()) =>
  JSON.parse(JSON.stringify(createThreeWayMergePatch('Deployment', original, modified, current)));

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
