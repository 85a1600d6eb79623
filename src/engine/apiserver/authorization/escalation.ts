/**
 * Nobody may give away rights that they do not hold themselves.
 * upstream: pkg/registry/rbac/{role,rolebinding}/policybased, component-helpers/auth/rbac/validation Covers
 */
import type { ObjectKey, Status } from '../../../api/client.ts';
import { goQuote } from '../../../api/goText.ts';
import type { PolicyRule, Role, RoleBinding } from '../../../api/rbac.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Call, ServerContext } from '../context.ts';
import { forbidden } from '../refusals.ts';
import type { Store } from '../store.ts';
import type { Stored } from '../stored.ts';
import { decideOn, matchesUrl } from './authorize.ts';
import type { ClusterRole } from './defaultRoles.ts';
import { roleNotFound, rulesFor, rulesOfRole } from './rules.ts';
import { isPrivileged, type UserInfo, userInfo } from './user.ts';

const RBAC = 'rbac.authorization.k8s.io';
const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/** One rule for each thing and verb. upstream: BreakdownRule */
function singles({ verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: PolicyRule): PolicyRule[] {
  const parts: PolicyRule[] = [];
  for (const group of apiGroups)
    for (const resource of resources)
      for (const verb of verbs) {
        const single = { apiGroups: [group], resources: [resource], verbs: [verb] };
        if (resourceNames.length === 0) parts.push(single);
        for (const name of resourceNames) parts.push({ ...single, resourceNames: [name] });
      }
  for (const url of nonResourceURLs) for (const verb of verbs) parts.push({ nonResourceURLs: [url], verbs: [verb] });
  return parts;
}

const holdsAll = (held: readonly string[] = [], wanted: readonly string[] = []): boolean =>
  held.includes('*') || wanted.every((each) => held.includes(each));

/** A `*` holds all resources; before a slash it holds that subresource of all of them. */
function holdsResources(held: readonly string[] = [], wanted: readonly string[] = []): boolean {
  return wanted.every((each) => holdsAll(held, [each]) || (each.includes('/') && held.includes(`*${each.slice(each.indexOf('/'))}`)));
}

function covers(held: PolicyRule, wanted: PolicyRule): boolean {
  const { resourceNames = [] } = held;
  const names = wanted.resourceNames ?? [];
  return (
    holdsAll(held.verbs, wanted.verbs) &&
    holdsAll(held.apiGroups, wanted.apiGroups) &&
    holdsResources(held.resources, wanted.resources) &&
    (wanted.nonResourceURLs ?? []).every((url) => held.nonResourceURLs?.some((each) => matchesUrl(each, url)) === true) &&
    (resourceNames.length === 0 || (names.length > 0 && names.every((name) => resourceNames.includes(name))))
  );
}

/** Rules about one resource are told as one, with all their verbs. upstream: CompactRules */
function compacted(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const bySubject = new Map<string, PolicyRule>();
  const others: PolicyRule[] = [];
  for (const rule of rules) {
    const subject = rule.resourceNames === undefined ? `${rule.apiGroups?.[0]}/${rule.resources?.[0]}` : undefined;
    if (rule.nonResourceURLs !== undefined || subject === undefined) others.push(rule);
    else {
      const known = bySubject.get(subject);
      bySubject.set(subject, known === undefined ? rule : { ...known, verbs: [...(known.verbs ?? []), ...(rule.verbs ?? [])] });
    }
  }
  return [...others, ...bySubject.values()];
}

/** upstream: CompactString */
function words({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const lists = {
    APIGroups: apiGroups,
    Resources: resources,
    NonResourceURLs: nonResourceURLs,
    ResourceNames: resourceNames,
    Verbs: verbs,
  };
  const parts = Object.entries(lists).flatMap(([name, list]) =>
    list === undefined || list.length === 0 ? [] : [`${name}:${goList(list)}`],
  );
  return `{${parts.join(', ')}}`;
}

function goList(texts: readonly string[]): string {
  return `[${texts.map(goQuote).join(' ')}]`;
}

/** Why the user may not hand out these rules; undefined when all of them are the user's own. upstream: ConfirmNoEscalation */
function missing(user: UserInfo, namespace: string, rules: readonly PolicyRule[], store: Store): string | undefined {
  const held = rulesFor(user, namespace, store);
  const lacking = rules.flatMap(singles).filter((single) => !held.rules.some(({ rule }) => covers(rule, single)));
  if (lacking.length === 0) return undefined;
  const list = [...new Set(compacted(lacking).map(words))].sort().join('\n');
  const problems = held.problems.length === 0 ? '' : `; resolution errors: [${held.problems.join(' ')}]`;
  const who = `user ${goQuote(user.username)} (groups=${goList(user.groups)})`;
  return `${who} is attempting to grant RBAC permissions not currently held:\n${list}${problems}`;
}

function mayDo(verb: string, resource: string, namespace: string, name: string, user: UserInfo, store: Store): boolean {
  return decideOn({ verb, group: RBAC, resource, subresource: '', namespace, name }, user, store).isAllowed;
}

function checkRole(key: ObjectKey, role: ClusterRole, user: UserInfo, store: Store): Status | undefined {
  const resource = key.kind === 'Role' ? 'roles' : 'clusterroles';
  if (mayDo('escalate', resource, key.namespace, key.name, user, store)) return undefined;
  const why = missing(user, key.namespace, role.rules ?? [], store);
  if (why !== undefined) return forbidden(key, why);
  const isMadeOfOthers = role.aggregationRule !== undefined && missing(user, key.namespace, EVERYTHING, store) !== undefined;
  return isMadeOfOthers ? forbidden(key, 'must have cluster-admin privileges to use an aggregationRule') : undefined;
}

function checkBinding(key: ObjectKey, { roleRef }: RoleBinding, user: UserInfo, store: Store): Status | undefined {
  const isClusterRole = roleRef.kind !== 'Role';
  const resource = isClusterRole ? 'clusterroles' : 'roles';
  if (mayDo('bind', resource, key.namespace, roleRef.name, user, store)) return undefined;
  const rules = rulesOfRole(roleRef, key.namespace, store);
  if (rules === undefined) {
    const details = { name: roleRef.name, group: RBAC, kind: resource };
    return { code: 404, reason: 'NotFound', message: roleNotFound(roleRef), details };
  }
  const why = missing(user, key.namespace, rules, store);
  return why === undefined ? undefined : forbidden(key, why);
}

/** Whether the two differ at most in what the garbage collector writes. */
function isOnlyOwnership(next: Stored, old: Stored): boolean {
  const plain = ({ metadata, ...rest }: Stored): unknown => {
    const { ownerReferences: _, finalizers: __, resourceVersion: ___, ...others } = metadata;
    return { ...rest, metadata: others };
  };
  return deepEqual(plain(next), plain(old));
}

/** The refusal of a role or a binding that gives more than its author holds; undefined for all else. */
export function escalation(
  key: ObjectKey,
  next: Stored,
  old: Stored | undefined,
  call: Call,
  { store }: ServerContext,
): Status | undefined {
  if (call.trusted) return undefined;
  const isRole = key.kind === 'Role' || key.kind === 'ClusterRole';
  if (!isRole && key.kind !== 'RoleBinding' && key.kind !== 'ClusterRoleBinding') return undefined;
  const user = userInfo(call.user);
  if (isPrivileged(user) || (old !== undefined && isOnlyOwnership(next, old))) return undefined;
  if (isRole) return checkRole(key, next as unknown as ClusterRole, user, store);
  return checkBinding(key, next as unknown as Role & RoleBinding, user, store);
}
