import type { Deployment, ReplicaSet } from '../api/apps.ts';
import type { Time } from '../api/meta.ts';
import type { DeploymentReason } from '../engine/reason.ts';
import type { SimTime } from '../engine/setup.ts';
import { isComplete } from './complete.ts';
import { type Limits, limitsOf } from './limits.ts';
import { nextOf } from './next.ts';
import { railOf } from './rail.ts';
import { imagesOf } from './replicaSets.ts';
import type { ConditionView, DeploymentView, PodView, RevisionView } from './view.ts';
import { type LaneCounts, waitingOf } from './waiting.ts';
import { revisionOf, simTimeOf, uidOf, type Words } from './world.ts';

/** One ReplicaSet of a Deployment with its pods in the order of their slots. */
export interface OwnedReplicaSet {
  readonly replicaSet: ReplicaSet;
  readonly isNew: boolean;
  readonly pods: readonly PodView[];
}

export interface DeploymentContext {
  readonly startTime: Time;
  /** Newest revision first. */
  readonly owned: readonly OwnedReplicaSet[];
  readonly did: { readonly at: SimTime; readonly reason: DeploymentReason } | undefined;
  /** When a refused creation is tried again. */
  readonly retryAt: SimTime | undefined;
}

export function deriveDeployment(deployment: Deployment, context: DeploymentContext, words: Words): DeploymentView {
  const { owned, startTime, did } = context;
  const { metadata, spec, status } = deployment;
  const limits = limitsOf(deployment);
  const oldestFirst = [...owned].reverse();
  const revision = revisionOf(deployment);
  const deadlineAt = deadlineOf(deployment, startTime);
  return {
    uid: uidOf(deployment),
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    replicas: limits.replicas,
    strategy: spec.strategy?.type ?? 'RollingUpdate',
    paused: spec.paused === true,
    deleting: metadata.deletionTimestamp !== undefined,
    containers: spec.template.spec.containers.map(({ name, image }) => ({ name, image: image ?? '' })),
    minReadySeconds: spec.minReadySeconds ?? 0,
    createdAt: simTimeOf(metadata.creationTimestamp, startTime),
    ready: status?.readyReplicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    unavailable: status?.unavailableReplicas ?? 0,
    current: status?.replicas ?? 0,
    conditions: conditionsOf(deployment, startTime),
    replicaSets: owned.map(({ replicaSet }) => uidOf(replicaSet)),
    revisions: revisionsOf(owned, startTime),
    rail: railOf(
      deployment,
      limits,
      oldestFirst.map(({ replicaSet, isNew, pods }) => ({ isNew, pods, desired: replicaSet.spec.replicas ?? 0 })),
    ),
    rolloutStatus: words.rolloutStatus(deployment),
    ...waits(deployment, limits, context),
    ...(revision === undefined ? {} : { revision }),
    ...(did === undefined ? {} : { did }),
    ...(deadlineAt === undefined ? {} : { deadlineAt }),
  };
}

function waits(deployment: Deployment, limits: Limits, { owned, retryAt }: DeploymentContext): Pick<DeploymentView, 'waiting' | 'next'> {
  const fresh = owned.find(({ isNew }) => isNew);
  const revision = fresh === undefined ? undefined : revisionOf(fresh.replicaSet);
  const waiting = waitingOf({ deployment, limits, lanes: owned.map(countLane), revision, retryAt });
  const leaving = owned.flatMap(({ pods }) => pods.filter(({ state }) => state === 'leaving'));
  const next = nextOf(waiting, fresh?.pods ?? [], leaving);
  return { waiting, ...(next === undefined ? {} : { next }) };
}

function countLane({ replicaSet, isNew, pods }: OwnedReplicaSet): LaneCounts {
  let available = 0;
  let leaving = 0;
  for (const { state } of pods) {
    if (state === 'available') available += 1;
    if (state === 'leaving') leaving += 1;
  }
  return { isNew, desired: replicaSet.spec.replicas ?? 0, active: pods.length - leaving, available, leaving };
}

function conditionsOf({ status }: Deployment, startTime: Time): readonly ConditionView[] {
  return (status?.conditions ?? []).map((condition) => ({
    type: condition.type,
    status: condition.status,
    reason: condition.reason ?? '',
    message: condition.message ?? '',
    lastUpdate: simTimeOf(condition.lastUpdateTime, startTime),
    lastTransition: simTimeOf(condition.lastTransitionTime, startTime),
  }));
}

function revisionsOf(owned: readonly OwnedReplicaSet[], startTime: Time): readonly RevisionView[] {
  return owned.flatMap(({ replicaSet, isNew }) => {
    const revision = revisionOf(replicaSet);
    if (revision === undefined) return [];
    const changeCause = replicaSet.metadata.annotations?.['kubernetes.io/change-cause'];
    const view: RevisionView = {
      revision,
      replicaSet: replicaSet.metadata.name,
      images: imagesOf(replicaSet.spec.template),
      isCurrent: isNew,
      createdAt: simTimeOf(replicaSet.metadata.creationTimestamp, startTime),
      ...(changeCause === undefined ? {} : { changeCause }),
    };
    return [view];
  });
}

/** 2^31 − 1: the API server's word for "no deadline". upstream: deployment_util.go HasProgressDeadline */
const NO_DEADLINE = 2_147_483_647;

/** When the Progressing condition turns to ProgressDeadlineExceeded unless something moves; undefined while no deadline runs. */
export function deadlineOf(deployment: Deployment, startTime: Time): SimTime | undefined {
  const { spec, status } = deployment;
  const seconds = spec.progressDeadlineSeconds;
  const progressing = status?.conditions?.find(({ type }) => type === 'Progressing');
  if (seconds === undefined || seconds === NO_DEADLINE || spec.paused === true || progressing === undefined) return undefined;
  const isOver = progressing.reason === 'NewReplicaSetAvailable' || progressing.reason === 'ProgressDeadlineExceeded';
  if (isOver || isComplete(deployment)) return undefined;
  return simTimeOf(progressing.lastUpdateTime, startTime) + seconds * 1000;
}
