/**
 * What can be broken, one row a kind: what it changes in an image's entry or in a container's run, or the requests that it makes.
 * Where each shows follows from the cluster's own rules; no row says so.
 */
import type { Image } from '../kubelet/images.ts';
import type { SimTime } from '../setup.ts';
import type { ActiveFault, Fault, FaultKind, FaultParameters } from './fault.ts';
import { cordonNode, fillNode, missingObject, type Plan, type Planner, tightQuota, tooNarrow } from './objects.ts';

/** How an application behaves at one instant: its image's entry, and what faults add to it. */
export interface Behaviour extends Image {
  /** A container that ran already when it was struck ends, or fails its liveness probes, counted from this instant. */
  readonly exitsFrom?: SimTime;
  readonly livenessFailsFrom?: SimTime;
  /** Readiness fails and passes in turn from an instant on. */
  readonly flapping?: { readonly since: SimTime; readonly passesMs: number; readonly failsMs: number };
}

/** A run that a fault may strike. */
export interface Struck {
  readonly since: SimTime;
  /** Absent: the container does not run yet. */
  readonly startedAt: SimTime | undefined;
  readonly parameters: FaultParameters;
}

/** `behaviour`: what it changes; `stage`: the kubelet's table of stages asks for it by name; `requests`: what it asks of the API server. */
export type FaultRow =
  | { readonly by: 'behaviour'; readonly becomes: (struck: Struck) => Partial<Behaviour>; readonly hidesImage?: true }
  | { readonly by: 'stage'; readonly hidesImage?: true }
  | { readonly by: 'requests'; readonly plan: Planner }
  | { readonly by: 'node' }
  | { readonly by: 'user' };

const AT_ONCE = { minMs: 20, maxMs: 60 };
const LATER = { minMs: 15_000, maxMs: 20_000 };
const SLOW_START = { minMs: 20_000, maxMs: 30_000 };
const SLOW_PULL = { minMs: 45_000, maxMs: 60_000 };
const SLOW_STOP = { minMs: 20_000, maxMs: 25_000 };
const UNTIL_DEADLOCK = { minMs: 5_000, maxMs: 10_000 };

/** Started before the fault came: what is about starting is over for it. */
function ranBefore({ startedAt, since }: Struck): boolean {
  return startedAt !== undefined && startedAt < since;
}

function exits(struck: Struck, after: { readonly minMs: number; readonly maxMs: number }, code: number, isOOM = false): Partial<Behaviour> {
  const { parameters, since } = struck;
  const exit = {
    after: parameters.after ?? after,
    code: isOOM ? 137 : (parameters.code ?? code),
    ...(isOOM ? { reason: 'OOMKilled' as const } : {}),
  };
  return { exit, exitsFrom: since };
}

/** Every kind, in the order in which a reader meets them. */
export const FAULTS: Readonly<Record<FaultKind, FaultRow>> = {
  // An image that is not in the registry is not on the nodes either: a copy there would hide the fault.
  imageNotFound: { by: 'behaviour', becomes: () => ({ where: 'missing' }), hidesImage: true },
  imageNeedsCredentials: { by: 'behaviour', becomes: () => ({ where: 'denied' }), hidesImage: true },
  imageInvalidName: { by: 'stage' },
  imageNeverPull: { by: 'stage', hidesImage: true },
  imageSlow: { by: 'behaviour', becomes: ({ parameters }) => ({ pull: parameters.takes ?? SLOW_PULL }) },
  containerExitsAtOnce: { by: 'behaviour', becomes: (struck) => exits(struck, AT_ONCE, 1) },
  containerExitsLater: { by: 'behaviour', becomes: (struck) => exits(struck, LATER, 1) },
  containerOutOfMemory: { by: 'behaviour', becomes: (struck) => exits(struck, LATER, 137, true) },
  readinessNever: { by: 'behaviour', becomes: () => ({ neverReady: true }) },
  readinessFlapping: {
    by: 'behaviour',
    becomes: ({ since, parameters: { passesMs = 30_000, failsMs = 30_000 } }) => ({ flapping: { since, passesMs, failsMs } }),
  },
  readinessSlow: {
    by: 'behaviour',
    becomes: (struck) => (ranBefore(struck) ? {} : { startUp: struck.parameters.takes ?? SLOW_START }),
  },
  livenessFailing: {
    by: 'behaviour',
    becomes: ({ since, parameters }) => ({ livenessFailsAfter: parameters.after ?? UNTIL_DEADLOCK, livenessFailsFrom: since }),
  },
  terminationSlow: { by: 'behaviour', becomes: ({ parameters }) => ({ shutDown: parameters.takes ?? SLOW_STOP, ignoreTerm: false }) },
  configMapMissing: { by: 'requests', plan: missingObject('ConfigMap') },
  secretMissing: { by: 'requests', plan: missingObject('Secret') },
  serviceAccountMissing: { by: 'requests', plan: missingObject('ServiceAccount') },
  quotaTooSmall: { by: 'requests', plan: tightQuota },
  limitRangeViolated: { by: 'requests', plan: tooNarrow },
  nodeFull: { by: 'requests', plan: fillNode },
  nodeCordoned: { by: 'requests', plan: cordonNode },
  nodeLost: { by: 'node' },
  rbacDenied: { by: 'user' },
};

export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];

const NO_REQUESTS: Plan = { requests: [], cure: [] };

/** What a fault asks of the API server when it is switched on, and later to be cured. */
export function planOf(fault: Fault, cluster: Parameters<Planner>[1]): Plan {
  const row = FAULTS[fault.kind];
  return row.by === 'requests' ? row.plan(fault, cluster) : NO_REQUESTS;
}

/** An image's entry with the faults upon it, later ones over earlier ones. */
export function behaviourOf(image: Image, faults: readonly ActiveFault[], startedAt: SimTime | undefined): Behaviour {
  let behaviour: Behaviour = image;
  for (const { fault, since } of faults) {
    const row = FAULTS[fault.kind];
    if (row.by === 'behaviour') behaviour = { ...behaviour, ...row.becomes({ since, startedAt, parameters: fault.parameters ?? {} }) };
  }
  return behaviour;
}

/** Whether any of the faults takes the image's copies from the nodes. */
export function hidesImage(faults: readonly ActiveFault[]): boolean {
  return faults.some(({ fault }) => {
    const row = FAULTS[fault.kind];
    return 'hidesImage' in row && row.hidesImage === true;
  });
}
