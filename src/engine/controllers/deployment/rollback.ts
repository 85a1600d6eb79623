/**
 * The rollback that the controller itself makes when it finds the annotation of the retired rollbackTo field. kubectl has not written it
 * for years; a user may still. upstream: pkg/controller/deployment/rollback.go
 */
import type { ReplicaSet } from '../../../api/apps.ts';
import { podTemplateHashLabel } from '../../../api/hash.ts';
import type { Labels } from '../../../api/meta.ts';
import { equalIgnoreHash } from '../../../api/templateEqual.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import { type DeploymentSync, emitEvent, type Failure } from './deploymentSync.ts';
import { getAllReplicaSetsAndSyncRevision } from './newReplicaSet.ts';
import { allReplicaSets } from './replicaSets.ts';
import { DeprecatedRollbackTo, getRollbackTo, revisionOf, skipCopyAnnotation, withAnnotations } from './revision.ts';

/** upstream: rollback */
export function rollback(sync: DeploymentSync, rsList: readonly ReplicaSet[]): Result<undefined, Failure> {
  const rollout = getAllReplicaSetsAndSyncRevision(sync, rsList, true);
  if (!rollout.ok) return rollout;
  const allRSs = allReplicaSets(rollout.value.oldRSs, rollout.value.newRS);
  const asked = getRollbackTo(sync.deployment) ?? 0;
  const wanted = asked === 0 ? lastRevision(allRSs) : asked;
  if (wanted === 0) {
    emitEvent(sync, 'Warning', 'DeploymentRollbackRevisionNotFound', 'Unable to find last revision.');
    return updateDeploymentAndClearRollbackTo(sync);
  }
  const target = allRSs.find((each) => revisionOf(each) === wanted);
  if (target !== undefined) return rollbackToTemplate(sync, target, wanted);
  emitEvent(sync, 'Warning', 'DeploymentRollbackRevisionNotFound', 'Unable to find the revision to rollback to.');
  return updateDeploymentAndClearRollbackTo(sync);
}

/** The second highest revision, 0 if there are not two. upstream: LastRevision */
function lastRevision(replicaSets: readonly ReplicaSet[]): number {
  const descending = replicaSets.map((each) => revisionOf(each) ?? 0).sort((a, b) => b - a);
  return descending[1] ?? 0;
}

function withoutHash(labels: Labels | undefined): Labels {
  return Object.fromEntries(Object.entries(labels ?? {}).filter(([key]) => key !== podTemplateHashLabel));
}

function rollbackToTemplate(sync: DeploymentSync, target: ReplicaSet, revision: number): Result<undefined, Failure> {
  const { deployment } = sync;
  const { name, annotations } = deployment.metadata;
  if (equalIgnoreHash(deployment.spec.template, target.spec.template)) {
    const message = `The rollback revision contains the same template as current deployment "${name}"`;
    emitEvent(sync, 'Warning', 'DeploymentRollbackTemplateUnchanged', message);
  } else {
    const template = {
      ...target.spec.template,
      metadata: { ...target.spec.template.metadata, labels: withoutHash(target.spec.template.metadata?.labels) },
    };
    const kept = Object.entries(annotations ?? {}).filter(([key]) => skipCopyAnnotation(key));
    const taken = Object.entries(target.metadata.annotations ?? {}).filter(([key]) => !skipCopyAnnotation(key));
    sync.deployment = withAnnotations({ ...deployment, spec: { ...deployment.spec, template } }, Object.fromEntries([...kept, ...taken]));
    emitEvent(sync, 'Normal', 'DeploymentRollback', `Rolled back deployment "${name}" to revision ${revision}`);
  }
  return updateDeploymentAndClearRollbackTo(sync);
}

function updateDeploymentAndClearRollbackTo(sync: DeploymentSync): Result<undefined, Failure> {
  const kept = Object.entries(sync.deployment.metadata.annotations ?? {}).filter(([key]) => key !== DeprecatedRollbackTo);
  sync.deployment = withAnnotations(sync.deployment, Object.fromEntries(kept));
  const answer = sync.pass.request({ verb: 'update', object: sync.deployment });
  return answer.ok ? ok(undefined) : err(answer.error);
}
