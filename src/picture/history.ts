/**
 * What a picture needs to know about how a moment came to be: places in the rows, the chart, the last decisions, who belonged to whom.
 * Every step of a run is shown to `observe` once or more; what was learnt is kept when the clock goes back and forgotten by a fork.
 */
import type { Deployment, ReplicaSet } from '../api/apps.ts';
import type { ObjectKey } from '../api/client.ts';
import type { Pod } from '../api/core.ts';
import type { DeploymentReason } from '../engine/reason.ts';
import type { SimTime } from '../engine/setup.ts';
import type { Step } from '../engine/step.ts';
import { Causes } from './causes.ts';
import { Series } from './chart.ts';
import { RecordBook } from './explain/records.ts';
import { Ledger } from './ledger.ts';
import { SlotBook } from './slots.ts';
import { Tally, type Touched } from './tally.ts';
import { controllerUid, uidOf, type World } from './world.ts';

export interface Did {
  readonly at: SimTime;
  readonly reason: DeploymentReason;
}

/** A moment at which a Deployment's picture changed, and what it looked like from then on. */
interface Look {
  readonly at: SimTime;
  readonly step: number;
  readonly look: string;
}

const DECISIONS_MAX = 2_000;
const LOOKS_MAX = 20_000;

export class History {
  readonly slots = new SlotBook();
  /** What led to what. */
  readonly causes = new Causes();
  /** What was refused, and by which numbers. */
  readonly records = new RecordBook();
  readonly #tally = new Tally();
  readonly #series = new Map<string, Series>();
  readonly #decisions = new Map<string, Ledger<Did>>();
  /** Steps that wrote something, or that were a person's. */
  readonly #moves = new Ledger<{ readonly at: SimTime; readonly step: number }>(LOOKS_MAX);
  readonly #looks = new Map<string, Ledger<Look>>();
  /** uid of a ReplicaSet or Pod that exists or existed → uid of its Deployment or ReplicaSet. */
  readonly #owners = new Map<string, string>();
  /** uid of the pod that has this `namespace/name` now. */
  readonly #podNames = new Map<string, string>();
  /** The last step from which something was learnt. */
  #frontier = 0;

