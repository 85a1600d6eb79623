/** What was refused: the numbers of the last try, whether they still hold, and what must change before the next try passes. */

import type { ObjectKey } from '../../api/client.ts';
import type { ResourceQuota } from '../../api/core.ts';
import { addQuantity, compareQuantity } from '../../api/quantity.ts';
import type { RefusalFacts } from '../../api/refusal.ts';
import type { World } from '../world.ts';
import { latest, turn } from './endings.ts';
import type { Refused } from './records.ts';
import type { Ending, RefusedFacts } from './wait.ts';

/** `fallback`: the words of the object's condition, for when the try itself was not seen. */
export function refusedFacts(refused: Refused | undefined, namespace: string, fallback: string, world: World): RefusedFacts {
  const facts = refused?.facts;
  return {
    message: refused?.message ?? fallback,
    ...(facts === undefined ? {} : { facts }),
    isCleared: facts !== undefined && isCleared(facts, namespace, world),
  };
}

/** The next try of a controller. It comes to nothing while the object that refuses stays as it is. */
export function retryEnding(actor: 'deployment' | 'replicaset', key: string, refused: Refused | undefined, world: World): Ending {
  const needs = refused?.facts === undefined ? [] : blockersOf(refused.facts, key.slice(0, key.indexOf('/')));
  const at = world.turnOf(actor, key) ?? refused?.retryAt;
  return { ...turn(actor, key), ...latest(at), ...(needs.length === 0 ? {} : { needs }) };
}

function isCleared(facts: RefusalFacts, namespace: string, world: World): boolean {
  const isThere = blockersOf(facts, namespace).some((key) => world.get(key) !== undefined);
  switch (facts.rule) {
    case 'quota': {
      if (!isThere) return true;
      const quota = world.get({ kind: 'ResourceQuota', namespace, name: facts.quota }) as ResourceQuota;
      const { hard = {}, used = {} } = quota.status ?? {};
      return facts.excess.every(({ resource, requested }) => {
        const most = hard[resource];
        return most === undefined || compareQuantity(addQuantity(used[resource] ?? '0', requested), most) <= 0;
      });
    }
    case 'quota not counted': {
      const quota = world.get({ kind: 'ResourceQuota', namespace, name: facts.quota }) as ResourceQuota | undefined;
      return quota === undefined || facts.resources.every((name) => quota.status?.used?.[name] !== undefined);
    }
    case 'quota needs values':
    case 'limit range':
      return !isThere;
    case 'service account':
    case 'priority class':
      return isThere;
    case 'pod limit':
    case 'rbac':
      return false;
  }
}

/** The objects of which one must change, come or go before the same request passes. */
function blockersOf(facts: RefusalFacts, namespace: string): readonly ObjectKey[] {
  switch (facts.rule) {
    case 'quota':
    case 'quota needs values':
    case 'quota not counted':
      return [{ kind: 'ResourceQuota', namespace, name: facts.quota }];
    case 'limit range':
      return [{ kind: 'LimitRange', namespace, name: facts.limitRange }];
    case 'service account':
      return [{ kind: 'ServiceAccount', namespace, name: facts.name }];
    case 'priority class':
      return [{ kind: 'PriorityClass', namespace: '', name: facts.name }];
    case 'pod limit':
    case 'rbac':
      return [];
  }
}
