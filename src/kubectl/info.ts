/** Which objects a command is about. upstream: cli-runtime/pkg/resource Info */
import type { KubeObject } from '../api/meta.ts';
import type { Resource } from './resources.ts';

/** One object that a command is about. */
export interface Info {
  readonly resource: Resource;
  /** '' for cluster-scoped types. */
  readonly namespace: string;
  readonly name: string;
  /** As the cluster has it, or its file; absent when it was named and not read. */
  readonly object?: KubeObject;
  /** The file it was named in. */
  readonly source?: string;
}

export interface Found extends Info {
  readonly object: KubeObject;
}
