/** A recording of the real kubelet, as its file holds it. Format: conformance/kubelet/README.md (from shared golden data). */
import type { PodSpec } from '../../api/core.ts';

/** An answer that holds from `t` seconds after the container's start. */
export interface ScriptedAnswer {
  readonly t: number;
  readonly code: number;
  /** Seconds until the answer comes. */
  readonly delay: number;
  readonly out: string;
}

export interface ScriptedContainer {
  readonly runs?: readonly { readonly exit: number; readonly after: number; readonly reason: string }[];
  readonly termCode?: number;
  readonly termAfter?: number;
  readonly ignoreTerm?: boolean;
  readonly port?: number;
  readonly upAfter?: number;
  readonly paths?: Readonly<Record<string, readonly ScriptedAnswer[]>>;
  readonly exec?: Readonly<Record<string, readonly ScriptedAnswer[]>>;
  readonly createErr?: readonly string[];
  readonly startErr?: readonly string[];
  readonly startMs?: number;
}

export interface Script {
  readonly containers: Readonly<Record<string, ScriptedContainer>>;
  readonly sandboxMs?: number;
  readonly sandboxErr?: readonly string[];
}

export interface Operation {
  readonly atMs: number;
  readonly op: string;
  readonly arg: unknown;
}

export interface RecordedState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: boolean;
  readonly terminated?: { readonly reason?: string; readonly message?: string; readonly exitCode?: number };
}

export interface RecordedContainer {
  readonly name: string;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly state?: RecordedState;
  readonly lastState?: RecordedState;
  readonly started?: boolean;
  readonly hasContainerID?: boolean;
  readonly imageID?: boolean;
}

/** The parts of a pod's status that are compared; flags stand for values that differ from run to run. */
export interface RecordedStatus {
  readonly phase?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly conditions: readonly { readonly type: string; readonly status: string; readonly reason?: string; readonly message?: string }[];
  readonly initContainerStatuses?: readonly RecordedContainer[];
  readonly containerStatuses?: readonly RecordedContainer[];
  readonly startTime: boolean;
  readonly podIP: boolean;
  readonly hostIP: boolean;
  readonly qosClass?: string;
  readonly observedGeneration?: number;
  readonly deletionTimestamp?: boolean;
  readonly deletionGracePeriodSeconds?: number;
  readonly finalizers?: readonly string[];
}

export interface Entry {
  /** Milliseconds since the first pod was bound. */
  readonly t: number;
  readonly kind: string;
  /** Number of the pod; absent = 1. */
  readonly pod?: number;
  readonly object?: string;
  readonly status?: RecordedStatus;
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly source?: string;
  readonly fieldPath?: string;
  readonly what?: string;
  readonly container?: string;
}

export interface Recording {
  readonly scenario: string;
  readonly podSpec: PodSpec;
  readonly deploymentSpec: Readonly<Record<string, unknown>> | null;
  readonly viaDeployment: boolean;
  readonly serializeImagePulls: boolean;
  readonly script: Script;
  readonly objectsBefore: readonly { readonly kind: string; readonly metadata: { readonly name: string } }[];
  readonly operations: readonly Operation[];
  readonly agreement?: {
    readonly statuses: { readonly equal: number; readonly of: number };
    readonly kubeletEvents: { readonly equal: number; readonly of: number };
  };
  readonly runs: readonly { readonly boundOffsetMs: number; readonly recordedMs: number; readonly timeline: readonly Entry[] }[];
}
