/** Watches every Deployment's rollouts while a run goes on: how long they take, how few pods are available, how many there are. */
import type { Deployment } from '../api/apps.ts';
import type { ObjectKey, Reader } from '../api/client.ts';
import type { Pod } from '../api/core.ts';
import { formatKey } from '../api/key.ts';
import { epochMs } from '../api/time.ts';
import type { SimTime, Step } from '../engine/index.ts';
import { rolloutStatusOf } from '../kubectl/rollout/status.ts';

/** One rollout: from the change that began it until the Deployment was complete. */
export interface Rollout {
  readonly namespace: string;
  readonly name: string;
  readonly what: 'created' | 'updated';
  readonly startedAt: SimTime;
  /** spec.replicas, as it was last. */
  replicas: number;
  /** Fewest pods that were available at one time. */
  leastAvailable: number;
  /** Most pods at one time as Kubernetes counts them: those that are being deleted left out. */
  mostPods: number;
  /** Most pods that were on machines at one time, those that were still ending among them. */
  mostOnMachines: number;
  finishedAt?: SimTime;
  /** Kubernetes has given it up, in kubectl's words; taken back if it completes after all. */
  failure?: string;
  /** kubectl's last words on it. */
  status: string;
}

interface PodState {
  readonly isCounted: boolean;
  readonly isOnMachine: boolean;
  /** Since when it has been ready; absent when it is not, or is being deleted. */
  readonly readyAt?: SimTime;
}

interface Watched {
  readonly key: ObjectKey;
  readonly pods: Map<string, PodState>;
  minReadyMs: number;
  rollout: Rollout | undefined;
  counted: number;
  onMachines: number;
}

const isReady = (pod: Pod) => pod.status?.conditions?.find(({ type, status }) => type === 'Ready' && status === 'True');

export class RolloutWatch {
  readonly rollouts: Rollout[] = [];
  readonly #epoch: number;
  readonly #watched = new Map<string, Watched>();
  readonly #homes = new Map<string, Watched>();

  constructor(startTime: string) {
    this.#epoch = epochMs(startTime);
  }

  /** The cluster is as it was right after the step. */
  see({ at, changed }: Step, reader: Reader): void {
    for (const key of changed) if (key.kind === 'Pod') this.#seePod(key, reader);
    for (const { rollout, counted, onMachines, ...rest } of this.#watched.values()) {
      if (rollout === undefined || rollout.finishedAt !== undefined) continue;
      rollout.mostPods = Math.max(rollout.mostPods, counted);
      rollout.mostOnMachines = Math.max(rollout.mostOnMachines, onMachines);
      rollout.leastAvailable = Math.min(rollout.leastAvailable, available(rest, at, rollout.leastAvailable));
    }
    for (const key of changed) if (key.kind === 'Deployment') this.#seeDeployment(key, at, reader);
  }

  /** Whether every rollout has come to an end, good or bad. */
  get isSettled(): boolean {
    return this.rollouts.every(({ finishedAt, failure }) => finishedAt !== undefined || failure !== undefined);
  }

  #seeDeployment(key: ObjectKey, at: SimTime, reader: Reader): void {
    const deployment = reader.get(key) as Deployment | undefined;
    const watched = this.#watchedOf(key);
    if (deployment === undefined) {
      if (watched.rollout !== undefined) watched.rollout.finishedAt ??= at;
      this.#watched.delete(formatKey(key));
      return;
    }
    watched.minReadyMs = (deployment.spec.minReadySeconds ?? 0) * 1000;
    const status = rolloutStatusOf(deployment);
    const isComplete = status.done && !('error' in status);
    let { rollout } = watched;
    if (rollout === undefined || (rollout.finishedAt !== undefined && !isComplete)) {
      rollout = this.#begin(watched, deployment, rollout === undefined ? 'created' : 'updated', at);
    }
    if (rollout.finishedAt !== undefined) return;
    rollout.replicas = deployment.spec.replicas ?? 1;
    rollout.status = 'error' in status ? status.error : status.text;
    if ('error' in status) rollout.failure = status.error;
    else delete rollout.failure;
    if (isComplete) rollout.finishedAt = at;
  }

  #begin(watched: Watched, { spec }: Deployment, what: Rollout['what'], at: SimTime): Rollout {
    const rollout: Rollout = {
      namespace: watched.key.namespace,
      name: watched.key.name,
      what,
      startedAt: at,
      replicas: spec.replicas ?? 1,
      leastAvailable: available(watched, at, Number.POSITIVE_INFINITY),
      mostPods: watched.counted,
      mostOnMachines: watched.onMachines,
      status: '',
    };
    this.rollouts.push(rollout);
    watched.rollout = rollout;
    return rollout;
  }

  #seePod(key: ObjectKey, reader: Reader): void {
    const id = formatKey(key);
    const pod = reader.get(key) as Pod | undefined;
    const home = this.#homes.get(id) ?? this.#homeOf(pod, reader);
    if (home === undefined) return;
    this.#homes.set(id, home);
    const before = home.pods.get(id);
    const after = pod === undefined ? undefined : this.#stateOf(pod);
    home.counted += Number(after?.isCounted ?? false) - Number(before?.isCounted ?? false);
    home.onMachines += Number(after?.isOnMachine ?? false) - Number(before?.isOnMachine ?? false);
    if (after !== undefined) {
      home.pods.set(id, after);
      return;
    }
    home.pods.delete(id);
    this.#homes.delete(id);
  }

  #homeOf(pod: Pod | undefined, reader: Reader): Watched | undefined {
    const namespace = pod?.metadata.namespace ?? '';
    const set = pod?.metadata.ownerReferences?.find(({ controller, kind }) => controller === true && kind === 'ReplicaSet');
    if (set === undefined) return undefined;
    const owners = reader.get({ kind: 'ReplicaSet', namespace, name: set.name })?.metadata.ownerReferences;
    const owner = owners?.find(({ controller, kind }) => controller === true && kind === 'Deployment');
    return owner && this.#watchedOf({ kind: 'Deployment', namespace, name: owner.name });
  }

  #watchedOf(key: ObjectKey): Watched {
    const id = formatKey(key);
    const known = this.#watched.get(id);
    if (known !== undefined) return known;
    const made: Watched = { key, pods: new Map(), minReadyMs: 0, rollout: undefined, counted: 0, onMachines: 0 };
    this.#watched.set(id, made);
    return made;
  }

  #stateOf(pod: Pod): PodState {
    const { metadata, spec, status } = pod;
    const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
    const isLeaving = metadata.deletionTimestamp !== undefined;
    const ready = isLeaving ? undefined : isReady(pod);
    return {
      isCounted: !isLeaving && !isOver,
      isOnMachine: spec.nodeName !== undefined && !isOver,
      ...(ready === undefined ? {} : { readyAt: epochMs(ready.lastTransitionTime ?? '1970-01-01T00:00:00Z') - this.#epoch }),
    };
  }
}

/** Pods that are available at `at`; counting stops at `enough`, which makes no difference to the least. */
function available({ pods, minReadyMs }: Pick<Watched, 'pods' | 'minReadyMs'>, at: SimTime, enough: number): number {
  let count = 0;
  for (const { readyAt } of pods.values()) {
    if (readyAt !== undefined && readyAt + minReadyMs <= at) count += 1;
    if (count >= enough) break;
  }
  return count;
}
