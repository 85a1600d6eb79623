/** Lets our engine play a recording's script and writes down what a watching client sees. */
import type { ObjectKey } from '../../api/client.ts';
import type { Event, Pod } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { Actor, Pass } from '../../engine/actor.ts';
import { allActors } from '../../engine/actors.ts';
import { createKubelet } from '../../engine/kubelet/kubelet.ts';
import { Simulation } from '../../engine/simulation.ts';
import { projectEvent, projectStatus, type SeenEvent } from './project.ts';
import type { Operation, RecordedStatus, Recording, Script } from './recording.ts';
import { scriptRuntime } from './scriptRuntime.ts';

/** When the first object is created; the kubelet's clocks have long been running. */
const BEGIN_MS = 1000;
const NAMESPACE = 'default';

export interface SeenStatus {
  readonly t: number;
  readonly status: RecordedStatus;
}

/** One pod, seen from its creation to its end. */
export interface SeenPod {
  readonly name: string;
  readonly owner: string;
  readonly statuses: SeenStatus[];
  readonly events: (SeenEvent & { readonly t: number })[];
  goneAt?: number;
}

export interface Played {
  readonly pods: readonly SeenPod[];
  /** Events of Deployments and ReplicaSets. */
  readonly others: readonly (SeenEvent & { readonly t: number; readonly kind: string; readonly name: string })[];
}

function isPod(object: KubeObject | undefined): object is Pod {
  return object?.kind === 'Pod';
}

/** Plays one recording until its longest run ended. */
export class Player {
  readonly #recording: Recording;
  readonly #simulation: Simulation;
  readonly #scripts = new Map<string, Script>();
  readonly #pods = new Map<string, SeenPod>();
  readonly #latest = new Map<string, Pod>();
  readonly #counts = new Map<string, number>();
  readonly #others: (SeenEvent & { readonly t: number; readonly kind: string; readonly name: string })[] = [];
  #boundAt: number | undefined;

  /** `seed` decides the delays that the real kubelet draws by chance. */
  constructor(recording: Recording, seed: number) {
    this.#recording = recording;
    const runtime = scriptRuntime((image) => this.#scripts.get(image) ?? recording.script, recording.serializeImagePulls);
    const actors = allActors().map((actor) => (actor.name === 'kubelet' ? this.#watched(createKubelet(runtime)) : actor));
    const setup = {
      kubernetes: '1.37',
      seed,
      startTime: '2026-01-01T10:00:00Z',
      nodes: [{ name: 'node-1', cpu: '1', memory: '4Gi' }],
      images: [],
      objects: recording.objectsBefore.map(
        (object) => ({ ...object, metadata: { namespace: NAMESPACE, ...object.metadata } }) as unknown as KubeObject,
      ),
    };
    this.#simulation = Simulation.boot(setup, { actors });
  }

  play(): Played {
    const { operations, runs } = this.#recording;
    this.#runUntil(BEGIN_MS);
    const count = this.#recording.serializeImagePulls ? runs.length : 1;
    for (let i = 0; i < count; i++) this.#create(i);
    for (let guard = 0; this.#boundAt === undefined && guard < 1000; guard++) this.#runUntil(this.#simulation.now + 1);
    const start = this.#boundAt ?? BEGIN_MS;
    for (const operation of operations) {
      this.#runUntil(start + operation.atMs);
      this.#perform(operation);
    }
    this.#runUntil(start + Math.max(...runs.map(({ recordedMs }) => recordedMs)));
    const shift = <T extends { readonly t: number }>(entry: T): T => ({ ...entry, t: entry.t - start });
    return {
      pods: [...this.#pods.values()].map((pod) => ({
        ...pod,
        statuses: pod.statuses.map(shift),
        events: pod.events.map(shift),
        ...(pod.goneAt === undefined ? {} : { goneAt: pod.goneAt - start }),
      })),
      others: this.#others.map(shift),
    };
  }

  /** The kubelet may write a status twice in one pass; a watching client sees both. */
  #watched(kubelet: Actor): Actor {
    const sync = (key: string, pass: Pass): ReturnType<Actor['sync']> =>
      kubelet.sync(key, {
        ...pass,
        request: (request) => {
          const answer = pass.request(request);
          if (answer.ok && request.verb === 'update' && isPod(answer.value.object)) this.#seePod(answer.value.object, pass.now);
          return answer;
        },
      });
    return { ...kubelet, sync };
  }

  #create(index: number): void {
    const { podSpec, viaDeployment, deploymentSpec } = this.#recording;
    if (viaDeployment) {
      const metadata = { name: 'web', namespace: NAMESPACE };
      const template = { metadata: { labels: { app: 'web' } }, spec: podSpec };
      const spec = { replicas: 1, ...deploymentSpec, selector: { matchLabels: { app: 'web' } }, template };
      this.#request({ verb: 'create', object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec } });
      return;
    }
    const finalizers = this.#recording.operations.some(({ op }) => op === 'unfinalize') ? { finalizers: ['example.com/hold'] } : {};
    const metadata = { name: `web-${index}`, namespace: NAMESPACE, ...finalizers };
    this.#request({ verb: 'create', object: { apiVersion: 'v1', kind: 'Pod', metadata, spec: podSpec } });
  }

