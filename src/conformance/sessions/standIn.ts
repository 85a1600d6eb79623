/**
 * What played the kubelet when the sessions were recorded: a table of stages with fixed times, chosen by image names
 * (`golden/README.md`, "What the stand-in did"). Not our kubelet: a recording must meet the pods that it was made with.
 */
import type { Container, ContainerState, ContainerStatus, Pod, PodCondition, PodStatus, Probe } from '../../api/core.ts';
import type { Actor, Change, Outcome, Pass, Wake } from '../../engine/actor.ts';
import { podEvent } from '../../engine/kubelet/texts.ts';
import type { SimTime } from '../../engine/setup.ts';

const SEES_MS = 150;
const ADDRESS_MS = 500;
const START_MS = 300;
const INIT_MS = 1200;
const READY_WITH_PROBE_MS = 1200;
const READY_SLOW_MS = 4000;
const CRASH_MS = 800;
const ENDS_MS = 1500;
const GOES_MS = 200;
const CONFIG_RETRY_MS = 3000;
const BACK_OFF_SHOWS_MS = 2500;
const FIRST_BACK_OFF_MS = 10_000;
const LONGEST_BACK_OFF_MS = 300_000;
const SECOND_MS = 1000;

type Stage = 'see' | 'address' | 'start' | 'init ends' | 'ready' | 'unhealthy' | 'crash' | 'restart' | 'pull back-off' | 'end' | 'go';

/** Where a pod stands: data, kept in the actor's memory. */
interface Plan {
  readonly uid: string;
  readonly stage: Stage;
  readonly at: SimTime;
  /** Restarts of the crashing container, and failed pulls. */
  readonly attempts: number;
  /** Set when the pod is being deleted: what was planned before is void. */
  readonly isLeaving: boolean;
  readonly status: PodStatus;
}

const keyOf = ({ metadata }: Pod): string => `${metadata.namespace ?? ''}/${metadata.name}`;

function wakes({ type, object }: Change): readonly Wake[] {
  if (object.kind !== 'Pod' || type === 'deleted') return [];
  const pod = object as Pod;
  return pod.spec.nodeName === undefined || pod.spec.nodeName === '' ? [] : [{ key: keyOf(pod) }];
}

function sync(key: string, pass: Pass): Outcome {
  const [namespace = '', name = ''] = key.split('/');
  const pod = pass.cache.get({ kind: 'Pod', namespace, name }) as Pod | undefined;
  if (pod === undefined) return {};
  return new Turn(pod, pass).take();
}

/** The kubelet of a recorded session. */
export const standIn: Actor = { name: 'kubelet', wakes, sync };

/** As containerd tells an image that it has: with registry and tag. */
function fullImage(image: string): string {
  const tagged = /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
  return image.includes('/') ? tagged : `docker.io/library/${tagged}`;
}

/** One look at one pod. */
class Turn {
  readonly #pod: Pod;
  readonly #pass: Pass;
  readonly #memoryKey: string;

  constructor(pod: Pod, pass: Pass) {
    this.#pod = pod;
    this.#pass = pass;
    this.#memoryKey = `pod ${pod.metadata.uid ?? ''}`;
  }

