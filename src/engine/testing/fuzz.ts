/**
 * Plays a random story: first safety under fire (the invariants hold after every step, whatever people do), then everything is made good
 * and the cluster must come to rest as a cluster should.
 */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Client, ObjectKey, Reader, Request } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import { keyOf } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import { timeOf } from '../../api/time.ts';
import { rolloutUndo } from '../../kubectl/rollout/undo.ts';
import { Simulation } from '../simulation.ts';
import type { Step } from '../step.ts';
import { deploymentOf, type FuzzAct, type FuzzAction, type FuzzCase, fuzzNames, goodReplicas, goodTemplate } from './fuzzCase.ts';
import { atRest, checkInvariants, UNWATCHED, type Watched } from './invariants.ts';

const ORIGIN = { userEvent: 'fuzz' };
/** Crash and FailedCreate back-offs end within minutes; nothing good takes longer. */
const CONVERGES_WITHIN_MS = 3_600_000;
const QUIET_MS = 90_000;
const TICK_MS = 15_000;
const STEPS_MAX = 60_000;

class Breach extends Error {}

/** Looks at the cluster right after a step. */
export type Seen = (simulation: Simulation, step: Step) => void;

class Player {
  readonly simulation: Simulation;
  #watched: Watched = UNWATCHED;
  /** When the last object other than an Event was written. */
  lastChangeAt = 0;

  readonly #seen: Seen | undefined;

  constructor({ setup }: FuzzCase, seen?: Seen) {
    this.#seen = seen;
    this.simulation = Simulation.boot(setup, { freeze: true });
  }

  #see(step: Step): void {
    const { simulation } = this;
    if (step.changed.length > 0) this.lastChangeAt = step.at;
    if (this.#seen !== undefined) {
      this.#seen(simulation, step);
      return;
    }
    const { breaches, watched } = checkInvariants(step, simulation.reader, simulation.snapshot(), this.#watched);
    this.#watched = watched;
    if (breaches.length > 0) throw new Breach(`step ${step.id} at ${step.at} ms (${step.actor} ${step.key}): ${breaches.join('; ')}`);
    if (step.id > STEPS_MAX) throw new Breach(`more than ${STEPS_MAX} steps`);
  }

  send(request: Request): void {
    this.simulation.dispatch(request, ORIGIN);
    if (this.simulation.lastStep !== undefined) this.#see(this.simulation.lastStep);
  }

  disturb(act: Extract<FuzzAct, { readonly does: 'inject' | 'clear' }>): void {
    const { simulation } = this;
    if (act.does === 'inject') simulation.inject(act.fault, ORIGIN);
    else simulation.clear(act.id, ORIGIN);
    if (simulation.lastStep !== undefined) this.#see(simulation.lastStep);
  }

  pass(ms: number): void {
    const { simulation } = this;
    const until = simulation.now + ms;
    for (let due = simulation.nextDueAt(); due !== undefined && due <= until; due = simulation.nextDueAt()) {
      const step = simulation.step();
      if (step !== undefined) this.#see(step);
    }
    simulation.runUntil(until);
  }

  client(): Client {
    const { simulation } = this;
    return {
      get: (key) => simulation.reader.get(key),
      list: (kind, options) => simulation.reader.list(kind, options),
      now: () => timeOf(simulation.setup.startTime, simulation.now),
      request: (request) => {
        const answer = simulation.dispatch(request, ORIGIN);
        if (simulation.lastStep !== undefined) this.#see(simulation.lastStep);
        return answer;
      },
    };
  }
}

function at<T>(list: readonly T[], place: number): T | undefined {
  return list[place % Math.max(1, list.length)];
}

function perform(player: Player, act: FuzzAct): void {
  const { reader } = player.simulation;
  if (act.does === 'request') {
    player.send(act.request);
    return;
  }
  if (act.does === 'inject' || act.does === 'clear') {
    player.disturb(act);
    return;
  }
  if (act.does === 'undo') {
    rolloutUndo(player.client(), { namespace: 'default', name: act.name }, 0);
    return;
  }
  const kind = act.does === 'deletePod' || act.does === 'releasePod' ? 'Pod' : 'ReplicaSet';
  const found = at(reader.list(kind, { namespace: 'default', labelSelector: `app=${act.name}` }), act.place);
  if (found === undefined) return;
  player.send(requestAbout(act, keyOf(found)));
}

function requestAbout(act: Exclude<FuzzAct, { readonly does: 'request' | 'undo' | 'inject' | 'clear' }>, key: ObjectKey): Request {
  switch (act.does) {
    case 'deletePod':
      return { verb: 'delete', key };
    case 'releasePod':
      return { verb: 'patch', key, patchType: 'merge', body: { metadata: { labels: { app: 'released' } } } };
    case 'deleteReplicaSet':
      return { verb: 'delete', key, propagationPolicy: act.value === 0 ? 'Orphan' : 'Background' };
    case 'scaleReplicaSet':
      return { verb: 'patch', key, patchType: 'merge', subresource: 'scale', body: { spec: { replicas: act.value } } };
  }
}

const hasController = ({ metadata }: KubeObject): boolean =>
  metadata.ownerReferences?.some(({ controller }) => controller === true) ?? false;

