/** Running counts of pods for each Deployment, moved by what changed: a step costs what it wrote, never the size of the cluster. */
import type { Deployment, ReplicaSet } from '../api/apps.ts';
import type { Pod } from '../api/core.ts';
import type { SimTime } from '../engine/setup.ts';
import { limitsOf } from './limits.ts';
import { availableFrom, isPodActive, podState } from './podState.ts';
import { findNewReplicaSet } from './replicaSets.ts';
import type { ChartPoint, PodState } from './view.ts';
import { uidOf, type World } from './world.ts';

export type Counts = Omit<ChartPoint, 'at'>;

interface CountedPod {
  readonly replicaSet: string;
  state: PodState;
}

interface CountedReplicaSet {
  object: ReplicaSet;
  deployment: string | undefined;
}

interface CountedDeployment {
  object: Deployment;
  readonly replicaSets: Set<string>;
}

/** A Deployment that something was said about. */
export interface Touched {
  readonly uid: string;
  readonly counts: Counts;
  /** Two moments that look alike have the same: sizes and states of each ReplicaSet's pods. */
  readonly look: string;
}

type StateCounts = Record<PodState, number>;

const nobody: StateCounts = { pending: 0, starting: 0, ready: 0, available: 0, failed: 0, leaving: 0, lost: 0 };

export class Tally {
  readonly #deployments = new Map<string, CountedDeployment>();
  readonly #replicaSets = new Map<string, CountedReplicaSet>();
  readonly #counts = new Map<string, StateCounts>();
  readonly #pods = new Map<string, CountedPod>();
  /** Ready pods by the time at which they will be available. */
  readonly #ripening = new Map<string, SimTime>();
  readonly #touched = new Set<string>();

  clear(): void {
    this.#deployments.clear();
    this.#replicaSets.clear();
    this.#counts.clear();
    this.#pods.clear();
    this.#ripening.clear();
    this.#touched.clear();
  }

  takeDeployment(object: Deployment): void {
    const uid = uidOf(object);
    const known = this.#deployments.get(uid);
    if (known === undefined) this.#deployments.set(uid, { object, replicaSets: new Set(this.#ownedBy(uid)) });
    else known.object = object;
    this.#touched.add(uid);
  }

  dropDeployment(namespace: string, name: string): void {
    for (const [uid, { object }] of this.#deployments) {
      if (object.metadata.name === name && object.metadata.namespace === namespace) this.#deployments.delete(uid);
    }
  }

  takeReplicaSet(object: ReplicaSet, deployment: string | undefined): void {
    const uid = uidOf(object);
    const known = this.#replicaSets.get(uid);
    if (known !== undefined && known.deployment !== deployment) this.#part(uid, known.deployment);
    this.#replicaSets.set(uid, { object, deployment });
    if (deployment === undefined) return;
    this.#deployments.get(deployment)?.replicaSets.add(uid);
    this.#touched.add(deployment);
  }

  dropReplicaSet(namespace: string, name: string): void {
    for (const [uid, { object, deployment }] of this.#replicaSets) {
      if (object.metadata.name !== name || object.metadata.namespace !== namespace) continue;
      this.#replicaSets.delete(uid);
      this.#part(uid, deployment);
    }
  }

  takePod(pod: Pod, replicaSet: string | undefined, world: World): void {
    const uid = uidOf(pod);
    this.dropPod(uid);
    if (replicaSet === undefined) return;
    const state = this.#stateOf(pod, replicaSet, world);
    if (state === undefined) return;
    this.#pods.set(uid, { replicaSet, state });
    this.#count(replicaSet, state, 1);
  }

  dropPod(uid: string): void {
    const known = this.#pods.get(uid);
    this.#ripening.delete(uid);
    if (known === undefined) return;
    this.#pods.delete(uid);
    this.#count(known.replicaSet, known.state, -1);
  }

  /** The counts at `now` of every Deployment that something was said about since the last call. */
  flush(now: SimTime): readonly Touched[] {
    for (const [uid, at] of this.#ripening) {
      const pod = this.#pods.get(uid);
      if (at > now || pod === undefined) continue;
      this.#ripening.delete(uid);
      this.#count(pod.replicaSet, pod.state, -1);
      pod.state = 'available';
      this.#count(pod.replicaSet, pod.state, 1);
    }
    const result = [...this.#touched].flatMap((uid) => {
      const deployment = this.#deployments.get(uid);
      return deployment === undefined ? [] : [{ uid, counts: this.#sum(deployment), look: this.#look(deployment) }];
    });
    this.#touched.clear();
    return result;
  }

  /** Undefined for a pod that nobody counts: it ended and was not deleted. */
  #stateOf(pod: Pod, replicaSet: string, { startTime, minor, now }: World): PodState | undefined {
    if (pod.metadata.deletionTimestamp === undefined && !isPodActive(pod)) return undefined;
    const minReadySeconds = this.#replicaSets.get(replicaSet)?.object.spec.minReadySeconds ?? 0;
    const around = { now, startTime, minor, minReadySeconds, isNodeLost: false };
    const state = podState(pod, around);
    const availableAt = state === 'ready' ? availableFrom(pod, around) : undefined;
    if (availableAt !== undefined) this.#ripening.set(uidOf(pod), availableAt);
    return state;
  }

  #count(replicaSet: string, state: PodState, by: 1 | -1): void {
    const counts = this.#counts.get(replicaSet) ?? { ...nobody };
    counts[state] += by;
    this.#counts.set(replicaSet, counts);
    const deployment = this.#replicaSets.get(replicaSet)?.deployment;
    if (deployment !== undefined) this.#touched.add(deployment);
  }

  #look({ object, replicaSets }: CountedDeployment): string {
    const rows = [...replicaSets].map((uid) => {
      const desired = this.#replicaSets.get(uid)?.object.spec.replicas ?? 0;
      return `${uid} ${desired} ${Object.values(this.#counts.get(uid) ?? nobody).join(' ')}`;
    });
    const { paused = false, replicas = 1 } = object.spec;
    // Sorted: the order in which ReplicaSets became known differs after the clock was set.
    return [`${replicas} ${paused}`, ...rows.sort()].join('\n');
  }

  #sum({ object, replicaSets }: CountedDeployment): Counts {
    const owned = [...replicaSets].flatMap((uid) => this.#replicaSets.get(uid)?.object ?? []);
    const fresh = findNewReplicaSet(object, owned);
    const freshUid = fresh === undefined ? undefined : uidOf(fresh);
    const { floor, ceiling, replicas } = limitsOf(object);
    const counts = { newAvailable: 0, oldAvailable: 0, starting: 0, failing: 0, leaving: 0, floor, desired: replicas, ceiling };
    for (const uid of replicaSets) {
      const each = this.#counts.get(uid);
      if (each === undefined) continue;
      counts[uid === freshUid ? 'newAvailable' : 'oldAvailable'] += each.available;
      counts.starting += each.pending + each.starting + each.ready;
      counts.failing += each.failed + each.lost;
      counts.leaving += each.leaving;
    }
    return counts;
  }

  #part(replicaSet: string, deployment: string | undefined): void {
    if (deployment === undefined) return;
    this.#deployments.get(deployment)?.replicaSets.delete(replicaSet);
    this.#touched.add(deployment);
  }

  #ownedBy(deployment: string): readonly string[] {
    return [...this.#replicaSets].filter(([, entry]) => entry.deployment === deployment).map(([uid]) => uid);
  }
}
