/** The rules that hold for a user. upstream: pkg/registry/rbac/validation DefaultRuleResolver */
import { groupResource } from '../../../api/key.ts';
import type { KubeObject } from '../../../api/meta.ts';
import type { PolicyRule, Role, RoleBinding, RoleRef, Subject } from '../../../api/rbac.ts';
import type { Store } from '../store.ts';
import type { UserInfo } from './user.ts';

/** A rule and the binding that gives it, as reviews word it. */
export interface HeldRule {
  readonly rule: PolicyRule;
  readonly source: string;
}

export interface HeldRules {
  readonly rules: readonly HeldRule[];
  /** Bindings to roles that are not there, in the server's words. */
  readonly problems: readonly string[];
}

/** upstream: appliesToUser */
function isMeant(subject: Subject, { username, groups }: UserInfo, namespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === username;
    case 'Group':
      return groups.includes(subject.name);
    default:
      return username === `system:serviceaccount:${subject.namespace ?? namespace}:${subject.name}`;
  }
}

/** The rules of the role that a binding in `namespace` names; undefined when there is none of that name. */
export function rulesOfRole({ kind, name }: RoleRef, namespace: string, store: Store): readonly PolicyRule[] | undefined {
  const key = kind === 'Role' ? ({ kind, namespace, name } as const) : ({ kind: 'ClusterRole', namespace: '', name } as const);
  const role = store.get(key) as Role | undefined;
  return role && (role.rules ?? []);
}

/** How the server says that the role is not there. */
export function roleNotFound({ kind, name }: RoleRef): string {
  return `${groupResource(kind === 'Role' ? kind : 'ClusterRole')} "${name}" not found`;
}

/** Bindings that count in a namespace ('': only those of the whole cluster), those of the cluster first, each kind by name. */
function bindingsFor(namespace: string, store: Store): readonly RoleBinding[] {
  const byName = (objects: Iterable<KubeObject>): readonly RoleBinding[] =>
    ([...objects] as RoleBinding[]).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const everywhere = byName(store.all('ClusterRoleBinding'));
  return namespace === '' ? everywhere : [...everywhere, ...byName(store.all('RoleBinding', namespace))];
}

function describeSubject({ kind, name, namespace }: Subject, own: string): string {
  return `${kind} "${kind === 'ServiceAccount' ? `${name}/${namespace ?? own}` : name}"`;
}

function sourceOf({ kind, metadata, roleRef }: RoleBinding, subject: Subject): string {
  const { name, namespace = '' } = metadata;
  const place = namespace === '' ? name : `${name}/${namespace}`;
  return `${kind} "${place}" of ${roleRef.kind} "${roleRef.name}" to ${describeSubject(subject, namespace)}`;
}

/** All rules that hold for the user in a namespace ('': at the scope of the cluster), in the order in which the server looks at them. */
export function rulesFor(user: UserInfo, namespace: string, store: Store): HeldRules {
  const rules: HeldRule[] = [];
  const problems = new Set<string>();
  for (const binding of bindingsFor(namespace, store)) {
    const place = binding.metadata.namespace ?? '';
    const subject = (binding.subjects ?? []).find((each) => isMeant(each, user, place));
    if (subject === undefined) continue;
    const held = rulesOfRole(binding.roleRef, place, store);
    if (held === undefined) {
      const { kind, name } = binding.roleRef;
      problems.add(`${kind.toLowerCase()}.rbac.authorization.k8s.io "${name}" not found`);
      continue;
    }
    const source = sourceOf(binding, subject);
    for (const rule of held) rules.push({ rule, source });
  }
  return { rules, problems: [...problems] };
}
