/** `kubectl api-resources` and `api-versions`. upstream: pkg/cmd/apiresources */
import { type Call, type Command, fail, failUsage } from '../command.ts';
import { slice } from '../commonFlags.ts';
import type { Environment } from '../environment.ts';
import { bool, text } from '../flags.ts';
import { getStyle, layOut } from '../print/tabs.ts';
import { discovery, groupResourceOf, groupVersionOf, type Resource } from '../resources.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By group and name, unless another order is asked for. upstream: sortableResource */
function sorted(resources: readonly Resource[], by: string): readonly Resource[] {
  if (by === 'name') return [...resources].sort((a, b) => compare(a.resource, b.resource));
  if (by === 'kind') return [...resources].sort((a, b) => compare(a.kind, b.kind));
  return [...resources].sort((a, b) => compare(a.group, b.group) || compare(a.resource, b.resource));
}

function chosen({ flags, environment }: Call): readonly Resource[] {
  const [verbs, categories, group] = [flags.list('verbs'), flags.list('categories'), flags.text('api-group')];
  return discovery(environment).filter(
    (each) =>
      (!flags.changed('namespaced') || each.namespaced === flags.bool('namespaced')) &&
      (!flags.changed('api-group') || each.group === group) &&
      verbs.every((verb) => each.verbs.includes(verb)) &&
      categories.every((category) => each.categories.includes(category)),
  );
}

function line(resource: Resource, isWide: boolean): string {
  const { resource: name, shortNames, namespaced, kind, verbs, categories } = resource;
  const cells = [name, shortNames.join(','), groupVersionOf(resource), String(namespaced), kind];
  return `${[...cells, ...(isWide ? [verbs.join(','), categories.join(',')] : [])].join('\t')}\n`;
}

function runResources(call: Call): number {
  const { args, flags, path, environment } = call;
  if (args.length > 0) failUsage(path, `unexpected arguments: [${args.join(' ')}]`);
  const format = flags.text('output');
  if (!['', 'wide', 'name'].includes(format)) fail(`--output ${format} is not available`);
  const by = flags.text('sort-by');
  if (!['', 'name', 'kind'].includes(by)) fail('--sort-by accepts only name or kind');
  const resources = sorted(chosen(call), by);
  if (format === 'name') {
    environment.stdout(resources.map((each) => `${groupResourceOf(each)}\n`).join(''));
    return 0;
  }
  const isWide = format === 'wide';
  const header = `NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND${isWide ? '\tVERBS\tCATEGORIES' : ''}\n`;
  const rows = resources.map((each) => line(each, isWide));
  environment.stdout(layOut([...(flags.bool('no-headers') ? [] : [header]), ...rows].join(''), getStyle));
  return 0;
}

export const apiResources: Command = {
  name: 'api-resources',
  use: '[flags]',
  short: 'Print the supported API resources on the server',
  examples: [
    '# Every type of resource',
    'kubectl api-resources',
    '# Those that lie in namespaces',
    'kubectl api-resources --namespaced=true',
  ],
  flags: [
    text('api-group', 'Only the types of this API group.'),
    bool('cached', 'Take what is known from an earlier call.'),
    slice('categories', 'Only the types of these categories.'),
    bool('namespaced', 'Only types that lie in namespaces, or with =false those that do not.', undefined, true),
    bool('no-headers', 'Leave the headers of tables out.'),
    text('output', 'Output format. One of: (wide, name).', 'o'),
    text('sort-by', "By what the list is sorted: 'name' or 'kind'."),
    slice('verbs', 'Only the types that have these verbs.'),
  ],
  run: runResources,
};

/** The horizontal autoscaler is served in two versions. */
function versionsOf(environment: Environment): readonly string[] {
  const preferred = discovery(environment).map(groupVersionOf);
  return [...new Set([...preferred, ...(preferred.includes('autoscaling/v2') ? ['autoscaling/v1'] : [])])].sort();
}

function runVersions({ args, path, environment }: Call): number {
  if (args.length > 0) failUsage(path, `unexpected arguments: [${args.join(' ')}]`);
  environment.stdout(
    versionsOf(environment)
      .map((version) => `${version}\n`)
      .join(''),
  );
  return 0;
}

export const apiVersions: Command = {
  name: 'api-versions',
  use: '',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  examples: ['# Every version of every group', 'kubectl api-versions'],
  flags: [],
  run: runVersions,
};
