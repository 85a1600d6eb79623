import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../api/meta.ts';
import type { Process } from '../process.ts';
import { start } from '../run.ts';
import { anObject, fakeEnvironment, kubectl, type Ran } from '../testing/fakeEnvironment.ts';
import { readData } from '../testing/golden.ts';

interface Recording {
  readonly fixtures: Readonly<Record<string, readonly KubeObject[]>>;
  readonly cases: readonly {
    readonly id: string;
    readonly fixture: string;
    readonly args: readonly string[];
    readonly stdout: string;
    readonly stderr: string;
    readonly exitCode: number;
  }[];
}

const recorded = readData<Recording>('describe.json');
const recordedAt = Date.UTC(2025, 5, 15, 12);

test.each(recorded.cases.map((each) => [each.id, each] as const))('as recorded: %s', (_id, { fixture, args, stdout, stderr, exitCode }) => {
  const ran: Ran = kubectl(args, recorded.fixtures[fixture], { nowMs: () => recordedAt });
  expect(ran).toEqual({ out: stdout, err: stderr, code: exitCode });
});

const out = (line: string, ...objects: readonly KubeObject[]): readonly string[] => kubectl(line, objects).out.split('\n');

const names = (text: readonly string[]): readonly string[] => text.flatMap((line) => /^Name: +(.*)/.exec(line)?.slice(1) ?? []);
const hasEvents = (text: readonly string[]): boolean => text.some((line) => line.startsWith('Events:'));

describe('which objects', () => {
  const pods = ['other', 'web-a', 'web-b'].map((name) => anObject('Pod', name, 'default', { spec: { containers: [] } }));
  test('all whose names begin so, without events', () => {
    const text = out('describe pods web', ...pods);
    expect(names(text)).toEqual(['web-a', 'web-b']);
    expect(hasEvents(text)).toBe(false);
    expect(text.slice(-2)).toEqual(['', '']);
    expect(hasEvents(out('describe pods web --show-events', ...pods))).toBe(true);
  });
  test('one is told with its events, several are not', () => {
    expect(hasEvents(out('describe pods', ...pods))).toBe(false);
    expect(hasEvents(out('describe pods', ...pods.slice(0, 1)))).toBe(true);
  });
  test('those that are there, then the complaint about the others', () => {
    const ran = kubectl('describe pods web-a nope web-b', pods);
    expect(names(ran.out.split('\n'))).toEqual(['web-a', 'web-b']);
    expect(ran).toMatchObject({ err: 'Error from server (NotFound): pods "nope" not found\n', code: 1 });
  });
});

