/** What a command finds around it: nothing is global. */
import type { Client } from '../api/client.ts';
import type { KubeObject } from '../api/meta.ts';
import type { Resource } from './resources.ts';

/** upstream: kubeconfig's contexts, as far as commands look at them. */
export interface KubeContext {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  /** Absent: `default`. */
  readonly namespace?: string;
}

export interface KubeConfig {
  readonly currentContext: string;
  readonly contexts: readonly KubeContext[];
  readonly clusters: readonly { readonly name: string; readonly server: string }[];
}

/** The working directory, which is flat. */
export interface Files {
  read(name: string): string | undefined;
  /** Names in byte order. */
  names(): readonly string[];
}

/** upstream: coordination/v1 LeaseSpec, as far as it is told. */
export interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly acquireTime?: string;
  readonly renewTime?: string;
}

export interface Environment {
  /** Speaks as the user of the session. */
  readonly client: Client;
  readonly files: Files;
  /** All of standard input, when it is a pipe or a here-document. */
  readonly stdin?: string;
  /** The kubeconfig as it is; `saveConfig` is what `kubectl config` writes. */
  config(): KubeConfig;
  saveConfig(config: KubeConfig): void;
  /** The cluster's clock, in ms since 1970. */
  nowMs(): number;
  /** The cluster's minor version: 37. The client's own is always 1.37. */
  readonly serverMinor: number;
  /** What discovery of the server tells; absent: what it tells of a server of this minor version. */
  readonly discovery?: readonly Resource[];
  /** What the server answers to `kubectl version`, field by field; absent: what a server of this minor version answers. */
  readonly serverVersion?: Readonly<Record<string, string>>;
  /** What the kubelet of a node last wrote into its Lease (`spec` of it). Absent: Leases are not stored, and the heartbeat of the node says as much. */
  readonly leaseOf?: (node: string) => LeaseSpec | undefined;
  /** What a container has printed. Absent: containers print nothing, and `kubectl logs` says so. */
  readonly logOf?: (pod: KubeObject, container: string) => string | undefined;
  /** Chance by key, in [0, 1): for names that kubectl itself makes up. */
  random(...words: readonly (string | number)[]): number;
  /** What is printed, in the order in which it is. */
  stdout(text: string): void;
  stderr(text: string): void;
}
