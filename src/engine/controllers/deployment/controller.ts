/** The Deployment controller: one pass over one Deployment. upstream: pkg/controller/deployment/deployment_controller.go */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import { isEmptySelector } from '../../../api/selector.ts';
import { ok, type Result } from '../../../base/result.ts';
import type { Actor, Outcome, Pass } from '../../actor.ts';
import { CONTROLLER_CLIENT } from '../../clientLimits.ts';
import { ControllerRefManager } from '../controllerRefManager.ts';
import { isNamespaceTerminating } from '../objects.ts';
import { type DeploymentSync, emitEvent, type Failure, updateDeploymentStatus } from './deploymentSync.ts';
import { deploymentWakes } from './handlers.ts';
import { reasonGone, reasonOf } from './reason.ts';
import { rolloutRecreate } from './recreate.ts';
import { getRollbackTo } from './revision.ts';
import { rollback } from './rollback.ts';
import { rolloutRolling } from './rolling.ts';
import { checkPausedConditions, isScalingEvent, syncScale, syncStatusOnly } from './sync.ts';

/** A key that failed this often in a row is left alone until the next change. upstream: maxRetries */
const MAX_RETRIES = 15;

export const deploymentController: Actor = {
  name: 'deployment',
  client: CONTROLLER_CLIENT,
  maxRetries: MAX_RETRIES,
  kinds: new Set(['Deployment', 'ReplicaSet', 'Pod']),
  wakes: deploymentWakes,
  sync(key, pass) {
    const slash = key.indexOf('/');
    const [namespace, name] = [key.slice(0, slash), key.slice(slash + 1)];
    const deployment = pass.cache.get({ kind: 'Deployment', namespace, name }) as Deployment | undefined;
    return deployment === undefined ? { reason: reasonGone } : syncDeployment(pass, deployment);
  },
};

/** upstream: syncDeployment, handleErr */
function syncDeployment(pass: Pass, deployment: Deployment): Outcome {
  const sync: DeploymentSync = { pass, deployment, moves: [], requeueAfterMs: undefined };
  const rsList = isEmptySelector(deployment.spec.selector) ? selectingAll(sync) : getReplicaSetsForDeployment(sync);
  const done = rsList.ok ? reconcile(sync, rsList.value) : rsList;
  const reason = reasonOf(sync, deployment, rsList.ok ? rsList.value : [], done);
  const requeue = sync.requeueAfterMs === undefined ? {} : { requeueAfterMs: sync.requeueAfterMs };
  const isRetried = !done.ok && !isNamespaceTerminating(done.error);
  return { ...requeue, ...(isRetried ? { retry: 'rateLimited' as const } : {}), reason };
}

/** A selector that picks everything is refused by apps/v1; should one get here, the controller only says so. */
function selectingAll(sync: DeploymentSync): Result<readonly ReplicaSet[], Failure> {
  const { metadata, status } = sync.deployment;
  emitEvent(sync, 'Warning', 'SelectingAll', 'This deployment is selecting all pods. A non-empty selector is required.');
  const generation = metadata.generation ?? 0;
  if ((status?.observedGeneration ?? 0) < generation) updateDeploymentStatus(sync, { ...status, observedGeneration: generation });
  return ok([]);
}

/** The ReplicaSets that are the Deployment's after adoption and release. upstream: getReplicaSetsForDeployment */
function getReplicaSetsForDeployment({ pass, deployment }: DeploymentSync): Result<readonly ReplicaSet[], Failure> {
  const { metadata } = deployment;
  const manager = new ControllerRefManager<ReplicaSet>(pass, deployment, 'ReplicaSet');
  const owned = pass.cache.ownedBy('ReplicaSet', metadata.uid ?? '') as Iterable<ReplicaSet>;
  const orphans = pass.cache.orphans('ReplicaSet', metadata.namespace ?? '') as Iterable<ReplicaSet>;
  return manager.claim([...owned, ...orphans]);
}

/** The ladder: the first rung that holds decides what this pass does. */
function reconcile(sync: DeploymentSync, rsList: readonly ReplicaSet[]): Result<undefined, Failure> {
  const { spec, metadata } = sync.deployment;
  if (isEmptySelector(spec.selector)) return ok(undefined);
  if (metadata.deletionTimestamp !== undefined) return syncStatusOnly(sync, rsList);
  const paused = checkPausedConditions(sync);
  if (!paused.ok) return paused;
  if (spec.paused === true) return syncScale(sync, rsList);
  if (getRollbackTo(sync.deployment) !== undefined) return rollback(sync, rsList);
  const scaling = isScalingEvent(sync, rsList);
  if (!scaling.ok) return scaling;
  if (scaling.value) return syncScale(sync, rsList);
  return spec.strategy?.type === 'Recreate' ? rolloutRecreate(sync, rsList) : rolloutRolling(sync, rsList);
}
