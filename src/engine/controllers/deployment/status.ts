/** The numbers and the Available condition of a Deployment's status. upstream: pkg/controller/deployment/sync.go */
import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../../api/apps.ts';
import type { Time } from '../../../api/meta.ts';
import { newDeploymentCondition, setDeploymentCondition } from './conditions.ts';
import { maxUnavailable, replicasOf } from './numbers.ts';
import {
  getActualReplicaCountForReplicaSets,
  getAvailableReplicaCountForReplicaSets,
  getReadyReplicaCountForReplicaSets,
  getReplicaCountForReplicaSets,
  getTerminatingReplicaCountForReplicaSets,
} from './replicaSets.ts';

/** The first version whose Deployments report how many pods are terminating (beta, on by default). */
export const TERMINATING_REPLICAS_MINOR = 35;

function availableCondition(deployment: Deployment, availableReplicas: number, time: Time): DeploymentCondition {
  return availableReplicas >= replicasOf(deployment) - maxUnavailable(deployment)
    ? newDeploymentCondition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', time)
    : newDeploymentCondition('Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.', time);
}

/** The status as the ReplicaSets in hand give it; Progressing and ReplicaFailure are copied as they are. upstream: calculateStatus */
export function calculateStatus(
  deployment: Deployment,
  allRSs: readonly ReplicaSet[],
  newRS: ReplicaSet | undefined,
  at: { readonly time: Time; readonly minor: number },
): DeploymentStatus {
  const availableReplicas = getAvailableReplicaCountForReplicaSets(allRSs);
  const terminatingReplicas = at.minor >= TERMINATING_REPLICAS_MINOR ? getTerminatingReplicaCountForReplicaSets(allRSs) : undefined;
  const collisionCount = deployment.status?.collisionCount;
  const condition = availableCondition(deployment, availableReplicas, at.time);
  const { generation } = deployment.metadata;
  const replicas = getActualReplicaCountForReplicaSets(allRSs);
  const updatedReplicas = newRS?.status?.replicas ?? 0;
  const readyReplicas = getReadyReplicaCountForReplicaSets(allRSs);
  const unavailableReplicas = Math.max(0, getReplicaCountForReplicaSets(allRSs) - availableReplicas);
  // Counts of zero are left out, as the API leaves them out. Set one by one: this is built at every pass.
  const status: { -readonly [Field in keyof DeploymentStatus]: DeploymentStatus[Field] } = {};
  if (generation !== undefined) status.observedGeneration = generation;
  if (replicas !== 0) status.replicas = replicas;
  if (updatedReplicas !== 0) status.updatedReplicas = updatedReplicas;
  if (readyReplicas !== 0) status.readyReplicas = readyReplicas;
  if (availableReplicas !== 0) status.availableReplicas = availableReplicas;
  if (unavailableReplicas !== 0) status.unavailableReplicas = unavailableReplicas;
  if (terminatingReplicas !== undefined) status.terminatingReplicas = terminatingReplicas;
  status.conditions = setDeploymentCondition(deployment.status?.conditions ?? [], condition);
  if (collisionCount !== undefined) status.collisionCount = collisionCount;
  return status;
}

const countFields = [
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'observedGeneration',
] as const;
const presenceFields = ['terminatingReplicas', 'collisionCount'] as const;
const conditionFields = ['type', 'status', 'reason', 'message', 'lastUpdateTime', 'lastTransitionTime'] as const;

/** Whether writing `b` over `a` would change anything. */
export function equalStatus(a: DeploymentStatus | undefined, b: DeploymentStatus): boolean {
  if (countFields.some((field) => (a?.[field] ?? 0) !== (b[field] ?? 0))) return false;
  if (presenceFields.some((field) => a?.[field] !== b[field])) return false;
  const [left, right] = [a?.conditions ?? [], b.conditions ?? []];
  return (
    left.length === right.length &&
    left.every((condition, index) => conditionFields.every((field) => condition[field] === right[index]?.[field]))
  );
}
