/**
 * Computes what quotas are used at: at once for a new limit, a moment after something that was counted has gone.
 * upstream: pkg/controller/resourcequota
 */
import type { Kind } from '../../../api/client.ts';
import type { Pod, ResourceQuota, Service } from '../../../api/core.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { epochMs } from '../../../api/time.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Actor, Change, Memory, Outcome, Pass, Wake } from '../../actor.ts';
import { CONTROLLER_CLIENT } from '../../clientLimits.ts';
import { chargedUntil, isFinished } from '../../quota/podUsage.ts';
import { equalResources } from '../../quota/resourceLists.ts';
import { isResourceOf, usedOf } from '../../quota/usage.ts';
import { queueKey } from '../objects.ts';

const REPLENISH_DELAY_MS = 100;
/** Everything is counted anew this often. Here only when time alone can have changed the count. */
const RESYNC_MS = 300_000;

const NOTHING: readonly Wake[] = [];

/** The quotas of each namespace that has any, kept in memory as `namespace → key → resources`. */
type Watched = Readonly<Record<string, readonly string[]>>;

function watched(memory: Memory, namespace: string): Watched | undefined {
  return memory.get<Watched>(namespace);
}

function remember(memory: Memory, { type, object }: Change): void {
  const namespace = object.metadata.namespace ?? '';
  const { [queueKey(object)]: _, ...others } = watched(memory, namespace) ?? {};
  if (type !== 'deleted') memory.set(namespace, { ...others, [queueKey(object)]: Object.keys((object as ResourceQuota).spec?.hard ?? {}) });
  else if (Object.keys(others).length === 0) memory.delete(namespace);
  else memory.set(namespace, others);
}

/** Whether a change may have freed something. */
function replenishes({ type, object, old }: Change): boolean {
  if (type === 'deleted') return true;
  if (type === 'added' || old === undefined) return false;
  if (object.kind === 'Pod') return isFinished(object as Pod) && !isFinished(old as Pod);
  return object.kind === 'Service' && (object as Service).spec.type !== (old as Service).spec.type;
}

function wakesOf(change: Change, memory: Memory): readonly Wake[] {
  const { object, old, type } = change;
  const wakes: Wake[] = [];
  if (object.kind === 'ResourceQuota') {
    const before = (old as ResourceQuota | undefined)?.spec;
    const isNews = type === 'added' || (type === 'modified' && !deepEqual(before, (object as ResourceQuota).spec));
    if (isNews || type === 'deleted') remember(memory, change);
    if (isNews) wakes.push({ key: queueKey(object) });
  }
  const quotas = watched(memory, object.metadata.namespace ?? '');
  if (quotas === undefined || !replenishes(change)) return wakes.length === 0 ? NOTHING : wakes;
  for (const [key, resources] of Object.entries(quotas)) {
    if (resources.some((name) => isResourceOf(object.kind as Kind, name))) wakes.push({ key, afterMs: REPLENISH_DELAY_MS });
  }
  return wakes;
}

/** When a pod that is still there will be charged no longer, as a time of the next full count. */
function nextCount(pods: Iterable<KubeObject>, epochNow: number, now: number): number | undefined {
  let first: number | undefined;
  for (const pod of pods as Iterable<Pod>) {
    const until = chargedUntil(pod);
    if (until !== undefined && until >= epochNow && !isFinished(pod) && (first === undefined || until < first)) first = until;
  }
  if (first === undefined) return undefined;
  const due = now + (first - epochNow);
  return (Math.floor(due / RESYNC_MS) + 1) * RESYNC_MS - now;
}

/** upstream: syncResourceQuota */
function sync(key: string, pass: Pass): Outcome {
  const slash = key.indexOf('/');
  const namespace = key.slice(0, slash);
  const quota = pass.cache.get({ kind: 'ResourceQuota', namespace, name: key.slice(slash + 1) }) as ResourceQuota | undefined;
  if (quota === undefined) return {};
  const epochNow = epochMs(pass.setup.startTime) + pass.now;
  const lists = new Map<Kind, readonly KubeObject[]>();
  const objectsOf = (kind: Kind): readonly KubeObject[] => {
    const list = lists.get(kind) ?? pass.cache.list(kind, { namespace });
    lists.set(kind, list);
    return list;
  };
  const hard = quota.spec?.hard ?? {};
  const used = usedOf(quota, objectsOf, epochNow);
  const later = nextCount(lists.get('Pod') ?? [], epochNow, pass.now);
  const again = later === undefined ? {} : { requeueAfterMs: later };
  if (equalResources(quota.status?.hard, hard) && equalResources(quota.status?.used, used)) return again;
  const counted: ResourceQuota = { ...quota, status: { hard, used } };
  const answer = pass.request({ verb: 'update', subresource: 'status', object: counted });
  return answer.ok || answer.error.reason === 'NotFound' ? again : { retry: 'rateLimited' };
}

export const resourceQuotaController: Actor = {
  name: 'resourcequota',
  client: CONTROLLER_CLIENT,
  wakes: (change, { memory }) => wakesOf(change, memory),
  sync,
};
