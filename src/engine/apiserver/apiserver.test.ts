import { beforeEach, describe, expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { ObjectKey, Request } from '../../api/client.ts';
import type { Pod, Service } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Actor, Pass } from '../actor.ts';
import type { Setup } from '../setup.ts';
import { Simulation } from '../simulation.ts';

const setup: Setup = { kubernetes: '1.37', seed: 7, startTime: '2026-01-05T09:00:00Z', nodes: [{ name: 'node-1' }], images: [] };
const origin = { userEvent: 'test' };

const podSpec = { containers: [{ name: 'web', image: 'nginx:1.27' }] };
const labels = { app: 'web' };
const template = { metadata: { labels }, spec: podSpec };
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 2, selector: { matchLabels: labels }, template },
};
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'solo', labels }, spec: podSpec };
const webKey: ObjectKey = { kind: 'Deployment', namespace: 'default', name: 'web' };
const podKey: ObjectKey = { kind: 'Pod', namespace: 'default', name: 'solo' };

let cluster: Simulation;
beforeEach(() => {
  cluster = Simulation.boot(setup, { actors: [], freeze: true });
});

function send(request: Request): KubeObject {
  const answer = cluster.dispatch(request, origin);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.object;
}

function refusal(request: Request): { readonly code: number; readonly reason: string; readonly message: string } {
  const answer = cluster.dispatch(request, origin);
  if (answer.ok) throw new Error('the request was granted');
  const { code, reason, message } = answer.error;
  return { code, reason, message };
}

/** What a component of the cluster does: its requests are believed. */
function asComponent(act: (pass: Pass) => void): void {
  const actor: Actor = {
    name: 'deployment',
    wakes: ({ type }) => (type === 'added' ? [{ key: 'x' }] : []),
    sync: (_, pass) => {
      act(pass);
      return {};
    },
  };
  const snapshot = cluster.snapshot();
  cluster = Simulation.restore(setup, snapshot, { actors: [actor], freeze: true });
  cluster.step();
  cluster.step();
}

/** A bound, running pod. */
function boundPod(extra: object = {}): Pod {
  send({ verb: 'create', object: { ...pod, metadata: { ...pod.metadata, ...extra } } });
  return send({
    verb: 'create',
    subresource: 'binding',
    object: {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name: 'solo', namespace: 'default' },
      target: { kind: 'Node', name: 'node-1' },
    },
  }) as Pod;
}