  take(): Outcome {
    const { now, memory } = this.#pass;
    let plan = memory.get<Plan>(this.#memoryKey) ?? this.#first();
    if (this.#pod.metadata.deletionTimestamp !== undefined && !plan.isLeaving) plan = this.#leave(plan);
    while (plan.at <= now) {
      const next = this.#play(plan);
      if (next === undefined) {
        memory.delete(this.#memoryKey);
        return {};
      }
      plan = next;
    }
    memory.set<Plan>(this.#memoryKey, plan);
    return plan.at === Number.POSITIVE_INFINITY ? {} : { requeueAfterMs: plan.at - now };
  }

  #first(): Plan {
    const { now } = this.#pass;
    const status = this.#pod.status ?? {};
    return { uid: this.#pod.metadata.uid ?? '', stage: 'see', at: now + SEES_MS, attempts: 0, isLeaving: false, status };
  }

  #leave(plan: Plan): Plan {
    const { now } = this.#pass;
    const running = (plan.status.containerStatuses ?? []).filter(({ state }) => state?.running !== undefined);
    for (const { name } of running) this.#say('Normal', 'Killing', `Stopping container ${name}`, name);
    const grace = (this.#pod.metadata.deletionGracePeriodSeconds ?? 30) * SECOND_MS;
    return { ...plan, isLeaving: true, stage: 'end', at: now + (this.#isNamed('stubborn') ? grace : ENDS_MS) };
  }

  /** Plays what is due and says what comes next; undefined: the pod is gone. */
  #play(plan: Plan): Plan | undefined {
    const next = (stage: Stage, afterMs: number, more: Partial<Plan> = {}): Plan => ({ ...plan, stage, at: plan.at + afterMs, ...more });
    switch (plan.stage) {
      case 'see':
        return next('address', ADDRESS_MS, { status: this.#write(this.#created(plan.status)) });
      case 'address':
        return next('start', START_MS, { status: this.#write(this.#addressed(plan.status)) });
      case 'start':
        return this.#start(plan);
      case 'init ends':
        return next('start', 0, { status: this.#endInit(plan.status) });
      case 'ready':
        return this.#rest({ ...plan, status: this.#write(this.#readied(plan.status, true)) });
      case 'unhealthy': {
        const period = (this.#probe()?.periodSeconds ?? 10) * SECOND_MS;
        this.#say('Warning', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503', this.#main().name);
        return next('unhealthy', period);
      }
      case 'crash':
        return this.#crash(plan);
      case 'restart':
        return this.#start({ ...plan, attempts: plan.attempts + 1 });
      case 'pull back-off':
        return this.#backOffPull(plan);
      case 'end':
        return next('go', GOES_MS, { status: this.#write(this.#ended(plan.status)) });
      case 'go': {
        const { namespace = '', name } = this.#pod.metadata;
        this.#pass.request({ verb: 'delete', key: { kind: 'Pod', namespace, name }, gracePeriodSeconds: 0 });
        return undefined;
      }
    }
  }

  #rest(plan: Plan): Plan {
    return { ...plan, at: Number.POSITIVE_INFINITY };
  }

  #main(): Container {
    const [main] = this.#pod.spec.containers;
    if (main === undefined) throw new Error('a pod without containers was stored');
    return main;
  }

  /** The image's name, without registry, repository and tag. */
  #isNamed(prefix: string, container: Container = this.#main()): boolean {
    return (container.image ?? '').split('/').at(-1)?.startsWith(prefix) === true;
  }

  #probe(): Probe | undefined {
    return this.#pod.spec.containers.find(({ readinessProbe }) => readinessProbe !== undefined)?.readinessProbe;
  }

  #say(type: 'Normal' | 'Warning', reason: string, message: string, container: string): void {
    const init = this.#pod.spec.initContainers?.find(({ name }) => name === container);
    const spec = init ?? this.#pod.spec.containers.find(({ name }) => name === container);
    const about = spec === undefined ? undefined : { spec, init: init !== undefined };
    this.#pass.emit(podEvent(this.#pod, this.#pod.spec.nodeName ?? '', type, reason, message, about));
  }

  #write(status: PodStatus): PodStatus {
    const { namespace = '', name } = this.#pod.metadata;
    const live = this.#pass.live.get({ kind: 'Pod', namespace, name }) as Pod | undefined;
    if (live === undefined || live.metadata.uid !== this.#pod.metadata.uid) return status;
    const observedGeneration = live.metadata.generation;
    const whole = { ...status, qosClass: live.status?.qosClass, ...(observedGeneration === undefined ? {} : { observedGeneration }) };
    this.#pass.request({ verb: 'update', subresource: 'status', object: { ...live, status: whole } });
    return status;
  }

  #condition(type: string, status: 'True' | 'False', before: readonly PodCondition[], reason?: string, message?: string): PodCondition {
    const was = before.find((each) => each.type === type);
    const { generation } = this.#pod.metadata;
    const lastTransitionTime = was?.status === status && was.lastTransitionTime !== undefined ? was.lastTransitionTime : this.#pass.time;
    return {
      type,
      status,
      ...(type === 'PodScheduled' || generation === undefined ? {} : { observedGeneration: generation }),
      lastProbeTime: null,
      lastTransitionTime,
      ...(reason === undefined ? {} : { reason }),
      ...(message === undefined ? {} : { message }),
    };
  }

  #conditions(
    before: readonly PodCondition[],
    { hasAddress, isInitialized, isReady }: Record<'hasAddress' | 'isInitialized' | 'isReady', boolean>,
  ) {
    const names = this.#pod.spec.containers.map(({ name }) => name);
    const unready = isReady ? [] : (['ContainersNotReady', `containers with unready status: [${names.join(' ')}]`] as const);
    const initial = isInitialized ? [] : (['ContainersNotInitialized', 'containers with incomplete status'] as const);
    return [
      this.#condition('PodReadyToStartContainers', hasAddress ? 'True' : 'False', before),
      this.#condition('Initialized', isInitialized ? 'True' : 'False', before, ...initial),
      this.#condition('Ready', isReady ? 'True' : 'False', before, ...unready),
      this.#condition('ContainersReady', isReady ? 'True' : 'False', before, ...unready),
      this.#condition('PodScheduled', 'True', before),
    ];
  }

  #waiting({ name, image = '' }: Container, reason: string, message?: string): ContainerStatus {
    const waiting = { reason, ...(message === undefined ? {} : { message }) };
    return { name, state: { waiting }, lastState: {}, ready: false, restartCount: 0, image, imageID: '', started: false };
  }

  #created(status: PodStatus): PodStatus {
    const { initContainers = [], containers, nodeName = '' } = this.#pod.spec;
    const hasInit = initContainers.length > 0;
    const waits = hasInit ? 'PodInitializing' : 'ContainerCreating';
    const hostIP = this.#hostIP(nodeName);
    return {
      ...status,
      phase: 'Pending',
      startTime: this.#pass.time,
      hostIP,
      hostIPs: [{ ip: hostIP }],
      conditions: this.#conditions(status.conditions ?? [], { hasAddress: false, isInitialized: !hasInit, isReady: false }),
      ...(hasInit ? { initContainerStatuses: initContainers.map((each) => this.#waiting(each, 'PodInitializing')) } : {}),
      containerStatuses: containers.map((each) => this.#waiting(each, waits)),
    };
  }

  #hostIP(node: string): string {
    const found = this.#pass.cache.get({ kind: 'Node', namespace: '', name: node }) as
      | { readonly status?: { readonly addresses?: readonly { readonly type: string; readonly address: string }[] } }
      | undefined;
    return found?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '192.168.65.3';
  }

  #addressed(status: PodStatus): PodStatus {
    const count = (this.#pass.memory.get<number>('addresses') ?? 1) + 1;
    this.#pass.memory.set('addresses', count);
    const podIP = `10.1.${Math.floor(count / 250)}.${count % 250}`;
    const isInitialized = (this.#pod.spec.initContainers ?? []).length === 0;
    const conditions = this.#conditions(status.conditions ?? [], { hasAddress: true, isInitialized, isReady: false });
    return { ...status, podIP, podIPs: [{ ip: podIP }], conditions };
  }

  #start(plan: Plan): Plan {
    const { initContainers = [] } = this.#pod.spec;
    const statuses = plan.status.initContainerStatuses ?? [];
    const next = initContainers.find(({ name }) => {
      const state = statuses.find((each) => each.name === name)?.state;
      return state?.terminated === undefined && state?.running === undefined;
    });
    if (next !== undefined) return this.#startInit(plan, next);
    return this.#startContainers(plan);
  }

  #startInit(plan: Plan, container: Container): Plan {
    this.#sayStarted(container);
    const isSidecar = container.restartPolicy === 'Always';
    const status = this.#replaceInit(plan.status, container.name, (before) => ({
      ...before,
      image: fullImage(before.image),
      state: { running: { startedAt: this.#pass.time } },
      started: true,
      ready: isSidecar,
      containerID: 'containerd://c0ffee',
      imageID: 'docker.io/library/x@sha256:0',
    }));
    return { ...plan, stage: isSidecar ? 'start' : 'init ends', at: plan.at + (isSidecar ? 0 : INIT_MS), status: this.#write(status) };
  }

  #endInit(status: PodStatus): PodStatus {
    const running = status.initContainerStatuses?.find(({ name, state }) => {
      const isSidecar = this.#pod.spec.initContainers?.find((each) => each.name === name)?.restartPolicy === 'Always';
      return state?.running !== undefined && !isSidecar;
    });
    if (running === undefined) return status;
    const startedAt = running.state?.running?.startedAt;
    const { containerID } = running;
    const terminated = {
      exitCode: 0,
      reason: 'Completed',
      ...(startedAt === undefined ? {} : { startedAt }),
      finishedAt: this.#pass.time,
      ...(containerID === undefined ? {} : { containerID }),
    };
    const ended = this.#replaceInit(status, running.name, (before) => ({ ...before, state: { terminated }, ready: true, started: false }));
    return this.#write(ended);
  }

  #replaceInit(status: PodStatus, name: string, change: (before: ContainerStatus) => ContainerStatus): PodStatus {
    const initContainerStatuses = (status.initContainerStatuses ?? []).map((each) => (each.name === name ? change(each) : each));
    return { ...status, initContainerStatuses };
  }

  #sayPulled({ name, image = '' }: Container): void {
    this.#say('Normal', 'Pulled', `Container image "${image}" already present on machine and can be accessed by the pod`, name);
  }

  #sayStarted(container: Container): void {
    const { name } = container;
    this.#sayPulled(container);
    this.#say('Normal', 'Created', 'Container created', name);
    this.#say('Normal', 'Started', 'Container started', name);
  }

  #startContainers(plan: Plan): Plan {
    const main = this.#main();
    const conditions = this.#conditions(plan.status.conditions ?? [], { hasAddress: true, isInitialized: true, isReady: false });
    const blocked = (reason: string, message: string): PodStatus => {
      const containerStatuses = this.#pod.spec.containers.map((each, index) =>
        index === 0 ? this.#waiting(each, reason, message) : this.#running(each),
      );
      return this.#write({ ...plan.status, conditions, containerStatuses });
    };
    const image = main.image ?? '';
    if (/:(bad|nosuch)$/.test(image)) {
      const message = `failed to pull and unpack image "docker.io/library/${image}": failed to resolve reference "docker.io/library/${image}": docker.io/library/${image}: not found`;
      this.#say('Normal', 'Pulling', `Pulling image "${image}"`, main.name);
      this.#say('Warning', 'Failed', `Failed to pull image "${image}": ${message}`, main.name);
      this.#say('Warning', 'Failed', 'Error: ErrImagePull', main.name);
      return { ...plan, stage: 'pull back-off', at: plan.at + BACK_OFF_SHOWS_MS, status: blocked('ErrImagePull', message) };
    }
    if (this.#isNamed('absent') && main.imagePullPolicy === 'Never') {
      const message = `Container image "${image}" is not present with pull policy of Never`;
      this.#say('Warning', 'ErrImageNeverPull', message, main.name);
      this.#say('Warning', 'Failed', 'Error: ErrImageNeverPull', main.name);
      return this.#rest({ ...plan, status: blocked('ErrImageNeverPull', message) });
    }
    const missing = this.#missingConfig();
    if (missing !== undefined) {
      this.#sayPulled(main);
      this.#say('Warning', 'Failed', `Error: ${missing}`, main.name);
      return { ...plan, at: plan.at + CONFIG_RETRY_MS, status: blocked('CreateContainerConfigError', missing) };
    }
    return this.#run({ ...plan, status: { ...plan.status, conditions } });
  }

  #run(plan: Plan): Plan {
    const { containers } = this.#pod.spec;
    for (const each of containers) this.#sayStarted(each);
    const restarts = plan.attempts;
    const last = plan.status.containerStatuses?.[0];
    const lastState: ContainerState =
      last?.state?.terminated === undefined ? (last?.lastState ?? {}) : { terminated: last.state.terminated };
    const containerStatuses = containers.map((each) => ({
      ...this.#running(each),
      ready: this.#probe() === undefined && !this.#isSlow(),
      restartCount: restarts,
      lastState,
    }));
    const started: PodStatus = { ...plan.status, phase: 'Running', containerStatuses };
    const crashes = this.#isNamed('crash');
    const isBroken = this.#probe()?.httpGet?.path === '/broken';
    const isReady = this.#probe() === undefined && !this.#isSlow() && !crashes;
    const status = this.#write(isReady ? this.#readied(started, true) : this.#readied(started, false));
    if (crashes) return { ...plan, stage: 'crash', at: plan.at + CRASH_MS, status };
    if (isReady) return this.#rest({ ...plan, status });
    if (isBroken) return { ...plan, stage: 'unhealthy', at: plan.at + READY_WITH_PROBE_MS, status };
    return { ...plan, stage: 'ready', at: plan.at + (this.#isSlow() ? READY_SLOW_MS : READY_WITH_PROBE_MS), status };
  }

  #isSlow(): boolean {
    return this.#isNamed('slow');
  }

  #running({ name, image = '' }: Container): ContainerStatus {
    return {
      name,
      state: { running: { startedAt: this.#pass.time } },
      lastState: {},
      ready: true,
      restartCount: 0,
      image: fullImage(image),
      imageID: 'docker.io/library/x@sha256:1111',
      containerID: 'containerd://beef',
      started: true,
    };
  }

  #readied(status: PodStatus, isReady: boolean): PodStatus {
    const containerStatuses = (status.containerStatuses ?? []).map((each) => ({ ...each, ready: isReady }));
    const conditions = this.#conditions(status.conditions ?? [], { hasAddress: true, isInitialized: true, isReady });
    return { ...status, containerStatuses, conditions };
  }

  #missingConfig(): string | undefined {
    const { namespace = '' } = this.#pod.metadata;
    const lacks = (kind: 'ConfigMap' | 'Secret', name: string | undefined, optional: boolean | undefined): string | undefined => {
      if (name === undefined || optional === true) return undefined;
      const isThere = this.#pass.live.get({ kind, namespace, name }) !== undefined;
      return isThere ? undefined : `${kind.toLowerCase()} "${name}" not found`;
    };
    for (const { envFrom = [], env = [] } of this.#pod.spec.containers) {
      for (const { configMapRef, secretRef } of envFrom) {
        const missing =
          lacks('ConfigMap', configMapRef?.name, configMapRef?.optional) ?? lacks('Secret', secretRef?.name, secretRef?.optional);
        if (missing !== undefined) return missing;
      }
      for (const { valueFrom } of env) {
        const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
        const missing =
          lacks('ConfigMap', configMapKeyRef?.name, configMapKeyRef?.optional) ??
          lacks('Secret', secretKeyRef?.name, secretKeyRef?.optional);
        if (missing !== undefined) return missing;
      }
    }
    return undefined;
  }

