/**
 * The life of a pod as a table. One sync of the pod's worker walks through it: at each point the first row that applies is taken,
 * lasts as long as it says, and names the next point. Rows of failures stand before the rows of what goes well.
 * upstream: pkg/kubelet/kubelet.go SyncPod, pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod, startContainer
 */
import type { SimTime } from '../setup.ts';
import { inBackOffSince, nextBackOff } from './backOff.ts';
import { configError, mountError } from './config.ts';
import { containerIDOf } from './ids.ts';
import { imageStages } from './imageStages.ts';
import { containerOf, hasExited, isRunning, type Point, setContainer } from './life.ts';
import { takeAddress } from './nodes.ts';
import { addWorkers } from './probes.ts';
import { fail, type Stage } from './stage.ts';
import { generateStatus, writeStatus } from './status.ts';
import { stopContainer } from './stop.ts';
import { emit, endOf, observedAt, type PodSync, relistsOnDemand, subjectOf } from './sync.ts';
import { crashBackOffText, createdText, podText, startedText } from './texts.ts';

/** The reconciler looks for work ten times a second; the wait for volumes is polled every 300 ms. */
const FIRST_MOUNT_MS = 150;
const MOUNT_POLL_MS = 300;
const MOUNT_RETRY_MS = 500;
const MOUNT_RETRY_CAP_MS = 122_000;

function crashSince(sync: PodSync, container: string): SimTime | undefined {
  const { current, previous } = containerOf(sync.draft, container);
  const observed = observedAt(sync);
  if (hasExited(current, observed)) return current?.exit?.at;
  return current === undefined ? undefined : previous?.exit?.at;
}

const volumes: readonly Stage[] = [
  {
    name: 'volumes are mounted already',
    at: 'volumes',
    shows: 'sandbox',
    when: ({ draft }) => draft.volumesMounted,
    leads: () => 'sandbox',
  },
  {
    name: 'a volume has no source',
    at: 'volumes',
    shows: 'configError',
    when: ({ pass, draft }) => mountError(pass, draft.pod) !== undefined,
    begins: (sync) => {
      const { pass, draft } = sync;
      const message = mountError(pass, draft.pod);
      if (draft.mount !== undefined && message !== undefined) emit(sync, undefined, 'Warning', 'FailedMount', message);
    },
    lasts: ({ draft }) => (draft.mount === undefined ? FIRST_MOUNT_MS : draft.mount.delayMs),
    leads: ({ draft }) => {
      const before = draft.mount?.delayMs;
      draft.mount = { delayMs: before === undefined ? MOUNT_RETRY_MS : Math.min(before * 2, MOUNT_RETRY_CAP_MS) };
      return 'volumes';
    },
  },
  {
    name: 'volumes are mounted',
    at: 'volumes',
    shows: 'sandbox',
    lasts: ({ draft }) => (draft.mount === undefined ? MOUNT_POLL_MS : FIRST_MOUNT_MS),
    leads: (sync) => {
      sync.draft.volumesMounted = true;
      addWorkers(sync);
      return 'sandbox';
    },
  },
];

const sandbox: readonly Stage[] = [
  { name: 'the sandbox exists', at: 'sandbox', shows: 'sandbox', when: ({ draft }) => draft.sandboxAt !== undefined, leads: () => 'kill' },
  {
    name: 'the sandbox is created',
    at: 'sandbox',
    shows: 'sandbox',
    lasts: ({ runtime, pass, draft }) => runtime.sandbox(pass, draft.pod, draft.sandboxAttempts).takesMs,
    leads: (sync) => {
      const { runtime, pass, draft } = sync;
      const { error } = runtime.sandbox(pass, draft.pod, draft.sandboxAttempts);
      draft.sandboxAttempts++;
      if (error !== undefined) {
        const message = `Failed to create pod sandbox: rpc error: code = Unknown desc = ${error}`;
        emit(sync, undefined, 'Warning', 'FailedCreatePodSandBox', message);
        draft.result = { acted: draft.result.acted, error: {} };
        return 'end';
      }
      draft.podIP = draft.pod.spec.hostNetwork === true ? draft.status?.hostIP : takeAddress(pass, draft.node, draft.uid);
      draft.sandboxAt = pass.now;
      draft.unseenSince ??= pass.now;
      draft.result = { acted: true, error: draft.result.error };
      if (relistsOnDemand(sync)) writeSandboxReady(sync);
      return 'kill';
    },
  },
];

