/** The cluster under test, seen with the eyes of a trace: ReplicaSets by reference, pods by row, times by the second. */
import type { Deployment, DeploymentCondition, ReplicaSet } from '../../api/apps.ts';
import type { Answer, Request } from '../../api/client.ts';
import type { Event, Pod } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import { epochMs, timeOf } from '../../api/time.ts';
import { deploymentController } from '../../engine/controllers/deployment/controller.ts';
import { replicaSetController } from '../../engine/controllers/replicaset/controller.ts';
import { Simulation } from '../../engine/simulation.ts';
import type { Step } from '../../engine/step.ts';
import { admissionCheck } from './admission.ts';
import type { Admission, EventRow, Fields, PodRow, Trace } from './trace.ts';

const START_TIME = '2026-01-01T10:00:00Z';
/** As the recordings: a watch event takes a moment, and everything settles within half a grid interval. */
const WATCH_LATENCY_MS = 1;

const REVISION = 'deployment.kubernetes.io/revision';
const annotationFields = [
  ['revision', REVISION],
  ['desired', 'deployment.kubernetes.io/desired-replicas'],
  ['max', 'deployment.kubernetes.io/max-replicas'],
] as const;
const optionalAnnotationFields = [
  ['revisionHistory', 'deployment.kubernetes.io/revision-history'],
  ['changeCause', 'kubernetes.io/change-cause'],
] as const;

/** The settled state of a cluster. */
export interface State {
  readonly deployments: Readonly<Record<string, Fields>>;
  readonly replicaSets: Readonly<Record<string, Fields>>;
  readonly pods: readonly PodRow[];
}

export function controllerOf(object: KubeObject): string | undefined {
  return object.metadata.ownerReferences?.find((each) => each.controller === true)?.uid;
}

/** Seconds after the start, as condition times are given. */
function second(time: string | undefined): number | null {
  return time === undefined ? null : (epochMs(time) - epochMs(START_TIME)) / 1000;
}

export class World {
  readonly simulation: Simulation;
  admission: Admission;
  /** References of all ReplicaSets ever seen, by uid. */
  readonly #refs = new Map<string, string>();
  readonly #names = new Map<string, string>();
  /** Hears of every step, the user's and the stand-ins' requests included. */
  onStep: (step: Step) => void = () => undefined;

  constructor(trace: Trace) {
    this.admission = trace.admission ?? {};
    const [major = '1', minor = '37'] = trace.kubernetes.split('.');
    const nodes = Array.from({ length: trace.nodes }, (_, index) => ({ name: `node-${index + 1}`, pods: 1000 }));
    this.simulation = Simulation.boot(
      { kubernetes: `${major}.${minor}`, seed: 1, startTime: START_TIME, nodes, images: [] },
      {
        actors: [deploymentController, replicaSetController],
        watchLatencyMs: WATCH_LATENCY_MS,
        admission: { withoutServiceAccounts: true, check: (kind, object, store) => admissionCheck(this.admission, kind, object, store) },
      },
    );
  }

  get now(): number {
    return this.simulation.now;
  }

  /** The stored time of this instant. */
  get time(): string {
    return timeOf(START_TIME, this.now);
  }

  /** A request of the user or of a stand-in, at this instant. */
  request(request: Request): Answer {
    const answer = this.simulation.dispatch(request, { userEvent: 'trace' });
    this.#note(this.simulation.lastStep);
    return answer;
  }

  /** Lets the cluster take its next step. */
  step(): void {
    this.#note(this.simulation.step());
  }

  /** Takes all steps that are due by then and leaves the clock there. */
  advanceTo(time: number): void {
    for (let due = this.simulation.nextDueAt(); due !== undefined && due <= time; due = this.simulation.nextDueAt()) this.step();
    this.simulation.runUntil(time);
  }

  deployments(): readonly Deployment[] {
    return this.simulation.reader.list('Deployment') as readonly Deployment[];
  }

  replicaSets(): readonly ReplicaSet[] {
    return this.simulation.reader.list('ReplicaSet') as readonly ReplicaSet[];
  }

  pods(): readonly Pod[] {
    return this.simulation.reader.list('Pod') as readonly Pod[];
  }

  /** `rs1`, or `-` for no controller. */
  refOf(uid: string | undefined): string {
    return (uid === undefined ? undefined : this.#refs.get(uid)) ?? '-';
  }

  /** Name of the ReplicaSet that a reference stands for. */
  nameOf(ref: string): string {
    return this.#names.get(ref) ?? ref;
  }

  /** The random pod name taken out of a text. */
  withoutPodNames(text: string): string {
    let result = text;
    for (const name of this.#names.values()) {
      result = result.replace(new RegExp(`\\b${name.replaceAll('.', '\\.')}-[bcdfghjklmnpqrstvwxz2456789]{5}\\b`, 'g'), '<pod>');
    }
    return result;
  }

  #note(step: Step | undefined): void {
    if (step === undefined) return;
    if (step.changed.some(({ kind }) => kind === 'ReplicaSet')) this.#noteReplicaSets();
    this.onStep(step);
  }

  #noteReplicaSets(): void {
    for (const { metadata } of this.replicaSets()) {
      if (metadata.uid === undefined || this.#refs.has(metadata.uid)) continue;
      const ref = `rs${this.#refs.size + 1}`;
      this.#refs.set(metadata.uid, ref);
      this.#names.set(ref, metadata.name);
    }
  }

