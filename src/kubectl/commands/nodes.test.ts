import { describe, expect, test } from 'vitest';
import type { Answer, Client, Request } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { planDrain } from '../drainPods.ts';
import type { Process } from '../process.ts';
import { start } from '../run.ts';
import { anObject, fakeEnvironment } from '../testing/fakeEnvironment.ts';

const rules = { ignoreDaemonSets: false, deleteEmptyDirData: false, force: false };
function podOf(name: string, owner: string | undefined, more: object = {}): KubeObject {
  const made = anObject('Pod', name, 'default', { spec: { nodeName: 'n1', ...more }, status: { phase: 'Running' } });
  const ownerReferences = owner === undefined ? [] : [{ apiVersion: 'apps/v1', kind: owner, name: 'x', uid: 'x', controller: true }];
  return { ...made, metadata: { ...made.metadata, ownerReferences } };
}

// The words are those of ../shared/golden/kubectl (drain-*) and ../shared/design/kubectl.md §2.10.
describe('which pods may go', () => {
  const pods = [
    podOf('owned', 'ReplicaSet'),
    podOf('alone', undefined),
    podOf('alone-too', undefined),
    podOf('everywhere', 'DaemonSet'),
    podOf('scratch', 'ReplicaSet', { volumes: [{ name: 'tmp', emptyDir: {} }] }),
  ];
  test('what stands in the way is named, message by message', () => {
    expect(planDrain(pods, rules).refusals).toEqual([
      'cannot delete Pods that declare no controller (use --force to override): default/alone, default/alone-too',
      'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/everywhere',
      'cannot delete Pods with local storage (use --delete-emptydir-data to override): default/scratch',
    ]);
  });
  test('what is allowed is noted; pods of daemon sets stay', () => {
    const plan = planDrain(pods, { ignoreDaemonSets: true, deleteEmptyDirData: true, force: true });
    expect(plan.pods.map(({ metadata }) => metadata.name)).toEqual(['owned', 'alone', 'alone-too', 'scratch']);
    expect(plan.warnings).toContain(
      'deleting Pods that declare no controller: default/alone, default/alone-too; ignoring DaemonSet-managed Pods',
    );
  });
});

/** A cluster in which nodes can be patched and pods evicted, as often as `answers` allows. */
class Nodes {
  readonly requests: Request[] = [];
  readonly objects: KubeObject[];
  nowMs = Date.UTC(2026, 0, 5, 10);
  evict: (request: Request) => Answer = (request) => {
    if ('key' in request)
      this.objects.splice(
        this.objects.findIndex(({ metadata }) => metadata.name === request.key.name),
        1,
      );
    return { ok: true, value: { object: anObject('Pod', 'x'), warnings: [] } };
  };

  constructor(objects: readonly KubeObject[]) {
    this.objects = [...objects];
  }

  start(line: string) {
    const base = fakeEnvironment(this.objects);
    const client: Client = {
      ...base.environment.client,
      get: ({ kind, name }) => this.objects.find((each) => each.kind === kind && each.metadata.name === name),
      request: (request) => {
        this.requests.push(request);
        if (request.verb === 'evict') return this.evict(request);
        const object = this.objects.find((each) => 'key' in request && each.metadata.name === request.key.name);
        return { ok: true, value: { object: object ?? anObject('Node', 'x', ''), warnings: [] } };
      },
    };
    const process: Process = start(line.split(' '), { ...base.environment, client, nowMs: () => this.nowMs });
    return { process, printed: base.printed };
  }
}

const node = (name: string, spec: object = {}) => anObject('Node', name, '', { spec });

describe('drain', () => {
  test('evicts, and waits until the pods are gone', () => {
    const nodes = new Nodes([node('n1'), podOf('a', 'ReplicaSet'), podOf('b', 'ReplicaSet')]);
    const leave = nodes.evict;
    nodes.evict = (request) =>
      'key' in request && request.key.name === 'a' ? { ok: true, value: { object: node('x'), warnings: [] } } : leave(request);
    const { process, printed } = nodes.start('drain n1');
    expect(process.next()).toEqual({ done: false, value: { for: 'changes', kinds: ['Pod'] } });
    leave({ verb: 'evict', key: { kind: 'Pod', namespace: 'default', name: 'a' } });
    expect(process.next({ events: [] })).toEqual({ done: true, value: 0 });
    expect(printed.out).toBe(
      'node/n1 cordoned\nevicting pod default/a\nevicting pod default/b\npod/b evicted\npod/a evicted\nnode/n1 drained\n',
    );
  });
  test('a budget is asked again every five seconds, until the time is over', () => {
    const nodes = new Nodes([node('n1', { unschedulable: true }), podOf('a', 'ReplicaSet')]);
    nodes.evict = () => ({ ok: false, error: { code: 429, reason: 'TooManyRequests', message: 'no.' } });
    const { process, printed } = nodes.start('drain n1 --timeout=7s');
    for (let step = process.next(); step.done !== true; step = process.next({ events: [] })) {
      if (step.value.for === 'changes') nodes.nowMs = step.value.untilMs ?? nodes.nowMs + 1000;
    }
    expect(printed.out).toBe('node/n1 already cordoned\nevicting pod default/a\nevicting pod default/a\nevicting pod default/a\n');
    expect(printed.err.split('\n').slice(-5)).toEqual([
      'error: unable to drain node "n1" due to error: error when evicting pods/"a" -n "default": global timeout reached: 7s, continuing command...',
      'There are pending nodes to be drained:',
      ' n1',
      'error when evicting pods/"a" -n "default": global timeout reached: 7s',
      '',
    ]);
  });
});

describe('taint', () => {
  const old = { taints: [{ key: 'gpu', value: 'true', effect: 'NoSchedule' }] };
  function taint(words: string) {
    const nodes = new Nodes([node('n1', old), node('n2')]);
    const { process, printed } = nodes.start(`taint ${words}`);
    const { value } = process.next();
    const bodies = nodes.requests.map((request) => (request.verb === 'patch' ? request.body : undefined));
    return { code: value, text: printed.out + printed.err, bodies };
  }
  test('new ones stand first', () => {
    expect(taint('nodes n1 team=blue:NoExecute')).toEqual({
      code: 0,
      text: 'node/n1 tainted\n',
      bodies: [{ spec: { taints: [{ key: 'team', value: 'blue', effect: 'NoExecute' }, ...old.taints] } }],
    });
  });
  test('the last one taken away leaves none', () => {
    expect(taint('node n1 gpu-')).toEqual({ code: 0, text: 'node/n1 untainted\n', bodies: [{ spec: { taints: null } }] });
  });
  test.each([
    ['nodes n1 gpu=x:NoSchedule', 'error: node n1 already has gpu taint(s) with same effect(s) and --overwrite is false'],
    ['nodes n1 x-', 'error: taint "x" not found'],
    ['nodes n1', 'error: at least one taint update is required'],
    ['nodes n1 x=y:Foo', "error: invalid taint effect: Foo, unsupported taint effect\nSee 'kubectl taint -h' for help and examples"],
    ['nodes n1 x', 'error: at least one taint update is required'],
    ['nodes n1 x=y:NoSchedule:z', "error: invalid taint spec: x=y:NoSchedule:z\nSee 'kubectl taint -h' for help and examples"],
    ['pod x a=b:NoSchedule', 'error: invalid resource type pod, only node types are supported'],
    ['nodes a=b:NoSchedule', "error: at least one resource name must be specified since 'all' parameter is not set"],
  ])('%s', (words, expected) => {
    expect(taint(words).text.trimEnd().split('\n').slice(0, 2).join('\n')).toBe(expected);
  });
});
