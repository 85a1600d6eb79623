/** A random story from a seed, as data: each thing that a person does stands for itself, so that any of them can be left out. */
import type { Request } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { ensureExists } from '../../base/assert.ts';
import type { Fault, FaultKind, FaultTarget } from '../faults/fault.ts';
import { FAULT_KINDS } from '../faults/table.ts';
import { random } from '../random.ts';
import type { ImageSetup, Setup } from '../setup.ts';

/** One thing that a person does. `undo` and `deletePod` look at the cluster first; the others are requests as they stand. */
export type FuzzAct =
  | { readonly does: 'request'; readonly request: Request }
  /** Something breaks, or is made good again; clearing what is not on does nothing. */
  | { readonly does: 'inject'; readonly fault: Fault }
  | { readonly does: 'clear'; readonly id: string }
  | { readonly does: 'undo'; readonly name: string }
  /** The pod at this place among the pods of the Deployment, counted around. */
  | { readonly does: 'deletePod' | 'releasePod'; readonly name: string; readonly place: number }
  | { readonly does: 'deleteReplicaSet' | 'scaleReplicaSet'; readonly name: string; readonly place: number; readonly value: number };

export interface FuzzAction {
  /** Virtual milliseconds that pass afterwards. */
  readonly pauseMs: number;
  readonly act: FuzzAct;
}

export interface FuzzCase {
  readonly setup: Setup;
  readonly actions: readonly FuzzAction[];
}

export const fuzzNames = ['web', 'api'] as const;
/** The image that always works. */
export const goodImage = 'shop:good';
const IMAGES = [
  goodImage,
  'shop:1',
  'shop:2',
  'shop:3',
  'shop:missing',
  'shop:denied',
  'shop:crash',
  'shop:late',
  'shop:never',
  'shop:stubborn',
  'shop:sick',
];
const ACTIONS_MAX = 16;
const LONGEST_PAUSE_MS = 60_000;

/** The size that every Deployment has in the end. */
export const goodReplicas = 3;

/** Draws by word and number, so that a change at one place re-rolls nothing else. */
class Dice {
  readonly #seed: number;
  readonly #n: number;

  constructor(seed: number, n: number) {
    this.#seed = seed;
    this.#n = n;
  }

