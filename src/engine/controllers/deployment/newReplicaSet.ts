/** Finding the ReplicaSet of the Deployment's template, or creating it. upstream: pkg/controller/deployment/sync.go */
import type { ReplicaSet } from '../../../api/apps.ts';
import { podTemplateHash, podTemplateHashLabel } from '../../../api/hash.ts';
import { equalIgnoreHash } from '../../../api/templateEqual.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import { newControllerRef } from '../controllerRefManager.ts';
import { isNamespaceTerminating } from '../objects.ts';
import { getDeploymentCondition, newDeploymentCondition, type ProgressingReason, withCondition } from './conditions.ts';
import { type DeploymentSync, emitEvent, type Failure, replicaSetOf, updateDeploymentStatus } from './deploymentSync.ts';
import { hasProgressDeadline, newRSNewReplicas } from './numbers.ts';
import { findNewReplicaSet, findOldReplicaSets, getReplicaCountForReplicaSets } from './replicaSets.ts';
import {
  maxRevision,
  newReplicaSetAnnotations,
  RevisionAnnotation,
  replicasAnnotations,
  skipCopyAnnotation,
  withAnnotations,
} from './revision.ts';
import { scaledUpOnCreation } from './scalingEvent.ts';

/** Longest name of an object; ReplicaSet names are cut to it. */
const MAX_NAME_LENGTH = 253;
/** The first version that cuts; before, such a name is refused by the API server. */
const NAME_TRUNCATION_MINOR = 34;

/** The new ReplicaSet, if there is one, and all others, oldest first. */
export interface Rollout {
  readonly newRS: ReplicaSet | undefined;
  readonly oldRSs: readonly ReplicaSet[];
}

/** upstream: getAllReplicaSetsAndSyncRevision */
export function getAllReplicaSetsAndSyncRevision(
  sync: DeploymentSync,
  rsList: readonly ReplicaSet[],
  createIfNotExisted: boolean,
): Result<Rollout, Failure> {
  const existing = findNewReplicaSet(sync.deployment, rsList);
  const oldRSs = findOldReplicaSets(sync.deployment, rsList, existing);
  const newRS = getNewReplicaSet(sync, existing, oldRSs, createIfNotExisted);
  return newRS.ok ? ok({ newRS: newRS.value, oldRSs }) : newRS;
}

/** upstream: getNewReplicaSet */
function getNewReplicaSet(
  sync: DeploymentSync,
  existing: ReplicaSet | undefined,
  oldRSs: readonly ReplicaSet[],
  createIfNotExisted: boolean,
): Result<ReplicaSet | undefined, Failure> {
  const newRevision = maxRevision(oldRSs) + 1;
  if (existing !== undefined) return syncExisting(sync, existing, newRevision);
  return createIfNotExisted ? createReplicaSet(sync, oldRSs, newRevision) : ok(undefined);
}

/** Brings the existing ReplicaSet's annotations up to date; if they are, the Deployment's revision follows it. */
function syncExisting(sync: DeploymentSync, existing: ReplicaSet, newRevision: number): Result<ReplicaSet, Failure> {
  const { deployment, pass } = sync;
  const annotations = newReplicaSetAnnotations(deployment, existing, newRevision);
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  const isStale = annotations !== (existing.metadata.annotations ?? annotations);
  if (isStale || (existing.spec.minReadySeconds ?? 0) !== minReadySeconds) {
    const { minReadySeconds: _old, ...spec } = existing.spec;
    const updated = withAnnotations({ ...existing, spec: { ...spec, ...nonZero(minReadySeconds) } }, annotations);
    return replicaSetOf(pass.request({ verb: 'update', object: updated }));
  }
  let needsUpdate = setDeploymentRevision(sync, existing.metadata.annotations?.[RevisionAnnotation] ?? '');
  if (hasProgressDeadline(deployment) && getDeploymentCondition(deployment.status, 'Progressing') === undefined) {
    setProgressing(sync, 'FoundNewReplicaSet', `Found new replica set "${existing.metadata.name}"`);
    needsUpdate = true;
  }
  if (needsUpdate) {
    const written = updateDeploymentStatus(sync);
    if (!written.ok) return written;
  }
  return ok(existing);
}

/** Zero is left out, as the API leaves it out. */
function nonZero(minReadySeconds: number): { readonly minReadySeconds?: number } {
  return minReadySeconds === 0 ? {} : { minReadySeconds };
}

/** Whether the annotation was another. upstream: SetDeploymentRevision */
function setDeploymentRevision(sync: DeploymentSync, revision: string): boolean {
  const annotations = sync.deployment.metadata.annotations;
  if ((annotations?.[RevisionAnnotation] ?? '') === revision) return false;
  sync.deployment = withAnnotations(sync.deployment, { ...annotations, [RevisionAnnotation]: revision });
  return true;
}

