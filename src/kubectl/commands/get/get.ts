/** `kubectl get`. upstream: pkg/cmd/get/get.go */
import { fieldsOf } from '../../../api/fields.ts';
import type { KubeObject, LabelSelector } from '../../../api/meta.ts';
import { formatSelector } from '../../../api/selector.ts';
import { endIfFailed, type Found, type Group, resolve, type Selected } from '../../builder.ts';
import { type Call, type Command, Exit, fail, failUsage } from '../../command.ts';
import { allNamespacesFlag, fieldSelectorFlag, filenameFlags, int, selectorFlag, slice } from '../../commonFlags.ts';
import { bool, text } from '../../flags.ts';
import { outputFormat, printerOf } from '../../outputFlags.ts';
import { listOfObjects } from '../../print/objects.ts';
import { sortBy } from '../../print/sortBy.ts';
import type { Process } from '../../process.ts';
import { groupVersionOf, type Resource } from '../../resources.ts';
import { printTables } from './tables.ts';
import { watch } from './watch.ts';

const suggestion = 'Use "kubectl api-resources" for a complete list of supported resources.';
const subresources = ['status', 'scale', 'resize'];

/** upstream: Complete and Validate, in their order */
function check(call: Call): void {
  const { flags, args, path, environment } = call;
  const isWatch = flags.bool('watch') || flags.bool('watch-only');
  const format = flags.text('output');
  if (flags.text('raw') !== '') {
    if (args.length > 0) fail('arguments may not be passed when --raw is specified');
    if (isWatch || flags.text('selector') !== '') {
      fail('--raw may not be specified with other flags that filter the server request or alter the output');
    }
    if (format !== '') failUsage(path, '--raw and --output are mutually exclusive');
    fail('get --raw is not modelled: this cluster has no URLs; use -o json');
  }
  if (isWatch) {
    if (flags.text('sort-by') !== '') environment.stderr('warning: --watch or --watch-only requested, --sort-by will be ignored\n');
  } else if (args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') {
    environment.stderr(`You must specify the type of resource to get. ${suggestion}\n\n`);
    failUsage(
      path,
      'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
    );
  }
  if (flags.bool('show-labels') && format !== '' && format !== 'wide') fail(`--show-labels option cannot be used with ${format} printer`);
  if (flags.bool('output-watch-events') && !isWatch) {
    failUsage(path, '--output-watch-events option can only be used with --watch or --watch-only');
  }
  const subresource = flags.text('subresource');
  if (subresource !== '' && !subresources.includes(subresource)) {
    fail(`invalid subresource value: "${subresource}". Must be one of [${subresources.join(' ')}]`);
  }
}

function scaleView({ metadata, ...object }: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const [spec, status] = [fieldsOf(fieldsOf(object)['spec']), fieldsOf(fieldsOf(object)['status'])];
  const scale = {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec['replicas'] },
    // Workloads alone have this subresource, and they have a selector.
    status: { replicas: status['replicas'] ?? 0, selector: formatSelector(spec['selector'] as LabelSelector) },
  };
  // Fields that the object lacks are left out when it is printed.
  return JSON.parse(JSON.stringify(scale)) as KubeObject;
}

/** What `--subresource` shows of an object. */
function subresourceOf(resource: Resource, object: KubeObject, subresource: string): KubeObject {
  if (!resource.subresources.includes(subresource)) {
    throw new Exit([{ status: { code: 404, reason: 'NotFound', message: 'the server could not find the requested resource' } }]);
  }
  return subresource === 'scale' ? scaleView(object) : object;
}

function viewed(call: Call, selected: Selected<Found>): readonly Group<Found>[] {
  const subresource = call.flags.text('subresource');
  if (subresource === '') return selected.groups;
  return selected.groups.map((group) => {
    if (group.isList) return fail('subresource cannot be used when bulk resources are specified');
    return { ...group, infos: group.infos.map((info) => ({ ...info, object: subresourceOf(info.resource, info.object, subresource) })) };
  });
}

/** Two objects of one kind may come from two versions of its API. */
function asServed(resource: Resource, object: KubeObject): KubeObject {
  if (resource.stored === undefined || object.kind !== resource.kind || object.apiVersion === groupVersionOf(resource)) return object;
  return { ...object, apiVersion: groupVersionOf(resource) };
}

/** upstream: printGeneric */
function printObjects(call: Call, selected: Selected<Found>, groups: readonly Group<Found>[]): void {
  const { flags } = call;
  const found = groups.flatMap(({ resource, infos }) => infos.map(({ object }) => asServed(resource, object)));
  if (selected.isSingle) endIfFailed(selected.errors);
  if (found.length === 0 && flags.bool('ignore-not-found')) return;
  const print = printerOf(call, { isGet: true });
  const [only] = found;
  if (selected.isSingle && found.length === 1) print(only);
  else {
    const expression = flags.text('sort-by');
    const sorted = expression === '' ? { ok: true as const, value: found } : sortBy(found, expression, (object) => object);
    print(listOfObjects(sorted.ok ? sorted.value : fail(sorted.error)));
  }
}

function* run(call: Call): Process {
  const { flags } = call;
  check(call);
  if (flags.bool('watch') || flags.bool('watch-only')) return yield* watch(call);
  const selected = resolve(call, { typeMeansAll: true, ignoreNotFound: flags.bool('ignore-not-found') });
  const groups = viewed(call, selected);
  const format = outputFormat(call);
  if (format === '' || format === 'wide') printTables(call, groups, selected.errors.length > 0);
  else printObjects(call, selected, groups);
  endIfFailed(selected.errors);
  return 0;
}

export const get: Command = {
  name: 'get',
  suggestFor: ['list', 'ps'],
  use: '[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]',
  short: 'Display one or many resources',
  examples: [
    '# All pods of the namespace, as a table',
    'kubectl get pods',
    '# With more columns, such as the node',
    'kubectl get pods -o wide',
    '# One Deployment, whole',
    'kubectl get deployment web -o yaml',
    '# Several types at once',
    'kubectl get deploy,rs,pods',
    '# Every version that comes from now on',
    'kubectl get pods -w',
  ],
  flags: [
    allNamespacesFlag,
    bool('allow-missing-template-keys', 'Pass over fields and keys that a template names and an object lacks.', undefined, true),
    int('chunk-size', 'How many objects the server hands over at a time; 0 for all at once.', 500),
    fieldSelectorFlag,
    ...filenameFlags('What to get, by the files that describe it.'),
    bool('ignore-not-found', 'What does not exist is no error.'),
    slice('label-columns', 'Labels that become columns; commas between them, or the flag several times.', 'L'),
    bool('no-headers', 'Leave the headers of tables out.'),
    text(
      'output',
      'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file, custom-columns, custom-columns-file, wide).',
      'o',
    ),
    bool('output-watch-events', 'With --watch or --watch-only: what happened to each object, too.'),
    text('raw', 'A path of the API to ask for as it is.'),
    selectorFlag,
    bool('server-print', 'Let the server make the table.', undefined, true),
    bool('show-kind', 'Print the kind in front of each name.'),
    bool('show-labels', 'Print all labels as the last column.'),
    bool('show-managed-fields', 'Keep the managedFields of objects that are printed as JSON or YAML.'),
    text('sort-by', "A path (e.g. '{.metadata.name}') by whose value the list is sorted."),
    text('subresource', 'Which subresource to get: status, scale or resize.'),
    text('template', 'The template, or the file with it, for -o=go-template and -o=go-template-file.'),
    bool('watch', 'After what is there, go on with every change.', 'w'),
    bool('watch-only', 'Print the changes alone.'),
  ],
  run,
};
