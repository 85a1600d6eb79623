/** The ReplicaSet controller: one pass over one ReplicaSet. upstream: pkg/controller/replicaset/replica_set.go */
import type { ReplicaSet } from '../../../api/apps.ts';
import type { Actor, Outcome, Pass } from '../../actor.ts';
import { CONTROLLER_CLIENT } from '../../clientLimits.ts';
import type { ReplicaSetReason } from '../../reason.ts';
import { EXACT_AVAILABILITY_MINOR } from './availability.ts';
import { claimPods } from './claimedPods.ts';
import { deleteExpectations, satisfiedExpectations } from './expectations.ts';
import { replicaSetWakes } from './handlers.ts';
import { type Managed, manageReplicas } from './manageReplicas.ts';
import { availabilityRule, calculateStatus, countPods, type PodCounts, updateReplicaSetStatus } from './status.ts';

export const replicaSetController: Actor = {
  name: 'replicaset',
  client: CONTROLLER_CLIENT,
  kinds: new Set(['ReplicaSet', 'Pod']),
  wakes: replicaSetWakes,
  sync(key, pass) {
    const slash = key.indexOf('/');
    const [namespace, name] = [key.slice(0, slash), key.slice(slash + 1)];
    const replicaSet = pass.cache.get({ kind: 'ReplicaSet', namespace, name }) as ReplicaSet | undefined;
    if (replicaSet !== undefined) return syncReplicaSet(key, pass, replicaSet);
    deleteExpectations(pass.memory, key);
    pass.memory.delete(heldUpKey(key));
    return { reason: { actor: 'replicaset', verdict: 'gone', replicas: 0, active: 0, pods: [], expecting: false } };
  },
};

/** A pass that its client held up goes on when the cache has seen what it did so far. */
const HELD_UP_MS = 10;
const heldUpKey = (key: string): string => `heldUp/${key}`;

const untouched: Managed = { verdict: 'steady', pods: [], failure: undefined };

/** upstream: syncReplicaSet */
function syncReplicaSet(key: string, pass: Pass, replicaSet: ReplicaSet): Outcome {
  const needsSync = satisfiedExpectations(pass.memory, key, pass.now);
  const isDeleting = replicaSet.metadata.deletionTimestamp !== undefined;
  const base = { actor: 'replicaset', replicas: replicaSet.spec.replicas ?? 1, expecting: !needsSync } as const;
  const pods = claimPods(pass, replicaSet);
  if (!pods.ok) {
    return { retry: 'rateLimited', reason: { ...base, verdict: 'refused', active: 0, pods: [], refusal: pods.error.message } };
  }
  const rule = availabilityRule(pass, replicaSet);
  // Counted before anything is created or deleted: what this pass does shows in a later one, when the cache has seen it.
  const counts = countPods(pods.value, replicaSet, rule);
  const managed = needsSync && !isDeleting ? manageReplicas(pass, replicaSet, pods.value) : untouched;
  const isHeldUp = managed.isPartial === true || (!needsSync && pass.memory.get<boolean>(heldUpKey(key)) === true);
  if (isHeldUp) {
    // Upstream's worker stands still in the middle of its pass; the status comes at the end of it.
    pass.memory.set(heldUpKey(key), true);
    const { verdict, pods: names } = managed;
    return {
      requeueAfterMs: HELD_UP_MS,
      reason: { ...base, verdict: verdict === 'steady' ? 'waits' : verdict, active: counts.replicas, pods: names },
    };
  }
  pass.memory.delete(heldUpKey(key));
  const updated = updateReplicaSetStatus(pass, replicaSet, calculateStatus(pass, replicaSet, counts, managed.failure));
  const failure = updated.ok ? managed.failure : updated.error.message;
  const verdict = verdictOf(managed, counts, replicaSet, { isDeleting, needsSync, failure });
  const { actor, replicas, expecting } = base;
  const seen: ReplicaSetReason = { actor, replicas, expecting, verdict, active: counts.replicas, pods: managed.pods };
  const facts = updated.ok && managed.facts !== undefined ? { facts: managed.facts } : {};
  const reason = failure === undefined ? seen : { ...seen, refusal: failure, ...facts };
  if (failure !== undefined || !updated.ok) return { retry: 'rateLimited', reason };
  const requeueAfterMs = availabilityRequeueMs(updated.value, counts, pass.minor);
  return requeueAfterMs === undefined ? { reason } : { requeueAfterMs, reason };
}

function verdictOf(
  managed: Managed,
  counts: PodCounts,
  replicaSet: ReplicaSet,
  state: { readonly isDeleting: boolean; readonly needsSync: boolean; readonly failure: string | undefined },
): ReplicaSetReason['verdict'] {
  if (state.isDeleting) return 'deleting';
  if (state.failure !== undefined) return 'refused';
  if (managed.verdict !== 'steady') return managed.verdict;
  const isWaiting = !state.needsSync || counts.availableReplicas !== (replicaSet.spec.replicas ?? 1);
  return isWaiting ? 'waits' : 'steady';
}

/** When to come back for a pod that is ready but not yet available. upstream: the end of syncReplicaSet */
function availabilityRequeueMs({ spec, status }: ReplicaSet, counts: PodCounts, minor: number): number | undefined {
  const minReadySeconds = spec.minReadySeconds ?? 0;
  const [ready, available] = [status?.readyReplicas ?? 0, status?.availableReplicas ?? 0];
  if (minReadySeconds === 0) return undefined;
  if (minor >= EXACT_AVAILABILITY_MINOR) return ready === available ? undefined : counts.nextAvailableMs;
  const replicas = spec.replicas ?? 1;
  return ready === replicas && available !== replicas ? minReadySeconds * 1000 : undefined;
}
