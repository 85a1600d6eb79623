/** Quotas at the door: what would pass one is refused, what is granted is charged at once. upstream: k8s.io/apiserver/pkg/admission/plugin/resourcequota */
import type { ObjectKey, Status } from '../../../api/client.ts';
import type { Pod, ResourceQuota } from '../../../api/core.ts';
import { err, ok, type Result } from '../../../base/result.ts';
import { addResources } from '../../podResources.ts';
import { missingValues } from '../../quota/podUsage.ts';
import { exceeding, mask, printResources, surplus } from '../../quota/resourceLists.ts';
import { isInQuota, isResourceOf, usageOf } from '../../quota/usage.ts';
import type { Attributes } from '../attributes.ts';
import { forbidden, type Objection } from '../refusals.ts';
import type { Store } from '../store.ts';

/** A quota as it will be when the request is granted. */
export interface Charge {
  readonly key: ObjectKey;
  readonly quota: ResourceQuota;
}

const NO_CHARGES: Result<readonly Charge[], Status> = ok([]);

function quotasIn(namespace: string, store: Store): readonly ResourceQuota[] {
  if (store.count('ResourceQuota') === 0) return [];
  const quotas = [...store.all('ResourceQuota', namespace)] as ResourceQuota[];
  return quotas.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** The quotas that speak of the object, with those of their resources that it uses up; or why it can have no place in one. */
function concerned(
  attributes: Attributes,
  quotas: readonly ResourceQuota[],
): Result<readonly [ResourceQuota, readonly string[]][], Objection> {
  const { kind, object } = attributes;
  const found: [ResourceQuota, readonly string[]][] = [];
  for (const quota of quotas) {
    const { hard = {}, used = {} } = quota.status ?? {};
    const resources = Object.keys(hard)
      .filter((name) => isResourceOf(kind, name))
      .sort();
    if (resources.length === 0 || !isInQuota(object, quota)) continue;
    const { name: quotaName } = quota.metadata;
    const missing = kind === 'Pod' ? missingValues(object as unknown as Pod, resources) : [];
    if (missing.length > 0) {
      const values = missing.map(({ resource, containers }) => `${resource} for: ${containers.join(',')}`).join('; ');
      const why = `failed quota: ${quotaName}: must specify ${values}`;
      return err({ why, facts: { rule: 'quota needs values', quota: quotaName, missing } });
    }
    if (resources.some((name) => used[name] === undefined)) {
      const why = `status unknown for quota: ${quotaName}, resources: ${resources.join(',')}`;
      return err({ why, facts: { rule: 'quota not counted', quota: quotaName, resources } });
    }
    found.push([quota, resources]);
  }
  return ok(found);
}

/** What the quotas of the namespace will hold when the object is stored, or the refusal. upstream: CheckRequest */
export function chargeQuotas(attributes: Attributes): Result<readonly Charge[], Status> {
  const { kind, key, object, old, call, context } = attributes;
  // Of all updates only that of a Service can take more than before.
  if (key.namespace === '' || (old !== undefined && kind !== 'Service')) return NO_CHARGES;
  const quotas = quotasIn(key.namespace, context.store);
  if (quotas.length === 0) return NO_CHARGES;
  const found = concerned(attributes, quotas);
  if (!found.ok) return err(forbidden(key, found.error.why, found.error.facts));
  const epochNow = context.clock.epochMs(call.now);
  const more = surplus(usageOf(object, epochNow), old === undefined ? {} : usageOf(old, epochNow));
  const charges: Charge[] = [];
  for (const [quota, resources] of found.value) {
    const requested = mask(more, resources);
    if (Object.keys(requested).length === 0) continue;
    const { hard = {}, used = {} } = quota.status ?? {};
    const next = addResources(used, requested);
    const exceeded = exceeding(mask(next, Object.keys(requested)), hard);
    if (exceeded.length > 0) {
      const [asked, had, most] = [requested, used, hard].map((list) => printResources(mask(list, exceeded)));
      const why = `exceeded quota: ${quota.metadata.name}, requested: ${asked}, used: ${had}, limited: ${most}`;
      const excess = exceeded.map((resource) => ({
        resource,
        requested: requested[resource] ?? '0',
        used: used[resource] ?? '0',
        hard: hard[resource] ?? '0',
      }));
      return err(forbidden(key, why, { rule: 'quota', quota: quota.metadata.name, excess }));
    }
    const { name, namespace = '' } = quota.metadata;
    charges.push({ key: { kind: 'ResourceQuota', namespace, name }, quota: { ...quota, status: { hard, used: next } } });
  }
  return ok(charges);
}

/** Stores what the request costs. */
export function storeCharges(charges: readonly Charge[], store: Store): void {
  for (const { key, quota } of charges) store.put(key, quota);
}
