/**
 * A cluster for the Deployment controller's tests in which ReplicaSets obey at once: the controller runs until it has nothing more to do, then
 * all pods of a chosen kind become available together. What it did is read from its events.
 */
import type { Deployment, DeploymentSpec, ReplicaSet } from '../../../../api/apps.ts';
import type { Answer, Request } from '../../../../api/client.ts';
import type { KubeObject } from '../../../../api/meta.ts';
import { ok } from '../../../../base/result.ts';
import type { Cache, Pass } from '../../../actor.ts';
import type { DeploymentReason } from '../../../reason.ts';
import type { EmittedEvent } from '../../../step.ts';
import { deploymentController } from '../controller.ts';

const KEY = 'default/web';
const SYNCS_MAX = 50;

export type Template = 'v1' | 'v2' | 'v3';

function template(version: Template): Deployment['spec']['template'] {
  return { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: `app:${version}` }] } };
}

export class Lockstep {
  deployment: Deployment;
  readonly replicaSets = new Map<string, ReplicaSet>();
  readonly minor: number;
  reason: DeploymentReason | undefined;
  #second = 0;
  /** Messages of all events so far. */
  readonly messages: string[] = [];
  #events: EmittedEvent[] = [];

  constructor(spec: Partial<DeploymentSpec>, minor = 37) {
    this.minor = minor;
    this.deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'default', uid: 'd', generation: 1 },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'web' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        progressDeadlineSeconds: 600,
        revisionHistoryLimit: 10,
        template: template('v1'),
        ...spec,
      },
    };
  }

  get time(): string {
    return `2026-01-05T09:${String(Math.floor(this.#second / 60)).padStart(2, '0')}:${String(this.#second % 60).padStart(2, '0')}Z`;
  }

  /** A person changes the spec. */
  edit(spec: Partial<DeploymentSpec>): void {
    const generation = (this.deployment.metadata.generation ?? 0) + 1;
    this.deployment = {
      ...this.deployment,
      metadata: { ...this.deployment.metadata, generation },
      spec: { ...this.deployment.spec, ...spec },
    };
  }

  setTemplate(version: Template): void {
    this.edit({ template: template(version) });
  }

  /** The ReplicaSet of a template. */
  replicaSet(version: Template): ReplicaSet | undefined {
    return [...this.replicaSets.values()].find((each) => each.spec.template.spec.containers[0]?.image === `app:${version}`);
  }

  /** Sets how many pods of a ReplicaSet are available; all of its pods exist. */
  setAvailable(version: Template, available: number): void {
    const found = this.replicaSet(version);
    if (found === undefined) return;
    const replicas = found.spec.replicas ?? 0;
    const status = { replicas, readyReplicas: available, availableReplicas: available, observedGeneration: found.metadata.generation ?? 1 };
    this.replicaSets.set(found.metadata.name, { ...found, status });
  }

  /** Runs the controller until it does nothing more; gives the changes of size, such as `v2 0>1`. */
  settle(): readonly string[] {
    this.#second += 1;
    this.#events = [];
    for (let sync = 0; sync < SYNCS_MAX; sync += 1) {
      const before = [this.deployment, ...this.replicaSets.values()];
      this.#sync();
      const after = [this.deployment, ...this.replicaSets.values()];
      if (after.length === before.length && after.every((object, index) => object === before[index])) return this.#hops();
      this.#obey();
    }
    throw new Error('the controller never rests');
  }

  /** All pods of these ReplicaSets become available, then the controller runs. */
  step(versions: readonly Template[] = ['v1', 'v2', 'v3']): readonly string[] {
    for (const version of versions) this.setAvailable(version, this.replicaSet(version)?.spec.replicas ?? 0);
    return this.settle();
  }

  /** Steps until nothing changes: one list of changes per step. */
  rollOut(): readonly string[] {
    const steps = [this.settle()];
    for (let step = this.step(); step.length > 0; step = this.step()) steps.push(step);
    return steps.filter((step) => step.length > 0).map((step) => step.join(', '));
  }

  /** ReplicaSets create and delete pods at once; those that were available go last. */
  #obey(): void {
    for (const [name, each] of this.replicaSets) {
      const replicas = each.spec.replicas ?? 0;
      const available = Math.min(each.status?.availableReplicas ?? 0, replicas);
      if (each.status?.replicas === replicas && each.status.availableReplicas === available) continue;
      const status = {
        replicas,
        readyReplicas: available,
        availableReplicas: available,
        observedGeneration: each.metadata.generation ?? 1,
      };
      this.replicaSets.set(name, { ...each, status });
    }
  }

  #hops(): readonly string[] {
    return this.#events.flatMap(({ reason, message }) => {
      const match = /replica set (\S+) from (\d+) to (\d+)$/.exec(message);
      if (reason !== 'ScalingReplicaSet' || match === null) return [];
      const image = this.replicaSets.get(match[1] ?? '')?.spec.template.spec.containers[0]?.image ?? '';
      return [`${image.replace('app:', '')} ${match[2]}>${match[3]}`];
    });
  }

  #sync(): void {
    this.reason = deploymentController.sync(KEY, this.#pass()).reason as DeploymentReason;
  }

  #request(request: Request): Answer {
    if (request.verb === 'delete') {
      const found = this.replicaSets.get(request.key.name);
      this.replicaSets.delete(request.key.name);
      return ok({ object: found as KubeObject, warnings: [] });
    }
    if (request.verb !== 'create' && request.verb !== 'update') throw new Error(`unexpected ${request.verb}`);
    const sent = request.object as Deployment | ReplicaSet;
    if (sent.kind === 'Deployment') {
      this.deployment = sent;
      return ok({ object: sent, warnings: [] });
    }
    const born = { uid: sent.metadata.name, creationTimestamp: this.time, generation: 1 };
    const stored = request.verb === 'create' ? { ...sent, metadata: { ...sent.metadata, ...born } } : sent;
    this.replicaSets.set(stored.metadata.name, stored);
    return ok({ object: stored, warnings: [] });
  }

  #pass(): Pass {
    const replicaSets = [...this.replicaSets.values()];
    const { deployment } = this;
    const cache: Cache = {
      get: (key) => (key.kind === 'Deployment' ? deployment : this.replicaSets.get(key.name)),
      list: () => [],
      ownedBy: (kind) => (kind === 'ReplicaSet' ? replicaSets : []),
      dependents: () => [],
      orphans: () => [],
      podsOnNode: () => [],
      podGroups: () => [],
      ownedPods: () => [],
    };
    return {
      now: this.#second * 1000,
      time: this.time,
      setup: { kubernetes: `1.${this.minor}`, seed: 1, startTime: '2026-01-05T09:00:00Z', nodes: [], images: [] },
      minor: this.minor,
      cache,
      live: cache,
      memory: { get: () => undefined, set: () => undefined, delete: () => undefined },
      request: (request) => this.#request(request),
      emit: (event) => {
        this.#events.push(event);
        this.messages.push(event.message);
      },
      random: () => 0,
    };
  }
}
