/** A cluster small enough for tests of single actors: a store, watches with a fixed latency, one queue. No other actor runs in it. */
import type { Answer, Kind, ObjectKey, Request } from '../../api/client.ts';
import type { Node, Pod } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import { timeOf } from '../../api/time.ts';
import type { Actor, Cache, Change, Memory, Pass } from '../actor.ts';
import { random } from '../random.ts';
import type { Setup, SimTime } from '../setup.ts';
import type { EmittedEvent } from '../step.ts';

const WATCH_MS = 5;

/** One thing that happened, at its instant. */
export interface Entry {
  readonly at: SimTime;
  readonly event?: EmittedEvent;
  /** The pod as it was written. */
  readonly pod?: Pod;
  readonly gone?: string;
}

interface Delivery {
  readonly at: SimTime;
  readonly change: Change;
}

export const SETUP: Setup = {
  kubernetes: '1.37',
  seed: 7,
  startTime: '2026-01-05T09:00:00Z',
  nodes: [{ name: 'node-1' }],
  images: [],
};

export class FakeCluster {
  now: SimTime = 0;
  passes = 0;
  readonly timeline: Entry[] = [];
  readonly memory: Memory;
  readonly #setup: Setup;
  readonly #actors: readonly Actor[];
  readonly #store = new Map<string, KubeObject>();
  readonly #seen = new Map<string, KubeObject>();
  readonly #deliveries: Delivery[] = [];
  readonly #due = new Map<string, SimTime>();
  #version = 100;

  constructor(actors: readonly Actor[], setup: Setup = SETUP) {
    this.#actors = actors;
    this.#setup = setup;
    const memory = new Map<string, unknown>();
    this.memory = {
      get: <T>(key: string) => memory.get(key) as T | undefined,
      set: (key, value) => memory.set(key, value),
      delete: (key) => memory.delete(key),
    };
  }

  /** Stores an object as a client would, and tells the watchers. */
  put(object: KubeObject): KubeObject {
    const key = this.#key(object.kind, object.metadata.namespace ?? '', object.metadata.name);
    const metadata = { uid: `uid-of-${object.metadata.name}`, generation: 1, ...object.metadata, resourceVersion: String(++this.#version) };
    const stored = { ...object, metadata };
    const type = this.#store.has(key) ? 'modified' : 'added';
    this.#store.set(key, stored);
    this.#deliveries.push({ at: this.now + WATCH_MS, change: { type, object: stored } });
    return stored;
  }

  pod(name: string): Pod {
    return this.#store.get(this.#key('Pod', 'default', name)) as Pod;
  }

  has(name: string): boolean {
    return this.#store.has(this.#key('Pod', 'default', name));
  }

  /** A delete as kubectl sends it. */
  delete(name: string, grace?: number): void {
    const pod = this.pod(name);
    const seconds = grace ?? pod.spec.terminationGracePeriodSeconds ?? 30;
    if (seconds === 0) {
      this.#remove(pod);
      return;
    }
    const { metadata } = pod;
    const deletionTimestamp = metadata.deletionTimestamp ?? timeOf(this.#setup.startTime, this.now + seconds * 1000);
    const generation = metadata.deletionTimestamp === undefined ? (metadata.generation ?? 0) + 1 : (metadata.generation ?? 0);
    this.put({ ...pod, metadata: { ...metadata, generation, deletionTimestamp, deletionGracePeriodSeconds: seconds } } as KubeObject);
  }

  /** Lets time pass up to and including `until`; `operations` happen at their instants. */
  run(until: SimTime, operations: readonly { readonly at: SimTime; readonly act: () => void }[] = []): void {
    const todo = [...operations].sort((a, b) => a.at - b.at);
    for (;;) {
      const delivery = this.#deliveries[0]?.at ?? Number.POSITIVE_INFINITY;
      const pass = Math.min(Number.POSITIVE_INFINITY, ...this.#due.values());
      const operation = todo[0]?.at ?? Number.POSITIVE_INFINITY;
      const next = Math.min(delivery, pass, operation);
      if (next > until) break;
      this.now = Math.max(this.now, next);
      if (operation === next) todo.shift()?.act();
      else if (delivery === next) this.#deliver();
      else this.#pass();
    }
    this.now = until;
  }

  #key(kind: string, namespace: string, name: string): string {
    return `${kind}/${namespace}/${name}`;
  }

  #remove(pod: Pod): void {
    this.#store.delete(this.#key('Pod', pod.metadata.namespace ?? '', pod.metadata.name));
    this.timeline.push({ at: this.now, gone: pod.metadata.name });
    this.#deliveries.push({ at: this.now + WATCH_MS, change: { type: 'deleted', object: pod } });
  }

  #deliver(): void {
    const delivery = this.#deliveries.shift();
    if (delivery === undefined) return;
    const { object, type } = delivery.change;
    const key = this.#key(object.kind, object.metadata.namespace ?? '', object.metadata.name);
    const old = this.#seen.get(key);
    if (type === 'deleted') this.#seen.delete(key);
    else this.#seen.set(key, object);
    const change: Change = old === undefined ? delivery.change : { ...delivery.change, old };
    const handling = { cache: this.#cache(), memory: this.memory, now: this.now, setup: this.#setup, minor: this.#minor() };
    this.#actors.forEach((actor, index) => {
      for (const wake of actor.wakes(change, handling)) this.#wake(`${index} ${wake.key}`, this.now + (wake.afterMs ?? 0));
    });
  }