  #request(request: Parameters<Simulation['dispatch']>[0]): void {
    const answer = this.#simulation.dispatch(request, { userEvent: 'script' });
    if (!answer.ok) throw new Error(answer.error.message);
    this.#look();
  }

  /** The pod that a script means: the first that is left. */
  #firstPod(): ObjectKey {
    const name = [...this.#pods.values()].find(({ goneAt }) => goneAt === undefined)?.name ?? '';
    return { kind: 'Pod', namespace: NAMESPACE, name };
  }

  #perform({ op, arg }: Operation): void {
    const deployment = { kind: 'Deployment', namespace: NAMESPACE, name: 'web' } as const;
    const patch = (key: ObjectKey, body: unknown): void => this.#request({ verb: 'patch', key, patchType: 'strategic', body });
    const template = (spec: unknown): unknown => ({ spec: { template: { spec } } });
    switch (op) {
      case 'delete':
        this.#request({ verb: 'delete', key: this.#firstPod(), ...(typeof arg === 'number' ? { gracePeriodSeconds: arg } : {}) });
        return;
      case 'create': {
        const object = arg as { readonly metadata: object };
        this.#request({ verb: 'create', object: { ...object, metadata: { ...object.metadata, namespace: NAMESPACE } } });
        return;
      }
      case 'scale':
        patch(deployment, { spec: { replicas: arg } });
        return;
      case 'patchimage':
        patch(this.#firstPod(), { spec: { containers: [{ name: 'web', image: arg }] } });
        return;
      case 'patchdeploy':
        patch(deployment, template({ containers: [{ name: 'web', image: arg }] }));
        return;
      case 'patchtpl': {
        const { image, script, container = {} } = arg as { readonly image: string; readonly script: Script; readonly container?: object };
        this.#scripts.set(image, script);
        patch(deployment, template({ containers: [{ name: 'web', image, ...container }] }));
        return;
      }
      case 'unfinalize':
        this.#request({ verb: 'patch', key: this.#firstPod(), patchType: 'merge', body: { metadata: { finalizers: null } } });
        return;
      default:
        throw new Error(`the script says ${op}`);
    }
  }

  #runUntil(time: number): void {
    for (let due = this.#simulation.nextDueAt(); due !== undefined && due <= time; due = this.#simulation.nextDueAt()) {
      const step = this.#simulation.step();
      if (step === undefined) break;
      if (step.changed.length > 0 || step.emitted.length > 0) this.#look();
    }
    this.#simulation.runUntil(time);
  }

  /** Looks at all pods and events, as a client that watches them. */
  #look(): void {
    const { now, reader } = this.#simulation;
    const pods = reader.list('Pod', { namespace: NAMESPACE }).filter(isPod);
    for (const pod of pods) this.#seePod(pod, now);
    const here = new Set(pods.map(({ metadata }) => metadata.uid));
    for (const [uid, seen] of this.#pods) if (!here.has(uid)) seen.goneAt ??= now;
    for (const event of reader.list('Event', { namespace: NAMESPACE }) as readonly Event[]) this.#seeEvent(event, now);
  }

  #seePod(pod: Pod, now: number): void {
    const uid = pod.metadata.uid ?? '';
    const known = this.#pods.get(uid);
    const owner = pod.metadata.ownerReferences?.[0]?.name ?? '';
    const seen: SeenPod = known ?? { name: pod.metadata.name, owner, statuses: [], events: [] };
    if (known === undefined) this.#pods.set(uid, seen);
    if (this.#latest.get(uid) === pod) return;
    this.#latest.set(uid, pod);
    if (pod.spec.nodeName !== undefined) this.#boundAt ??= now;
    seen.statuses.push({ t: now, status: projectStatus(pod) });
  }

  #seeEvent(event: Event, t: number): void {
    const projected = projectEvent(event, [...this.#latest.values()]);
    const key = event.metadata.name;
    if ((this.#counts.get(key) ?? 0) >= projected.count) return;
    this.#counts.set(key, projected.count);
    const { kind = '', name = '', uid = '' } = event.involvedObject;
    const pod = this.#pods.get(uid);
    if (pod !== undefined) pod.events.push({ ...projected, t });
    else this.#others.push({ ...projected, t, kind, name });
  }
}