  state(): State {
    const deployments = Object.fromEntries(this.deployments().map((each) => [each.metadata.name, this.#deploymentFields(each)]));
    const replicaSets = Object.fromEntries(this.replicaSets().map((each) => [this.refOf(each.metadata.uid), this.#replicaSetFields(each)]));
    return { deployments, replicaSets, pods: this.#podRows() };
  }

  #deploymentFields({ metadata, spec, status = {} }: Deployment): Fields {
    const conditions = status.conditions?.map((each) => this.#deploymentCondition(each));
    return {
      specReplicas: spec.replicas,
      generation: metadata.generation,
      observedGeneration: status.observedGeneration ?? 0,
      replicas: status.replicas ?? 0,
      updatedReplicas: status.updatedReplicas ?? 0,
      readyReplicas: status.readyReplicas ?? 0,
      availableReplicas: status.availableReplicas ?? 0,
      unavailableReplicas: status.unavailableReplicas ?? 0,
      ...(status.terminatingReplicas === undefined ? {} : { terminatingReplicas: status.terminatingReplicas }),
      ...(status.collisionCount === undefined ? {} : { collisionCount: status.collisionCount }),
      revision: metadata.annotations?.[REVISION] ?? '',
      ...(spec.paused === true ? { paused: true } : {}),
      ...(metadata.deletionTimestamp === undefined ? {} : { deleting: true }),
      conditions: conditions === undefined || conditions.length === 0 ? null : conditions,
    };
  }

  #deploymentCondition({ type, status, reason, message, lastUpdateTime, lastTransitionTime }: DeploymentCondition): readonly unknown[] {
    return [type, status, reason, this.withoutPodNames(message ?? ''), second(lastUpdateTime), second(lastTransitionTime)];
  }

  #replicaSetFields({ metadata, spec, status }: ReplicaSet): Fields {
    const annotations = metadata.annotations ?? {};
    const owner = metadata.ownerReferences?.find((each) => each.controller === true);
    const conditions = status?.conditions?.map((each) => [
      each.type,
      each.status,
      each.reason,
      this.withoutPodNames(each.message ?? ''),
      second(each.lastTransitionTime),
    ]);
    return {
      name: metadata.name,
      owner: owner?.name ?? '',
      specReplicas: spec.replicas,
      minReadySeconds: spec.minReadySeconds ?? 0,
      ...Object.fromEntries(annotationFields.map(([field, key]) => [field, annotations[key] ?? ''])),
      ...Object.fromEntries(
        optionalAnnotationFields.flatMap(([field, key]) => (annotations[key] === undefined ? [] : [[field, annotations[key]]])),
      ),
      replicas: status?.replicas ?? 0,
      fullyLabeledReplicas: status?.fullyLabeledReplicas ?? 0,
      readyReplicas: status?.readyReplicas ?? 0,
      availableReplicas: status?.availableReplicas ?? 0,
      ...(status?.terminatingReplicas === undefined ? {} : { terminatingReplicas: status.terminatingReplicas }),
      ...(metadata.deletionTimestamp === undefined ? {} : { deleting: true }),
      ...((status?.observedGeneration ?? 0) === metadata.generation ? {} : { unobserved: true }),
      ...(conditions === undefined || conditions.length === 0 ? {} : { conditions }),
    };
  }

  #podRows(): readonly PodRow[] {
    const rows = new Map<string, [string, string, string[], number]>();
    for (const pod of this.pods()) {
      const { metadata, spec, status } = pod;
      const flags = [
        ...(spec.nodeName === undefined ? [] : ['bound']),
        ...(status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') === true ? ['ready'] : []),
        ...(metadata.deletionTimestamp === undefined ? [] : ['terminating']),
      ];
      const row: [string, string, string[], number] = [this.refOf(controllerOf(pod)), status?.phase ?? 'Pending', flags, 1];
      const key = row.slice(0, 3).join('|');
      const known = rows.get(key);
      if (known === undefined) rows.set(key, row);
      else known[3] += 1;
    }
    return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  /** The Events that the API server holds, as rows with the sum of their counts. */
  storedEvents(): readonly EventRow[] {
    const events = this.simulation.reader.list('Event') as readonly Event[];
    return countRows(
      events.map(({ involvedObject, type = '', reason = '', message = '', count = 1 }) => {
        const { kind = '', name = '' } = involvedObject;
        return [kind, name, type, reason, this.withoutPodNames(message), count] as const;
      }),
    );
  }

  /** What the steps emitted, as rows. */
  emittedEvents(steps: readonly Step[]): readonly EventRow[] {
    const rows = steps.flatMap(({ emitted }) =>
      emitted.map(({ involvedObject, type, reason, message }): [string, string, string, string, string, number] => {
        const { kind = '', name = '' } = involvedObject;
        return [kind, name, type, reason, this.withoutPodNames(message), 1];
      }),
    );
    return countRows(rows);
  }
}

/** Adds up the rows of equal text. */
export function countRows(rows: readonly (readonly [string, string, string, string, string, number])[]): readonly EventRow[] {
  const counts = new Map<string, number>();
  for (const [kind, object, type, reason, message, n] of rows) {
    const key = JSON.stringify([kind, object, type, reason, message]);
    counts.set(key, (counts.get(key) ?? 0) + n);
  }
  return [...counts].map(([key, n]) => [...(JSON.parse(key) as [string, string, string, string, string]), n]);
}
