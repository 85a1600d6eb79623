/**
 * Whether a user may do what a request asks. upstream: plugin/pkg/auth/authorizer/rbac
 * Not modelled: reading (all may read), and that who grants rights must hold them.
 */
import type { Request, Status } from '../../../api/client.ts';
import type { KubeObject } from '../../../api/meta.ts';
import type { PolicyRule, Role, RoleBinding, RoleRef, Subject } from '../../../api/rbac.ts';
import type { Store } from '../store.ts';
import { type Action, actionOf } from './action.ts';
import { defaultClusterRoles } from './defaultRoles.ts';

/** Whoever names nobody is this one, who may do everything. */
const ADMINISTRATOR = 'kubernetes-admin';

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

function groupsOf(user: string): readonly string[] {
  const [, namespace] = SERVICE_ACCOUNT.exec(user) ?? [];
  const accounts = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return [...accounts, 'system:authenticated'];
}

/** upstream: appliesToUser */
function isMeant(subject: Subject, user: string, namespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user;
    case 'Group':
      return groupsOf(user).includes(subject.name);
    default:
      return user === `system:serviceaccount:${subject.namespace ?? namespace}:${subject.name}`;
  }
}

/** upstream: RuleAllows */
function allows(rule: PolicyRule, { verb, group, resource, subresource, name }: Action): boolean {
  const holds = (list: readonly string[] | undefined, ...wanted: readonly string[]): boolean =>
    list?.some((each) => each === '*' || wanted.includes(each)) === true;
  const combined = subresource === '' ? [resource] : [`${resource}/${subresource}`, `*/${subresource}`];
  return (
    holds(rule.verbs, verb) &&
    holds(rule.apiGroups, group) &&
    holds(rule.resources, ...combined) &&
    ((rule.resourceNames?.length ?? 0) === 0 || rule.resourceNames?.includes(name) === true)
  );
}

/** The rules of the role that a binding names; undefined when there is none of that name. */
function rulesOf({ kind, name }: RoleRef, namespace: string, store: Store): readonly PolicyRule[] | undefined {
  if (kind === 'Role') return found(store.get({ kind: 'Role', namespace, name }));
  return found(store.get({ kind: 'ClusterRole', namespace: '', name })) ?? defaultClusterRoles[name];
}

function found(role: KubeObject | undefined): readonly PolicyRule[] | undefined {
  return role && ((role as Role).rules ?? []);
}

/** Bindings that count for the action, those of the whole cluster first, each kind by name. */
function bindingsFor({ namespace }: Action, store: Store): readonly RoleBinding[] {
  const byName = (objects: Iterable<KubeObject>): readonly RoleBinding[] =>
    ([...objects] as RoleBinding[]).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const everywhere = byName(store.all('ClusterRoleBinding'));
  return namespace === '' ? everywhere : [...everywhere, ...byName(store.all('RoleBinding', namespace))];
}

/** upstream: forbiddenMessage */
function denied(user: string, action: Action, problems: readonly string[]): Status {
  const { verb, group, resource, subresource, namespace, name } = action;
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const subject = `${group === '' ? resource : `${resource}.${group}`}${name === '' ? '' : ` "${name}"`}`;
  const causes = problems.length === 0 ? '' : `: RBAC: ${problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`}`;
  return {
    code: 403,
    reason: 'Forbidden',
    message: `${subject} is forbidden: User "${user}" cannot ${verb} resource "${what}" in API group "${group}" ${where}${causes}`,
    details: { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource },
  };
}

/** The refusal of a request that its user has no right to; undefined if all is well. */
export function authorize(request: Request, store: Store): Status | undefined {
  const { user = ADMINISTRATOR } = request;
  if (user === ADMINISTRATOR) return undefined;
  const action = actionOf(request);
  if (action === undefined) return undefined;
  const problems = new Set<string>();
  for (const binding of bindingsFor(action, store)) {
    const namespace = binding.metadata.namespace ?? '';
    if (!(binding.subjects ?? []).some((subject) => isMeant(subject, user, namespace))) continue;
    const rules = rulesOf(binding.roleRef, namespace, store);
    if (rules === undefined) {
      problems.add(`${binding.roleRef.kind.toLowerCase()}.rbac.authorization.k8s.io "${binding.roleRef.name}" not found`);
    } else if (rules.some((rule) => allows(rule, action))) return undefined;
  }
  return denied(user, action, [...problems]);
}
