import { describe, expect, test } from 'vitest';
import type { Client } from '../../api/client.ts';
import { runToEnd } from '../process.ts';
import { start } from '../run.ts';
import { anObject, fakeEnvironment, kubectl } from '../testing/fakeEnvironment.ts';

const out = (line: string): string => kubectl(line).out;
const failure = (line: string): string => kubectl(line).err;

describe('discovery', () => {
  test('types by group and name', () => {
    const lines = out('api-resources').split('\n');
    expect(lines[0]).toMatch(/^NAME +SHORTNAMES +APIVERSION +NAMESPACED +KIND$/);
    expect(lines.find((line) => line.startsWith('deployments'))).toMatch(/^deployments +deploy +apps\/v1 +true +Deployment$/);
    expect(out('api-resources --api-group=policy -o name')).toBe('poddisruptionbudgets.policy\n');
    expect(out('api-resources --namespaced=false --verbs=create --api-group= -o name')).toBe('namespaces\nnodes\npersistentvolumes\n');
    expect(failure('api-resources -o yaml')).toBe('error: --output yaml is not available\n');
  });
  test('versions in byte order', () => {
    const versions = out('api-versions').split('\n').slice(0, -1);
    expect(versions).toEqual([...versions].sort());
    expect(versions).toContain('autoscaling/v1');
  });
});

describe('config', () => {
  function inTurn(...lines: readonly string[]): string {
    const { environment, printed } = fakeEnvironment();
    for (const line of lines) runToEnd(start(line.split(' '), environment));
    return printed.out + printed.err;
  }
  test('a namespace of the context is that of every command', () => {
    expect(inTurn('config set-context --current --namespace=staging', 'get pods')).toBe(
      'Context "kubernetes-admin@playground" modified.\nNo resources found in staging namespace.\n',
    );
  });
  test('contexts', () => {
    expect(inTurn('config set-context dev --cluster=playground --user=jane', 'config use-context dev', 'config get-contexts')).toBe(
      [
        'Context "dev" created.',
        'Switched to context "dev".',
        'CURRENT   NAME                          CLUSTER      AUTHINFO           NAMESPACE',
        '*         dev                           playground   jane               ',
        '          kubernetes-admin@playground   playground   kubernetes-admin   ',
        '',
      ].join('\n'),
    );
    expect(failure('config use-context nope')).toBe('error: no context exists with the name: "nope"\n');
    expect(failure('get pods --context=nope')).toBe('error: context "nope" does not exist\n');
  });
  test('view', () => {
    expect(out('config view')).toContain('current-context: kubernetes-admin@playground\nkind: Config\nusers:\n- name: kubernetes-admin\n');
    expect(out('config view -o jsonpath={.contexts[0].name}')).toBe('kubernetes-admin@playground');
  });
});

describe('who may what', () => {
  const { environment, printed } = fakeEnvironment();
  const asked: unknown[] = [];
  const client: Client = {
    ...environment.client,
    request: (request) => {
      const object = (request.verb === 'create' ? request.object : {}) as { readonly kind: string; readonly spec?: object };
      asked.push(object.spec);
      const status =
        object.kind === 'SelfSubjectAccessReview'
          ? { allowed: false }
          : {
              resourceRules: [
                { verbs: ['list', 'get'], apiGroups: ['apps'], resources: ['deployments', 'deployments/scale'] },
                { verbs: ['get', 'watch'], apiGroups: ['apps'], resources: ['deployments'] },
              ],
              nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/livez'] }],
            };
      return { ok: true, value: { object: { ...anObject('Review', 'x'), status } as never, warnings: [] } };
    },
  };
  const run = (line: string): string => {
    [printed.out, printed.err] = ['', ''];
    const code = runToEnd(start(line.split(' '), { ...environment, client }));
    return `${code} ${printed.out}${printed.err}`;
  };
  test('one question', () => {
    expect(run('auth can-i delete deploy/web')).toBe('1 no\n');
    expect(asked.at(-1)).toMatchObject({
      resourceAttributes: { namespace: 'default', verb: 'delete', group: 'apps', resource: 'deployments', name: 'web' },
    });
    expect(run('auth can-i get nodes -q')).toBe("1 Warning: resource 'nodes' is not namespace scoped\n");
    expect(run('auth can-i eat foo')).toBe(
      "1 no\nWarning: verb 'eat' is not a known verb\nWarning: the server doesn't have a resource type 'foo'\n",
    );
  });
  test('all answers: verbs of one type together', () => {
    expect(run('auth can-i --list --no-headers')).toBe(
      [
        '0                          [/livez]   []    [get]',
        'deployments.apps         []         []    [list get watch]',
        'deployments.apps/scale   []         []    [list get]',
        '',
      ].join('\n'),
    );
  });
});

describe('what is not modelled says so', () => {
  test.each([
    ['exec pod -- sh', 'error: exec is not modelled'],
    ['port-forward svc/web 80:80 --address x', 'error: port-forward is not modelled'],
    ['explain pods', 'error: explain is not modelled'],
    ['completion bash', 'error: completion is not modelled'],
    ['config set-cluster x --server=y', 'error: config set-cluster is not modelled'],
    ['top pods -A', 'error: Metrics API not available'],
    ['plugin list', 'error: unable to find any kubectl plugins in your PATH'],
  ])('%s', (line, expected) => {
    const { err, code } = kubectl(line);
    expect(err).toMatch(new RegExp(`^${expected.replaceAll('.', '\\.')}[^\\n]*\\n$`));
    expect(code).toBe(1);
  });
});

describe('help', () => {
  test('of a command, of a group, of every command', () => {
    expect(out('get --help')).toMatch(
      /^Display one or many resources\.\n\nExamples:\n[\s\S]*\nOptions:\n {4}-A, --all-namespaces=false:\n\t/,
    );
    expect(out('help auth can-i')).toContain('Usage:\n  kubectl auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [flags] [options]\n');
    expect(kubectl('config')).toMatchObject({ out: '', err: expect.stringContaining('Available Commands:\n'), code: 1 });
    expect(out('options')).toContain("    -n, --namespace='':\n\t");
    expect(failure('help nope')).toBe('Unknown help topic [`nope`]\n');
  });
});

test('cluster-info', () => {
  expect(out('cluster-info')).toBe(
    "Kubernetes control plane is running at https://playground:6443\n\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n",
  );
});

test('versions that are too far apart', () => {
  expect(kubectl('version', [], { serverMinor: 22 }).err).toBe(
    'WARNING: version difference between client (1.37) and server (1.22) exceeds the supported minor version skew of +/-1\n',
  );
});