describe('create', () => {
  test.each([[undefined], [null], [{}], [{ containers: null }]])('a pod whose spec is %j is refused', (spec) => {
    const { containers: _, ...bare } = { ...pod, spec, containers: undefined };
    expect(refusal({ verb: 'create', object: bare })).toMatchObject({
      code: 422,
      message: expect.stringContaining('spec.containers: Required value'),
    });
  });
  test('fills in defaults, identity and a first generation', () => {
    const stored = send({ verb: 'create', object: deployment }) as Deployment;
    expect(stored.metadata).toMatchObject({ name: 'web', namespace: 'default', generation: 1, creationTimestamp: '2026-01-05T09:00:00Z' });
    expect(stored.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(stored.spec.progressDeadlineSeconds).toBe(600);
    expect(stored.status).toEqual({});
  });

  test('twice is AlreadyExists', () => {
    send({ verb: 'create', object: deployment });
    expect(refusal({ verb: 'create', object: deployment })).toEqual({
      code: 409,
      reason: 'AlreadyExists',
      message: 'deployments.apps "web" already exists',
    });
  });

  test('a namespace that is not there', () => {
    expect(refusal({ verb: 'create', object: deployment, namespace: 'shop' })).toEqual({
      code: 404,
      reason: 'NotFound',
      message: 'namespaces "shop" not found',
    });
  });

  test('a made-up name keeps 58 characters of its prefix and adds five letters', () => {
    const generateName = `${'a'.repeat(70)}-`;
    const stored = send({ verb: 'create', object: { ...pod, metadata: { generateName, labels } } });
    expect(stored.metadata.name).toMatch(/^a{58}[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(stored.metadata.generateName).toBe(generateName);
  });

  test('the same name born twice has another uid', () => {
    const first = send({ verb: 'create', object: deployment }).metadata.uid;
    send({ verb: 'delete', key: webKey });
    expect(send({ verb: 'create', object: deployment }).metadata.uid).not.toBe(first);
  });

  test('a dry run answers and stores nothing', () => {
    const before = cluster.digest();
    const answer = cluster.dispatch({ verb: 'create', object: deployment, dryRun: true }, origin);
    expect(answer.ok).toBe(true);
    expect(cluster.reader.get(webKey)).toBeUndefined();
    cluster = Simulation.restore(setup, { ...cluster.snapshot(), stepCount: 0 }, { actors: [] });
    expect(cluster.digest()).toBe(before);
  });

  test('a pod leaves admission with account, token, tolerations and priority', () => {
    const { spec, status, metadata } = send({ verb: 'create', object: pod }) as Pod;
    const token = spec.volumes?.[0]?.name ?? '';
    expect(token).toMatch(/^kube-api-access-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(spec.containers[0]?.volumeMounts).toEqual([
      { name: token, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
    ]);
    expect(spec).toMatchObject({
      serviceAccountName: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      enableServiceLinks: true,
    });
    expect(spec.tolerations?.map(({ key }) => key)).toEqual(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']);
    expect(status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
    expect(metadata.generation).toBe(1);
  });

  test('an account that is missing is looked up under the prefix of the name', () => {
    const object = { ...pod, metadata: { generateName: 'web-abc-', labels }, spec: { ...podSpec, serviceAccountName: 'builder' } };
    expect(refusal({ verb: 'create', object })).toEqual({
      code: 403,
      reason: 'Forbidden',
      message: 'pods "web-abc-" is forbidden: error looking up service account default/builder: serviceaccount "builder" not found',
    });
  });
});

describe('update', () => {
  test('an old version is a conflict', () => {
    const first = send({ verb: 'create', object: deployment }) as Deployment;
    send({ verb: 'update', object: { ...first, spec: { ...first.spec, replicas: 3 } } });
    expect(refusal({ verb: 'update', object: { ...first, spec: { ...first.spec, replicas: 4 } } })).toEqual({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again',
    });
  });

  test('what changes nothing gets no version and wakes nobody', () => {
    const first = send({ verb: 'create', object: deployment });
    cluster.runUntil(10);
    expect(send({ verb: 'update', object: first })).toBe(first);
    expect(cluster.nextDueAt()).toBeUndefined();
    expect(cluster.lastStep?.changed).toEqual([]);
  });

  test.each<[string, (first: Deployment) => Deployment, number]>([
    ['spec', (first) => ({ ...first, spec: { ...first.spec, replicas: 3 } }), 2],
    ['annotations', (first) => ({ ...first, metadata: { ...first.metadata, annotations: { a: 'b' } } }), 2],
    ['labels', (first) => ({ ...first, metadata: { ...first.metadata, labels: { a: 'b' } } }), 1],
    ['status, which the main resource ignores', (first) => ({ ...first, status: { replicas: 9 } }), 1],
  ])("a Deployment's generation after a change of %s", (_, change, generation) => {
    const first = send({ verb: 'create', object: deployment }) as Deployment;
    const next = send({ verb: 'update', object: change(first) }) as Deployment;
    expect(next.metadata.generation).toBe(generation);
    expect(next.status).toEqual({});
  });

  test('annotations of a ReplicaSet do not count', () => {
    const object = { ...deployment, kind: 'ReplicaSet' };
    const first = send({ verb: 'create', object }) as ReplicaSet;
    const next = send({ verb: 'update', object: { ...first, metadata: { ...first.metadata, annotations: { a: 'b' } } } });
    expect(next.metadata.generation).toBe(1);
  });

  test('a status write of a Deployment carries its annotations, nothing else, and leaves the generation', () => {
    const first = send({ verb: 'create', object: deployment }) as Deployment;
    asComponent((pass) => {
      const object = {
        ...first,
        metadata: { ...first.metadata, annotations: { revision: '1' }, labels: { other: 'x' } },
        spec: { ...first.spec, replicas: 77 },
        status: { observedGeneration: 1 },
      };
      pass.request({ verb: 'update', subresource: 'status', object });
    });
    const stored = cluster.reader.get(webKey) as Deployment;
    expect(stored.metadata).toMatchObject({ annotations: { revision: '1' }, generation: 1 });
    expect(stored.metadata.labels).toBeUndefined();
    expect([stored.spec.replicas, stored.status]).toEqual([2, { observedGeneration: 1 }]);
  });

  test('another name or another uid than the one that is there', () => {
    const first = send({ verb: 'create', object: deployment }) as Deployment;
    const rename: Request = { verb: 'patch', key: webKey, patchType: 'merge', body: { metadata: { name: 'other' } } };
    expect(refusal(rename)).toEqual({
      code: 400,
      reason: 'BadRequest',
      message: 'the name of the object (other) does not match the name on the URL (web)',
    });
    const { uid } = first.metadata;
    const object = { ...first, metadata: { name: 'web', namespace: 'default', uid: 'other' } };
    expect(refusal({ verb: 'update', object }).message).toBe(
      `Operation cannot be fulfilled on deployments.apps "web": StorageError: invalid object, Code: 4, Key: /registry/deployments/default/web, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: other, UID in object meta: ${uid}`,
    );
  });

  test('scale', () => {
    send({ verb: 'create', object: deployment });
    const scale = send({ verb: 'patch', key: webKey, subresource: 'scale', patchType: 'merge', body: { spec: { replicas: 5 } } });
    expect(scale).toMatchObject({ kind: 'Scale', spec: { replicas: 5 }, status: { replicas: 0, selector: 'app=web' } });
    expect(cluster.reader.get(webKey)).toMatchObject({ spec: { replicas: 5 }, metadata: { generation: 2 } });
    send({ verb: 'create', object: pod });
    expect(refusal({ verb: 'patch', key: podKey, subresource: 'scale', patchType: 'merge', body: { spec: { replicas: 5 } } })).toEqual({
      code: 404,
      reason: 'NotFound',
      message: 'the server could not find the requested resource',
    });
  });
});

describe('a Service', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: labels, ports: [{ port: 80 }] } };

  test('gets an address and keeps it when an update leaves it out; a NodePort gets its ports', () => {
    const first = send({ verb: 'create', object: service }) as Service;
    expect(first.spec.clusterIP).toMatch(/^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/);
    const second = send({ verb: 'update', object: { ...service, spec: { ...service.spec, ports: [{ port: 81 }] } } }) as Service;
    expect(second.spec.clusterIP).toBe(first.spec.clusterIP);
    const third = send({ verb: 'update', object: { ...service, spec: { ...service.spec, type: 'NodePort' } } }) as Service;
    const nodePort = third.spec.ports?.[0]?.nodePort ?? 0;
    expect(nodePort >= 30_000 && nodePort < 32_768).toBe(true);
    expect((send({ verb: 'update', object: { ...service, spec: { ...service.spec, type: 'NodePort' } } }) as Service).spec).toEqual(
      third.spec,
    );
    expect(
      (send({ verb: 'update', object: { ...third, metadata: { name: 'web' }, spec: { ...third.spec, type: 'ClusterIP' } } }) as Service)
        .spec,
    ).toEqual(first.spec);
    expect((send({ verb: 'update', object: service }) as Service).spec.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 80 }]);
  });
});

describe('delete', () => {
  const exists = (key: ObjectKey) => cluster.reader.get(key) !== undefined;

  test('Background removes at once', () => {
    send({ verb: 'create', object: deployment });
    send({ verb: 'delete', key: webKey, propagationPolicy: 'Background' });
    expect(exists(webKey)).toBe(false);
    expect(refusal({ verb: 'delete', key: webKey })).toEqual({
      code: 404,
      reason: 'NotFound',
      message: 'deployments.apps "web" not found',
    });
  });

  test.each([
    ['Foreground', 'foregroundDeletion'],
    ['Orphan', 'orphan'],
  ] as const)('%s leaves a finalizer, a mark and the next generation', (propagationPolicy, finalizer) => {
    send({ verb: 'create', object: deployment });
    send({ verb: 'delete', key: webKey, propagationPolicy });
    expect(cluster.reader.get(webKey)?.metadata).toMatchObject({
      finalizers: [finalizer],
      deletionTimestamp: '2026-01-05T09:00:00Z',
      deletionGracePeriodSeconds: 0,
      generation: 2,
    });
    send({ verb: 'patch', key: webKey, patchType: 'merge', body: { metadata: { finalizers: null } } });
    expect(exists(webKey)).toBe(false);
  });

  test('another uid than the one that was meant', () => {
    send({ verb: 'create', object: deployment });
    const uid = cluster.reader.get(webKey)?.metadata.uid;
    expect(refusal({ verb: 'delete', key: webKey, preconditions: { uid: 'other' } })).toEqual({
      code: 409,
      reason: 'Conflict',
      message: `Operation cannot be fulfilled on Deployment.apps "web": the UID in the precondition (other) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    });
  });

  test('a pod without a node goes at once', () => {
    send({ verb: 'create', object: pod });
    send({ verb: 'delete', key: podKey });
    expect(exists(podKey)).toBe(false);
  });

  test('a pod on a node is given its grace; a second deletion may only shorten it; 0 removes it', () => {
    boundPod();
    send({ verb: 'delete', key: podKey, gracePeriodSeconds: 10 });
    const meta = () => cluster.reader.get(podKey)?.metadata;
    expect(meta()).toMatchObject({ deletionTimestamp: '2026-01-05T09:00:10Z', deletionGracePeriodSeconds: 10, generation: 2 });
    send({ verb: 'delete', key: podKey, gracePeriodSeconds: 20 });
    expect(meta()?.deletionGracePeriodSeconds).toBe(10);
    send({ verb: 'delete', key: podKey, gracePeriodSeconds: 3 });
    expect(meta()).toMatchObject({ deletionTimestamp: '2026-01-05T09:00:03Z', deletionGracePeriodSeconds: 3, generation: 2 });
    send({ verb: 'delete', key: podKey, gracePeriodSeconds: 0 });
    expect(exists(podKey)).toBe(false);
  });

  test('the grace of the spec is the default; a pod that has ended goes at once', () => {
    boundPod();
    send({ verb: 'delete', key: podKey });
    expect(cluster.reader.get(podKey)?.metadata.deletionGracePeriodSeconds).toBe(30);
    const running = cluster.reader.get(podKey) as Pod;
    asComponent((pass) => {
      pass.request({ verb: 'update', subresource: 'status', object: { ...running, status: { ...running.status, phase: 'Succeeded' } } });
      pass.request({ verb: 'delete', key: podKey });
    });
    expect(exists(podKey)).toBe(false);
  });

  test('a collection', () => {
    send({ verb: 'create', object: pod });
    send({ verb: 'create', object: { ...pod, metadata: { name: 'other', labels: { app: 'other' } } } });
    send({ verb: 'deleteCollection', kind: 'Pod', namespace: 'default', labelSelector: 'app=web' });
    expect(cluster.reader.list('Pod').map(({ metadata }) => metadata.name)).toEqual(['other']);
  });

  test('the namespace default is protected', () => {
    expect(refusal({ verb: 'delete', key: { kind: 'Namespace', namespace: '', name: 'default' } })).toEqual({
      code: 403,
      reason: 'Forbidden',
      message: 'namespaces "default" is forbidden: this namespace may not be deleted',
    });
  });
});

describe('binding', () => {
  test('sets node and condition, once', () => {
    const bound = boundPod();
    expect(bound.spec.nodeName).toBe('node-1');
    expect(bound.status?.conditions).toMatchObject([{ type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-01-05T09:00:00Z' }]);
    expect(bound.metadata.generation).toBe(1);
    const again = {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name: 'solo', namespace: 'default' },
      target: { kind: 'Node', name: 'node-1' },
    };
    expect(refusal({ verb: 'create', subresource: 'binding', object: again }).message).toBe(
      'Operation cannot be fulfilled on pods/binding "solo": pod solo is already assigned to node "node-1"',
    );
  });
});

describe('pod limit', () => {
  beforeEach(() => {
    cluster = Simulation.boot(setup, { actors: [], podLimit: 12 });
  });

  const sized = (replicas: number, name = 'web') => ({ ...deployment, metadata: { name }, spec: { ...deployment.spec, replicas } });

  test('a Deployment that with its surge needs more is refused at the door', () => {
    expect(refusal({ verb: 'create', object: sized(10) })).toEqual({
      code: 403,
      reason: 'Forbidden',
      message: 'deployments.apps "web" is forbidden: this cluster holds at most 12 pods, surge included, and this needs 13',
    });
    send({ verb: 'create', object: sized(8) });
    expect(refusal({ verb: 'create', object: sized(4, 'api') }).message).toBe(
      'deployments.apps "api" is forbidden: this cluster holds at most 12 pods, surge included, and this needs 5 in addition to the 10 of everything else',
    );
  });

  test('so are a scale and a wider surge; going down is always free', () => {
    send({ verb: 'create', object: sized(8) });
    const scale = (replicas: number): Request => ({
      verb: 'patch',
      key: webKey,
      subresource: 'scale',
      patchType: 'merge',
      body: { spec: { replicas } },
    });
    expect(refusal(scale(11)).reason).toBe('Forbidden');
    expect(
      refusal({ verb: 'patch', key: webKey, patchType: 'merge', body: { spec: { strategy: { rollingUpdate: { maxSurge: '100%' } } } } })
        .reason,
    ).toBe('Forbidden');
    send(scale(3));
  });

  test('one pod too many is refused whoever asks', () => {
    for (let i = 0; i < 12; i++) send({ verb: 'create', object: { ...pod, metadata: { name: `p${i}`, labels } } });
    expect(refusal({ verb: 'create', object: pod }).message).toBe(
      'pods "solo" is forbidden: this cluster holds at most 12 pods, and it holds 12',
    );
  });
});

describe('a Service that asks for what another has', () => {
  const service = (name: string, spec: object): Request => ({
    verb: 'create',
    object: { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port: 80 }], ...spec } },
  });

  test('is refused the address, the port, and what lies outside', () => {
    send(service('a', { clusterIP: '10.96.7.7', type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] }));
    expect(refusal(service('b', { clusterIP: '10.96.7.7' })).message).toBe(
      'Service "b" is invalid: spec.clusterIPs: Invalid value: ["10.96.7.7"]: failed to allocate IP 10.96.7.7: provided IP is already allocated',
    );
    expect(refusal(service('b', { clusterIP: '10.9.7.7' })).message).toContain(
      'the provided IP is not in the valid range. The range of valid IPs is 10.96.0.0/12',
    );
    expect(refusal(service('b', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] })).message).toBe(
      'Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    );
    send({ verb: 'patch', key: { kind: 'Service', namespace: 'default', name: 'a' }, patchType: 'merge', body: { metadata: { labels } } });
  });
});
