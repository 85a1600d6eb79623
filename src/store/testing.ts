// For tests only: a worker that answers what the test says, and a frame of a rollout in the middle.
import { err, ok, type Result } from '../base/result.ts';
import type { DeploymentView, PodState, PodView, ReplicaSetFacts } from '../picture/view.ts';
import type { News, WorkerClient } from '../worker/client.ts';
import type { CommandBody, CommandType, Frame, KubectlOutput, Refusal, Replies } from '../worker/protocol.ts';
import { initialPlayback } from './playback.ts';
import { type AppStore, setAppStore } from './react.ts';
import { createAppStore } from './store.ts';

type Answers = { readonly [T in CommandType]?: (command: Extract<CommandBody, { readonly type: T }>) => Result<Replies[T], Refusal> };

export interface FakeClient extends WorkerClient {
  /** Every command sent so far. */
  readonly sent: readonly CommandBody[];
  /** What the worker would send. */
  emit(message: News): void;
  readonly isClosed: boolean;
}

const done: KubectlOutput = { line: 'kubectl', stdout: '', stderr: '', exitCode: 0 };

const defaultAnswers: Required<Answers> = {
  open: () => ok({ draft: { fileName: 'web.yaml', text: 'kind: Deployment\n' } }),
  apply: () => ok({ ...done, problems: [], applied: [] }),
  act: () => ok(done),
  play: () => ok(undefined),
  pause: () => ok(undefined),
  speed: () => ok(undefined),
  step: () => ok(undefined),
  stepBack: () => ok(undefined),
  seek: () => ok(undefined),
  undoAction: () => ok({}),
  backToStart: () => ok(undefined),
  follow: () => ok(undefined),
  inspect: () => ok(undefined),
  locate: () => ok({ line: 8, column: 3 }),
  objects: () => ok({ objects: [{ kind: 'Node', namespace: '', name: 'node-1' }] }),
  compare: () =>
    ok({
      lines: [
        { sign: ' ', text: 'spec:' },
        { sign: '-', text: '  image: web:1' },
        { sign: '+', text: '  image: web:2' },
      ],
    }),
  manifestOf: () => ok({ text: 'kind: Deployment\n' }),
  share: () => ok({ fragment: '#z1.AAAA' }),
  visible: () => ok(undefined),
  'terminal.run': () => ok({ outcome: 'taken' }),
  'terminal.interrupt': () => ok(undefined),
  'terminal.answer': () => ok(undefined),
  'terminal.complete': () => ok({ from: 0, candidates: [] }),
};

/** A page that draws whenever something has changed. */
export function drawsAtOnce(callback: () => void): () => void {
  callback();
  return () => undefined;
}