  /** Whether this seed's story has faults in it. */
  get withFaults(): boolean {
    return random(this.#seed, 'fuzz', 'faults') < 0.5;
  }

  below(count: number, word: string): number {
    return Math.floor(random(this.#seed, 'fuzz', this.#n, word) * count);
  }

  of<const T>(list: readonly T[], word: string): T {
    return ensureExists(list[this.below(list.length, word)], 'one of the list');
  }
}

function imagesOf(dice: Dice): readonly ImageSetup[] {
  const startUp = { minMs: dice.below(500, 'start'), maxMs: 500 + dice.below(8000, 'start more') };
  return [
    { image: 'shop:missing', where: 'missing' },
    { image: 'shop:denied', where: 'denied' },
    { image: 'shop:crash', exit: { after: { minMs: 0, maxMs: 900 }, code: 1 } },
    { image: 'shop:late', exit: { after: { minMs: 5000, maxMs: 30_000 }, code: 137, reason: 'OOMKilled' } },
    { image: 'shop:never', neverReady: true },
    { image: 'shop:stubborn', ignoreTerm: true },
    { image: 'shop:sick', livenessFailsAfter: { minMs: 1000, maxMs: 20_000 } },
    { image: 'shop:2', where: 'node', startUp: { minMs: 0, maxMs: 0 }, shutDown: { minMs: 0, maxMs: 0 } },
    { image: '*', startUp },
  ];
}

function setupOf(seed: number): Setup {
  const dice = new Dice(seed, -1);
  const isSmall = dice.below(4, 'small') === 0;
  const node = isSmall ? { pods: 7 } : {};
  return {
    kubernetes: `1.${22 + dice.below(16, 'version')}`,
    seed,
    startTime: '2026-01-05T09:00:00Z',
    nodes: Array.from({ length: isSmall ? 3 : 1 + dice.below(3, 'nodes') }, (_, index) => ({ name: `node-${index + 1}`, ...node })),
    images: imagesOf(dice),
    objects: [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' }, data: { colour: 'blue' } } as KubeObject,
    ],
  };
}

function containerOf(dice: Dice): object {
  const probe = (word: string) => ({
    httpGet: { path: '/', port: 80 },
    periodSeconds: 1 + dice.below(5, `${word} period`),
    initialDelaySeconds: dice.below(4, `${word} delay`),
    failureThreshold: 1 + dice.below(3, `${word} failures`),
  });
  return {
    name: 'main',
    image: IMAGES[dice.below(IMAGES.length, 'image')] ?? goodImage,
    ports: [{ containerPort: 80 }],
    ...(dice.below(2, 'readiness') === 0 ? { readinessProbe: probe('readiness') } : {}),
    ...(dice.below(4, 'liveness') === 0 ? { livenessProbe: probe('liveness') } : {}),
    ...(dice.below(6, 'hook') === 0 ? { lifecycle: { preStop: { exec: { command: ['sleep', '3'] } } } } : {}),
  };
}

function strategyOf(dice: Dice): object {
  if (dice.below(5, 'recreate') === 0) return { type: 'Recreate', rollingUpdate: null };
  const bounds = [0, 1, 2, 3, '0%', '25%', '50%', '100%'] as const;
  const maxSurge = dice.of(bounds, 'surge');
  const maxUnavailable = dice.of(bounds, 'unavailable');
  const isNothing = Number.parseInt(String(maxSurge), 10) === 0 && Number.parseInt(String(maxUnavailable), 10) === 0;
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable: isNothing ? 1 : maxUnavailable } };
}

/** Fields beside template and replicas. */
function numbersOf(dice: Dice): object {
  const minReadySeconds = dice.of([0, 0, 1, 5, 12], 'min ready');
  return {
    minReadySeconds,
    progressDeadlineSeconds: dice.of([minReadySeconds + 1, minReadySeconds + 10, 60, 600, 2147483647], 'deadline'),
    revisionHistoryLimit: dice.of([0, 1, 2, 10], 'history'),
  };
}

/** What a Deployment of this name looks like in its manifest. */
export function deploymentOf(name: string, spec: object): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: { selector: { matchLabels: { app: name } }, ...spec },
  };
}

/** The template with the image that works. */
export function goodTemplate(name: string): object {
  return { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: goodImage }] } };
}

function create(name: string, dice: Dice): Request {
  const containers = [containerOf(dice)];
  const grace = dice.of([30, 30, 0, 1, 5], 'grace');
  const initContainers = dice.below(8, 'init') === 0 ? { initContainers: [{ name: 'prepare', image: 'shop:prepare' }] } : {};
  // Objects that the faults take away: those of the good template need none of them.
  const settings = dice.below(6, 'settings') === 0 ? { volumes: [{ name: 'settings', configMap: { name: 'settings' } }] } : {};
  const template = {
    metadata: { labels: { app: name } },
    spec: { containers, ...initContainers, ...settings, terminationGracePeriodSeconds: grace },
  };
  const replicas = dice.below(7, 'replicas');
  return {
    verb: 'create',
    object: deploymentOf(name, {
      replicas,
      strategy: strategyOf(dice),
      ...numbersOf(dice),
      template,
      paused: dice.below(12, 'paused') === 0,
    }),
  };
}

const NODE_KINDS: ReadonlySet<FaultKind> = new Set(['nodeFull', 'nodeCordoned', 'nodeLost']);
const NAMED: Readonly<Partial<Record<FaultKind, string>>> = {
  configMapMissing: 'settings',
  secretMissing: 'password',
  serviceAccountMissing: 'default',
};

/** Few ids, so that a later act clears what an earlier one has broken, and two faults meet. */
const FAULT_IDS = ['a', 'b', 'c'] as const;

function targetOf(kind: FaultKind, dice: Dice): FaultTarget {
  if (NODE_KINDS.has(kind)) return { node: dice.of(['node-1', 'node-2'], 'fault node') };
  switch (dice.below(4, 'fault target')) {
    case 0:
      return { image: dice.of(['shop:*', goodImage, 'shop:2'], 'fault image') };
    case 1:
      return { deployment: dice.of(fuzzNames, 'fault name'), revision: 1 + dice.below(3, 'fault revision') };
    case 2:
      return { deployment: dice.of(fuzzNames, 'fault name') };
    default:
      return {};
  }
}