describe('other kinds', () => {
  const label = { 'kubernetes.io/metadata.name': 'goner' };
  test('a namespace with what limits it', () => {
    const namespace = anObject('Namespace', 'goner', '', { status: { phase: 'Active' } });
    const quota = anObject('ResourceQuota', 'q', 'goner', { spec: {}, status: { hard: { pods: '3' }, used: { pods: '1' } } });
    const limits = anObject('LimitRange', 'l', 'goner', {
      spec: { limits: [{ type: 'Container', default: { cpu: '1' }, max: { memory: '1Gi' } }] },
    });
    const labelled = { ...namespace, metadata: { ...namespace.metadata, labels: label } };
    expect(out('describe ns goner', labelled, quota, limits)).toEqual([
      'Name:         goner',
      'Labels:       kubernetes.io/metadata.name=goner',
      'Annotations:  <none>',
      'Status:       Active',
      '',
      'Resource Quotas',
      '  Name:     q',
      '  Resource  Used  Hard',
      '  --------  ---   ---',
      '  pods      1     3',
      '',
      'Resource Limits',
      ' Type       Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio',
      ' ----       --------  ---  ---  ---------------  -------------  -----------------------',
      ' Container  cpu       -    -    -                1              -',
      ' Container  memory    -    1Gi  -                -              -',
      '',
    ]);
    expect(out('describe ns goner', labelled).slice(4)).toEqual(['', 'No resource quota.', '', 'No LimitRange resource.', '']);
  });
  test('a node counts what its pods ask for', () => {
    const node = anObject('Node', 'n1', '', {
      spec: {
        taints: [
          { key: 'b', effect: 'NoSchedule' },
          { key: 'a', value: 'x', effect: 'NoExecute' },
        ],
      },
      status: { allocatable: { cpu: '2', memory: '1Gi', pods: '10' } },
    });
    const pod = anObject('Pod', 'p', 'default', {
      spec: {
        nodeName: 'n1',
        containers: [{ name: 'c', resources: { requests: { cpu: '250m', memory: '100Mi' }, limits: { cpu: '3' } } }],
        initContainers: [
          { name: 'side', restartPolicy: 'Always', resources: { requests: { cpu: '50m' } } },
          { name: 'first', resources: { requests: { cpu: '1' } } },
        ],
      },
    });
    const text = out('describe node n1', node, pod);
    expect(text.slice(5, 8)).toEqual([
      'Taints:             a=x:NoExecute',
      '                    b:NoSchedule',
      'Unschedulable:      false',
    ]);
    expect(text.slice(text.findIndex((line) => line.startsWith('Non-term')))).toEqual([
      'Non-terminated Pods:          (1 in total)',
      '  Namespace                   Name    CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age',
      '  ---------                   ----    ------------  ----------  ---------------  -------------  ---',
      '  default                     p       1050m (52%)   3 (150%)    100Mi (9%)       0 (0%)         60m',
      'Allocated resources:',
      '  (Total limits may be over 100 percent, i.e., overcommitted.)',
      '  Resource           Requests     Limits',
      '  --------           --------     ------',
      '  cpu                1050m (52%)  3 (150%)',
      '  memory             100Mi (9%)   0 (0%)',
      '  ephemeral-storage  0 (0%)       0 (0%)',
      'Events:              <none>',
      '',
    ]);
  });
  test('rules of a role by resource', () => {
    const rules = [
      { apiGroups: ['apps'], resources: ['deployments/scale', 'deployments'], verbs: ['update', 'get'] },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list'] },
      { apiGroups: [''], resources: ['pods'], resourceNames: ['p'], verbs: ['get'] },
      { nonResourceURLs: ['/healthz'], verbs: ['get'] },
    ];
    expect(out('describe clusterrole r', anObject('ClusterRole', 'r', '', { rules }))).toEqual([
      'Name:         r',
      'Labels:       <none>',
      'Annotations:  <none>',
      'PolicyRule:',
      '  Resources               Non-Resource URLs  Resource Names  Verbs',
      '  ---------               -----------------  --------------  -----',
      '                          [/healthz]         []              [get]',
      '  pods                    []                 [p]             [get]',
      '  deployments.apps        []                 []              [update get list]',
      '  deployments.apps/scale  []                 []              [update get]',
      '',
    ]);
  });
  test('a port of a Service says what is spoken behind it', () => {
    const ports = [{ port: 80, protocol: 'TCP', targetPort: 'http', appProtocol: 'kubernetes.io/h2c' }];
    const text = out('describe svc s', anObject('Service', 's', 'default', { spec: { type: 'ClusterIP', ports } }));
    expect(text.filter((line) => /Port|App|Endp/.test(line))).toEqual([
      'Port:              <unset>  80/TCP',
      'TargetPort:        http/TCP',
      'AppProtocol:       kubernetes.io/h2c',
      'Endpoints:         <none>',
    ]);
  });
  test('a secret keeps what it holds to itself', () => {
    const secret = anObject('Secret', 's', 'default', { type: 'Opaque', data: { password: 'aHVudGVyMg==' } });
    expect(out('describe secret s', secret).slice(4)).toEqual(['', 'Type:  Opaque', '', 'Data', '====', 'password:  7 bytes', '']);
  });
  test('a budget, four blanks deep', () => {
    const status = { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 };
    const budget = anObject('PodDisruptionBudget', 'web', 'default', {
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
      status,
    });
    expect(out('describe pdb web', budget).slice(2, 7)).toEqual([
      'Min available:  2',
      'Selector:       app=web',
      'Status:',
      '    Allowed disruptions:  0',
      '    Current:              2',
    ]);
  });
  test('an event, field by field', () => {
    const event = anObject('Event', 'e', 'default', { involvedObject: { apiVersion: 'v1', uid: 'u' }, eventTime: null, count: 2 });
    expect(out('describe event e', event)).toEqual([
      'Name:         e',
      'Namespace:    default',
      'Labels:       <none>',
      'Annotations:  <none>',
      'API Version:  v1',
      'Count:        2',
      'Event Time:   <nil>',
      'Involved Object:',
      '  API Version:  v1',
      '  UID:          u',
      'Kind:           Event',
      'Metadata:',
      '  Creation Timestamp:  2026-01-05T09:00:00Z',
      '  UID:                 e',
      'Events:                <none>',
      '',
    ]);
  });
});

