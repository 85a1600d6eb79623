/** The kubelets of all nodes, as one actor: a key is a pod. upstream: pkg/kubelet */
import type { ObjectKey } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import type { Actor, Change, Memory, Outcome, Pass, Wake } from '../actor.ts';
import type { KubeletReason } from '../reason.ts';
import { admit, leave } from './admission.ts';
import { type ContainerKind, type ContainerLife, draftOf, type PodLife } from './life.ts';
import { noteOutlook, outlook } from './outlook.ts';
import { probeOutlooks } from './probeOutlook.ts';
import type { Runtime } from './runtime.ts';
import { feel, keepForLater, wakesOfFault } from './struck.ts';
import type { PodSync } from './sync.ts';
import { phasesOf } from './times.ts';
import { isNews, observePod, work } from './worker.ts';

/** From the watch event to the pod's first sync. */
const NOTICE_MS = 20;
/** From the watch event of a later change to its sync. */
const REACT_MS = 5;

function podKey(pod: Pod): string {
  return `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
}

const NO_LIVES: readonly PodLife[] = [];

function livesOf(memory: Memory, livesAt: string): readonly PodLife[] {
  return memory.get<readonly PodLife[]>(livesAt) ?? NO_LIVES;
}

function newContainer(name: string, kind: ContainerKind): ContainerLife {
  return {
    name,
    kind,
    current: undefined,
    previous: undefined,
    failure: undefined,
    crash: undefined,
    pulls: undefined,
    creations: 0,
    pullAttempts: 0,
    exitSeen: false,
  };
}

/** A pod that the kubelet takes on now. */
function newLife(pod: Pod, pass: Pass): PodLife {
  const { uid = '', namespace = '', name } = pod.metadata;
  const containers = [
    ...(pod.spec.initContainers ?? []).map((each) => newContainer(each.name, each.restartPolicy === 'Always' ? 'sidecar' : 'init')),
    ...pod.spec.containers.map((each) => newContainer(each.name, 'app')),
  ];
  return {
    uid,
    namespace,
    name,
    node: pod.spec.nodeName ?? '',
    pod,
    gone: false,
    startTime: pass.now,
    worker: 'syncing',
    containers,
    probes: [],
    volumesMounted: false,
    mount: undefined,
    sandboxAt: undefined,
    sandboxStopped: false,
    sandboxAttempts: 0,
    podIP: undefined,
    doing: undefined,
    point: undefined,
    toStart: [],
    toKill: [],
    result: { acted: false, error: undefined },
    pullAgain: false,
    pullWaitMs: 0,
    pull: undefined,
    isDisturbed: undefined,
    wasSilent: undefined,
    later: [],
    wanted: pass.now,
    freshAt: pass.now,
    relistedAt: pass.now,
    unseenSince: undefined,
    resyncAt: undefined,
    resyncs: 0,
    status: undefined,
    outlook: undefined,
  };
}

/** Whether a kubelet would take the pod on. */
function isAdmitted(pod: Pod): boolean {
  const ended = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  return pod.spec.nodeName !== undefined && pod.spec.nodeName !== '' && !ended && pod.metadata.deletionGracePeriodSeconds !== 0;
}

const NO_WAKES: readonly Wake[] = [];

function wakesOf({ type, object, old }: Change, memory: Memory): readonly Wake[] {
  if (object.kind !== 'Pod') return NO_WAKES;
  const pod = object as Pod;
  if (pod.spec.nodeName === undefined || pod.spec.nodeName === '') return NO_WAKES;
  if (type === 'deleted') {
    const key = podKey(pod);
    const livesAt = `pod ${key}`;
    const lives = livesOf(memory, livesAt);
    const left = lives.filter(({ uid, worker }) => uid !== pod.metadata.uid || worker !== 'finished');
    if (left.length === 0) memory.delete(livesAt);
    else if (left.length < lives.length) memory.set(livesAt, left);
    return left.length === 0 ? NO_WAKES : [{ key, afterMs: REACT_MS }];
  }
  const before = type === 'modified' ? (old as Pod | undefined) : undefined;
  const isBound = before?.spec.nodeName !== undefined && before.spec.nodeName !== '';
  if (!isBound) return isAdmitted(pod) ? [{ key: podKey(pod), afterMs: NOTICE_MS }] : NO_WAKES;
  // Most changes are the echo of the kubelet's own writes.
  if (!isNews(before, pod)) return NO_WAKES;
  const key = podKey(pod);
  return livesOf(memory, `pod ${key}`).length > 0 ? [{ key, afterMs: REACT_MS }] : NO_WAKES;
}

/** Lets one pod's worker do what is due; the life as it is afterwards, and when it is due again. */
function drive(
  life: PodLife,
  pod: Pod | undefined,
  pass: Pass,
  runtime: Runtime,
): { readonly life: PodLife; readonly due: number | undefined } {
  const draft = draftOf(life);
  const { relist, queue } = phasesOf(pass, life.node);
  const sync: PodSync = { pass, runtime, draft, relistPhase: relist, queuePhase: queue };
  observePod(sync, pod);
  feel(sync);
  if (life.status === undefined) admit(sync);
  const due = work(sync);
  // As soon as its containers have ended, which is when the scheduler too stops counting it. upstream: podWorkers.IsPodKnownTerminated
  if (draft.worker === 'terminated' || draft.worker === 'finished' || draft.gone) leave(pass.memory, draft.uid);
  noteOutlook(sync);
  return { life: draft, due };
}

function reasonOf(life: PodLife): KubeletReason | undefined {
  const { outlook: seen, doing } = life;
  if (seen === undefined) return undefined;
  const failure = life.containers.find((each) => each.failure !== undefined)?.failure;
  const reason: { -readonly [Field in keyof KubeletReason]: KubeletReason[Field] } = {
    actor: 'kubelet',
    verdict: seen.stage,
    pod: life.name,
  };
  if (doing?.container !== undefined && doing.container !== '') reason.container = doing.container;
  if (failure !== undefined) reason.message = failure.message ?? failure.reason;
  if (seen.until !== undefined) reason.until = seen.until;
  return reason;
}

/** What the key names; a life has the two words already, and words that were cut out anew are dear to look up. */
function keyOfPod(key: string, life: PodLife | undefined): ObjectKey {
  if (life !== undefined) return { kind: 'Pod', namespace: life.namespace, name: life.name };
  const slash = key.indexOf('/');
  return { kind: 'Pod', namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

function syncPods(key: string, pass: Pass, runtime: Runtime): Outcome {
  const livesAt = `pod ${key}`;
  let lives = livesOf(pass.memory, livesAt);
  const pod = pass.cache.get(keyOfPod(key, lives[0])) as Pod | undefined;
  const isNew = pod !== undefined && isAdmitted(pod) && !lives.some(({ uid }) => uid === pod.metadata.uid);
  if (isNew && !keepForLater(pass, pod.spec.nodeName ?? '', key)) lives = [...lives, newLife(pod, pass)];
  if (lives.length === 0) return {};
  let left = NO_LIVES;
  let due = Number.POSITIVE_INFINITY;
  let last = lives[0];
  for (const life of lives) {
    const driven = keepForLater(pass, life.node, key) ? { life, due: undefined } : drive(life, pod, pass, runtime);
    last = driven.life;
    if (last.worker !== 'finished' || !last.gone) left = left.length === 0 ? [last] : [...left, last];
    if (driven.due !== undefined && driven.due < due) due = driven.due;
  }
  if (left.length === 0) pass.memory.delete(livesAt);
  else pass.memory.set(livesAt, left);
  const reason = last === undefined ? undefined : reasonOf(last);
  if (due === Number.POSITIVE_INFINITY) return reason === undefined ? {} : { reason };
  return reason === undefined ? { requeueAfterMs: due - pass.now } : { requeueAfterMs: due - pass.now, reason };
}

/** The kubelet over a runtime. */
export function createKubelet(runtime: Runtime): Actor {
  return {
    name: 'kubelet',
    kinds: new Set(['Pod']),
    wakes: (change, { memory }) => wakesOf(change, memory),
    disturbed: wakesOfFault,
    sync: (key, pass) => syncPods(key, pass, runtime),
    outlook,
    probes: probeOutlooks,
  };
}