/** A client that answers at once with `answers`, or with success. */
export function fakeClient(answers: Answers = {}): FakeClient {
  const sent: CommandBody[] = [];
  const listeners = new Set<(message: News) => void>();
  let isClosed = false;
  return {
    sent,
    get isClosed() {
      return isClosed;
    },
    send: async <T extends CommandType>(command: Extract<CommandBody, { readonly type: T }>): Promise<Result<Replies[T], Refusal>> => {
      if (isClosed) return err({ code: 'refused' });
      sent.push(command);
      const answer = { ...defaultAnswers, ...answers }[command.type as T] as (
        command: Extract<CommandBody, { readonly type: T }>,
      ) => Result<Replies[T], Refusal>;
      return answer(command);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (message) => {
      for (const listener of listeners) listener(message);
    },
    close: () => {
      isClosed = true;
    },
  };
}

/** A store on a fake client, set as the page's store, showing `frame` (by default four replicas in mid-update). */
export function fakeStore(options: { readonly answers?: Answers; readonly frame?: Frame } = {}): {
  readonly store: AppStore;
  readonly client: FakeClient;
} {
  const client = fakeClient(options.answers);
  const store = createAppStore({
    connect: () => client,
    wallNow: () => 0,
    beforeDrawing: drawsAtOnce,
    address: () => 'https://example.test/',
  });
  setAppStore(store);
  client.emit(options.frame ?? frameMidUpdate());
  return { store, client };
}

const NEW_RS = 'rs-new';
const OLD_RS = 'rs-old';
const NOW = 7_200;

/**
 * Four replicas, 25 % / 25 %, both limits touched: two old and one new available, two new starting, one old leaving.
 * Shaped as the worker sends it; the numbers agree with each other.
 */
export function frameMidUpdate(over: Partial<Frame> = {}): Frame {
  const pods = podsMidUpdate();
  return {
    type: 'frame',
    epoch: 1,
    reset: true,
    jump: false,
    revision: 1,
    playback: {
      ...initialPlayback,
      now: NOW,
      step: 61,
      horizon: NOW,
      idle: false,
      nextAt: 8_600,
      gestures: 1,
      lastLine: 'kubectl set image deployment/web web=shop/web:2.1.0',
    },
    deployments: [deploymentMidUpdate()],
    replicaSets: { upserted: replicaSetsMidUpdate(), removed: [] },
    pods: { upserted: pods, removed: [] },
    nodes: [{ name: 'node-1', pods: 6, capacity: 110 }],
    events: {
      upserted: [
        event(
          'e1',
          2_100,
          'Scaled up replica set web-6d9cd7f8c6 from 0 to 1',
          'ScalingReplicaSet',
          'deployment-controller',
          'Deployment',
          'web',
        ),
        event(
          'e2',
          6_900,
          'Scaled down replica set web-f6f6c5bbd from 3 to 2',
          'ScalingReplicaSet',
          'deployment-controller',
          'Deployment',
          'web',
        ),
        event(
          'e3',
          7_000,
          'Created pod: web-6d9cd7f8c6-zj6p2',
          'SuccessfulCreate',
          'replicaset-controller',
          'ReplicaSet',
          'web-6d9cd7f8c6',
        ),
      ],
      removed: [],
    },
    followed: 'default/web',
    chart: {
      reset: true,
      points: [
        { at: 0, newAvailable: 4, oldAvailable: 0, starting: 0, failing: 0, leaving: 0, floor: 3, desired: 4, ceiling: 5 },
        { at: 2_000, newAvailable: 0, oldAvailable: 3, starting: 2, failing: 0, leaving: 1, floor: 3, desired: 4, ceiling: 5 },
        { at: 6_900, newAvailable: 1, oldAvailable: 2, starting: 2, failing: 0, leaving: 1, floor: 3, desired: 4, ceiling: 5 },
      ],
    },
    inspected: null,
    ...over,
  };
}

export function pod(suffix: string, owner: string | undefined, state: PodState, over: Partial<PodView> = {}): PodView {
  const isReady = state === 'ready' || state === 'available' || state === 'leaving';
  return {
    uid: `pod-${suffix}`,
    name: `web-${owner === NEW_RS ? '6d9cd7f8c6' : 'f6f6c5bbd'}-${suffix}`,
    namespace: 'default',
    suffix,
    state,
    slot: 0,
    status: state === 'leaving' ? 'Terminating' : 'Running',
    ready: isReady ? '1/1' : '0/1',
    restarts: 0,
    node: 'node-1',
    ip: '10.244.0.5',
    image: owner === NEW_RS ? 'shop/web:2.1.0' : 'shop/web:2.0.3',
    createdAt: 0,
    ...(owner === undefined ? {} : { owner, revision: owner === NEW_RS ? 2 : 1 }),
    ...over,
  };
}

function podsMidUpdate(): readonly PodView[] {
  return [
    pod('x7k2p', NEW_RS, 'available', { createdAt: 2_000 }),
    pod('m66cv', NEW_RS, 'starting', { slot: 1, createdAt: 2_000, progress: { kind: 'startingUp', since: 6_000, until: 8_600 } }),
    pod('zj6p2', NEW_RS, 'starting', { slot: 2, createdAt: 7_000, progress: { kind: 'startingUp', since: 7_100, until: 11_400 } }),
    pod('d8k6v', OLD_RS, 'available'),
    pod('hs6h5', OLD_RS, 'available', { slot: 1 }),
    pod('bwg7s', OLD_RS, 'leaving', { slot: 2, progress: { kind: 'leaving', since: 6_900, until: 36_900 } }),
  ];
}

function replicaSet(
  over: Pick<ReplicaSetFacts, 'uid' | 'name' | 'hash' | 'revision' | 'isNew' | 'images'> & Partial<ReplicaSetFacts>,
): ReplicaSetFacts {
  return {
    namespace: 'default',
    owner: 'deployment-web',
    containers: ['web'],
    selector: `app=web,pod-template-hash=${over.hash}`,
    desired: 0,
    current: 0,
    ready: 0,
    available: 0,
    leaving: 0,
    createdAt: 0,
    ...over,
  };
}

function replicaSetsMidUpdate(): readonly ReplicaSetFacts[] {
  return [
    replicaSet({
      uid: NEW_RS,
      name: 'web-6d9cd7f8c6',
      hash: '6d9cd7f8c6',
      revision: 2,
      isNew: true,
      images: ['shop/web:2.1.0'],
      desired: 3,
      current: 3,
      ready: 1,
      available: 1,
      createdAt: 2_000,
    }),
    replicaSet({
      uid: OLD_RS,
      name: 'web-f6f6c5bbd',
      hash: 'f6f6c5bbd',
      revision: 1,
      isNew: false,
      images: ['shop/web:2.0.3'],
      desired: 2,
      current: 2,
      ready: 2,
      available: 2,
      leaving: 1,
    }),
  ];
}

function deploymentMidUpdate(): DeploymentView {
  return {
    uid: 'deployment-web',
    name: 'web',
    namespace: 'default',
    replicas: 4,
    strategy: 'RollingUpdate',
    paused: false,
    deleting: false,
    revision: 2,
    containers: [{ name: 'web', image: 'shop/web:2.1.0' }],
    minReadySeconds: 0,
    createdAt: 0,
    ready: 3,
    updated: 3,
    available: 3,
    unavailable: 2,
    current: 5,
    conditions: [
      {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
        lastUpdate: 0,
        lastTransition: 0,
      },
      {
        type: 'Progressing',
        status: 'True',
        reason: 'ReplicaSetUpdated',
        message: 'ReplicaSet "web-6d9cd7f8c6" is progressing.',
        lastUpdate: 6_000,
        lastTransition: 0,
      },
    ],
    replicaSets: [NEW_RS, OLD_RS],
    revisions: [
      { revision: 2, replicaSet: 'web-6d9cd7f8c6', images: ['shop/web:2.1.0'], isCurrent: true, createdAt: 2_000 },
      { revision: 1, replicaSet: 'web-f6f6c5bbd', images: ['shop/web:2.0.3'], isCurrent: false, createdAt: 0 },
    ],
    rail: {
      groups: { availableOld: 2, availableNew: 1, ready: 0, starting: 2, pending: 0, failed: 0, leaving: 1 },
      total: 5,
      counted: ['pod-d8k6v', 'pod-hs6h5', 'pod-x7k2p', 'pod-m66cv', 'pod-zj6p2'],
      owed: 0,
      leaving: ['pod-bwg7s'],
      available: 3,
      floor: 3,
      desired: 4,
      ceiling: 5,
      surge: 1,
      unavailable: 1,
      maxSurge: '25%',
      maxUnavailable: '25%',
    },
    rolloutStatus: 'Waiting for deployment "web" rollout to finish: 3 out of 4 new replicas have been updated...',
    did: {
      at: 6_900,
      reason: {
        actor: 'deployment',
        verdict: 'moved',
        strategy: 'RollingUpdate',
        replicas: 4,
        maxSurge: '25%',
        maxUnavailable: '25%',
        surge: 1,
        unavailable: 1,
        floor: 3,
        ceiling: 5,
        counted: 5,
        newCounted: 2,
        available: 4,
        newAvailable: 1,
        mayAdd: 0,
        mayRemove: 1,
        newReplicaSet: 'web-6d9cd7f8c6',
        moves: [{ replicaSet: 'web-f6f6c5bbd', from: 3, to: 2, why: 'available above the floor' }],
        progressing: 'ReplicaSetUpdated',
      },
    },
    waiting: { code: 'bothLimits', counted: 5, ceiling: 5, available: 3, floor: 3 },
    next: { pod: 'web-6d9cd7f8c6-m66cv', what: 'ready', at: 8_600 },
    deadlineAt: 606_000,
  };
}

function event(uid: string, at: number, message: string, reason: string, component: string, kind: string, name: string) {
  return { uid, type: 'Normal' as const, reason, message, component, kind, name, namespace: 'default', count: 1, firstAt: at, lastAt: at };
}
