/** ClusterRoles that are made of others get the rules of those. upstream: pkg/controller/clusterroleaggregation */
import { deepEqual } from '../../../base/equal.ts';
import type { Actor, Cache } from '../../actor.ts';
import { aggregatedRules, type ClusterRole } from '../../apiserver/authorization/defaultRoles.ts';
import { CONTROLLER_CLIENT } from '../../clientLimits.ts';

function rolesIn(cache: Cache): readonly ClusterRole[] {
  return cache.list('ClusterRole') as readonly ClusterRole[];
}

/** The rules that the role should have; undefined when it has them. */
function newRules(role: ClusterRole, roles: readonly ClusterRole[]): ClusterRole['rules'] | undefined {
  const rules = aggregatedRules(role, roles);
  return rules === undefined || deepEqual(rules, role.rules ?? []) ? undefined : rules;
}

export const clusterRoleAggregation: Actor = {
  name: 'clusterroleaggregation',
  client: CONTROLLER_CLIENT,
  isTraceless: true,
  kinds: new Set(['ClusterRole']),
  wakes(_, { cache }) {
    const roles = rolesIn(cache);
    return roles.filter((role) => newRules(role, roles) !== undefined).map(({ metadata }) => ({ key: `/${metadata.name}` }));
  },
  sync(key, { cache, request }) {
    const role = cache.get({ kind: 'ClusterRole', namespace: '', name: key.slice(1) }) as ClusterRole | undefined;
    if (role === undefined) return {};
    const rules = newRules(role, rolesIn(cache));
    if (rules === undefined) return {};
    const answer = request({ verb: 'update', object: { ...role, rules } });
    return answer.ok ? {} : { retry: 'rateLimited' };
  },
};
