/** upstream: staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go */

/** RFC 3339, whole seconds, UTC, as the API server stores it: `2026-01-05T09:00:00Z`. */
export type Time = string;

export type Labels = Readonly<Record<string, string>>;

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ObjectMeta {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: Time | null;
  readonly deletionTimestamp?: Time;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
}

/** Metadata of a pod template: only what a template may carry. */
export type TemplateMeta = Partial<ObjectMeta>;

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

/** Any object of the API, whatever its kind. Objects are immutable: a change is a new object. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** A count, or a percentage such as `25%`. */
export type IntOrString = number | string;
/** A resource quantity in canonical form: `500m`, `128Mi`. */
export type Quantity = string;
export type ResourceList = Readonly<Record<string, Quantity>>;
export type ConditionStatus = 'True' | 'False' | 'Unknown';
