import { describe, expect, test } from 'vitest';
import { complete } from './complete.ts';
import { anObject, fakeEnvironment, kubectl } from './testing/fakeEnvironment.ts';

const { environment } = fakeEnvironment(
  [
    anObject('Namespace', 'default', ''),
    anObject('Namespace', 'staging', ''),
    anObject('Deployment', 'api'),
    anObject('Deployment', 'web'),
    anObject('Deployment', 'other', 'staging'),
    anObject('Pod', 'web-1'),
    anObject('Node', 'n1', ''),
  ],
  { files: { read: () => '', names: () => ['notes.txt', 'web.yaml'] } },
);
const offered = (line: string): readonly string[] => complete(line.split(' '), environment).map(({ text }) => text);

// The order and the words are those of kubectl __complete (design/kubectl.md §9.2).
describe('offered', () => {
  test.each([
    ['ver', ['version']],
    ['get deploy ', ['api', 'web']],
    ['get deployments.apps w', ['web']],
    ['get deploy web ', ['api']],
    ['get deploy/', ['deploy/api', 'deploy/web']],
    ['get deploy/web po', ['pods/', 'podtemplates/', 'poddisruptionbudgets.policy/']],
    ['get deploy -n staging ', ['other']],
    ['-n staging get deploy ', ['other']],
    ['get deployments', ['deployments.apps']],
    ['get pods,deployments', ['pods,deployments.apps']],
    ['get -n ', ['default', 'staging']],
    ['get --namespace=s', ['--namespace=staging']],
    ['get pods -o j', ['json', 'jsonpath', 'jsonpath-as-json', 'jsonpath-file']],
    ['get pods --sh', ['--show-kind', '--show-labels', '--show-managed-fields']],
    ['get -f ', ['web.yaml']],
    ['get foo ', []],
    ['nope ', []],
    ['get pods -- ', []],
    ['get --nope x ', []],
    ['version --context ', ['kubernetes-admin@playground']],
    ['version -o ', ['yaml', 'json']],
  ])('%s', (line, expected) => {
    expect(offered(line)).toEqual(expected);
  });
});

test('types in the order of discovery, and what each command does', () => {
  expect(offered('get ').slice(0, 3)).toEqual(['componentstatuses', 'configmaps', 'endpoints']);
  expect(complete(['versio'], environment)).toEqual([{ text: 'version', hint: 'Print the client and server version information' }]);
});

test('as the scripts of shells ask for it', () => {
  const ask = (...words: readonly string[]) => kubectl(['__complete', ...words], [anObject('Deployment', 'web')]);
  expect(ask('get', 'deploy', '')).toEqual({
    out: 'web\n:4\n',
    err: 'Completion ended with directive: ShellCompDirectiveNoFileComp\n',
    code: 0,
  });
  expect(ask('versio').out).toBe('version\tPrint the client and server version information\n:4\n');
});
