import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../../api/meta.ts';
import { start } from '../../run.ts';
import { anObject, fakeEnvironment, kubectl } from '../../testing/fakeEnvironment.ts';

const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } };
const deployment = anObject('Deployment', 'web', 'default', {
  spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template },
  status: { replicas: 3, readyReplicas: 2, updatedReplicas: 1, availableReplicas: 2 },
});
function pod(name: string, phase: string, labels: Readonly<Record<string, string>> = { app: 'web' }): KubeObject {
  const made = anObject('Pod', name, 'default', { spec: { containers: [{ name: 'web' }] }, status: { phase } });
  return { ...made, metadata: { ...made.metadata, labels } };
}
const configMap = anObject('ConfigMap', 'web-with-a-long-name');
const objects = [deployment, pod('web-b', 'Pending'), pod('web-a', 'Running'), configMap, anObject('Node', 'n1', '', { spec: {} })];
const out = (line: string): string => kubectl(line, objects).out;

describe('tables', () => {
  test('several types: kinds in front of names, a blank line between', () => {
    expect(out('get deploy,cm')).toBe(
      [
        'NAME                  READY   UP-TO-DATE   AVAILABLE   AGE',
        'deployment.apps/web   2/2     1            2           60m',
        '',
        'NAME                             DATA   AGE',
        'configmap/web-with-a-long-name   0      60m',
        '',
      ].join('\n'),
    );
  });
  test('without headers there is no blank line either', () => {
    expect(out('get deploy,cm --no-headers')).toBe(
      'deployment.apps/web   2/2   1     2     60m\nconfigmap/web-with-a-long-name   0     60m\n',
    );
  });
  test('labels and namespaces', () => {
    expect(out('get pods -A -L app,none --show-labels').split('\n').slice(0, 2)).toEqual([
      'NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   APP   NONE   LABELS',
      'default     web-b   0/1     Pending   0          60m   web          app=web',
    ]);
  });
  test('a namespace column only for what lies in one', () => {
    expect(out('get cm,nodes -A').split('\n')[3]).toMatch(/^NAME /);
  });
  test('sorted', () => {
    expect(out('get pods --sort-by=.metadata.name -o name')).toBe('pod/web-a\npod/web-b\n');
    expect(out('get pods --sort-by=.metadata.name --no-headers').split('\n')[0]).toMatch(/^web-a/);
    expect(kubectl('get pods --sort-by=.nope', objects)).toEqual({ out: '', err: 'No resources found in default namespace.\n', code: 0 });
  });
  test('the scale of a workload', () => {
    expect(out('get deploy web --subresource=scale')).toBe('NAME   DESIRED   AVAILABLE   AGE\nweb    2         3           60m\n');
    expect(kubectl('get cm web-with-a-long-name --subresource=scale', objects).err).toBe(
      'Error from server (NotFound): the server could not find the requested resource\n',
    );
  });
  test('what is not there', () => {
    expect(kubectl('get sts', objects)).toEqual({ out: '', err: 'No resources found in default namespace.\n', code: 0 });
    expect(kubectl('get pods -n nowhere', objects).err).toBe('No resources found in nowhere namespace.\n');
    expect(kubectl('get pod x --ignore-not-found', objects)).toEqual({ out: '', err: '', code: 0 });
    expect(kubectl('get pod web-a x', objects)).toMatchObject({
      out: expect.stringContaining('web-a'),
      err: 'Error from server (NotFound): pods "x" not found\n',
      code: 1,
    });
  });
});

test('one object is printed bare, several in a List', () => {
  expect(out('get pod web-a -o json')).toMatch(/^\{\n {4}"apiVersion": "v1",\n {4}"kind": "Pod"/);
  expect(out('get pods -o json')).toMatch(/"kind": "List",\n {4}"metadata": \{\n {8}"resourceVersion": ""\n {4}\}\n\}\n$/);
  expect(out('get pods -o custom-columns=N:.metadata.name,P:.status.phase,X:.x')).toBe(
    'N       P         X\nweb-b   Pending   <none>\nweb-a   Running   <none>\n',
  );
});

describe('refused', () => {
  test.each([
    ['get', "See 'kubectl get -h' for help and examples"],
    ['get pods -o xml', 'error: unable to match a printer suitable for the output format "xml", allowed formats are: custom-columns,'],
    ['get pods --show-labels -o yaml', 'error: --show-labels option cannot be used with yaml printer'],
    ['get pods --output-watch-events', 'error: --output-watch-events option can only be used with --watch or --watch-only'],
    ['get pods,deploy -w', 'error: you may only specify a single resource type'],
    ['get pods -o go-template={{.x}}', 'error: -o go-template is not modelled here'],
    ['get --raw /api', 'error: get --raw is not modelled'],
    ['get pods -k dir', 'error: kustomizations (-k) are not modelled'],
  ])('%s', (line, expected) => {
    const { err, code } = kubectl(line, objects);
    expect(err).toContain(expected);
    expect(code).toBe(1);
  });
});

describe('a watch', () => {
  function watching(line: string) {
    const { environment, printed } = fakeEnvironment(objects);
    const process = start(line.split(' '), environment);
    const first = process.next();
    return { process, printed, first };
  }
  test('prints each version as a row; widths are remembered, and so are those who met the selector', () => {
    const { process, printed, first } = watching('get pods -w -l app=web --output-watch-events');
    expect(first).toEqual({ done: false, value: { for: 'changes', kinds: ['Pod'] } });
    expect(printed.out.split('\n')).toHaveLength(4);
    printed.out = '';
    process.next({
      events: [
        { type: 'MODIFIED', object: pod('web-a', 'Failed') },
        { type: 'MODIFIED', object: pod('other', 'Running', { app: 'other' }) },
        { type: 'MODIFIED', object: pod('web-b', 'Running', { app: 'other' }) },
        { type: 'ADDED', object: pod('web-c-with-a-long-name', 'Pending') },
        { type: 'DELETED', object: pod('web-a', 'Failed') },
      ],
    });
    expect(printed.out).toBe(
      [
        'MODIFIED   web-a   0/1     Failed    0          60m',
        'DELETED    web-b   0/1     Running   0          60m',
        'ADDED      web-c-with-a-long-name   0/1     Pending   0          60m',
        'DELETED    web-a                    0/1     Failed    0          60m',
        '',
      ].join('\n'),
    );
  });
  test('of one object, and of changes alone', () => {
    const { process, printed } = watching('get pod web-a --watch-only');
    expect(printed.out).toBe('');
    process.next({ events: [{ type: 'MODIFIED', object: pod('web-b', 'Running') }] });
    expect(printed.out).toBe('');
    process.next({ events: [{ type: 'MODIFIED', object: pod('web-a', 'Failed') }] });
    expect(printed.out).toMatch(/^NAME .*\nweb-a .*\n$/);
    process.return(1);
  });
});