/** A person puts everything in order: machines open, every Deployment there, unpaused, of a size that has room, with a good image. */
function makeGood(player: Player): void {
  const { reader } = player.simulation;
  for (const { fault } of player.simulation.faults) player.disturb({ does: 'clear', id: fault.id });
  for (const node of reader.list('Node')) {
    player.send({ verb: 'patch', key: keyOf(node), patchType: 'merge', body: { spec: { unschedulable: null } } });
  }
  for (const name of fuzzNames) {
    const key = { kind: 'Deployment', namespace: 'default', name } as const;
    const good = {
      replicas: goodReplicas,
      paused: null,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
      minReadySeconds: 0,
      template: goodTemplate(name),
    };
    // One that is being deleted goes first.
    if (reader.get(key)?.metadata.deletionTimestamp !== undefined) player.pass(180_000);
    if (reader.get(key) === undefined) player.send({ verb: 'create', object: deploymentOf(name, good) });
    // What the old template mounted is not asked for any more.
    else player.send({ verb: 'patch', key, patchType: 'merge', body: { spec: withoutVolumes(good) } });
  }
  player.pass(1000);
  for (const pod of reader.list('Pod').filter((object) => !hasController(object))) player.send({ verb: 'delete', key: keyOf(pod) });
}

function withoutVolumes(spec: { readonly template: object }): object {
  return { ...spec, template: { ...spec.template, spec: { ...(spec.template as { readonly spec: object }).spec, volumes: null } } };
}

function isComplete(object: KubeObject): boolean {
  const { spec, status, metadata } = object as Deployment;
  const counts = [status?.updatedReplicas ?? 0, status?.replicas ?? 0, status?.availableReplicas ?? 0];
  return counts.every((count) => count === spec.replicas) && status?.observedGeneration === metadata.generation;
}

/**
 * A hole that upstream has too: the only ReplicaSet with a size has the wanted one, but its desired-replicas annotation tells another.
 * Every sync takes that for a scaling event, finds nothing to scale, and ends. Another size gets the Deployment out of it.
 */
function isTakenForScaling(reader: Reader, { metadata, spec }: Deployment): boolean {
  const active = reader
    .list('ReplicaSet', { namespace: 'default' })
    .filter((each) => each.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid) === true)
    .filter((each) => ((each as ReplicaSet).spec.replicas ?? 1) > 0);
  const [only, ...more] = active.map((each) => each as ReplicaSet);
  if (only === undefined || more.length > 0 || only.spec.replicas !== spec.replicas) return false;
  return only.metadata.annotations?.['deployment.kubernetes.io/desired-replicas'] !== String(spec.replicas);
}

function describe(simulation: Simulation): string {
  const { reader } = simulation;
  const deployments = reader.list('Deployment').map((each) => `${each.metadata.name} ${JSON.stringify((each as Deployment).status)}`);
  const sets = reader
    .list('ReplicaSet')
    .map((each) => `${each.metadata.name} ${(each as ReplicaSet).spec.replicas} ${JSON.stringify((each as ReplicaSet).status)}`);
  const pods = reader.list('Pod').map((each) => {
    const { status, spec, metadata } = each as Pod;
    const leaving = metadata.deletionTimestamp === undefined ? '' : ' leaving';
    return `${metadata.name} ${spec.nodeName ?? 'no node'} ${status?.phase}${leaving} ${JSON.stringify(status?.containerStatuses?.[0]?.state)}`;
  });
  return [...deployments, ...sets, ...pods].join('\n  ');
}

function converge(player: Player): void {
  const { simulation } = player;
  makeGood(player);
  const end = simulation.now + CONVERGES_WITHIN_MS;
  const isDone = (): boolean => simulation.reader.list('Deployment').every(isComplete) && simulation.now - player.lastChangeAt >= QUIET_MS;
  while (!isDone() && simulation.now < end) {
    player.pass(TICK_MS);
    for (const deployment of simulation.reader
      .list('Deployment')
      .filter((each) => isTakenForScaling(simulation.reader, each as Deployment))) {
      const body = { spec: { replicas: goodReplicas + 1 } };
      player.send({ verb: 'patch', key: keyOf(deployment), patchType: 'merge', subresource: 'scale', body });
    }
  }
  if (!isDone()) throw new Breach(`does not come to rest; at the end:\n  ${describe(simulation)}`);
  const breaches = atRest(simulation.reader);
  if (breaches.length > 0) throw new Breach(`at rest: ${breaches.join('; ')}\n  ${describe(simulation)}`);
}

/** What goes wrong in a story; undefined when nothing does. */
export function fuzzFailure(story: FuzzCase): string | undefined {
  try {
    const player = new Player(story);
    for (const { act, pauseMs } of story.actions) {
      perform(player, act);
      player.pass(pauseMs);
    }
    converge(player);
    return undefined;
  } catch (error) {
    return error instanceof Breach ? error.message : `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

/** Plays a story for somebody who looks at each step; what holds of the cluster is then theirs to say. */
export function tellStory(story: FuzzCase, seen: Seen): void {
  const player = new Player(story, seen);
  for (const { act, pauseMs } of story.actions) {
    perform(player, act);
    player.pass(pauseMs);
  }
  makeGood(player);
  player.pass(300_000);
}

/** The same story with as few actions as still fail. */
export function minimise(story: FuzzCase): FuzzCase {
  let actions: readonly FuzzAction[] = story.actions;
  for (let size = Math.ceil(actions.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = actions.length - size; from >= 0; from -= size) {
      const fewer = [...actions.slice(0, from), ...actions.slice(from + size)];
      if (fuzzFailure({ ...story, actions: fewer }) !== undefined) actions = fewer;
    }
  }
  return { ...story, actions };
}
