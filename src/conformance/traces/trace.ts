/** The format of a recorded trace, as `conformance/traces/README.md` describes it. */
import type { PatchType, Propagation } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';

export interface PodLife {
  readonly image?: string;
  readonly ordinals?: readonly number[];
  readonly scheduleMs: number;
  readonly startMs: number;
  readonly readyMs: number | null;
  readonly unreadyAfterMs?: number;
  readonly readyAgainAfterMs?: number;
  readonly flaps?: number;
  readonly failAfterMs?: number;
  readonly terminateMs: number;
  readonly unschedulable?: boolean;
}

export interface Admission {
  readonly quotaPods?: number;
  readonly quotaName?: string;
  readonly denyReplicaSets?: string;
  readonly missingServiceAccount?: string;
}

/** An object by kind and name, or a ReplicaSet by its reference. */
export interface Subject {
  readonly kind: 'Deployment' | 'ReplicaSet';
  readonly name?: string;
  readonly rs?: string;
}

export interface PodChoice {
  readonly rs: string;
  readonly nth: number;
  readonly state?: 'ready' | 'unready' | 'terminating';
}

/** Exactly one of these is there. */
export interface Do {
  readonly create?: KubeObject;
  readonly patch?: Subject & { readonly type: PatchType; readonly body: unknown };
  readonly scale?: Subject & { readonly replicas: number };
  readonly pause?: { readonly name: string };
  readonly resume?: { readonly name: string };
  readonly undo?: { readonly name: string; readonly toRevision: number };
  readonly restart?: { readonly name: string; readonly at: string };
  readonly delete?: Subject & { readonly propagation?: Propagation };
  readonly deletePod?: PodChoice & { readonly graceSeconds?: number };
  readonly annotate?: Subject & { readonly key: string; readonly value: string | null };
  readonly podMeta?: PodChoice & {
    readonly labels?: Readonly<Record<string, string | null>>;
    readonly annotations?: Readonly<Record<string, string | null>>;
  };
  readonly failPod?: PodChoice;
  readonly setPodLife?: readonly PodLife[];
  readonly setReadiness?: { readonly rs?: string; readonly image?: string; readonly ready: boolean };
  readonly makeSchedulable?: { readonly name: string };
  readonly setAdmission?: Admission;
}

/** What came of an action, where there was anything to tell. */
export interface ActionResult {
  readonly sent?: { readonly type: string; readonly body: unknown };
  readonly text?: string;
  readonly error?: string;
}

export interface Action extends ActionResult {
  readonly atMs: number;
  readonly do: Do;
}

/** An object's fields, as the recording shows them. */
export type Fields = Readonly<Record<string, unknown>>;
export type PodRow = readonly [rs: string, phase: string, flags: readonly string[], n: number];
export type EventRow = readonly [
  kind: string,
  object: string,
  type: string,
  reason: string,
  message: string,
  n: number | readonly [min: number, max: number],
];

export interface RecordedStep {
  readonly atMs: number;
  readonly cause: readonly string[];
  readonly deployments?: Readonly<Record<string, Fields | null>>;
  readonly replicaSets?: Readonly<Record<string, Fields | null>>;
  readonly pods?: readonly PodRow[];
  readonly events?: readonly EventRow[];
}

export interface Unstable {
  readonly path: string;
  readonly steps: string;
  readonly seen: readonly string[];
}

export interface Trace {
  readonly id: string;
  readonly family: string;
  readonly title: string;
  readonly kubernetes: string;
  readonly nodes: number;
  readonly gridMs: number;
  readonly podLife: readonly PodLife[];
  readonly admission?: Admission;
  readonly actions: readonly Action[];
  readonly steps: readonly RecordedStep[];
  readonly end: { readonly atMs: number; readonly emitted?: readonly EventRow[]; readonly stored?: readonly EventRow[] };
  readonly unstable?: readonly Unstable[];
}
