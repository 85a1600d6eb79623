/**
 * For tests only: looks at a cluster after every step. Each object that is not where it should be has an explanation,
 * and what ends the wait is what the explanation named.
 */
import type { Kind, ObjectKey, Reader } from '../../../api/client.ts';
import { formatKey, keyOf, parseKey } from '../../../api/key.ts';
import type { Simulation } from '../../../engine/simulation.ts';
import type { Step } from '../../../engine/step.ts';
import type { World } from '../../world.ts';
import { waitOf } from '../explain.ts';
import { RecordBook } from '../records.ts';
import type { Ending, Wait } from '../wait.ts';
import { isNamed } from './isNamed.ts';

export function worldOf(simulation: Simulation): World {
  const { reader, setup } = simulation;
  return {
    get: (key) => reader.get(key),
    list: (kind, options) => reader.list(kind, options),
    now: simulation.now,
    startTime: setup.startTime,
    minor: simulation.minor,
    outlook: (pod) => simulation.outlook(pod),
    probes: (pod) => simulation.probes(pod),
    turnOf: (actor, key) => simulation.turnOf(actor, key),
    all: (kind, namespace) => simulation.all(kind, namespace),
  };
}

/** All kinds that can wait. */
export const SUBJECTS: readonly Kind[] = [
  'Deployment',
  'ReplicaSet',
  'Pod',
  'Node',
  'Service',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'Namespace',
  'ResourceQuota',
  'ConfigMap',
  'EndpointSlice',
];

interface Watched {
  readonly wait: Wait;
  /** Versions of what must change before a turn comes to anything, as they were when that was first said. */
  readonly versions: ReadonlyMap<string, string | undefined>;
}

interface Ended {
  readonly id: string;
  readonly before: Watched;
  /** What is waited for now. */
  readonly code: string | undefined;
}

export class WaitWatcher {
  readonly problems: string[] = [];
  readonly codes = new Map<string, number>();
  readonly records = new RecordBook();
  #waits = new Map<string, Watched>();
  readonly #kinds: readonly Kind[];

  readonly #explain: typeof waitOf;

  /** `explain`: what is held against the cluster; another one than ours shows that it would not pass. */
  constructor(kinds: readonly Kind[], explain = waitOf) {
    this.#kinds = kinds;
    this.#explain = explain;
  }

  /** Right after a step. `isPersons`: a person did it, who may end anything. */
  look(simulation: Simulation, step: Step, isPersons = step.actor === 'user'): void {
    this.records.note(step);
    const world = worldOf(simulation);
    const records = this.records.at(step.id);
    const waits = new Map<string, Watched>();
    for (const key of subjects(simulation.reader, this.#kinds)) {
      const id = formatKey(key);
      const wait = this.#explain(key, world, records);
      const before = this.#waits.get(id);
      if (wait !== undefined) {
        waits.set(id, { wait, versions: versionsOf(wait, before, world) });
        this.codes.set(`${key.kind} ${wait.code}`, (this.codes.get(`${key.kind} ${wait.code}`) ?? 0) + 1);
        if (wait.endings.length === 0) this.#report(step, `${id}: ${wait.code} has nothing that would end it`);
      }
      // What was promised for an instant has happened by then, or another instant is promised.
      if (wait?.dueAt !== undefined && simulation.now > wait.dueAt) {
        this.#report(step, `${id}: ${wait.code} was due at ${wait.dueAt}, which is over`);
      }
    }
    if (!isPersons) {
      for (const [id, before] of this.#waits) {
        const code = waits.get(id)?.wait.code;
        if (code !== before.wait.code) this.#check(step, { id, before, code }, simulation, world);
      }
    }
    this.#waits = waits;
  }

  /** A wait ended: another began, there is none any more, or its object is gone. */
  #check(step: Step, { id, before, code }: Ended, simulation: Simulation, world: World): void {
    const ended = `${id}: ${before.wait.code} ended (now ${code ?? 'none'})`;
    const named = before.wait.endings.filter((ending) => isNamed(ending, parseKey(id), step, simulation));
    if (named.length === 0) this.#report(step, `${ended} by ${what(step)}; said ${said(before)}`);
    else if (named.every((ending) => isEmpty(ending, before.versions, world))) {
      this.#report(step, `${ended} though nothing of what it needs had changed: ${said(before)}`);
    }
  }

  #report(step: Step, problem: string): void {
    if (this.problems.length < 5) this.problems.push(`step ${step.id} at ${step.at}: ${problem}`);
  }
}

const what = (step: Step): string => `${step.actor} ${step.key} ${step.changed.map(formatKey).join(' ')}`;
const said = ({ wait }: Watched): string => JSON.stringify(wait.endings).slice(0, 400);

function subjects(reader: Reader, kinds: readonly Kind[]): readonly ObjectKey[] {
  return kinds.flatMap((kind) => reader.list(kind).map(keyOf));
}

const needsOf = (ending: Ending): readonly ObjectKey[] => (ending.by === 'turn' ? (ending.needs ?? []) : []);
const versionOf = (key: ObjectKey, world: World): string | undefined => world.get(key)?.metadata.resourceVersion;

function versionsOf(wait: Wait, before: Watched | undefined, world: World): ReadonlyMap<string, string | undefined> {
  const keys = wait.endings.flatMap(needsOf);
  const kept = before?.wait.code === wait.code && keys.every((key) => before.versions.has(formatKey(key)));
  return kept ? before.versions : new Map(keys.map((key) => [formatKey(key), versionOf(key, world)]));
}

/** A turn that could not have come to anything by what it said it needs. */
function isEmpty(ending: Ending, versions: ReadonlyMap<string, string | undefined>, world: World): boolean {
  const needs = needsOf(ending);
  return needs.length > 0 && needs.every((key) => versions.get(formatKey(key)) === versionOf(key, world));
}
