import { describe, expect, test } from 'vitest';
import { resolve, type Selection, select } from './builder.ts';
import { type Call, Exit } from './command.ts';
import { allNamespacesFlag, fieldSelectorFlag, filenameFlags, selectorFlag } from './commonFlags.ts';
import { formatErrors } from './errors.ts';
import { bool, GLOBAL_FLAGS, parseFlags } from './flags.ts';
import { anObject, fakeEnvironment } from './testing/fakeEnvironment.ts';

const objects = [
  anObject('Namespace', 'default', ''),
  anObject('Pod', 'a'),
  anObject('Pod', 'b'),
  anObject('Pod', 'c', 'other'),
  anObject('Deployment', 'web'),
  anObject('Node', 'n1', ''),
];
const files: Readonly<Record<string, string>> = {
  'web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n',
  'other.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: c\n  namespace: other\n',
  'notes.txt': 'no object',
};

function callOf(line: string): Call {
  const flags = [...GLOBAL_FLAGS, ...filenameFlags(''), selectorFlag, fieldSelectorFlag, allNamespacesFlag, bool('all', '')];
  const argv = line.split(' ').filter((word) => word !== '');
  const parsed = parseFlags(argv, flags);
  if (!parsed.ok) throw new Error(parsed.error);
  const namespace = parsed.value.flags.text('namespace');
  const { environment } = fakeEnvironment(objects, {
    files: { read: (name) => files[name], names: () => Object.keys(files).sort() },
  });
  return {
    path: 'kubectl get',
    args: parsed.value.args,
    flags: parsed.value.flags,
    argv,
    namespace: namespace === '' ? 'default' : namespace,
    isNamespaceGiven: namespace !== '',
    environment,
  };
}

function found(line: string, selection: Selection = { typeMeansAll: true }): readonly string[] {
  const { infos, errors } = resolve(callOf(line), selection);
  const shown = infos.map(({ resource, namespace, name }) => `${resource.resource} ${namespace}/${name}`);
  return errors.length === 0 ? shown : [...shown, formatErrors(errors)];
}

describe('what is found', () => {
  test.each([
    ['pods', ['pods default/a', 'pods default/b']],
    ['pods -A', ['pods default/a', 'pods default/b', 'pods other/c']],
    ['pods b a', ['pods default/b', 'pods default/a']],
    ['deploy/web pod/a', ['deployments default/web', 'pods default/a']],
    ['pods,deploy', ['pods default/a', 'pods default/b', 'deployments default/web']],
    ['po,pods', ['pods default/a', 'pods default/b']],
    ['nodes -n other', ['nodes /n1']],
    ['all', ['pods default/a', 'pods default/b', 'deployments default/web']],
    ['pods --field-selector=metadata.name=b', ['pods default/b']],
    ['sts', []],
    ['-f web.yaml', ['deployments default/web']],
    ['-f *.yaml', ['pods other/c', 'deployments default/web']],
    ['-f .', ['pods other/c', 'deployments default/web']],
    [
      'pods,deploy web a',
      [
        'pods default/a',
        'deployments default/web',
        'Error from server (NotFound): pods "web" not found\nError from server (NotFound): deployments.apps "a" not found\n',
      ],
    ],
  ])('%s', (line, expected) => {
    expect(found(line)).toEqual(expected);
  });
});

test('one object that was named is printed bare', () => {
  const isSingle = (line: string): boolean => select(callOf(line), { typeMeansAll: true }).isSingle;
  expect(['pod a', 'pod/a', 'pod a b', 'pods', '-f web.yaml'].map(isSingle)).toEqual([true, true, false, false, true]);
});

function failure(line: string, selection: Selection = { typeMeansAll: true }): string {
  try {
    const { errors } = resolve(callOf(line), selection);
    return formatErrors(errors);
  } catch (thrown) {
    if (!(thrown instanceof Exit)) throw thrown;
    return formatErrors(thrown.errors);
  }
}

// The texts are those of ../shared/golden/kubectl (err-get-*, err-delete-*, err-scale-*) and of ../shared/golden/sessions.
describe('what is refused', () => {
  test.each([
    ['foo', `error: the server doesn't have a resource type "foo"`],
    ['foo/bar', `error: the server doesn't have a resource type "foo"`],
    ['deploy.v1.nope', `error: the server doesn't have a resource type "deploy"`],
    ['pods/a/b', 'error: arguments in resource/name form may not have more than one slash'],
    ['pods/', 'error: arguments in resource/name form must have a single resource and name'],
    ['pods x -l a=b', 'error: name cannot be provided when a selector is specified'],
    ['pods/x -l a=b', 'error: selectors and the all flag cannot be used when passing resource/name arguments'],
    ['-l a=b', 'error: at least one resource must be specified to use a selector'],
    ['pod x -A', 'error: a resource cannot be retrieved by name across all namespaces'],
    ['-f nope.yaml', 'error: the path "nope.yaml" does not exist'],
    ['pods -f web.yaml', 'error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well'],
    [
      '-f other.yaml -n default',
      `error: the namespace from the provided object "other" does not match the namespace "default". You must pass '--namespace=other' to perform this operation.`,
    ],
    ['pod x -n nowhere', 'Error from server (NotFound): namespaces "nowhere" not found'],
    [
      'pods --field-selector=foo=bar',
      'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "foo=bar": field label not supported: foo',
    ],
    [
      'deploy --field-selector=foo=bar',
      'Error from server (BadRequest): Unable to find "apps/v1, Resource=deployments" that match label selector "", field selector "foo=bar": "foo" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    ['bindings', 'Error from server (MethodNotAllowed): the server does not allow this method on the requested resource'],
  ])('%s', (line, expected) => {
    expect(failure(line)).toBe(`${expected}\n`);
  });

  test('a type alone, and nothing at all, when names are needed', () => {
    expect(failure('pods', {})).toBe('error: resource(s) were provided, but no name was specified\n');
    expect(failure('', {})).toContain('error: You must provide one or more resources by argument or filename.\n');
  });

  test('a type beside TYPE/NAME', () => {
    expect(failure('pods pod/x')).toMatch(/^error: there is no need to specify a resource type as a separate argument/);
  });
});
