/** Rules for roles and their bindings. upstream: pkg/apis/rbac/validation */
import { deepEqual } from '../../base/equal.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import type { KubeObject } from '../meta.ts';
import { isDNS1123Subdomain } from '../names.ts';
import { pathSegmentName, validateObjectMeta } from './metadata.ts';
import type { Report } from './report.ts';

type Stored = KubeObject & Fields;

const GROUP = 'rbac.authorization.k8s.io';

function validateRule(report: Report, at: string, rule: Fields, isNamespaced: boolean): void {
  const has = (field: string): boolean => listOf(rule[field]).length > 0;
  if (!has('verbs')) report.required(`${at}.verbs`, 'verbs must contain at least one value');
  if (has('nonResourceURLs')) {
    const fail = (why: string): void => report.invalid(`${at}.nonResourceURLs`, rule['nonResourceURLs'], why);
    if (isNamespaced) fail('namespaced rules cannot apply to non-resource URLs');
    if (['apiGroups', 'resources', 'resourceNames'].some(has)) fail('rules cannot apply to both regular resources and non-resource URLs');
    return;
  }
  if (!has('apiGroups')) report.required(`${at}.apiGroups`, 'resource rules must supply at least one api group');
  if (!has('resources')) report.required(`${at}.resources`, 'resource rules must supply at least one resource');
}

/** upstream: ValidateRole, ValidateClusterRole */
export function validateRole(report: Report, role: Stored): void {
  validateObjectMeta(report, role.metadata, pathSegmentName);
  for (const [index, rule] of listOf(role['rules']).entries())
    validateRule(report, `rules[${index}]`, fieldsOf(rule), role.kind === 'Role');
}

function validateSubject(report: Report, at: string, subject: Fields, isNamespaced: boolean): void {
  const name = textOf(subject['name']);
  const kind = textOf(subject['kind']);
  const apiGroup = textOf(subject['apiGroup']);
  if (name === '') report.required(`${at}.name`);
  const expectGroup = (group: string): void => {
    if (apiGroup !== group) report.notSupported(`${at}.apiGroup`, apiGroup, [group]);
  };
  if (kind === 'ServiceAccount') {
    if (name !== '') report.invalidAll(`${at}.name`, name, isDNS1123Subdomain(name));
    expectGroup('');
    if (!isNamespaced && textOf(subject['namespace']) === '') report.required(`${at}.namespace`);
  } else if (kind === 'User' || kind === 'Group') expectGroup(GROUP);
  else report.notSupported(`${at}.kind`, kind, ['ServiceAccount', 'User', 'Group']);
}

/** upstream: ValidateRoleBinding, ValidateClusterRoleBinding */
export function validateRoleBinding(report: Report, binding: Stored): void {
  validateObjectMeta(report, binding.metadata, pathSegmentName);
  const isNamespaced = binding.kind === 'RoleBinding';
  const { apiGroup, kind, name } = fieldsOf(binding['roleRef']);
  if (apiGroup !== GROUP) report.notSupported('roleRef.apiGroup', textOf(apiGroup), [GROUP]);
  const roles = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (!roles.includes(textOf(kind))) report.notSupported('roleRef.kind', textOf(kind), roles);
  if (textOf(name) === '') report.required('roleRef.name');
  else report.invalidAll('roleRef.name', name, pathSegmentName(textOf(name), report.minor));
  for (const [index, subject] of listOf(binding['subjects']).entries())
    validateSubject(report, `subjects[${index}]`, fieldsOf(subject), isNamespaced);
}

/** A binding stays with its role. upstream: ValidateRoleBindingUpdate */
export function validateRoleBindingUpdate(report: Report, next: Stored, old: Stored): void {
  if (!deepEqual(next['roleRef'], old['roleRef'])) report.invalid('roleRef', next['roleRef'], 'cannot change roleRef');
}
