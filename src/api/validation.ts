/** The rules that an object must keep to be stored, in the order and words of the API server. */
import type { Deployment, ReplicaSet } from './apps.ts';
import type { Kind } from './client.ts';
import type { Pod } from './core.ts';
import type { Fields } from './fields.ts';
import type { KubeObject } from './meta.ts';
import { validateAutoscaler } from './validation/autoscaling.ts';
import { validateNode } from './validation/node.ts';
import { validatePod, validatePodUpdate } from './validation/pod.ts';
import { validateBudget, validateEndpointSlice, validateEndpoints } from './validation/policy.ts';
import { validateRole, validateRoleBinding, validateRoleBindingUpdate } from './validation/rbac.ts';
import { type FieldError, Report } from './validation/report.ts';
import {
  validateConfigMap,
  validateLimitRange,
  validateMetadataOnly,
  validateNamespace,
  validatePriorityClass,
  validateResourceQuota,
  validateSecret,
  validateService,
} from './validation/stored.ts';
import {
  validateConfigMapUpdate,
  validateEndpointSliceUpdate,
  validateFinalizersUpdate,
  validatePriorityClassUpdate,
  validateResourceQuotaUpdate,
  validateSecretUpdate,
  validateServiceUpdate,
} from './validation/storedUpdate.ts';
import { validateDeployment, validateReplicaSet, validateSelectorKept } from './validation/workload.ts';

export { type FieldError, invalidScaleStatus, invalidStatus } from './validation/report.ts';

type Stored = KubeObject & Fields;

const checks: Readonly<Record<Kind, (report: Report, object: Stored) => void>> = {
  Deployment: (report, object) => validateDeployment(report, object as unknown as Deployment),
  ReplicaSet: (report, object) => validateReplicaSet(report, object as unknown as ReplicaSet),
  Pod: (report, object) => validatePod(report, object as unknown as Pod),
  Service: validateService,
  ConfigMap: validateConfigMap,
  Secret: validateSecret,
  Namespace: validateNamespace,
  ResourceQuota: validateResourceQuota,
  LimitRange: validateLimitRange,
  PriorityClass: validatePriorityClass,
  Role: validateRole,
  ClusterRole: validateRole,
  RoleBinding: validateRoleBinding,
  ClusterRoleBinding: validateRoleBinding,
  Node: validateNode,
  ServiceAccount: validateMetadataOnly,
  Event: validateMetadataOnly,
  HorizontalPodAutoscaler: validateAutoscaler,
  PodDisruptionBudget: validateBudget,
  EndpointSlice: validateEndpointSlice,
  Endpoints: validateEndpoints,
};

/** What is wrong with a new object (decoded, defaulted, with its name); empty if nothing. */
export function validateCreate(object: KubeObject, minor: number): readonly FieldError[] {
  const report = new Report(minor);
  checks[object.kind as Kind](report, object as Stored);
  return report.errors;
}

const updateChecks: Partial<Record<Kind, (report: Report, next: Stored, old: Stored) => void>> = {
  Deployment: (report, next, old) => validateSelectorKept(report, next as unknown as Deployment, old as unknown as Deployment),
  ReplicaSet: (report, next, old) => validateSelectorKept(report, next as unknown as ReplicaSet, old as unknown as ReplicaSet),
  Service: validateServiceUpdate,
  ConfigMap: validateConfigMapUpdate,
  Secret: validateSecretUpdate,
  PriorityClass: validatePriorityClassUpdate,
  ResourceQuota: validateResourceQuotaUpdate,
  EndpointSlice: validateEndpointSliceUpdate,
  RoleBinding: validateRoleBindingUpdate,
  ClusterRoleBinding: validateRoleBindingUpdate,
};

/** What is wrong with replacing `old` by `next`: its own faults first, then what may not change; empty if nothing. */
export function validateUpdate(next: KubeObject, old: KubeObject, minor: number): readonly FieldError[] {
  const report = new Report(minor);
  const kind = next.kind as Kind;
  validateFinalizersUpdate(report, next, old);
  if (kind === 'Pod') validatePodUpdate(report, next as Pod, old as Pod);
  else {
    checks[kind](report, next as Stored);
    updateChecks[kind]?.(report, next as Stored, old as Stored);
  }
  return report.errors;
}

/** What is wrong with scaling to this size; empty if nothing. upstream: ValidateScale */
export function validateScale(replicas: number, minor: number): readonly FieldError[] {
  const report = new Report(minor);
  report.nonNegative('spec.replicas', replicas);
  return report.errors;
}
