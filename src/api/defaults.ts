/** Defaults that the API server sets on every write. upstream: pkg/apis/{core,apps}/v1/defaults.go */
import type { Deployment, DeploymentStrategy, ReplicaSet } from './apps.ts';
import type { Pod } from './core.ts';
import { autoscalerDefaults } from './defaults/autoscaling.ts';
import { podSpecDefaults, podTemplateDefaults } from './defaults/podSpec.ts';
import { budgetDefaults, endpointSliceDefaults, endpointsDefaults } from './defaults/policy.ts';
import { roleBindingDefaults } from './defaults/rbac.ts';
import {
  limitRangeDefaults,
  namespaceDefaults,
  priorityClassDefaults,
  quotaDefaults,
  secretDefaults,
  serviceDefaults,
} from './defaults/stored.ts';
import { type Fields, replace, withDefaults } from './fields.ts';
import type { KubeObject } from './meta.ts';

function strategyDefaults(strategy: DeploymentStrategy | undefined): DeploymentStrategy {
  const typed = withDefaults(strategy ?? {}, { type: 'RollingUpdate' as const });
  if (typed.type !== 'RollingUpdate') return typed;
  const { maxUnavailable = '25%', maxSurge = '25%' } = typed.rollingUpdate ?? {};
  const rollingUpdate = replace(typed.rollingUpdate ?? {}, { maxUnavailable, maxSurge });
  return replace(typed, { rollingUpdate });
}

function deploymentDefaults(deployment: Deployment, minor: number): Deployment {
  const spec = deployment.spec ?? {};
  const defaulted = replace(withDefaults(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }), {
    strategy: strategyDefaults(spec.strategy),
    template: podTemplateDefaults(spec.template, minor),
  });
  return withDefaults(replace(deployment, { spec: defaulted }), { status: {} });
}

function replicaSetDefaults(replicaSet: ReplicaSet, minor: number): ReplicaSet {
  const spec = replicaSet.spec ?? {};
  const defaulted = replace(withDefaults(spec, { replicas: 1 }), { template: podTemplateDefaults(spec.template, minor) });
  return withDefaults(replace(replicaSet, { spec: defaulted }), { status: { replicas: 0 } });
}

function podDefaults(pod: Pod, minor: number): Pod {
  const spec = podSpecDefaults(pod.spec, minor, 'Pod');
  return withDefaults(replace(pod, { spec }), { status: {} });
}

/**
 * Fills in what the API server would; gives the same object back when nothing is missing, and shares every part that is complete.
 * What admission adds (service account, tolerations, priority) and what the server allocates (cluster IPs) is not part of this.
 */
export function applyDefaults<T extends KubeObject>(object: T, minor: number): T;
export function applyDefaults(object: KubeObject, minor: number): KubeObject {
  switch (object.kind) {
    case 'Deployment':
      return deploymentDefaults(object as Deployment, minor);
    case 'ReplicaSet':
      return replicaSetDefaults(object as ReplicaSet, minor);
    case 'Pod':
      return podDefaults(object as Pod, minor);
    case 'Service':
      return serviceDefaults(object as KubeObject & Fields);
    case 'Namespace':
      return namespaceDefaults(object as KubeObject & Fields);
    case 'Secret':
      return secretDefaults(object as KubeObject & Fields);
    case 'ResourceQuota':
      return quotaDefaults(object as KubeObject & Fields);
    case 'LimitRange':
      return limitRangeDefaults(object as KubeObject & Fields);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return roleBindingDefaults(object as KubeObject & Fields);
    case 'PriorityClass':
      return priorityClassDefaults(object as KubeObject & Fields);
    case 'HorizontalPodAutoscaler':
      return autoscalerDefaults(object as KubeObject & Fields);
    case 'PodDisruptionBudget':
      return budgetDefaults(object as KubeObject & Fields);
    case 'EndpointSlice':
      return endpointSliceDefaults(object as KubeObject & Fields);
    case 'Endpoints':
      return endpointsDefaults(object as KubeObject & Fields);
    default:
      return object;
  }
}
