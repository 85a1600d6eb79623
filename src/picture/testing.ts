/** For tests only: small objects as the cluster stores them, and a world that holds them. */
import type { Deployment, DeploymentStatus, ReplicaSet } from '../api/apps.ts';
import type { ObjectKey } from '../api/client.ts';
import type { Event, Node, Pod, PodStatus } from '../api/core.ts';
import type { KubeObject } from '../api/meta.ts';
import { timeOf } from '../api/time.ts';
import type { Outlook, ProbeOutlook } from '../engine/reason.ts';
import type { SimTime } from '../engine/setup.ts';
import type { Words, World } from './world.ts';

export const START = '2026-01-05T09:00:00Z';

export const testWords: Words = {
  podColumns: (pod) => ({ ready: '1/1', status: pod.status?.phase ?? 'Pending', restarts: 0 }),
  rolloutStatus: ({ metadata }) => `status of ${metadata.name}`,
};

/** A cluster that the test writes directly. */
export class FakeWorld implements World {
  now: SimTime = 0;
  readonly startTime = START;
  minor = 37;
  readonly outlooks = new Map<string, Outlook>();
  readonly probesOf = new Map<string, readonly ProbeOutlook[]>();
  /** By `actor key`. */
  readonly turns = new Map<string, SimTime>();
  readonly #objects = new Map<string, KubeObject>();

  put(...objects: readonly KubeObject[]): void {
    for (const object of objects) this.#objects.set(`${object.kind}/${object.metadata.name}`, object);
  }

  drop(kind: string, name: string): void {
    this.#objects.delete(`${kind}/${name}`);
  }

  get({ kind, name }: ObjectKey): KubeObject | undefined {
    return this.#objects.get(`${kind}/${name}`);
  }

  list(kind: string): readonly KubeObject[] {
    return [...this.#objects.values()].filter((object) => object.kind === kind);
  }

  outlook({ name }: ObjectKey): Outlook | undefined {
    return this.outlooks.get(name);
  }

  probes({ name }: ObjectKey): readonly ProbeOutlook[] {
    return this.probesOf.get(name) ?? [];
  }

  turnOf(actor: string, key: string): SimTime | undefined {
    return this.turns.get(`${actor} ${key}`);
  }

  all(kind: string): readonly KubeObject[] {
    return this.list(kind);
  }
}

export function deployment(
  over: { spec?: Partial<Deployment['spec']>; status?: DeploymentStatus; metadata?: Partial<Deployment['metadata']> } = {},
): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'd1', generation: 1, creationTimestamp: START, ...over.metadata },
    spec: {
      replicas: 4,
      selector: { matchLabels: { app: 'web' } },
      template: template('web:1'),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      progressDeadlineSeconds: 600,
      ...over.spec,
    },
    status: { observedGeneration: 1, ...over.status },
  };
}

export function template(image: string): Deployment['spec']['template'] {
  return { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } };
}

export function replicaSet(name: string, image: string, replicas: number, over: Partial<ReplicaSet['metadata']> = {}): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      creationTimestamp: START,
      labels: { 'pod-template-hash': name },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'd1', controller: true }],
      ...over,
    },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web', 'pod-template-hash': name } },
      template: { ...template(image), metadata: { labels: { app: 'web', 'pod-template-hash': name } } },
    },
    status: { replicas: 0 },
  };
}

export function pod(name: string, owner: string | undefined, status: PodStatus = {}, metadata: Partial<Pod['metadata']> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      creationTimestamp: START,
      ...(owner === undefined
        ? {}
        : { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner, controller: true }] }),
      ...metadata,
    },
    spec: { nodeName: 'node-1', containers: [{ name: 'web', image: 'web:1' }] },
    status,
  };
}

/** Ready since `at` (virtual ms). */
export function readySince(at: SimTime): PodStatus {
  return {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: timeOf(START, at) }],
    containerStatuses: [
      { name: 'web', ready: true, restartCount: 0, image: 'web:1', imageID: '', state: { running: { startedAt: START } } },
    ],
  };
}

export const running: PodStatus = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'False' }],
  containerStatuses: [
    { name: 'web', ready: false, restartCount: 0, image: 'web:1', imageID: '', state: { running: { startedAt: START } } },
  ],
};

export function waitingFor(reason: string): PodStatus {
  return {
    phase: 'Pending',
    conditions: [{ type: 'Ready', status: 'False' }],
    containerStatuses: [{ name: 'web', ready: false, restartCount: 0, image: 'web:1', imageID: '', state: { waiting: { reason } } }],
  };
}

export function node(name: string, ready: 'True' | 'Unknown' = 'True'): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: name },
    spec: {},
    status: { allocatable: { pods: '110' }, conditions: [{ type: 'Ready', status: ready }] },
  };
}

export function event(name: string, aboutUid: string, resourceVersion: string): Event {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace: 'default', uid: name, resourceVersion },
    involvedObject: { kind: 'Pod', namespace: 'default', name: 'p', uid: aboutUid },
    reason: 'Pulled',
    message: 'text',
    type: 'Normal',
    count: 1,
    firstTimestamp: START,
    lastTimestamp: START,
    source: { component: 'kubelet' },
  };
}