/** The condition alone is published at once; the address comes with the next sync. */
function writeSandboxReady(sync: PodSync): void {
  const { podIP: _, podIPs: __, ...status } = generateStatus(sync, sync.pass.now).status;
  writeStatus(sync, status);
}

const kill: readonly Stage[] = [
  {
    name: 'a container is stopped',
    at: 'kill',
    shows: 'terminate',
    when: ({ draft }) => draft.toKill.length > 0,
    begins: (sync) => {
      for (const { name, message, graceMs } of sync.draft.toKill) stopContainer(sync, name, message, graceMs);
    },
    lasts: ({ pass, draft }) =>
      Math.max(...draft.toKill.map(({ name }) => (containerOf(draft, name).current?.exit?.at ?? pass.now) - pass.now)),
    leads: ({ draft }) => {
      if (draft.toKill.some(({ ends }) => ends)) draft.sandboxStopped = true;
      draft.toKill = [];
      draft.result = { acted: true, error: draft.result.error };
      return 'container';
    },
  },
  { name: 'nothing to stop', at: 'kill', shows: 'running', leads: () => 'container' },
];

const backOff: readonly Stage[] = [
  { name: 'no more containers', at: 'container', shows: 'running', when: ({ draft }) => draft.toStart.length === 0, leads: () => 'end' },
  { name: 'the next container', at: 'container', shows: 'containerStart', leads: () => 'backOff' },
  {
    name: 'it crashed a short while ago',
    at: 'backOff',
    shows: 'crashBackOff',
    when: (sync, container) => {
      const since = crashSince(sync, container);
      return since !== undefined && inBackOffSince(containerOf(sync.draft, container).crash, since, sync.pass.now);
    },
    leads: (sync, container) => {
      const { draft } = sync;
      const delayMs = containerOf(draft, container).crash?.delayMs ?? 0;
      const message = `Back-off restarting failed container ${container} in pod ${podText(draft.pod)}`;
      emit(sync, container, 'Warning', 'BackOff', message);
      const until = (crashSince(sync, container) ?? sync.pass.now) + delayMs;
      return fail(sync, container, 'CrashLoopBackOff', crashBackOffText(delayMs, container, draft.pod), until);
    },
  },
  {
    name: 'it may start',
    at: 'backOff',
    shows: 'containerStart',
    leads: (sync, container) => {
      const since = crashSince(sync, container);
      const { crash } = containerOf(sync.draft, container);
      if (since !== undefined) setContainer(sync.draft, container, { crash: nextBackOff(crash, since, sync.pass.now) });
      return 'image';
    },
  },
];

const create: readonly Stage[] = [
  {
    name: 'its configuration cannot be made',
    at: 'create',
    shows: 'configError',
    when: (sync, container) => configError(sync.pass, sync.draft.pod, subjectOf(sync, container).container) !== undefined,
    leads: (sync, container) => {
      const message = configError(sync.pass, sync.draft.pod, subjectOf(sync, container).container) ?? '';
      emit(sync, container, 'Warning', 'Failed', `Error: ${message}`);
      return fail(sync, container, 'CreateContainerConfigError', message);
    },
  },
  {
    name: 'the runtime cannot create it',
    at: 'create',
    shows: 'configError',
    when: (sync, container) => creation(sync, container).error !== undefined,
    lasts: (sync, container) => creation(sync, container).takesMs,
    leads: (sync, container) => {
      const message = creation(sync, container).error ?? '';
      emit(sync, container, 'Warning', 'Failed', `Error: ${message}`);
      setContainer(sync.draft, container, { creations: containerOf(sync.draft, container).creations + 1 });
      return fail(sync, container, 'CreateContainerError', message);
    },
  },
  {
    name: 'it is created',
    at: 'create',
    shows: 'containerStart',
    // Created and started are one wait: nobody can see the pod between the two.
    leads: () => 'start',
  },
];

