/** `kubectl create role`, `clusterrole`, `rolebinding`, `clusterrolebinding`. upstream: pkg/cmd/create/create_role.go and its relatives */
import type { PolicyRule, Subject } from '../../../api/rbac.ts';
import { resourceNamed } from '../../builder.ts';
import type { Call } from '../../command.ts';
import { fail } from '../../command.ts';
import { array, slice } from '../../commonFlags.ts';
import { text } from '../../flags.ts';
import { generator } from './generator.ts';
import { labelSelectorOf } from './selectorObject.ts';

const RBAC = 'rbac.authorization.k8s.io';
const API_VERSION = `${RBAC}/v1`;

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)];

/** upstream: validResourceVerbs; `*` stands for all */
function verbsOf({ flags }: Call): readonly string[] {
  const verbs = unique(flags.list('verb'));
  if (verbs.length === 0) fail('at least one verb must be specified');
  return verbs.includes('*') ? ['*'] : verbs;
}

interface Named {
  readonly group: string;
  /** With its subresource. */
  readonly resource: string;
}

function namedResource(call: Call, word: string): Named {
  const [type = '', subresource] = word.split('/');
  if (type === '*') return { group: '*', resource: '*' };
  const { group, resource } = resourceNamed(call, type);
  return { group, resource: subresource === undefined ? resource : `${resource}/${subresource}` };
}

/** One rule for each API group, the groups sorted. upstream: generateResourcePolicyRules */
function resourceRules(call: Call, verbs: readonly string[]): readonly PolicyRule[] {
  const byGroup = new Map<string, string[]>();
  for (const word of call.flags.list('resource')) {
    const { group, resource } = namedResource(call, word);
    const list = byGroup.get(group) ?? [];
    if (!list.includes(resource)) list.push(resource);
    byGroup.set(group, list);
  }
  const resourceNames = call.flags.list('resource-name');
  return [...byGroup.keys()].sort().map((group) => ({
    verbs,
    apiGroups: [group],
    resources: byGroup.get(group) ?? [],
    ...(resourceNames.length === 0 ? {} : { resourceNames }),
  }));
}

const ruleFlags = [
  slice('resource', 'The types that may be used.'),
  array('resource-name', 'The names of the objects that may be used; without it all of them.'),
  slice('verb', 'What may be done with them.'),
];

export const role = generator({
  name: 'role',
  use: 'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]',
  short: 'Create a role with single rule',
  flags: ruleFlags,
  build(call, name) {
    const verbs = verbsOf(call);
    if (call.flags.list('resource').length === 0) fail('at least one resource must be specified');
    return { apiVersion: API_VERSION, kind: 'Role', metadata: { name }, rules: resourceRules(call, verbs) };
  },
});

export const clusterRole = generator({
  name: 'clusterrole',
  use: 'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
  short: 'Create a cluster role',
  isClusterScoped: true,
  flags: [
    slice('aggregation-rule', 'Labels of the roles that this one is made of.'),
    slice('non-resource-url', 'Paths of the server that may be used.'),
    ...ruleFlags,
  ],
  build(call, name) {
    const { flags } = call;
    const base = { apiVersion: API_VERSION, kind: 'ClusterRole', metadata: { name } };
    const aggregation = flags.list('aggregation-rule');
    const urls = flags.list('non-resource-url');
    if (aggregation.length > 0) {
      if (urls.length > 0 || flags.list('verb').length > 0 || flags.list('resource').length > 0 || flags.list('resource-name').length > 0)
        fail('aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames');
      return { ...base, aggregationRule: { clusterRoleSelectors: [labelSelectorOf(aggregation.join(','))] } };
    }
    const verbs = verbsOf(call);
    if (flags.list('resource').length === 0 && urls.length === 0) fail('one of resource or nonResourceURL must be specified');
    return { ...base, rules: [...resourceRules(call, verbs), ...(urls.length === 0 ? [] : [{ verbs, nonResourceURLs: urls }])] };
  },
});

function subjectsOf({ flags }: Call): readonly Subject[] {
  const accounts = flags.list('serviceaccount').map((word): Subject => {
    const [namespace = '', name = '', ...more] = word.split(':');
    if (namespace === '' || name === '' || more.length > 0) fail('serviceaccount must be <namespace>:<name>');
    return { kind: 'ServiceAccount', name, namespace };
  });
  const people = (kind: string, names: readonly string[]): readonly Subject[] =>
    unique(names).map((name) => ({ kind, apiGroup: RBAC, name }));
  return [...people('User', flags.list('user')), ...people('Group', flags.list('group')), ...accounts];
}

const subjectFlags = [
  array('group', 'A group to whom the role is given.'),
  array('serviceaccount', 'A service account to whom the role is given, as namespace:name.'),
  array('user', 'A user to whom the role is given.'),
];

export const roleBinding = generator({
  name: 'rolebinding',
  use: 'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Create a role binding for a particular role or cluster role',
  failure: 'failed to create rolebinding:',
  flags: [text('clusterrole', 'The ClusterRole that is given.'), text('role', 'The Role that is given.'), ...subjectFlags],
  build(call, name) {
    const [wide, narrow] = [call.flags.text('clusterrole'), call.flags.text('role')];
    if ((wide === '') === (narrow === '')) fail('exactly one of clusterrole or role must be specified');
    const roleRef = { apiGroup: RBAC, kind: wide === '' ? 'Role' : 'ClusterRole', name: wide === '' ? narrow : wide };
    const subjects = subjectsOf(call);
    return { apiVersion: API_VERSION, kind: 'RoleBinding', metadata: { name }, roleRef, ...(subjects.length === 0 ? {} : { subjects }) };
  },
});

export const clusterRoleBinding = generator({
  name: 'clusterrolebinding',
  use: 'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  short: 'Create a cluster role binding for a particular cluster role',
  isClusterScoped: true,
  failure: 'failed to create clusterrolebinding:',
  flags: [{ ...text('clusterrole', 'The ClusterRole that is given.'), required: true }, ...subjectFlags],
  build(call, name) {
    const subjects = subjectsOf(call);
    const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name: call.flags.text('clusterrole') };
    return {
      apiVersion: API_VERSION,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef,
      ...(subjects.length === 0 ? {} : { subjects }),
    };
  },
});