  #crash(plan: Plan): Plan {
    const main = this.#main();
    const startedAt = plan.status.containerStatuses?.[0]?.state?.running?.startedAt;
    const terminated = { exitCode: 1, reason: 'Error', ...(startedAt === undefined ? {} : { startedAt }), finishedAt: this.#pass.time };
    const isFirst = plan.attempts === 0;
    const waitMs = isFirst ? 0 : Math.min(FIRST_BACK_OFF_MS * 2 ** (plan.attempts - 1), LONGEST_BACK_OFF_MS);
    const message = `back-off ${waitMs / SECOND_MS}s restarting failed container=${main.name} pod=${this.#pod.metadata.name}_${this.#pod.metadata.namespace}(${plan.uid})`;
    const containerStatuses = (plan.status.containerStatuses ?? []).map((each) => ({
      ...each,
      ready: false,
      started: false,
      ...(isFirst ? { state: { terminated } } : { state: { waiting: { reason: 'CrashLoopBackOff', message } }, lastState: { terminated } }),
    }));
    if (!isFirst) {
      const { name, namespace } = this.#pod.metadata;
      this.#say(
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${main.name} in pod ${name}_${namespace}(${plan.uid})`,
        main.name,
      );
    }
    const conditions = this.#conditions(plan.status.conditions ?? [], { hasAddress: true, isInitialized: true, isReady: false });
    return { ...plan, stage: 'restart', at: plan.at + waitMs, status: this.#write({ ...plan.status, containerStatuses, conditions }) };
  }

  #backOffPull(plan: Plan): Plan {
    const main = this.#main();
    const image = main.image ?? '';
    this.#say('Normal', 'BackOff', `Back-off pulling image "${image}"`, main.name);
    this.#say('Warning', 'Failed', 'Error: ImagePullBackOff', main.name);
    const before = plan.status.containerStatuses?.[0]?.state?.waiting?.message ?? '';
    const message = `Back-off pulling image "${image}": ErrImagePull: ${before}`;
    const containerStatuses = (plan.status.containerStatuses ?? []).map((each, index) =>
      index === 0 ? { ...each, state: { waiting: { reason: 'ImagePullBackOff', message } } } : each,
    );
    const waitMs = Math.min(FIRST_BACK_OFF_MS * 2 ** plan.attempts, LONGEST_BACK_OFF_MS);
    const status = this.#write({ ...plan.status, containerStatuses });
    return { ...plan, stage: 'start', at: plan.at + waitMs, attempts: plan.attempts + 1, status };
  }

  #ended(status: PodStatus): PodStatus {
    const isStubborn = this.#isNamed('stubborn');
    const finished = (each: ContainerStatus): ContainerStatus => {
      const startedAt = each.state?.running?.startedAt;
      if (startedAt === undefined) return each;
      const code = isStubborn ? { exitCode: 137, reason: 'Error' } : { exitCode: 0, reason: 'Completed' };
      return { ...each, ready: false, started: false, state: { terminated: { ...code, startedAt, finishedAt: this.#pass.time } } };
    };
    const containerStatuses = (status.containerStatuses ?? []).map(finished);
    const conditions = this.#conditions(status.conditions ?? [], { hasAddress: true, isInitialized: true, isReady: false });
    return { ...status, phase: isStubborn ? 'Failed' : 'Succeeded', containerStatuses, conditions };
  }
}