function creation(sync: PodSync, container: string): { readonly takesMs: number; readonly error?: string } {
  const subject = subjectOf(sync, container, 'next');
  return sync.runtime.create(sync.pass, { ...subject, attempt: containerOf(sync.draft, container).creations });
}

const start: readonly Stage[] = [
  {
    name: 'it is started',
    at: 'start',
    shows: 'containerStart',
    lasts: (sync, container) =>
      creation(sync, container).takesMs + sync.runtime.start(sync.pass, subjectOf(sync, container, 'next')).takesMs,
    leads: (sync, container) => {
      const { pass, draft, runtime } = sync;
      const subject = subjectOf(sync, container, 'next');
      const { attempt } = subject;
      const { error } = runtime.start(pass, subject);
      const { current, creations } = containerOf(draft, container);
      const image = subject.container.image ?? '';
      const id = containerIDOf(draft.uid, container, attempt);
      emit(sync, container, 'Normal', 'Created', createdText(pass.minor, container));
      draft.unseenSince ??= pass.now;
      if (error !== undefined) {
        const exit = { at: pass.now, code: 128, reason: 'StartError', message: error };
        emit(sync, container, 'Warning', 'Failed', `Error: ${error}`);
        const instance = { id, attempt, image, startedAt: undefined, exit };
        setContainer(draft, container, { previous: current, current: instance, creations: creations + 1, exitSeen: false });
        return fail(sync, container, 'RunContainerError', error);
      }
      emit(sync, container, 'Normal', 'Started', startedText(pass.minor, container));
      const end = runtime.run(pass, subject);
      const exit = end === undefined ? undefined : { at: endOf(sync, end.afterMs), code: end.code, reason: end.reason };
      const instance = { id, attempt, image, startedAt: pass.now, exit };
      setContainer(draft, container, { previous: current, current: instance, creations: creations + 1, exitSeen: false });
      draft.result = { acted: true, error: draft.result.error };
      return 'postStart';
    },
  },
];

const postStart: readonly Stage[] = [
  {
    name: 'its postStart hook runs',
    at: 'postStart',
    shows: 'containerStart',
    when: (sync, container) => subjectOf(sync, container).container.lifecycle?.postStart !== undefined,
    lasts: (sync, container) => hook(sync, container).takesMs,
    leads: (sync, container) => (hook(sync, container).error === undefined ? done(sync, container) : 'hookFailed'),
  },
  { name: 'it runs', at: 'postStart', shows: 'running', leads: (sync, container) => done(sync, container) },
  {
    name: 'its postStart hook failed',
    at: 'hookFailed',
    shows: 'crashBackOff',
    begins: (sync, container) => {
      emit(sync, container, 'Warning', 'FailedPostStartHook', 'PostStartHook failed');
      if (isRunning(containerOf(sync.draft, container).current, sync.pass.now))
        stopContainer(sync, container, 'FailedPostStartHook', undefined);
    },
    lasts: ({ pass, draft }, container) => Math.max(0, (containerOf(draft, container).current?.exit?.at ?? pass.now) - pass.now),
    leads: (sync, container) => fail(sync, container, 'PostStartHookError', hook(sync, container).error),
  },
];

function hook(sync: PodSync, container: string): { readonly takesMs: number; readonly error?: string } {
  const subject = subjectOf(sync, container);
  const handler = subject.container.lifecycle?.postStart;
  return handler === undefined ? { takesMs: 0 } : sync.runtime.hook(sync.pass, subject, handler);
}

/** The container runs: the reason of its last failure is forgotten. */
function done({ draft }: PodSync, container: string): Point {
  setContainer(draft, container, { failure: undefined });
  draft.toStart = draft.toStart.slice(1);
  return 'container';
}

/** All rows, in the order in which they are consulted. */
export const STAGES: readonly Stage[] = [...volumes, ...sandbox, ...kill, ...backOff, ...imageStages, ...create, ...start, ...postStart];