test('events of one type; a type that there is not', () => {
  const event = (name: string, type: string): KubeObject =>
    anObject('Event', name, 'default', {
      type,
      reason: name,
      involvedObject: {},
      lastTimestamp: '2026-01-05T09:00:00Z',
      firstTimestamp: '2026-01-05T09:00:00Z',
    });
  expect(kubectl('events --types=warning --no-headers', [event('a', 'Normal'), event('b', 'Warning')]).out).toMatch(
    /^60m +Warning +b +\/ +\n$/,
  );
  expect(kubectl('events --types=Odd').err).toBe('error: valid --types are Normal or Warning\n');
});

test('who reads Endpoints is told what to read instead, once', () => {
  const warning = 'Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n';
  const endpoints = anObject('Endpoints', 'web', 'default', {
    subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80, protocol: 'TCP' }] }],
  });
  const ran = kubectl('describe ep', [endpoints]);
  expect(ran.err).toBe(warning);
  expect(ran.out.split('\n').slice(4)).toEqual([
    'Subsets:',
    '  Addresses:          10.0.0.1',
    '  NotReadyAddresses:  <none>',
    '  Ports:',
    '    Name     Port  Protocol',
    '    ----     ----  --------',
    '    <unset>  80    TCP',
    '',
    'Events:  <none>',
    '',
  ]);
  expect(kubectl('get ep', []).err).toBe(`${warning}No resources found in default namespace.\n`);
  expect(kubectl('get ep', [], { serverMinor: 32 }).err).toBe('No resources found in default namespace.\n');
});

test('events as they come, below one header; what goes is not told', () => {
  const event = (name: string, type = 'Normal'): KubeObject =>
    anObject('Event', name, 'default', {
      type,
      reason: name,
      message: `about ${name} `,
      involvedObject: { kind: 'Pod', name: 'p' },
      firstTimestamp: '2026-01-05T09:59:00Z',
    });
  const { environment, printed } = fakeEnvironment([event('First')]);
  const process: Process = start(['events', '-w', '--types=Normal'], environment);
  process.next();
  process.next({
    events: [
      { type: 'ADDED', object: event('SecondOfThem') },
      { type: 'ADDED', object: event('Other', 'Warning') },
    ],
  });
  process.next({
    events: [
      { type: 'DELETED', object: event('First') },
      { type: 'MODIFIED', object: event('First') },
    ],
  });
  expect(printed.out.split('\n')).toEqual([
    'LAST SEEN   TYPE     REASON   OBJECT   MESSAGE',
    '60s         Normal   First    Pod/p    about First',
    '60s         Normal   SecondOfThem   Pod/p    about SecondOfThem',
    '60s         Normal   First          Pod/p    about First',
    '',
  ]);
});
