/** What a pod waits for on its way to being available, or to being gone. */
import type { ContainerStatus, Pod } from '../../api/core.ts';
import { keyOf } from '../../api/key.ts';
import type { Outlook } from '../../engine/reason.ts';
import type { SimTime } from '../../engine/setup.ts';
import { availableFrom } from '../podState.ts';
import type { World } from '../world.ts';
import type { Ending, PodWait } from './wait.ts';

export interface PodFacts {
  /** Of the owning ReplicaSet; 0 without one. */
  readonly minReadySeconds: number;
  readonly isNodeLost: boolean;
}

type Base = Pick<PodWait, 'who' | 'endings' | 'dueAt'>;

/** Undefined for a pod that is available, and for one that nobody waits for. */
export function podWait(pod: Pod, facts: PodFacts, world: World): PodWait | undefined {
  return new PodQuestion(pod, facts, world).answer();
}

class PodQuestion {
  readonly #pod: Pod;
  readonly #facts: PodFacts;
  readonly #world: World;
  readonly #outlook: Outlook | undefined;
  readonly #key: string;

  constructor(pod: Pod, facts: PodFacts, world: World) {
    this.#pod = pod;
    this.#facts = facts;
    this.#world = world;
    this.#outlook = world.outlook(keyOf(pod));
    this.#key = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  }

  answer(): PodWait | undefined {
    const { metadata, spec, status } = this.#pod;
    const node = spec.nodeName ?? '';
    if (this.#facts.isNodeLost && node !== '') return this.#lost(node);
    if (metadata.deletionTimestamp !== undefined) return this.#leaving();
    if (node === '') return this.#unscheduled();
    if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return this.#ended(status.phase, status.reason);
    const { now, startTime, minor } = this.#world;
    const { minReadySeconds } = this.#facts;
    const from = availableFrom(this.#pod, { startTime, minor, minReadySeconds });
    if (from !== undefined && from > now) {
      const since = from - minReadySeconds * 1000;
      const endings: readonly Ending[] = [{ by: 'time', at: from }, this.#kubelet()];
      return { ...this.#base(endings, from), code: 'minReadySeconds', seconds: minReadySeconds, since };
    }
    return from === undefined ? this.#onItsWay(node) : undefined;
  }

  #base(endings: readonly Ending[], dueAt?: SimTime): Base {
    const owner = this.#owner();
    const all = owner === undefined || this.#pod.metadata.deletionTimestamp !== undefined ? endings : [...endings, owner];
    return { who: keyOf(this.#pod), endings: all, ...(dueAt === undefined ? {} : { dueAt }) };
  }

  /** A ReplicaSet takes pods away when it shrinks, those that wait first. */
  #owner(): Ending | undefined {
    const { namespace = '', ownerReferences = [] } = this.#pod.metadata;
    const name = ownerReferences.find(({ kind, controller }) => kind === 'ReplicaSet' && controller === true)?.name;
    return name === undefined ? undefined : { by: 'owner', key: { kind: 'ReplicaSet', namespace, name } };
  }

  /** The kubelet's next pass over this pod. */
  #kubelet(at?: SimTime): Ending {
    return { by: 'turn', actor: 'kubelet', key: this.#key, ...(at === undefined ? {} : { at }) };
  }

  #latest(until: SimTime | undefined): Ending {
    return { by: 'turn', actor: 'kubelet', key: this.#key, ...(until === undefined ? {} : { atLatest: until }) };
  }

  #lost(node: string): PodWait {
    const nodeKey = { kind: 'Node', namespace: '', name: node } as const;
    const endings: readonly Ending[] = [
      { by: 'object', keys: [nodeKey] },
      { by: 'turn', actor: 'nodelifecycle', key: node },
      this.#kubelet(),
    ];
    return { ...this.#base(endings), code: 'node lost', node };
  }

  #leaving(): PodWait {
    const { metadata, spec } = this.#pod;
    const { finalizers = [] } = metadata;
    const hasEnded = this.#outlook === undefined || this.#outlook.stage === 'cleanUp';
    if (finalizers.length > 0 && hasEnded && this.#outlook?.until === undefined) {
      return { ...this.#base([{ by: 'person', how: 'finalizer' }]), code: 'finalizers', finalizers };
    }
    const seconds = metadata.deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30;
    const until = this.#outlook?.until;
    return { ...this.#base([this.#kubelet(until)], until), code: 'grace', seconds };
  }

  #unscheduled(): PodWait {
    const condition = this.#pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    const turn: Ending = { by: 'turn', actor: 'scheduler', key: this.#key };
    if (condition?.status !== 'False') return { ...this.#base([turn]), code: 'scheduler turn' };
    return { ...this.#base([turn]), code: 'no node', message: condition.message ?? '' };
  }

  /** Nothing brings an ended pod back; its ReplicaSet has made another one already. */
  #ended(phase: string, reason: string | undefined): PodWait {
    const endings: readonly Ending[] = [
      { by: 'person', how: 'delete' },
      { by: 'turn', actor: 'garbagecollector', key: this.#key },
      this.#kubelet(),
    ];
    return { ...this.#base(endings), code: 'ended', phase, ...(reason === undefined ? {} : { reason }) };
  }

  #onItsWay(node: string): PodWait {
    const outlook = this.#outlook;
    if (outlook === undefined) return { ...this.#base([this.#kubelet()]), code: 'kubelet turn', node };
    const { stage } = outlook;
    // What is over shows with the kubelet's next look, which comes within a second.
    const until = outlook.until !== undefined && outlook.until > this.#world.now ? outlook.until : undefined;
    const isOver = outlook.until !== undefined && until === undefined;
    const base = this.#base([this.#kubelet(until)], until);
    // A retry comes when it is due; what it lacks, or another fault, wakes the kubelet sooner.
    const retry = this.#base([this.#latest(until)], until);
    switch (stage) {
      case 'admit':
        return { ...base, code: 'admission', node };
      case 'sandbox':
        return { ...base, code: 'sandbox', node };
      case 'imagePull':
        return { ...base, code: 'image pull', image: this.#imageAtWork() };
      case 'containerStart':
        return this.#starting(retry, node);
      case 'imageBackOff':
        return { ...retry, code: 'image back-off', image: this.#imageAtWork(), message: this.#waiting()?.state?.waiting?.message ?? '' };
      case 'crashBackOff':
        return { ...base, code: 'crash back-off', ...this.#crash() };
      case 'configError':
        return this.#configError(retry);
      case 'startUp':
      case 'running':
        return isOver ? { ...base, code: 'start-up' } : this.#startUp(until);
      case 'terminate':
      case 'cleanUp':
        return { ...base, code: 'container start', node };
    }
  }

  #starting(base: Base, node: string): PodWait {
    const init = this.#pod.spec.initContainers ?? [];
    const statuses = this.#pod.status?.initContainerStatuses ?? [];
    const done = statuses.filter(({ state }) => state?.terminated?.exitCode === 0).length;
    const volume = this.#missingVolume();
    if (volume !== undefined) return { ...base, ...volume };
    if (done < init.length) return { ...base, code: 'init containers', done, total: init.length };
    return { ...base, code: 'container start', node };
  }

  /** A volume whose ConfigMap or Secret is not there keeps everything from starting. */
  #missingVolume(): Pick<Extract<PodWait, { code: 'missing object' }>, 'code' | 'kind' | 'name' | 'message'> | undefined {
    const namespace = this.#pod.metadata.namespace ?? '';
    for (const { configMap, secret } of this.#pod.spec.volumes ?? []) {
      const wanted =
        configMap?.name !== undefined && configMap.optional !== true
          ? ({ kind: 'ConfigMap', name: configMap.name } as const)
          : secret?.secretName !== undefined && secret.optional !== true
            ? ({ kind: 'Secret', name: secret.secretName } as const)
            : undefined;
      if (wanted !== undefined && this.#world.get({ ...wanted, namespace }) === undefined) {
        return { code: 'missing object', ...wanted, message: `${wanted.kind.toLowerCase()} "${wanted.name}" not found` };
      }
    }
    return undefined;
  }

  #configError(base: Base): PodWait {
    const message = this.#waiting()?.state?.waiting?.message ?? '';
    const [, kind, name] = /^(configmap|secret) "([^"]+)" not found/.exec(message) ?? [];
    if (kind === undefined || name === undefined) return { ...base, code: 'config error', message };
    return { ...base, code: 'missing object', kind: kind === 'secret' ? 'Secret' : 'ConfigMap', name, message };
  }

  #startUp(until: SimTime | undefined): PodWait {
    const probe = this.#probe();
    // A container that ends, or is killed for its liveness, ends it sooner.
    const base = this.#base([this.#latest(until)], until);
    if (until === undefined && probe !== undefined) {
      // Nothing that is known makes the probe pass: only another template does, or a probe that kills the container.
      return { ...base, code: 'never ready', probe };
    }
    return { ...base, code: 'start-up', ...(probe === undefined ? {} : { probe }) };
  }

  #probe(): 'startupProbe' | 'readinessProbe' | undefined {
    const statuses = this.#pod.status?.containerStatuses ?? [];
    const waiting = this.#pod.spec.containers.filter(({ name }) => statuses.find((each) => each.name === name)?.ready !== true);
    const starts = waiting.some(
      ({ name, startupProbe }) => startupProbe !== undefined && statuses.find((each) => each.name === name)?.started !== true,
    );
    if (starts) return 'startupProbe';
    return waiting.some(({ readinessProbe }) => readinessProbe !== undefined) ? 'readinessProbe' : undefined;
  }

  #containers(): readonly ContainerStatus[] {
    return [...(this.#pod.status?.initContainerStatuses ?? []), ...(this.#pod.status?.containerStatuses ?? [])];
  }

  /** The container that shows why nothing goes on. */
  #waiting(): ContainerStatus | undefined {
    const plain = new Set(['ContainerCreating', 'PodInitializing']);
    const all = this.#containers();
    return (
      all.find(({ state }) => state?.waiting?.reason !== undefined && !plain.has(state.waiting.reason)) ??
      all.find(({ state }) => state?.waiting !== undefined)
    );
  }

  #imageAtWork(): string {
    return this.#waiting()?.image ?? this.#pod.spec.containers[0]?.image ?? '';
  }

  #crash(): { readonly restarts: number; readonly exitCode?: number; readonly reason?: string } {
    const all = this.#containers();
    const crashed = all.find(({ state, lastState }) => state?.terminated !== undefined || lastState?.terminated !== undefined) ?? all[0];
    const ended = crashed?.state?.terminated ?? crashed?.lastState?.terminated;
    return {
      restarts: crashed?.restartCount ?? 0,
      ...(ended === undefined ? {} : { exitCode: ended.exitCode }),
      ...(ended?.reason === undefined ? {} : { reason: ended.reason }),
    };
  }
}