  /** The clock was set to a moment: the objects are `world`'s, whatever was observed before. */
  moveTo(world: World, step: number): void {
    this.#tally.clear();
    this.#podNames.clear();
    for (const object of world.list('Deployment')) this.#takeDeployment(object as Deployment);
    for (const object of world.list('ReplicaSet')) this.#takeReplicaSet(object as ReplicaSet);
    const pods = world.list('Pod').map((object) => object as Pod);
    this.slots.moveTo(
      pods.flatMap((pod) => {
        const owner = controllerUid(pod, 'ReplicaSet');
        return owner === undefined ? [] : [{ pod: uidOf(pod), owner }];
      }),
      step,
    );
    for (const pod of pods) this.#takePod(pod, step, world);
    const touched = this.#tally.flush(world.now);
    if (step >= this.#frontier) this.#record(world.now, step, touched);
    this.#frontier = Math.max(this.#frontier, step);
  }

  /** One step was taken; `world` is what came of it. Pods count as available when their time has come, even if nothing was written. */
  observe(step: Step, world: World): void {
    for (const key of step.changed) this.#take(key, step.id, world);
    const touched = this.#tally.flush(step.at);
    if (step.id <= this.#frontier) return;
    this.#frontier = step.id;
    this.#record(step.at, step.id, touched);
    this.causes.add(step);
    this.#note(step);
  }

  /** Another future begins after this moment. */
  forkAfter(step: number, at: SimTime): void {
    if (step >= this.#frontier) return;
    this.#frontier = step;
    this.slots.forkAfter(step);
    this.causes.forkAfter(step);
    for (const ledger of this.#decisions.values()) ledger.forkAfter(step);
    this.records.forkAfter(step);
    for (const ledger of this.#looks.values()) ledger.forkAfter(step);
    this.#moves.forkAfter(step);
    for (const series of this.#series.values()) series.forkAfter(at);
  }

  /** The last step up to `step` that wrote something or was a person's. */
  moveAt(step: number): { readonly at: SimTime; readonly step: number } | undefined {
    return this.#moves.at(step);
  }

  /** The last step up to `step` that changed what the Deployment looks like. */
  lookAt(deploymentUid: string, step: number): { readonly at: SimTime; readonly step: number } | undefined {
    return this.#looks.get(deploymentUid)?.at(step);
  }

  seriesOf(deploymentUid: string): Series | undefined {
    return this.#series.get(deploymentUid);
  }

  /** The last decision of the Deployment controller that moved something. `key`: `namespace/name`. */
  didOf(key: string, step: number): Did | undefined {
    return this.#decisions.get(key)?.at(step);
  }

  /** When a refused creation of this ReplicaSet's pods is tried again. */
  retryOf(key: string, step: number): SimTime | undefined {
    return this.records.at(step).refusedOf('replicaset', key)?.retryAt;
  }

  /** Whether the object with this uid is the Deployment or was owned by it, gone ones included. */
  belongs(uid: string, deploymentUid: string): boolean {
    let current: string | undefined = uid;
    while (current !== undefined && current !== deploymentUid) current = this.#owners.get(current);
    return current === deploymentUid;
  }

  #take(key: ObjectKey, step: number, world: World): void {
    const object = world.get(key);
    if (key.kind === 'Deployment') {
      if (object === undefined) this.#tally.dropDeployment(key.namespace, key.name);
      else this.#takeDeployment(object as Deployment);
    } else if (key.kind === 'ReplicaSet') {
      if (object === undefined) this.#tally.dropReplicaSet(key.namespace, key.name);
      else this.#takeReplicaSet(object as ReplicaSet);
    } else if (key.kind === 'Pod') {
      if (object === undefined) this.#dropPod(key);
      else this.#takePod(object as Pod, step, world);
    }
  }

  #takeDeployment(deployment: Deployment): void {
    this.#tally.takeDeployment(deployment);
  }

  #takeReplicaSet(replicaSet: ReplicaSet): void {
    const owner = controllerUid(replicaSet, 'Deployment');
    if (owner !== undefined) this.#owners.set(uidOf(replicaSet), owner);
    this.#tally.takeReplicaSet(replicaSet, owner);
  }

  #takePod(pod: Pod, step: number, world: World): void {
    const uid = uidOf(pod);
    const owner = controllerUid(pod, 'ReplicaSet');
    this.#podNames.set(`${pod.metadata.namespace ?? ''}/${pod.metadata.name}`, uid);
    if (owner === undefined) this.slots.leave(uid);
    else {
      this.#owners.set(uid, owner);
      this.slots.take(uid, owner, step);
    }
    this.#tally.takePod(pod, owner, world);
  }

  #dropPod({ namespace, name }: ObjectKey): void {
    const uid = this.#podNames.get(`${namespace}/${name}`);
    if (uid === undefined) return;
    this.#podNames.delete(`${namespace}/${name}`);
    this.slots.leave(uid);
    this.#tally.dropPod(uid);
  }

  #record(at: SimTime, step: number, touched: readonly Touched[]): void {
    for (const { uid, counts, look } of touched) {
      const series = this.#series.get(uid) ?? new Series();
      this.#series.set(uid, series);
      series.record({ at, ...counts });
      const looks = ledgerOf(this.#looks, uid, LOOKS_MAX);
      if (looks.at(step)?.look !== look) looks.add(step, { at, step, look });
    }
  }

  #note(step: Step): void {
    const { id, at, key, actor, changed, reason } = step;
    if (changed.length > 0 || actor === 'user') this.#moves.add(id, { at, step: id });
    if (reason?.actor === 'deployment' && reason.verdict === 'moved') ledgerOf(this.#decisions, key, DECISIONS_MAX).add(id, { at, reason });
    this.records.note(step);
  }
}

function ledgerOf<T>(ledgers: Map<string, Ledger<T>>, key: string, limit: number): Ledger<T> {
  const known = ledgers.get(key);
  if (known !== undefined) return known;
  const ledger = new Ledger<T>(limit);
  ledgers.set(key, ledger);
  return ledger;
}
