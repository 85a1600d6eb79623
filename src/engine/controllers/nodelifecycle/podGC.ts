/** Removes pods whose node is no more. upstream: pkg/controller/podgc gcOrphaned */
import type { Pod } from '../../../api/core.ts';
import type { Memory, Outcome, Pass, Wake } from '../../actor.ts';
import type { SimTime } from '../../setup.ts';
import { disrupted } from './disruptionTarget.ts';

export const POD_GC = 'podgc';
const PERIOD_MS = 20_000;
/** A node that is seen to be missing gets so long to appear again. */
const QUARANTINE_MS = 40_000;

const MISSING = 'missing nodes';

interface Missing {
  readonly node: string;
  readonly collectAt: SimTime;
}

/** A node was deleted. */
export function noteMissing(node: string, memory: Memory, now: SimTime): Wake {
  const collectAt = Math.ceil(now / PERIOD_MS) * PERIOD_MS + QUARANTINE_MS;
  memory.set<readonly Missing[]>(MISSING, [...(memory.get<readonly Missing[]>(MISSING) ?? []), { node, collectAt }]);
  return { key: POD_GC, afterMs: collectAt - now };
}

function collect(cached: Pod, pass: Pass): string {
  const { namespace = '', name } = cached.metadata;
  const key = { kind: 'Pod', namespace, name } as const;
  const pod = (pass.live.get(key) as Pod | undefined) ?? cached;
  const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  const status = isOver ? undefined : disrupted(pod, 'DeletionByPodGC', 'PodGC: node no longer exists', pass);
  if (status !== undefined)
    pass.request({ verb: 'update', subresource: 'status', object: { ...pod, status: { ...status, phase: 'Failed' } } });
  pass.request({ verb: 'delete', key, gracePeriodSeconds: 0 });
  return name;
}

/** Force-deletes the pods of nodes that are missing for long enough. */
export function collectPods(pass: Pass): Outcome {
  const { memory, now } = pass;
  const missing = memory.get<readonly Missing[]>(MISSING) ?? [];
  const due = missing.filter(({ collectAt }) => collectAt <= now);
  const left = missing.filter(({ collectAt }) => collectAt > now);
  if (left.length === 0) memory.delete(MISSING);
  else memory.set<readonly Missing[]>(MISSING, left);
  const gone = due.filter(({ node }) => pass.live.get({ kind: 'Node', namespace: '', name: node }) === undefined);
  const pods = gone.flatMap(({ node }) => [...pass.cache.podsOnNode(node)].map((pod) => collect(pod, pass)));
  const next = Math.min(...left.map(({ collectAt }) => collectAt));
  const reason = { actor: 'nodelifecycle', verdict: 'collects', node: gone[0]?.node ?? '', pods } as const;
  return { ...(left.length === 0 ? {} : { requeueAfterMs: next - now }), reason };
}
