/** What a pod waits for on its way to being available, or to being gone. */
import type { ReplicaSet } from '../../api/apps.ts';
import type { Node, Pod } from '../../api/core.ts';
import { keyOf } from '../../api/key.ts';
import type { Outlook } from '../../engine/reason.ts';
import type { SimTime } from '../../engine/setup.ts';
import { isNodeLost } from '../nodes.ts';
import { availableFrom } from '../podState.ts';
import { controllerUid, uidOf, type World } from '../world.ts';
import { deletionWait, orphanWait } from './deletionWait.ts';
import { dueAt, isSilent, latest, nameOf, nodeEnding, nodeEndings, ownerEndings, POD_GC, turn } from './endings.ts';
import {
  crashOf,
  holdingProbe,
  imageAtWork,
  initContainers,
  type MissingObject,
  missingReference,
  missingVolume,
  waitingMessage,
} from './podContainers.ts';
import type { Records } from './records.ts';
import type { CommonWait, Ending, PodWait } from './wait.ts';

type Base = Pick<PodWait, 'who' | 'endings' | 'dueAt'>;

/** Undefined for a pod that is available, and for one that nobody waits for. */
export function podWait(pod: Pod, world: World, records: Records): PodWait | CommonWait | undefined {
  return new PodQuestion(pod, world, records).answer();
}

/** minReadySeconds of the ReplicaSet that owns the pod; 0 without one. */
function minReadySecondsOf(pod: Pod, world: World): number {
  const { namespace = '', ownerReferences = [] } = pod.metadata;
  const name = ownerReferences.find(({ kind, controller }) => kind === 'ReplicaSet' && controller === true)?.name;
  const owner = name === undefined ? undefined : (world.get({ kind: 'ReplicaSet', namespace, name }) as ReplicaSet | undefined);
  return owner !== undefined && uidOf(owner) === controllerUid(pod, 'ReplicaSet') ? (owner.spec.minReadySeconds ?? 0) : 0;
}

class PodQuestion {
  readonly #pod: Pod;
  readonly #world: World;
  readonly #records: Records;
  readonly #outlook: Outlook | undefined;
  readonly #key: string;

  constructor(pod: Pod, world: World, records: Records) {
    this.#pod = pod;
    this.#world = world;
    this.#records = records;
    this.#outlook = world.outlook(keyOf(pod));
    this.#key = nameOf(pod);
  }

