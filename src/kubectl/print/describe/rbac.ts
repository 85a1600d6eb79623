/** Roles and their bindings. upstream: RoleDescriber, kubectl/pkg/util/rbac BreakdownRule and CompactRules */
import type { PolicyRule, Role, RoleBinding } from '../../../api/rbac.ts';
import { field, grid, heading } from './text.ts';

/** A right on one resource, or on one path of the server. */
interface Right {
  readonly group: string;
  readonly resource: string;
  readonly name: string;
  readonly path: string;
  readonly verbs: readonly string[];
}

function rightsOf({ apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs = [] }: PolicyRule): readonly Right[] {
  const names = resourceNames.length === 0 ? [''] : resourceNames;
  const onResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) => names.map((name): Right => ({ group, resource, name, path: '', verbs }))),
  );
  // Verbs on paths stay apart from one another.
  const onPaths = nonResourceURLs.flatMap((path) =>
    verbs.map((verb): Right => ({ group: '', resource: '', name: '', path, verbs: [verb] })),
  );
  return [...onResources, ...onPaths];
}

/** A list as Go prints it. */
const goList = (list: readonly string[]): string => `[${list.filter((item) => item !== '').join(' ')}]`;

/** What rules are sorted by: how Go prints them, verbs first. */
function sortKey({ group, resource, name, path, verbs }: Right): string {
  const groups = resource === '' ? '[]' : `[${group}]`;
  return `Verbs:${goList(verbs)},APIGroups:${groups},Resources:${goList([resource])},ResourceNames:${goList([name])},NonResourceURLs:${goList([path])}`;
}

/** One entry for each resource, with the verbs of all rules that speak of it. */
function compact(rules: readonly PolicyRule[]): readonly Right[] {
  const onPaths: Right[] = [];
  const byResource = new Map<string, Right>();
  for (const right of rules.flatMap(rightsOf)) {
    if (right.resource === '') {
      onPaths.push(right);
      continue;
    }
    const key = `${right.group}|${right.resource}|${right.name}`;
    const known = byResource.get(key);
    byResource.set(
      key,
      known === undefined
        ? { ...right, verbs: [...new Set(right.verbs)] }
        : { ...known, verbs: [...new Set([...known.verbs, ...right.verbs])] },
    );
  }
  const keyed = [...onPaths, ...byResource.values()].map((right) => ({ right, key: sortKey(right) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ right }) => right);
}

/** `deployments.apps/scale` */
function resourceText({ group, resource }: Right): string {
  const slash = resource.indexOf('/');
  const [type, subresource] = slash === -1 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)];
  return `${type}${group === '' ? '' : `.${group}`}${subresource}`;
}

export function describeRole(role: Role): string {
  const rows = compact(role.rules ?? []).map((right) => [
    resourceText(right),
    goList([right.path]),
    goList([right.name]),
    goList(right.verbs),
  ]);
  return `${heading(role, false)}PolicyRule:\n${grid(['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'], rows)}`;
}

export function describeBinding(binding: RoleBinding): string {
  const rows = (binding.subjects ?? []).map(({ kind, name, namespace = '' }) => [kind, name, namespace]);
  return [
    heading(binding, false),
    `Role:\n${field('Kind', binding.roleRef.kind, 1)}${field('Name', binding.roleRef.name, 1)}`,
    `Subjects:\n${grid(['Kind', 'Name', 'Namespace'], rows)}`,
  ].join('');
}
