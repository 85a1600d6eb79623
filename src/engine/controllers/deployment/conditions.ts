/** The conditions of a Deployment and the rule by which one replaces another. upstream: pkg/controller/deployment/util/deployment_util.go */
import type { Deployment, DeploymentCondition, DeploymentStatus } from '../../../api/apps.ts';
import type { ConditionStatus, Time } from '../../../api/meta.ts';

export type ProgressingReason =
  | 'NewReplicaSetCreated'
  | 'FoundNewReplicaSet'
  | 'ReplicaSetCreateError'
  | 'ReplicaSetUpdated'
  | 'NewReplicaSetAvailable'
  | 'ProgressDeadlineExceeded'
  | 'DeploymentPaused'
  | 'DeploymentResumed';

export type ConditionReason = ProgressingReason | 'MinimumReplicasAvailable' | 'MinimumReplicasUnavailable';

type ConditionType = DeploymentCondition['type'];
type Conditions = readonly DeploymentCondition[];

/** A condition as of now. upstream: NewDeploymentCondition */
export function newDeploymentCondition(
  type: ConditionType,
  status: ConditionStatus,
  reason: ConditionReason,
  message: string,
  time: Time,
): DeploymentCondition {
  return { type, status, lastUpdateTime: time, lastTransitionTime: time, reason, message };
}

/** The condition of a type, if there is one. upstream: GetDeploymentCondition */
export function getDeploymentCondition(status: DeploymentStatus | undefined, type: ConditionType): DeploymentCondition | undefined {
  return status?.conditions?.find((each) => each.type === type);
}

/** upstream: RemoveDeploymentCondition */
export function removeDeploymentCondition(conditions: Conditions, type: ConditionType): Conditions {
  return conditions.some((each) => each.type === type) ? conditions.filter((each) => each.type !== type) : conditions;
}

/**
 * Puts a condition in place of the one of its type, at the end. With the same status and reason nothing happens at all, so message and times
 * stay; with the same status the transition time stays. upstream: SetDeploymentCondition
 */
export function setDeploymentCondition(conditions: Conditions, condition: DeploymentCondition): Conditions {
  const current = conditions.find((each) => each.type === condition.type);
  if (current !== undefined && current.status === condition.status && current.reason === condition.reason) return conditions;
  const keepsTransition = current !== undefined && current.status === condition.status && current.lastTransitionTime !== undefined;
  const placed = keepsTransition ? { ...condition, lastTransitionTime: current.lastTransitionTime } : condition;
  return [...removeDeploymentCondition(conditions, condition.type), placed as DeploymentCondition];
}

/** The Deployment with one condition set in its status. */
export function withCondition(deployment: Deployment, condition: DeploymentCondition): Deployment {
  const conditions = setDeploymentCondition(deployment.status?.conditions ?? [], condition);
  return { ...deployment, status: { ...deployment.status, conditions } };
}
