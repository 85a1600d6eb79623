/** Whether a pod that was put on a node fits there. upstream: pkg/kubelet/lifecycle/predicate.go */

import type { Node } from '../../api/core.ts';
import type { Memory } from '../actor.ts';
import { type Amounts, amountOf, podRequests } from '../podRequests.ts';
import { writeStatus } from './status.ts';
import { emit, type PodSync } from './sync.ts';
import { timeText } from './times.ts';

/** Since when the message says who refused. */
const REJECTED_PREFIX = 27;

interface Share {
  readonly node: string;
  readonly amounts: Amounts;
}

function change(memory: Memory, { node, amounts }: Share, sign: 1 | -1): void {
  const used: Record<string, number> = { ...memory.get<Amounts>(`used ${node}`) };
  for (const [resource, amount] of Object.entries(amounts)) used[resource] = (used[resource] ?? 0) + sign * amount;
  memory.set<Amounts>(`used ${node}`, used);
}

/** The first resource that the node has too little of. */
function shortage({ pass, draft }: PodSync, { amounts }: Share): { readonly resource: string; readonly message: string } | undefined {
  const node = pass.cache.get({ kind: 'Node', namespace: '', name: draft.node }) as Node | undefined;
  const used = pass.memory.get<Amounts>(`used ${draft.node}`) ?? {};
  for (const [resource, requested] of Object.entries(amounts)) {
    const quantity = node?.status?.allocatable?.[resource];
    const capacity = quantity === undefined ? 0 : amountOf(resource, quantity);
    const taken = used[resource] ?? 0;
    if (requested === 0 || node === undefined || taken + requested <= capacity) continue;
    return {
      resource,
      message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${taken}, capacity: ${capacity}`,
    };
  }
  return undefined;
}

/** Counts the pod to its node, or ends it before it began. upstream: canAdmitPod, rejectPod */
export function admit(sync: PodSync): void {
  const { draft, pass } = sync;
  const share = { node: draft.node, amounts: { pods: 1, ...podRequests(draft.pod).amounts } };
  const lacking = shortage(sync, share);
  if (lacking === undefined) {
    pass.memory.set<Share>(`share ${draft.uid}`, share);
    change(pass.memory, share, 1);
    return;
  }
  const reason = `OutOf${lacking.resource}`;
  emit(sync, undefined, 'Warning', reason, lacking.message);
  const generation = pass.minor >= 34 ? draft.pod.metadata.generation : undefined;
  const { qosClass } = draft.pod.status ?? {};
  const message = pass.minor >= REJECTED_PREFIX ? `Pod was rejected: ${lacking.message}` : lacking.message;
  draft.worker = 'finished';
  draft.wanted = undefined;
  writeStatus(sync, {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    phase: 'Failed',
    conditions: draft.pod.status?.conditions ?? [],
    reason,
    message,
    startTime: timeText(pass.setup, pass.now),
    ...(qosClass === undefined ? {} : { qosClass }),
  });
}

/** Takes the pod's share back. */
export function leave(memory: Memory, uid: string): void {
  const share = memory.get<Share>(`share ${uid}`);
  if (share === undefined) return;
  memory.delete(`share ${uid}`);
  change(memory, share, -1);
}