  answer(): PodWait | CommonWait | undefined {
    const { metadata, spec, status } = this.#pod;
    const isLeaving = metadata.deletionTimestamp !== undefined;
    const orphaned = isLeaving ? undefined : orphanWait(this.#pod, this.#world);
    if (orphaned !== undefined) return orphaned;
    const name = spec.nodeName ?? '';
    if (name !== '') {
      const node = this.#world.get({ kind: 'Node', namespace: '', name }) as Node | undefined;
      if (node === undefined) return this.#nodeGone(name, isLeaving);
      if (isNodeLost(node)) return this.#nodeLost(name, isLeaving);
      if (isSilent(node, this.#world) && (isLeaving || this.#availableFrom() === undefined)) return this.#nodeSilent(name, isLeaving);
    }
    if (isLeaving) return this.#leaving();
    if (name === '') return this.#unscheduled();
    if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return this.#ended(status.phase, status.reason);
    return this.#untilAvailable(name);
  }

  #availableFrom(): SimTime | undefined {
    const { startTime, minor } = this.#world;
    return availableFrom(this.#pod, { startTime, minor, minReadySeconds: minReadySecondsOf(this.#pod, this.#world) });
  }

  #untilAvailable(node: string): PodWait | undefined {
    const from = this.#availableFrom();
    if (from === undefined) return this.#onItsWay(node);
    if (from <= this.#world.now) return undefined;
    const minReadySeconds = minReadySecondsOf(this.#pod, this.#world);
    const base = this.#base([{ by: 'time', at: from }, this.#kubelet()], from);
    return { ...base, code: 'minReadySeconds', seconds: minReadySeconds, since: from - minReadySeconds * 1000 };
  }

  #base(endings: readonly Ending[], due?: SimTime): Base {
    const others =
      this.#pod.metadata.deletionTimestamp === undefined
        ? [...ownerEndings(this.#pod, 'ReplicaSet', this.#world), ...nodeEndings(() => [this.#pod], this.#world)]
        : [];
    return { who: keyOf(this.#pod), endings: [...endings, ...others], ...dueAt(due) };
  }

  /** When the stage ends. What is over shows with the kubelet's next look, which comes within a second. */
  #until(): SimTime | undefined {
    const until = this.#outlook?.until;
    return until !== undefined && until > this.#world.now ? until : undefined;
  }

  /** The kubelet's next pass over this pod. */
  #kubelet(at?: SimTime): Ending {
    return turn('kubelet', this.#key, at);
  }

  #nodeGone(node: string, isLeaving: boolean): PodWait {
    const ending = nodeEnding(node, 'collected', [POD_GC], this.#world);
    const at = ending.by === 'node' ? ending.at : undefined;
    // The machine may well be there without its object, and end what it was told to end.
    const endings = isLeaving ? [ending, this.#kubelet()] : [ending];
    return { who: keyOf(this.#pod), code: 'node gone', node, endings, ...dueAt(at) };
  }

  #nodeLost(node: string, isLeaving: boolean): PodWait {
    const isPlanned = this.#world.turnOf('nodelifecycle', this.#key) !== undefined;
    const eviction = isLeaving || !isPlanned ? undefined : nodeEnding(node, 'evicted', [this.#key], this.#world);
    const evictAt = eviction?.by === 'node' ? eviction.at : undefined;
    const endings: readonly Ending[] = [
      { by: 'object', keys: [{ kind: 'Node', namespace: '', name: node }] },
      ...(eviction === undefined ? [] : [eviction]),
      this.#kubelet(),
    ];
    const lost = { code: 'node lost', node, isLeaving, ...(evictAt === undefined ? {} : { evictAt }) } as const;
    return {
      who: keyOf(this.#pod),
      ...lost,
      endings: isLeaving ? endings : [...endings, ...ownerEndings(this.#pod, 'ReplicaSet', this.#world)],
    };
  }

  /** Its kubelet may do what it likes: nobody hears of it. */
  #nodeSilent(node: string, isLeaving: boolean): PodWait {
    const given = nodeEnding(node, 'given up', [`/${node}`], this.#world);
    const base = this.#base([...(isLeaving ? [given] : []), this.#kubelet()], given.by === 'node' ? given.at : undefined);
    return { ...base, code: 'node silent', node, isLeaving };
  }

  #leaving(): PodWait | CommonWait {
    const { metadata, spec } = this.#pod;
    const hasEnded = this.#outlook === undefined || this.#outlook.stage === 'cleanUp';
    if ((metadata.finalizers ?? []).length > 0 && hasEnded && this.#outlook?.until === undefined) {
      const held = deletionWait(this.#pod, [], this.#world);
      if (held !== undefined) return held;
    }
    const seconds = metadata.deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30;
    const until = this.#until();
    return { ...this.#base([this.#kubelet(until)], until), code: 'grace', seconds };
  }

  #unscheduled(): PodWait {
    const condition = this.#pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    const tries = turn('scheduler', this.#key);
    if (condition?.status !== 'False') return { ...this.#base([tries]), code: 'scheduler turn' };
    const placement = this.#records.placementOf(this.#key);
    const found = placement === undefined ? {} : { placement };
    const at = this.#world.turnOf('scheduler', this.#key);
    return { ...this.#base([{ ...tries, ...latest(at) }]), code: 'no node', message: condition.message ?? '', ...found };
  }

  /** Nothing brings an ended pod back; its ReplicaSet has made another one already. */
  #ended(phase: string, reason: string | undefined): PodWait {
    const base = this.#base([{ by: 'person', how: 'delete' }, this.#kubelet()]);
    return { ...base, code: 'ended', phase, ...(reason === undefined ? {} : { reason }) };
  }

  #onItsWay(node: string): PodWait {
    const outlook = this.#outlook;
    const pod = this.#pod;
    if (outlook === undefined) return { ...this.#base([this.#kubelet()]), code: 'kubelet turn', node };
    const { stage } = outlook;
    const until = this.#until();
    const isOver = outlook.until !== undefined && until === undefined;
    const base = this.#base([this.#kubelet(until)], until);
    // A retry comes when it is due; what it lacks, or another fault, wakes the kubelet sooner.
    const retry = this.#base([{ ...turn('kubelet', this.#key), ...latest(until) }], until);
    switch (stage) {
      case 'admit':
        return { ...base, code: 'admission', node };
      case 'sandbox':
        return { ...base, code: 'sandbox', node };
      case 'imagePull':
        return { ...base, code: 'image pull', image: imageAtWork(pod) };
      case 'containerStart':
        return this.#starting(retry, node);
      case 'imageBackOff':
        return {
          ...retry,
          endings: [...retry.endings, { by: 'person', how: 'image' }],
          code: 'image back-off',
          image: imageAtWork(pod),
          message: waitingMessage(pod),
        };
      case 'crashBackOff':
        return { ...base, code: 'crash back-off', ...crashOf(pod) };
      case 'configError':
        return { ...retry, ...(missingReference(waitingMessage(pod)) ?? { code: 'config error', message: waitingMessage(pod) }) };
      case 'startUp':
      case 'running':
        return isOver ? { ...base, code: 'start-up', probes: [] } : this.#startUp(until);
      case 'terminate':
      case 'cleanUp':
        return { ...retry, code: 'container start', node };
    }
  }

  #starting(base: Base, node: string): PodWait {
    const missing: MissingObject | undefined = missingVolume(this.#pod, this.#world);
    if (missing !== undefined) return { ...base, ...missing };
    const { done, total } = initContainers(this.#pod);
    return done < total ? { ...base, code: 'init containers', done, total } : { ...base, code: 'container start', node };
  }

  #startUp(until: SimTime | undefined): PodWait {
    const probe = holdingProbe(this.#pod);
    const probes = this.#world.probes(keyOf(this.#pod)).filter(({ result, failures }) => result !== 'success' || failures > 0);
    // A container that ends, or is killed for its liveness, ends it sooner.
    const base = this.#base([{ ...turn('kubelet', this.#key), ...latest(until) }], until);
    if (until === undefined && probe !== undefined) {
      // Nothing that is known makes the probe pass: only another template does, or a probe that kills the container.
      return { ...base, endings: [...base.endings, { by: 'person', how: 'new template' }], code: 'never ready', probe, probes };
    }
    return { ...base, code: 'start-up', probes, ...(probe === undefined ? {} : { probe }) };
  }
}
