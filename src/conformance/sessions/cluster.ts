/** The cluster of a recorded session, its clock, and the commands that run in it. */
import type { Deployment } from '../../api/apps.ts';
import type { Client, Kind, ObjectKey } from '../../api/client.ts';
import type { Event, Pod, ResourceQuota } from '../../api/core.ts';
import { formatKey, keyOf, kinds } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import { epochMs, timeOf } from '../../api/time.ts';
import { allActors } from '../../engine/actors.ts';
import { Simulation } from '../../engine/index.ts';
import type { WatchEvent } from '../../kubectl/process.ts';
import { standIn } from './standIn.ts';

const START = '2026-11-25T08:00:00Z';
const SETTLES_MS = 1000;

/** What the recorded namespaces held beside the defaults. */
const builder = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'builder', namespace: 'default' } } as KubeObject;
const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 } as KubeObject;

const one = [{ name: 'docker-desktop', cpu: '64', memory: '256Gi', pods: 500 }];
const three = ['node-1', 'node-2', 'node-3'].map((name) => ({ name, cpu: '4', memory: '8Gi', pods: 110 }));

export class Cluster {
  readonly simulation: Simulation;
  /** Called with the writes of each step, in order. */
  onChanges: (events: readonly WatchEvent[]) => void = () => undefined;
  /** What names of pods begin with that the server has made up. */
  readonly generateNames = new Set<string>();
  readonly #known = new Map<string, KubeObject>();
  #cursor = 0;

  /** `hasBuilder`: the namespace had a second account. */
  constructor(group: string | undefined, hasBuilder: boolean) {
    const objects = hasBuilder ? [builder, high] : [high];
    const actors = allActors().map((actor) => (actor.name === 'kubelet' ? standIn : actor));
    const nodes = group === 'nodes' ? three : one;
    this.simulation = Simulation.boot({ kubernetes: '1.37', seed: 1, startTime: START, nodes, images: [], objects }, { actors });
    // The recorded namespaces were not `default` itself.
    for (const kind of ['Service', 'Endpoints', 'EndpointSlice'] as const) {
      this.simulation.dispatch({ verb: 'delete', key: { kind, namespace: 'default', name: 'kubernetes' } }, { userEvent: 'session' });
    }
    this.pass(SETTLES_MS);
  }

  get nowMs(): number {
    return epochMs(START) + this.simulation.now;
  }

  clientOf(user: string): Client {
    const { simulation } = this;
    return {
      get: (key) => simulation.reader.get(key),
      list: (kind, options) => simulation.reader.list(kind, options),
      now: () => timeOf(START, simulation.now),
      forbids: (reading) => simulation.forbids(reading, user),
      request: (request) => {
        const answer = simulation.dispatch({ ...request, user }, { userEvent: 'session' });
        this.#tell();
        return answer;
      },
    };
  }

  /** Takes what is due within `ms`, telling of each step's writes. */
  pass(ms: number): void {
    const { simulation } = this;
    const until = simulation.now + ms;
    for (let due = simulation.nextDueAt(); due !== undefined && due <= until; due = simulation.nextDueAt()) {
      simulation.step();
      this.#tell();
    }
    simulation.runUntil(until);
  }

  #tell(): void {
    const { cursor, keys } = this.simulation.changedSince(this.#cursor);
    this.#cursor = cursor;
    const changed = keys ?? kinds.flatMap(({ kind }) => this.simulation.reader.list(kind).map(keyOf));
    const events = changed.flatMap((key) => this.#eventOf(key) ?? []);
    if (events.length > 0) this.onChanges(events);
  }

  #eventOf(key: ObjectKey): WatchEvent | undefined {
    const id = formatKey(key);
    const before = this.#known.get(id);
    const object = this.simulation.reader.get(key);
    if (object === undefined) {
      this.#known.delete(id);
      return before === undefined ? undefined : { type: 'DELETED', object: before };
    }
    this.#known.set(id, object);
    const { generateName = '' } = object.metadata;
    if (key.kind === 'Pod' && generateName !== '') this.generateNames.add(generateName);
    if (before === object) return undefined;
    return { type: before === undefined || before.metadata.uid !== object.metadata.uid ? 'ADDED' : 'MODIFIED', object };
  }

