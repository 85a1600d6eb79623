/** What a pass leaves behind for the reader: the numbers it decided with, and what came of it. */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import type { Result } from '../../../base/result.ts';
import type { DeploymentReason } from '../../reason.ts';
import { getDeploymentCondition } from './conditions.ts';
import type { DeploymentSync, Failure } from './deploymentSync.ts';
import { isRollingUpdate, maxSurge, maxUnavailable, replicasOf } from './numbers.ts';
import { deadlineOf, deploymentComplete } from './progress.ts';
import { oldPodsRunning } from './recreate.ts';
import { availableOf, findNewReplicaSet, getAvailableReplicaCountForReplicaSets, getReplicaCountForReplicaSets } from './replicaSets.ts';
import { maxScaledDown } from './rolling.ts';

/** The Deployment is not there any more. */
export const reasonGone: DeploymentReason = {
  actor: 'deployment',
  verdict: 'gone',
  strategy: 'RollingUpdate',
  replicas: 0,
  surge: 0,
  unavailable: 0,
  floor: 0,
  ceiling: 0,
  counted: 0,
  newCounted: 0,
  available: 0,
  newAvailable: 0,
  mayAdd: 0,
  mayRemove: 0,
  moves: [],
};

function verdictOf(sync: DeploymentSync, done: Result<undefined, Failure>): DeploymentReason['verdict'] {
  if (sync.moves.length > 0) return 'moved';
  if (!done.ok) return done.error.reason === 'Conflict' ? 'conflict' : 'failed';
  const { metadata, spec, status } = sync.deployment;
  if (metadata.deletionTimestamp !== undefined) return 'deleting';
  if (spec.paused === true) return 'paused';
  return deploymentComplete(sync.deployment, status) ? 'complete' : 'waits';
}

/** The two inequalities with the numbers of the ReplicaSets as this pass saw them, before its own moves. */
function numbersOf(deployment: Deployment, rsList: readonly ReplicaSet[], newRS: ReplicaSet | undefined) {
  const replicas = replicasOf(deployment);
  const [surge, unavailable] = [maxSurge(deployment), maxUnavailable(deployment)];
  const [floor, ceiling] = [replicas - unavailable, replicas + surge];
  const counted = getReplicaCountForReplicaSets(rsList);
  const newCounted = newRS === undefined ? 0 : replicasOf(newRS);
  const available = getAvailableReplicaCountForReplicaSets(rsList);
  const newAvailable = availableOf(newRS);
  const mayAdd = Math.max(0, Math.min(ceiling - counted, replicas - newCounted));
  const mayRemove = Math.max(0, Math.min(maxScaledDown(floor, counted, newCounted, newAvailable), counted - newCounted));
  return { replicas, surge, unavailable, floor, ceiling, counted, newCounted, available, newAvailable, mayAdd, mayRemove };
}

/** `before` is the Deployment as the pass found it. */
export function reasonOf(
  sync: DeploymentSync,
  before: Deployment,
  rsList: readonly ReplicaSet[],
  done: Result<undefined, Failure>,
): DeploymentReason {
  const newRS = findNewReplicaSet(before, rsList);
  const created = sync.moves.find((move) => move.why === 'created')?.replicaSet;
  const newReplicaSet = newRS?.metadata.name ?? created;
  const { maxSurge: askedSurge, maxUnavailable: askedUnavailable } = before.spec.strategy?.rollingUpdate ?? {};
  const condition = getDeploymentCondition(sync.deployment.status, 'Progressing');
  const runs =
    condition?.reason !== 'NewReplicaSetAvailable' && condition?.reason !== 'ProgressDeadlineExceeded' && before.spec.paused !== true;
  const deadlineAt = runs ? deadlineOf(sync, condition) : undefined;
  const oldRSs = rsList.filter((each) => each !== newRS);
  const isRolling = isRollingUpdate(before);
  // Set one by one: this is told at every pass.
  const reason: { -readonly [Field in keyof DeploymentReason]: DeploymentReason[Field] } = {
    actor: 'deployment',
    verdict: verdictOf(sync, done),
    strategy: isRolling ? 'RollingUpdate' : 'Recreate',
    ...numbersOf(before, rsList, newRS),
    moves: sync.moves,
  };
  if (askedSurge !== undefined) reason.maxSurge = askedSurge;
  if (askedUnavailable !== undefined) reason.maxUnavailable = askedUnavailable;
  if (newReplicaSet !== undefined) reason.newReplicaSet = newReplicaSet;
  if (!isRolling) reason.oldPodsRunning = oldPodsRunning(sync, rsList, newRS, oldRSs);
  if (condition?.reason !== undefined) reason.progressing = condition.reason;
  if (deadlineAt !== undefined) reason.deadlineAt = deadlineAt;
  if (!done.ok) reason.refusal = done.error.message;
  if (!done.ok && done.error.facts !== undefined) reason.facts = done.error.facts;
  return reason;
}
