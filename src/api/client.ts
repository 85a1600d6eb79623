/**
 * The only door to a cluster. kubectl, the controllers and the page's buttons all speak these requests,
 * and learn what became of them from the answer, as over HTTP.
 */
import type { Result } from '../base/result.ts';
import type { KubeObject, Time } from './meta.ts';
import type { RefusalFacts } from './refusal.ts';

/** The kinds that the cluster stores. Any other kind is refused in kubectl's words. */
export type Kind =
  | 'Deployment'
  | 'ReplicaSet'
  | 'Pod'
  | 'Namespace'
  | 'Node'
  | 'Service'
  | 'ConfigMap'
  | 'Secret'
  | 'ServiceAccount'
  | 'Event'
  | 'ResourceQuota'
  | 'LimitRange'
  | 'PriorityClass'
  | 'Role'
  | 'RoleBinding'
  | 'ClusterRole'
  | 'ClusterRoleBinding'
  | 'HorizontalPodAutoscaler'
  | 'PodDisruptionBudget'
  | 'EndpointSlice'
  | 'Endpoints';

/** Names one object. `namespace` is '' for cluster-scoped kinds. */
export interface ObjectKey {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
}

export type Subresource = 'status' | 'scale' | 'binding';
export type PatchType = 'strategic' | 'merge' | 'json';
export type Propagation = 'Background' | 'Foreground' | 'Orphan';

interface RequestOptions {
  readonly dryRun?: boolean;
  /** Strict: an unknown field is an error (kubectl); Ignore: it is dropped (controllers). Default Ignore. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  readonly fieldManager?: string;
  /** Who asks; default `kubernetes-admin`. */
  readonly user?: string;
}

/** `object` is as the sender wrote it: unknown content, decoded and checked by the API server. */
export type Request = RequestOptions &
  (
    | { readonly verb: 'create'; readonly object: unknown; readonly namespace?: string; readonly subresource?: 'binding' }
    | { readonly verb: 'update'; readonly object: unknown; readonly subresource?: Subresource }
    | {
        readonly verb: 'patch';
        readonly key: ObjectKey;
        readonly patchType: PatchType;
        readonly body: unknown;
        /** Fields that stood twice in the text of the body, of which the last one counts: the server warns of them when it is asked to. */
        readonly duplicateFields?: readonly string[];
        readonly subresource?: Subresource;
      }
    | {
        readonly verb: 'delete';
        readonly key: ObjectKey;
        readonly propagationPolicy?: Propagation;
        readonly gracePeriodSeconds?: number;
        readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
      }
    | {
        readonly verb: 'deleteCollection';
        readonly kind: Kind;
        readonly namespace: string;
        readonly labelSelector?: string;
        readonly fieldSelector?: string;
      }
    | { readonly verb: 'evict'; readonly key: ObjectKey }
  );

export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

export type StatusReason =
  | 'BadRequest'
  | 'Forbidden'
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Invalid'
  | 'MethodNotAllowed'
  | 'TooManyRequests'
  | 'InternalError'
  | '';

/** A refusal, as the API server words it. upstream: meta/v1 Status */
export interface Status {
  readonly code: number;
  readonly reason: StatusReason;
  readonly message: string;
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    readonly kind?: string;
    readonly causes?: readonly StatusCause[];
    readonly retryAfterSeconds?: number;
  };
  /** The numbers behind the words, for a page that explains; not part of the API. */
  readonly facts?: RefusalFacts;
}

/** What came of a request. `object` is what is stored now (for a delete: what was stored last). */
export type Answer = Result<{ readonly object: KubeObject; readonly warnings: readonly string[] }, Status>;

export interface ListOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** Reading objects. What is returned is shared and immutable. */
export interface Reader {
  get(key: ObjectKey): KubeObject | undefined;
  list(kind: Kind, options?: ListOptions): readonly KubeObject[];
}

/**
 * What somebody wants to look at, for the authorizer. `name` is absent for a list and for a watch of all.
 * A resource that the cluster knows but does not store (statefulsets) is named by its parts.
 */
export interface Reading {
  readonly verb: 'get' | 'list' | 'watch';
  readonly kind: Kind | { readonly group: string; readonly resource: string; readonly namespaced: boolean };
  /** '' for all namespaces, and for what lies in none. */
  readonly namespace: string;
  readonly name?: string;
}

/** Reading and writing: a client of the API server. */
export interface Client extends Reader {
  request(request: Request): Answer;
  /** How the API server refuses this reading to who asks; undefined: it does not. A client without this may read everything. */
  forbids?(reading: Reading): Status | undefined;
  /** The cluster's clock, whole seconds: `kubectl rollout restart` writes it into the template. */
  now(): Time;
}