function setProgressing(sync: DeploymentSync, reason: ProgressingReason, message: string): void {
  const status = reason === 'ReplicaSetCreateError' ? 'False' : 'True';
  sync.deployment = withCondition(sync.deployment, newDeploymentCondition('Progressing', status, reason, message, sync.pass.time));
}

/** `<deployment>-<hash>`, the first part cut where the version does so. upstream: generateReplicaSetName */
function replicaSetName(deployment: string, hash: string, minor: number): string {
  const room = minor >= NAME_TRUNCATION_MINOR ? MAX_NAME_LENGTH - hash.length - 1 : deployment.length;
  return `${deployment.slice(0, room)}-${hash}`;
}

function replicaSetToCreate(sync: DeploymentSync, oldRSs: readonly ReplicaSet[], newRevision: number): ReplicaSet {
  const { deployment, pass } = sync;
  const { template, selector, minReadySeconds } = deployment.spec;
  const hash = podTemplateHash(template, pass.minor, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [podTemplateHashLabel]: hash };
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !skipCopyAnnotation(key));
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: replicaSetName(deployment.metadata.name, hash, pass.minor),
      ...(deployment.metadata.namespace === undefined ? {} : { namespace: deployment.metadata.namespace }),
      labels,
      annotations: { ...Object.fromEntries(copied), [RevisionAnnotation]: String(newRevision), ...replicasAnnotations(deployment) },
      ownerReferences: [newControllerRef(deployment)],
    },
    spec: {
      replicas: newRSNewReplicas(deployment, getReplicaCountForReplicaSets(oldRSs), 0),
      ...nonZero(minReadySeconds ?? 0),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [podTemplateHashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

function createReplicaSet(sync: DeploymentSync, oldRSs: readonly ReplicaSet[], newRevision: number): Result<ReplicaSet, Failure> {
  const wanted = replicaSetToCreate(sync, oldRSs, newRevision);
  const replicas = wanted.spec.replicas ?? 0;
  const answer = replicaSetOf(sync.pass.request({ verb: 'create', object: wanted }));
  if (!answer.ok && answer.error.reason !== 'AlreadyExists') return creationRefused(sync, wanted.metadata.name, answer.error);
  const created = answer.ok ? answer : ownTwin(sync, wanted, answer.error);
  if (!created.ok) return created;
  if (answer.ok) {
    sync.moves.push({ replicaSet: wanted.metadata.name, from: 0, to: replicas, why: 'created' });
    if (replicas > 0) emitEvent(sync, 'Normal', 'ScalingReplicaSet', scaledUpOnCreation(sync.pass.minor, wanted.metadata.name, replicas));
  }
  let needsUpdate = setDeploymentRevision(sync, String(newRevision));
  if (answer.ok && hasProgressDeadline(sync.deployment)) {
    setProgressing(sync, 'NewReplicaSetCreated', `Created new replica set "${created.value.metadata.name}"`);
    needsUpdate = true;
  }
  if (needsUpdate) {
    const written = updateDeploymentStatus(sync);
    if (!written.ok) return written;
  }
  return created;
}

/**
 * The name is taken. If the ReplicaSet there is our own with our template, the cache was merely late. Anything else is a hash collision:
 * the count in the status goes up, and the next sync hashes with it.
 */
function ownTwin(sync: DeploymentSync, wanted: ReplicaSet, alreadyExists: Failure): Result<ReplicaSet, Failure> {
  const { deployment, pass } = sync;
  const namespace = wanted.metadata.namespace ?? '';
  const twin = pass.cache.get({ kind: 'ReplicaSet', namespace, name: wanted.metadata.name }) as ReplicaSet | undefined;
  if (twin === undefined) {
    const message = `replicaset.apps "${wanted.metadata.name}" not found`;
    return err({ code: 404, reason: 'NotFound', message });
  }
  const owner = twin.metadata.ownerReferences?.find((each) => each.controller === true);
  const isOurs = owner !== undefined && owner.uid === deployment.metadata.uid;
  if (isOurs && equalIgnoreHash(deployment.spec.template, twin.spec.template)) return ok(twin);
  updateDeploymentStatus(sync, { ...deployment.status, collisionCount: (deployment.status?.collisionCount ?? 0) + 1 });
  return err(alreadyExists);
}

function creationRefused(sync: DeploymentSync, name: string, failure: Failure): Result<ReplicaSet, Failure> {
  if (isNamespaceTerminating(failure)) return err(failure);
  const message = `Failed to create new replica set "${name}": ${failure.message}`;
  if (hasProgressDeadline(sync.deployment)) {
    setProgressing(sync, 'ReplicaSetCreateError', message);
    // Whether this write succeeds does not matter: the failure that is reported is the greater one.
    updateDeploymentStatus(sync);
  }
  emitEvent(sync, 'Warning', 'ReplicaSetCreateError', message);
  return err(failure);
}