  /** Whether what the recorder waited for holds. */
  holds([what, ...args]: readonly (string | number)[]): boolean {
    const pods = this.#all<Pod>('Pod');
    const [name = '', second = '', third = ''] = args.map(String);
    switch (what) {
      case 'settled':
        return this.#deployment(name, isSettled) && pods.every(({ metadata }) => metadata.deletionTimestamp === undefined);
      case 'complete':
        return this.#deployment(name, isComplete);
      case 'pods':
        return pods.length === Number(args[0]) && pods.every((pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined);
      case 'npods':
        return pods.length === Number(args[0]);
      case 'cond':
        return this.#deployment(name, ({ status }) => {
          const condition = status?.conditions?.find(({ type }) => type === second);
          return condition?.status === third || condition?.reason === third;
        });
      case 'status':
        return this.#deployment(name, ({ status, metadata }) => {
          const value = (status as Readonly<Record<string, unknown>> | undefined)?.[second];
          return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) && value === Number(third);
        });
      case 'reason':
        return pods.filter((pod) => reasonsOf(pod).includes(name)).length >= Number(args[1] ?? 1);
      case 'restarts':
        return pods.some(({ status }) => status?.containerStatuses?.some(({ restartCount }) => restartCount >= Number(args[0])));
      case 'event':
        return this.#eventCount(name) >= Number(args[1]);
      case 'gone':
        return this.#isGone(name);
      case 'terminating':
        return pods.some(({ metadata }) => metadata.deletionTimestamp !== undefined);
      case 'quota':
        return this.#all<ResourceQuota>('ResourceQuota').every(({ status }) => status?.used !== undefined);
      case 'nsgone':
        return this.simulation.reader.get({ kind: 'Namespace', namespace: '', name }) === undefined;
      default:
        return false;
    }
  }

  #all<T>(kind: Kind): readonly T[] {
    return this.simulation.reader.list(kind, { namespace: 'default' }) as unknown as readonly T[];
  }

  #deployment(name: string, fits: (deployment: Deployment) => boolean): boolean {
    return this.#all<Deployment>('Deployment').some((each) => each.metadata.name === name && fits(each));
  }

  #eventCount(reason: string): number {
    const counts = this.#all<Event>('Event').flatMap((event) => (event.reason === reason ? [event.count ?? 1] : []));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** `pods`, or `deployment/web`. */
  #isGone(resource: string): boolean {
    const [type = '', name] = resource.split('/');
    const kind = kinds.find(({ resource: plural, singular, shortNames }) => [plural, singular, ...shortNames].includes(type))?.kind;
    if (kind === undefined) return false;
    const found = this.#all<KubeObject>(kind);
    return name === undefined ? found.length === 0 : found.every(({ metadata }) => metadata.name !== name);
  }
}

function isComplete({ spec, metadata, status }: Deployment): boolean {
  const wanted = spec.replicas ?? 1;
  const counts = [status?.replicas, status?.updatedReplicas, status?.availableReplicas];
  return status?.observedGeneration === metadata.generation && counts.every((count) => (count ?? 0) === wanted);
}

function isSettled(deployment: Deployment): boolean {
  const progressing = deployment.status?.conditions?.find(({ type }) => type === 'Progressing');
  return isComplete(deployment) && (deployment.spec.paused === true || progressing?.reason === 'NewReplicaSetAvailable');
}

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') === true;
}

function reasonsOf({ status }: Pod): readonly string[] {
  const states = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].map(({ state }) => state);
  return states.flatMap((state) => [state?.waiting?.reason ?? [], state?.terminated?.reason ?? []].flat());
}
