/** What the Deployment controller waits for, with this moment's numbers. The order of the questions is the order of its own sync. */
import type { Deployment } from '../api/apps.ts';
import type { SimTime } from '../engine/setup.ts';
import { isComplete } from './complete.ts';
import type { Limits } from './limits.ts';
import type { Waiting } from './view.ts';

/** The numbers of one ReplicaSet of the Deployment. */
export interface LaneCounts {
  readonly isNew: boolean;
  /** spec.replicas */
  readonly desired: number;
  /** Active pods. */
  readonly active: number;
  /** Active pods that are available. */
  readonly available: number;
  /** Pods with a deletionTimestamp. */
  readonly leaving: number;
}

export interface WaitingFacts {
  readonly deployment: Deployment;
  readonly limits: Limits;
  readonly lanes: readonly LaneCounts[];
  readonly revision: number | undefined;
  /** When the ReplicaSet controller tries a refused creation again. */
  readonly retryAt: SimTime | undefined;
}

export function waitingOf(facts: WaitingFacts): Waiting {
  const { deployment, limits, lanes, revision, retryAt } = facts;
  const { metadata, spec, status } = deployment;
  const conditions = status?.conditions ?? [];
  if (metadata.deletionTimestamp !== undefined) return { code: 'deleting' };
  if (spec.paused === true) return { code: 'paused' };
  const isSeen = (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  if (!isSeen) return { code: 'controller' };
  if (isComplete(deployment)) return { code: 'complete', revision: revision ?? 0, replicas: limits.replicas };
  const failure = conditions.find(({ type, status: value }) => type === 'ReplicaFailure' && value === 'True');
  if (failure !== undefined) return { code: 'refused', message: failure.message ?? '', ...(retryAt === undefined ? {} : { retryAt }) };

  const fresh = lanes.find(({ isNew }) => isNew);
  const old = lanes.filter(({ isNew }) => !isNew);
  const notAvailable = Math.max(0, limits.replicas - (fresh?.available ?? 0));
  if (conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded')) {
    return { code: 'deadlineExceeded', notAvailable };
  }
  return spec.strategy?.type === 'Recreate' ? recreate(limits, fresh, old) : rolling(limits, lanes, fresh, old);
}

/** Recreate starts new pods only when no old one is left, the leaving ones included. upstream: recreate.go oldPodsRunning */
function recreate({ replicas, floor }: Limits, fresh: LaneCounts | undefined, old: readonly LaneCounts[]): Waiting {
  if (old.some(({ desired }) => desired > 0)) return { code: 'controller' };
  // The controller goes on when the old pods have ended; their objects may outlive that by a moment, and hold up nothing.
  if (fresh === undefined || fresh.desired < replicas) {
    const leaving = sum(old, 'leaving') + sum(old, 'active');
    return leaving > 0 ? { code: 'oldPodsLeave', leaving } : { code: 'controller' };
  }
  return { code: 'newPods', notAvailable: replicas - fresh.available, available: fresh.available, floor, mayRemove: 0 };
}

/** upstream: rolling.go reconcileNewReplicaSet, reconcileOldReplicaSets */
function rolling(limits: Limits, lanes: readonly LaneCounts[], fresh: LaneCounts | undefined, old: readonly LaneCounts[]): Waiting {
  const { replicas, floor, ceiling } = limits;
  if (fresh === undefined) return { code: 'controller' };
  const counted = sum(lanes, 'desired');
  const available = sum(lanes, 'available');
  const mayAdd = Math.min(ceiling - counted, replicas - fresh.desired);
  if (mayAdd > 0 || fresh.desired > replicas) return { code: 'controller' };

  const oldCounted = sum(old, 'desired');
  const newNotAvailable = Math.max(0, fresh.desired - fresh.available);
  const mayRemove = Math.max(0, Math.min(oldCounted, counted - floor - newNotAvailable));
  // Broken old pods go as far as the count allows; working ones only while enough are available.
  const brokenOld = old.reduce((total, { desired, available: working }) => total + Math.max(0, desired - working), 0);
  if (mayRemove > 0 && (brokenOld > 0 || available > floor)) return { code: 'controller' };

  if (oldCounted > 0 && counted >= ceiling && available <= floor) return { code: 'bothLimits', counted, ceiling, available, floor };
  if (newNotAvailable > 0 || fresh.available < replicas)
    return { code: 'newPods', notAvailable: newNotAvailable, available, floor, mayRemove };
  // All that is left is for the controllers to see what has happened.
  return { code: 'controller' };
}

function sum(lanes: readonly LaneCounts[], field: 'desired' | 'active' | 'available' | 'leaving'): number {
  return lanes.reduce((total, lane) => total + lane[field], 0);
}
