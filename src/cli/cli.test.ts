import { describe, expect, test } from 'vitest';
import { findBuiltin } from '../scenario/builtin/index.ts';
import { main } from './cli.ts';

const manifest = (
  name: string,
  extra: { readonly replicas?: number; readonly cpu?: string; readonly more?: string } = {},
): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${extra.replicas ?? 4}
  progressDeadlineSeconds: 60
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: web
          image: shop/web:1
          resources: {requests: {cpu: ${extra.cpu ?? '10m'}}}
${extra.more ?? ''}`;

const recreate = findBuiltin('recreate');
const files: Readonly<Record<string, string>> = {
  'web.yaml': manifest('web'),
  'two.yaml': `${manifest('web')}---\n${manifest('api', { more: '        - name: proxy\n          image: shop/proxy:1\n' })}`,
  'big.yaml': manifest('big', { cpu: '"100"' }),
  'wrong.yaml': manifest('web', { replicas: -1, more: '      restartPolice: Always\n' }),
  'negative.yaml': manifest('web', { replicas: -1 }),
  'broken.yaml': 'apiVersion: v1\nkind: [\n',
  'map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n',
  'empty.yaml': '',
  'recreate.json': JSON.stringify(recreate),
  'future.json': JSON.stringify({ ...recreate, version: 2 }),
};

function run(line: string): { readonly code: number; readonly out: string; readonly err: string } {
  let out = '';
  let err = '';
  const code = main(line === '' ? [] : line.split(' '), {
    readFile: (path) => files[path],
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

const see = (command = ''): string => `See 'npm run cli --${command === '' ? '' : ` ${command}`} --help' for usage.\n`;

describe('commands that cannot be understood', () => {
  test.each([
    ['simulat web.yaml', 'unknown command "simulat"', ''],
    ['--verbose', 'unknown flag: --verbose', ''],
    ['simulate', 'simulate needs a file', 'simulate'],
    ['hash web.yaml two.yaml', 'hash takes one file, received 2: web.yaml two.yaml', 'hash'],
    ['simulate web.yaml --untill 5m', 'unknown flag: --untill', 'simulate'],
    ['validate web.yaml -k 1.22', "unknown shorthand flag: 'k' in -k", 'validate'],
    ['simulate web.yaml --until', 'flag needs an argument: --until', 'simulate'],
    ['simulate web.yaml -o', "flag needs an argument: 'o' in -o", 'simulate'],
    ['simulate web.yaml --until 10', 'invalid argument "10" for "--until" flag: time: missing unit in duration "10"', 'simulate'],
    ['simulate web.yaml --within=soon', 'invalid argument "soon" for "--within" flag: time: invalid duration "soon"', 'simulate'],
    ['simulate web.yaml --seed x', 'invalid argument "x" for "--seed" flag: strconv.ParseUint: parsing "x": invalid syntax', 'simulate'],
    ['simulate web.yaml --nodes 101', 'invalid argument "101" for "--nodes" flag: must be between 0 and 100', 'simulate'],
    ['simulate web.yaml -o yaml', 'invalid argument "yaml" for "--output" flag: must be one of: summary, events, trace, json', 'simulate'],
    ['hash web.yaml --kubernetes 1.21', 'invalid argument "1.21" for "--kubernetes" flag: must be a version from 1.22 to 1.37', 'hash'],
    ['simulate web.yaml --max-pods 3', '--max-pods is about an update: it needs --set-image', 'simulate'],
    [
      'simulate web.yaml --min-available half --set-image b',
      'invalid argument "half" for "--min-available" flag: must be a number of pods or a percentage of the replicas',
      'simulate',
    ],
    ['simulate recreate.json --set-image b', '--set-image is for manifests: a scenario brings its own', 'simulate'],
    ['simulate two.yaml --set-image b', '--set-image needs CONTAINER=IMAGE: deployment "api" has the containers web, proxy', 'simulate'],
  ])('%s', (line, message, command) => {
    expect(run(line)).toEqual({ code: 2, out: '', err: `error: ${message}\n${see(command)}` });
  });
});

describe('help', () => {
  test.each([
    ['', 'Usage:\n  npm run cli -- COMMAND FILE [flags]'],
    ['--help', 'Commands:'],
    ['help hash', 'npm run cli -- hash FILE.yaml'],
    ['simulate --help', '--min-available N|N%'],
    ['hash -h', '--kubernetes VERSION'],
    ['validate web.yaml --help', 'Exit code: 0 all accepted'],
  ])('%s', (line, text) => {
    const { code, out, err } = run(line);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(text);
  });
});

describe('hash', () => {
  test('of every Deployment, by version', () => {
    const { code, out } = run('hash two.yaml');
    expect(code).toBe(0);
    expect(out).toMatch(/^web-[0-9a-z]+\napi-[0-9a-z]+\n$/);
    expect(run('hash two.yaml --kubernetes 1.22').out).not.toBe(out);
  });
  test.each([
    ['hash map.yaml', 'error: no Deployment in "map.yaml"\n'],
    ['hash missing.yaml', 'error: the path "missing.yaml" does not exist\n'],
    ['hash empty.yaml', 'error: no objects passed to apply\n'],
  ])('%s', (line, err) => {
    expect(run(line)).toEqual({ code: 1, out: '', err });
  });
});

describe('validate', () => {
  test('says what is well', () => {
    expect(run('validate two.yaml')).toEqual({ code: 0, out: 'deployment.apps/web is valid\ndeployment.apps/api is valid\n', err: '' });
  });
  test.each([
    ['negative.yaml', 'negative.yaml:6:13: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n'],
    ['wrong.yaml', 'wrong.yaml:18:22: unknown field "spec.template.spec.restartPolice"\n'],
    ['broken.yaml', /^broken\.yaml:3:1: error converting YAML to JSON: yaml: line 2: .+\n$/],
    ['empty.yaml', 'error: no objects passed to apply\n'],
  ])('%s', (file, expected) => {
    const { code, out, err } = run(`validate ${file}`);
    expect([code, out]).toEqual([1, '']);
    if (typeof expected === 'string') expect(err).toBe(expected);
    else expect(err).toMatch(expected);
  });
});

describe('simulate', () => {
  test('a manifest alone: how long until it is complete', () => {
    const { code, out, err } = run('simulate web.yaml');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^deployment\.apps\/web created\n {2}complete after {7}\d+\.\d{3}s\n {2}most pods at once {4}4 counted, 4 on the machines\n$/,
    );
  });
  test('an update, within bounds', () => {
    const { code, out, err } = run('simulate web.yaml --set-image shop/web:2 --min-available 75% --max-pods 5 --within 5m');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('deployment.apps/web updated\n');
    expect(out).toContain('least available      3 of 4\n');
    expect(out).toMatch(/most pods at once {4}5 counted, [5-8] on the machines\n/);
  });
  test('broken bounds are told, exit code 1', () => {
    const { code, err } = run('simulate web.yaml --set-image web=shop/web:2 --min-available 100% --max-pods 4 --within 1s');
    expect(code).toBe(1);
    expect(err).toMatch(/^error: deployment "web" took \d+\.\d{3}s, longer than --within 1\.000s\n/);
    expect(err).toContain('error: deployment "web" had 3 of 4 pods available, fewer than --min-available 100%\n');
    expect(err).toContain('error: deployment "web" had 5 pods at once, more than --max-pods 4\n');
  });
  test('the deadline is exceeded: kubectl words it', () => {
    const { code, err } = run('simulate big.yaml --set-image b');
    expect([code, err]).toEqual([1, 'error: deployment "big" exceeded its progress deadline\n']);
  });
  test('not complete in time', () => {
    const { code, err } = run('simulate big.yaml --until 20s');
    expect(code).toBe(1);
    expect(err).toBe(
      'error: deployment "big" was not complete after 20s: Waiting for deployment "big" rollout to finish: 0 of 4 updated replicas are available...\n',
    );
  });
  test('what is refused is said in the words of the server', () => {
    const { code, out, err } = run('simulate negative.yaml');
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe('The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n');
  });
  test('a container that is not there', () => {
    const { code, err } = run('simulate web.yaml --set-image app=b');
    expect([code, err]).toEqual([1, 'error: unable to find container named "app"\n']);
  });
  test('the Deployments that have the container are updated', () => {
    const { code, out } = run('simulate two.yaml --set-image proxy=shop/proxy:2');
    expect(code).toBe(0);
    expect(out.match(/^deployment.*$/gm)).toEqual([
      'deployment.apps/web created',
      'deployment.apps/api created',
      'deployment.apps/api updated',
    ]);
  });
  test('an image that is the same updates nothing, which no bound can be about', () => {
    expect(run('simulate web.yaml --set-image shop/web:1').code).toBe(0);
    expect(run('simulate web.yaml --set-image shop/web:1 --max-pods 9').err).toBe(
      'error: nothing was updated, so there is nothing to measure\n',
    );
  });
  test('a scenario with its own actions', () => {
    const { code, out, err } = run('simulate recreate.json');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('deployment.apps/web updated\n');
    expect(out).toContain('least available      0 of 3\n');
    // No new pod begins before the last old one has ended.
    expect(out).toMatch(/most pods at once {4}3 counted, 3 on the machines\n$/);
    expect(run('simulate recreate.json --min-available 1').err).toBe(
      'error: deployment "web" had 0 of 3 pods available, fewer than --min-available 1\n',
    );
    expect(run('simulate future.json').err).toMatch(/^error: "future\.json" is no scenario: version: /);
  });
  test('trace: one aligned line for each step that did something', () => {
    const { out } = run('simulate web.yaml -o trace');
    const lines = out.split('\n').slice(0, -1);
    expect(lines[0]).toMatch(/^0\.000s {3}user {9}default\/web {2,}kubectl apply -f web\.yaml$/);
    expect(out).toMatch(/deployment {3}default\/web +web-\w+ 0→4 \(created\)\n/);
    expect(out).toMatch(/scheduler +default\/web-\w+-\w{5} +bound to node-\d\n/);
    const column = lines[0]?.indexOf('kubectl');
    for (const line of lines) expect(line[(column ?? 0) - 1]).toBe(' ');
  });
  test('events', () => {
    const { out } = run('simulate web.yaml -oevents');
    expect(out).toMatch(/^ *AT {3}TYPE +REASON +OBJECT +MESSAGE\n/);
    expect(out).toMatch(/Normal +ScalingReplicaSet +deployment\/web +Scaled up replica set web-\w+ (from 0 )?to 4\n/);
  });
  test('json, the same for the same seed and another for another', () => {
    const first = run('simulate web.yaml --set-image b -o json --kubernetes 1.30 --seed 7').out;
    const { kubernetes, seed, rollouts, problems } = JSON.parse(first);
    expect([kubernetes, seed, problems]).toEqual(['1.30', 7, []]);
    expect(rollouts.map((each: { readonly what: string }) => each.what)).toEqual(['created', 'updated']);
    expect(run('simulate web.yaml --set-image b -o json --kubernetes 1.30 --seed 7').out).toBe(first);
    expect(run('simulate web.yaml --set-image b -o json --kubernetes 1.30 --seed 8').out).not.toBe(first);
  });
});
