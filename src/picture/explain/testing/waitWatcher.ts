/**
 * For tests only: looks at a cluster after every step. Each object that is not where it should be has an explanation,
 * and what ends the wait is what the explanation named.
 */
import type { ObjectKey, Reader } from '../../../api/client.ts';
import { formatKey, keyOf } from '../../../api/key.ts';
import type { SimTime } from '../../../engine/setup.ts';
import type { Simulation } from '../../../engine/simulation.ts';
import type { Step } from '../../../engine/step.ts';
import { controllerUid, type World } from '../../world.ts';
import { waitOf } from '../explain.ts';
import type { Ending, Wait } from '../wait.ts';

function worldOf(simulation: Simulation): World {
  const { reader, setup } = simulation;
  return {
    get: (key) => reader.get(key),
    list: (kind, options) => reader.list(kind, options),
    now: simulation.now,
    startTime: setup.startTime,
    minor: simulation.minor,
    outlook: (pod) => simulation.outlook(pod),
  };
}

/** Kinds whose waits are watched. */
type Subject = 'Deployment' | 'ReplicaSet' | 'Pod';

export class WaitWatcher {
  readonly problems: string[] = [];
  readonly codes = new Map<string, number>();
  #waits = new Map<string, Wait>();
  readonly #retries = new Map<string, SimTime>();
  readonly #kinds: readonly Subject[];

  constructor(kinds: readonly Subject[]) {
    this.#kinds = kinds;
  }

  /** Right after a step. `isPersons`: a person did it, who may end anything. */
  look(simulation: Simulation, step: Step, isPersons = step.actor === 'user'): void {
    this.#noteRetry(step);
    const world = worldOf(simulation);
    const waits = new Map<string, Wait>();
    for (const key of subjects(simulation.reader, this.#kinds)) {
      const id = formatKey(key);
      const wait = waitOf(key, world, (name) => this.#retries.get(name));
      if (wait !== undefined) {
        waits.set(id, wait);
        this.codes.set(`${key.kind} ${wait.code}`, (this.codes.get(`${key.kind} ${wait.code}`) ?? 0) + 1);
        if (wait.endings.length === 0) this.#report(step, `${id}: ${wait.code} has nothing that would end it`);
      }
      if (wait?.dueAt !== undefined && simulation.now > wait.dueAt + OVERDUE_MS) {
        this.#report(step, `${id}: ${wait.code} was due at ${wait.dueAt}, which is over`);
      }
      const before = this.#waits.get(id);
      if (before !== undefined && before.code !== wait?.code && !isPersons && !isNamed(before.endings, key, step, simulation)) {
        this.#report(
          step,
          `${id}: ${before.code} ended (now ${wait?.code}) by ${step.actor} ${step.key} ${step.changed.map(formatKey).join(' ')}; said ${JSON.stringify(before.endings).slice(0, 300)}`,
        );
      }
    }
    this.#waits = waits;
  }

  #noteRetry({ reason, key }: Step): void {
    if (reason?.actor !== 'replicaset') return;
    if (reason.retryAt === undefined) this.#retries.delete(key);
    else this.#retries.set(key, reason.retryAt);
  }

  #report(step: Step, problem: string): void {
    if (this.problems.length < 5) this.problems.push(`step ${step.id} at ${step.at}: ${problem}`);
  }
}

function subjects(reader: Reader, kinds: readonly Subject[]): readonly ObjectKey[] {
  return kinds.flatMap((kind) => reader.list(kind).map(keyOf));
}

/**
 * How far the end may lie from the instant that was said. Earlier: a probe that a change of status triggers comes before the planned one.
 * Later: what is over shows with the kubelet's next look.
 */
const EARLIER_MS = 1000;
const LATER_MS = 1;

/** What was promised for an instant has happened by then, or another instant is promised. */
const OVERDUE_MS = 1000;

/** Whether the step is what one of the endings names. */
function isNamed(endings: readonly Ending[], who: ObjectKey, step: Step, simulation: Simulation): boolean {
  // The collector finishes what a person's deletion began; a lost node is a fault that a person switched on.
  if (step.actor === 'garbagecollector' || step.actor === 'nodelifecycle') return true;
  return endings.some((ending) => isIt(ending, who, step, simulation));
}

function isIt(ending: Ending, who: ObjectKey, step: Step, simulation: Simulation): boolean {
  switch (ending.by) {
    case 'turn': {
      const isDue = ending.at === undefined || (step.at >= ending.at - EARLIER_MS && step.at <= ending.at + LATER_MS);
      const isInTime = ending.atLatest === undefined || step.at <= ending.atLatest + LATER_MS;
      return step.actor === ending.actor && step.key === ending.key && isDue && isInTime;
    }
    case 'object':
      return ending.keys.some((key) => step.changed.some((each) => formatKey(each) === formatKey(key)));
    case 'owner': {
      // A Deployment hands new numbers of its template's pods, such as minReadySeconds, to the ReplicaSet.
      if (step.actor === 'deployment' && step.changed.some((each) => formatKey(each) === formatKey(ending.key))) return true;
      const isOwner = step.key === `${ending.key.namespace}/${ending.key.name}`;
      return isOwner && step.changed.some((each) => formatKey(each) === formatKey(who)) && isTakenAway(simulation, who, step);
    }
    case 'time':
      return simulation.now >= ending.at;
    case 'person':
      return false;
  }
}

/** A pod leaves, is gone or is released; a ReplicaSet was given another size. */
function isTakenAway({ reader }: Simulation, who: ObjectKey, step: Step): boolean {
  if (who.kind === 'ReplicaSet') return step.actor === 'deployment';
  const pod = reader.get(who);
  // One whose labels a person has changed is released.
  return pod === undefined || pod.metadata.deletionTimestamp !== undefined || controllerUid(pod, 'ReplicaSet') === undefined;
}
