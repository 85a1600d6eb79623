import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../api/meta.ts';
import type { Process, Wake } from '../process.ts';
import { start } from '../run.ts';
import { anObject, fakeEnvironment, kubectl, type Printed } from '../testing/fakeEnvironment.ts';

function pod(ready: string, more: object = {}): KubeObject {
  const made = anObject('Pod', 'web', 'default', {
    spec: { containers: [] },
    status: { phase: 'Pending', conditions: [{ type: 'Ready', status: ready, ...more }] },
  });
  return { ...made, metadata: { ...made.metadata, generation: 2 } };
}

const objects = [pod('False')];
const nine = Date.UTC(2026, 0, 5, 10);

/** Runs a command that waits; `wake` is what comes at each wait, and when. */
function waiting(
  words: string,
  wakes: readonly { readonly atMs: number; readonly events?: Wake['events'] }[],
): Printed & { code?: number } {
  let nowMs = nine;
  const { environment, printed } = fakeEnvironment(objects, { nowMs: () => nowMs });
  const process: Process = start(words.split(' '), environment);
  let step = process.next();
  for (const { atMs, events = [] } of wakes) {
    nowMs = nine + atMs;
    step = process.next({ events });
  }
  return step.done === true ? { ...printed, code: step.value } : printed;
}

const ready = { type: 'MODIFIED', object: pod('True') } as const;

describe('wait', () => {
  test('until a condition is true, whatever the case of its name', () => {
    const ran = waiting('wait --for=condition=ready pod/web', [{ atMs: 1000 }, { atMs: 2000, events: [ready] }]);
    expect(ran).toMatchObject({ out: 'pod/web condition met\n', err: '', code: 0 });
  });
  test('a condition of an older generation does not count', () => {
    const old = { type: 'MODIFIED', object: pod('True', { observedGeneration: 1 }) } as const;
    expect(waiting('wait --for=condition=Ready pod/web', [{ atMs: 1000, events: [old] }]).code).toBeUndefined();
  });
  test('no longer than the timeout', () => {
    const ran = waiting('wait --for=condition=Ready pod/web --timeout=5s', [{ atMs: 5000 }]);
    expect(ran).toMatchObject({ out: '', err: 'error: timed out waiting for the condition on pods/web\n', code: 1 });
  });
  test('until it is gone', () => {
    const ran = waiting('wait --for=delete pod/web', [{ atMs: 1, events: [{ type: 'DELETED', object: pod('True') }] }]);
    expect(ran).toMatchObject({ out: 'pod/web condition met\n', code: 0 });
    expect(kubectl('wait --for=delete pod/other', objects)).toEqual({ out: '', err: '', code: 0 });
  });
  test('until it is there', () => {
    const made = anObject('Pod', 'new', 'default');
    const ran = waiting('wait --for=create pod/new', [{ atMs: 1, events: [{ type: 'ADDED', object: made }] }]);
    expect(ran).toMatchObject({ out: 'pod/new condition met\n', code: 0 });
  });
  test.each([
    ['--for=jsonpath={.status.phase}=Pending', 'pod/web condition met\n', ''],
    ['--for=jsonpath={.status.phase}', 'pod/web condition met\n', ''],
    ['--for=jsonpath={.status.conditions[?(@.type=="Ready")].status}=False', 'pod/web condition met\n', ''],
    ['--for=jsonpath={.status.phase}=Running --timeout=0', '', 'error: condition not met for pods/web\n'],
    ['--for=jsonpath={.status}=x', '', 'error: jsonpath leads to a nested object or list which is not supported\n'],
    ['--for=jsonpath={.a}=', '', 'error: jsonpath wait value cannot be empty\n'],
    ['', '', 'error: unrecognized condition: []\n'],
    ['--for=ready', '', 'error: unrecognized condition: "ready"\n'],
  ])('%s', (flags, out, err) => {
    expect(kubectl(`wait pod/web ${flags}`, objects)).toEqual({ out, err, code: err === '' ? 0 : 1 });
  });
  test('nothing is selected', () => {
    expect(kubectl('wait --for=condition=Ready pods -l app=none', objects).err).toBe('error: no matching resources found\n');
  });
});

describe('logs', () => {
  const spec = { nodeName: 'n1', containers: [{ name: 'app' }, { name: 'proxy' }], initContainers: [{ name: 'init' }] };
  const withState = (name: string, state: object, more: object = {}): KubeObject =>
    anObject('Pod', name, 'default', {
      spec: { ...spec, ...more },
      status: { phase: 'Running', containerStatuses: [{ name: 'app', state, restartCount: 0, ready: true }] },
    });
  const running = withState('web', { running: {} });
  const fetching = withState('new', { waiting: { reason: 'ImagePullBackOff' } });
  test('what is not modelled says so, after kubectl has chosen', () => {
    expect(kubectl('logs web', [running])).toEqual({
      out: '',
      err: 'Defaulted container "app" out of: app, proxy, init (init)\nerror: logs are not modelled here: the containers of this cluster print nothing\n',
      code: 1,
    });
  });
  test('where something is known it is printed', () => {
    expect(kubectl('logs web -c app', [running], { logOf: () => 'hello\n' })).toEqual({ out: 'hello\n', err: '', code: 0 });
  });
  test('a container that has not begun has no log, as the kubelet says it', () => {
    expect(kubectl('logs new -c app', [fetching]).err).toBe(
      'Error from server (BadRequest): container "app" in pod "new" is waiting to start: trying and failing to pull image\n',
    );
    expect(kubectl('logs web -c app -p', [running]).err).toBe(
      'Error from server (BadRequest): previous terminated container "app" in pod "web" not found\n',
    );
  });
  test('a pod without a node prints nothing', () => {
    expect(kubectl('logs web -c app', [withState('web', {}, { nodeName: '' })])).toEqual({ out: '', err: '', code: 0 });
  });
  test.each([
    ['logs cm/x', 'error: cannot get the logs from *v1.ConfigMap: selector for *v1.ConfigMap not implemented\n'],
    ['logs web nope', 'error: container nope is not valid for pod web out of: app, proxy, init (init)\n'],
    ['logs -l app=none', 'No resources found in default namespace.\n'],
  ])('%s', (line, err) => {
    expect(kubectl(line, [running, anObject('ConfigMap', 'x')]).err).toBe(err);
  });
});