function faultOf(dice: Dice): Fault {
  const kind = dice.of(FAULT_KINDS, 'fault');
  const name = NAMED[kind];
  const hard = dice.of([{ pods: '3' }, { pods: '0' }, { 'requests.cpu': '1' }, { 'count/replicasets.apps': '2' }], 'fault hard');
  const parameters = {
    ...(name === undefined ? {} : { name }),
    ...(kind === 'quotaTooSmall' ? { hard } : {}),
    ...(kind === 'rbacDenied' ? { user: 'jane' } : {}),
  };
  return {
    id: dice.of(FAULT_IDS, 'fault id'),
    kind,
    target: targetOf(kind, dice),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
  };
}

function actOf(dice: Dice, isFirst: boolean): FuzzAct {
  // Every second story has faults in it, about every fourth thing that happens there.
  if (!isFirst && dice.withFaults && dice.below(4, 'is fault') === 0) {
    return dice.below(3, 'clears') === 0 ? { does: 'clear', id: dice.of(FAULT_IDS, 'clear id') } : { does: 'inject', fault: faultOf(dice) };
  }
  const name = dice.of(fuzzNames, 'name');
  const key = { kind: 'Deployment', namespace: 'default', name } as const;
  const request = (value: Request): FuzzAct => ({ does: 'request', request: value });
  const merge = (spec: object): FuzzAct => request({ verb: 'patch', key, patchType: 'merge', body: { spec } });
  const propagationPolicy = dice.of(['Background', 'Foreground', 'Orphan'], 'cascade');
  const place = dice.below(50, 'place');
  switch (isFirst ? 0 : dice.below(20, 'what')) {
    case 0:
    case 1:
      return request(create(name, dice));
    case 2:
    case 3:
    case 4:
    case 5:
      return merge({ template: { spec: { containers: [containerOf(dice)] } } });
    case 6:
    case 7:
      return request({
        verb: 'patch',
        key,
        patchType: 'merge',
        subresource: 'scale',
        body: { spec: { replicas: dice.below(9, 'scale') } },
      });
    case 8:
      return merge({ paused: dice.below(2, 'pause') === 0 ? true : null });
    case 9:
      return merge({ paused: null });
    case 10:
      return { does: 'undo', name };
    case 11:
      return merge({ template: { metadata: { annotations: { restarted: `${dice.below(1000, 'restart')}` } } } });
    case 12:
      return merge({ strategy: strategyOf(dice) });
    case 13:
      return merge(numbersOf(dice));
    case 14:
      return request({ verb: 'delete', key, propagationPolicy });
    case 15:
      return request({ verb: 'deleteCollection', kind: 'Pod', namespace: 'default', labelSelector: `app=${name}` });
    case 16:
      return { does: 'deletePod', name, place };
    case 17:
      return { does: 'releasePod', name, place };
    case 18:
      return { does: 'deleteReplicaSet', name, place, value: dice.below(3, 'orphan') };
    default:
      return dice.below(2, 'cordon or size') === 0
        ? { does: 'scaleReplicaSet', name, place, value: dice.below(6, 'size') }
        : request({
            verb: 'patch',
            key: { kind: 'Node', namespace: '', name: 'node-1' },
            patchType: 'merge',
            body: { spec: { unschedulable: dice.below(2, 'cordon') === 0 ? true : null } },
          });
  }
}

/** The story of a seed. */
export function fuzzCase(seed: number): FuzzCase {
  const count = 2 + Math.floor(random(seed, 'fuzz', 'count') * (ACTIONS_MAX - 1));
  const actions = Array.from({ length: count }, (_, n) => ({
    pauseMs: Math.floor(random(seed, 'fuzz', n, 'pause') ** 3 * LONGEST_PAUSE_MS),
    act: actOf(new Dice(seed, n), n === 0),
  }));
  return { setup: setupOf(seed), actions };
}
