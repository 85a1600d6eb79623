/** What a cluster is before anything happens in it. Part of every scenario and of every link: only data, frozen format. */
import type { KubeObject } from '../api/meta.ts';

/** One machine of the cluster. */
export interface NodeSetup {
  readonly name: string;
  /** Quantities as in a Node's capacity; defaults: cpu 4, memory 8Gi, pods 110. */
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: number;
  /** Pods get the addresses of this range in order, e.g. `10.1.0.0/16`. Default `10.244.<n>.0/24`. */
  readonly podCIDR?: string;
  /** The node's own address. Default `192.168.65.<n + 3>`. */
  readonly internalIP?: string;
  /** Its zone, as the label `topology.kubernetes.io/zone`. Default: none. */
  readonly zone?: string;
}

/** A span in milliseconds; the actual value is drawn by key from the seed. */
export interface Span {
  readonly minMs: number;
  readonly maxMs: number;
}

/**
 * How an image behaves. The first entry whose `image` matches wins; `*` matches any run of characters.
 * An image that no entry matches exists in the registry and behaves as the defaults say.
 */
export interface ImageSetup {
  /** `shop/web:2.*`, `auto-serve:1.1.1`, `*`. */
  readonly image: string;
  /**
   * Where it is: `node` (present on every node), `registry` (must be pulled), `missing` (the registry does not know it),
   * `denied` (the registry wants credentials). Default `registry`.
   */
  readonly where?: 'node' | 'registry' | 'missing' | 'denied';
  /** How long a pull takes. Default 1 200–2 400 ms. */
  readonly pull?: Span;
  /** From container start until the application answers (readiness probes pass). Default 1 500–3 000 ms. */
  readonly startUp?: Span;
  /** From SIGTERM until the process ends. Default 300–800 ms. `ignoreTerm`: only SIGKILL ends it. */
  readonly shutDown?: Span;
  readonly ignoreTerm?: boolean;
  /** The process ends by itself this long after its start, each time. */
  readonly exit?: { readonly after: Span; readonly code: number; readonly reason?: 'Error' | 'Completed' | 'OOMKilled' };
  /** Readiness probes never pass. */
  readonly neverReady?: boolean;
  /** Liveness probes fail from this long after the start. */
  readonly livenessFailsAfter?: Span;
  /** Bytes, printed in the Pulled event. Default 72 000 000. */
  readonly sizeBytes?: number;
}

export interface Setup {
  /** Cluster version, `1.22` … `1.37`. */
  readonly kubernetes: string;
  /** Any whole number below 2^32. */
  readonly seed: number;
  /** The instant of virtual time 0, RFC 3339 UTC, whole seconds. */
  readonly startTime: string;
  readonly nodes: readonly NodeSetup[];
  readonly images: readonly ImageSetup[];
  /**
   * Controllers and scheduler call the API no faster than their clients let them (20 a second and 30 at once, each controller for itself;
   * the scheduler 50 and 100), so that many pods come and go one by one. Absent: the API is asked without waiting.
   */
  readonly clientRateLimits?: boolean;
  /** Objects that are in the store from the start, as manifests (they pass through defaulting, not through admission of users). */
  readonly objects?: readonly KubeObject[];
}

/** Milliseconds of virtual time since `startTime`, a whole number. */
export type SimTime = number;

/** A cluster holds at most this many pods; a request that would pass it is refused. */
export const POD_LIMIT = 10_000;