  #wake(key: string, at: SimTime): void {
    this.#due.set(key, Math.min(at, this.#due.get(key) ?? at));
  }

  #pass(): void {
    const [first] = [...this.#due].sort((a, b) => a[1] - b[1]);
    if (first === undefined) return;
    const [due] = first;
    this.#due.delete(due);
    const space = due.indexOf(' ');
    const actor = this.#actors[Number(due.slice(0, space))];
    this.passes++;
    const outcome = actor?.sync(due.slice(space + 1), this.#passAt());
    if (outcome?.requeueAfterMs !== undefined) this.#wake(due, this.now + outcome.requeueAfterMs);
  }

  #minor(): number {
    return Number(this.#setup.kubernetes.split('.')[1]);
  }

  #passAt(): Pass {
    const { now } = this;
    return {
      now,
      time: timeOf(this.#setup.startTime, now),
      setup: this.#setup,
      minor: this.#minor(),
      cache: this.#cache(),
      live: this.#reader(this.#store),
      memory: this.memory,
      request: (request) => this.#request(request),
      emit: (event) => this.timeline.push({ at: now, event }),
      random: (...words) => random(this.#setup.seed, ...words),
    };
  }

  #request(request: Request): Answer {
    if (request.verb === 'update') {
      const object = request.object as KubeObject;
      const stored = this.put(object);
      if (object.kind === 'Pod') this.timeline.push({ at: this.now, pod: stored as Pod });
      return { ok: true, value: { object: stored, warnings: [] } };
    }
    if (request.verb === 'delete' && request.gracePeriodSeconds === 0) {
      const pod = this.#store.get(this.#key('Pod', request.key.namespace, request.key.name)) as Pod | undefined;
      if (pod !== undefined) this.#remove(pod);
      return { ok: true, value: { object: pod as KubeObject, warnings: [] } };
    }
    if (request.verb === 'create' && request.subresource === 'binding') return this.#bind(request.object as Binding);
    throw new Error(`the fake cluster has no ${request.verb}`);
  }

  #bind({ metadata, target }: Binding): Answer {
    const pod = this.#store.get(this.#key('Pod', metadata.namespace, metadata.name)) as Pod;
    const condition = { type: 'PodScheduled', status: 'True', lastTransitionTime: timeOf(this.#setup.startTime, this.now) } as const;
    const status = { ...pod.status, conditions: [condition] };
    const stored = this.put({ ...pod, spec: { ...pod.spec, nodeName: target.name }, status } as KubeObject);
    return { ok: true, value: { object: stored, warnings: [] } };
  }

  #reader(objects: ReadonlyMap<string, KubeObject>): {
    get(key: ObjectKey): KubeObject | undefined;
    list(kind: Kind): readonly KubeObject[];
  } {
    return {
      get: ({ kind, namespace, name }) => objects.get(this.#key(kind, namespace, name)),
      list: (kind) => [...objects.values()].filter((each) => each.kind === kind),
    };
  }

  #cache(): Cache {
    const seen = this.#seen;
    return {
      ...this.#reader(seen),
      podGroups: () => [],
      ownedPods: () => [],
      ownedBy: () => [],
      orphans: () => [],
      dependents: () => [],
      podsOnNode: (node) => [...seen.values()].filter((each) => each.kind === 'Pod' && (each as Pod).spec.nodeName === node) as Pod[],
    };
  }
}

interface Binding {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly target: { readonly name: string };
}

/** A node as the set-up makes it. */
export function node(name: string, allocatable: Readonly<Record<string, string>> = { cpu: '4', memory: '8Gi', pods: '110' }): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    spec: { podCIDR: '10.244.0.0/24' },
    status: { capacity: allocatable, allocatable, addresses: [{ type: 'InternalIP', address: '192.168.65.3' }] },
  };
}

/** A pod with one container `web`, bound to node-1. */
export function boundPod(name: string, container: Partial<Pod['spec']['containers'][number]> = {}, spec: Partial<Pod['spec']> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: `uid-of-${name}`, generation: 1 },
    spec: {
      nodeName: 'node-1',
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      containers: [{ name: 'web', image: 'shop/web:1', imagePullPolicy: 'IfNotPresent', ...container }],
      ...spec,
    },
    status: {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-01-05T09:00:00Z' }],
      qosClass: 'BestEffort',
    },
  };
}

/** The timeline in short lines, for reading and comparing. */
export function lines(timeline: readonly Entry[]): readonly string[] {
  return timeline.map(({ at, event, pod, gone }) => {
    if (event !== undefined) return `${at} ${event.type} ${event.reason} ${event.message}`;
    if (gone !== undefined) return `${at} gone ${gone}`;
    const status = pod?.status;
    const containers = (status?.containerStatuses ?? []).map(({ name, state, ready, started, restartCount }) => {
      const [what = '', detail] = Object.entries(state ?? {})[0] ?? [];
      const reason = (detail as { reason?: string } | undefined)?.reason;
      return `${name}:${what}${reason === undefined ? '' : `/${reason}`}${ready ? ' ready' : ''}${started === true ? ' started' : ''} ×${restartCount}`;
    });
    const conditions = (status?.conditions ?? []).filter((each) => each.status === 'True').map((each) => each.type);
    return `${at} ${status?.phase} [${conditions.join(' ')}] ${containers.join(', ')}${status?.podIP === undefined ? '' : ` ${status.podIP}`}`;
  });
}
