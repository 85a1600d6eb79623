import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../api/meta.ts';
import type { Wake } from '../process.ts';
import { start } from '../run.ts';
import { anObject, fakeEnvironment } from '../testing/fakeEnvironment.ts';
import { RecordingClient } from '../testing/recordingClient.ts';

function deployment(status: object = {}, spec: object = {}): KubeObject {
  const made = anObject('Deployment', 'web', 'default', {
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [
            { name: 'web', image: 'nginx:1.27', env: [{ name: 'MODE', value: 'slow' }] },
            { name: 'proxy', image: 'envoy:1' },
          ],
        },
      },
      ...spec,
    },
    status: { observedGeneration: 1, ...status },
  });
  return { ...made, metadata: { ...made.metadata, generation: 1, labels: { app: 'web' }, annotations: { note: 'hi' } } };
}

const progress = (updated: number, available: number): KubeObject =>
  deployment({ replicas: 3, updatedReplicas: updated, availableReplicas: available });
const modified = (object: KubeObject) => ({ type: 'MODIFIED', object }) as const;
const nine = Date.UTC(2026, 0, 5, 10);

interface Woken extends Partial<Wake> {
  readonly atMs?: number;
}

/** Runs a command over one Deployment; `wakes` is what comes at each wait. */
function run(argv: readonly string[], wakes: readonly Woken[] = [], object = deployment(), stdin?: string) {
  let nowMs = nine;
  const client = new RecordingClient([object], '2026-01-05T10:00:00Z');
  const { environment, printed } = fakeEnvironment([], { client, nowMs: () => nowMs, ...(stdin === undefined ? {} : { stdin }) });
  const process = start(argv, environment);
  let step = process.next();
  const shown: string[] = [];
  for (const { atMs = 0, events = [], text } of wakes) {
    if (step.done !== true && step.value.for === 'edit') shown.push(step.value.text);
    nowMs = nine + atMs;
    step = process.next({ events, ...(text === undefined ? {} : { text }) });
  }
  const code = step.done === true ? step.value : undefined;
  return { out: printed.out, err: printed.err, code, client, shown };
}

const kubectl = (line: string, wakes: readonly Woken[] = [], object?: KubeObject) => run(line.split(' '), wakes, object);
const bodies = ({ client }: { readonly client: RecordingClient }): readonly unknown[] =>
  client.requests.map((request) => ('body' in request ? request.body : undefined));

describe('rollout status', () => {
  test('says a line for every change, the same one too, until it is done', () => {
    const ran = kubectl('rollout status deploy/web', [
      { events: [modified(progress(2, 2)), modified(progress(2, 2))] },
      { events: [{ type: 'MODIFIED', object: anObject('Deployment', 'other') }] },
      { events: [modified(progress(3, 3))] },
    ]);
    const waiting = (updated: number): string =>
      `Waiting for deployment "web" rollout to finish: ${updated} out of 3 new replicas have been updated...\n`;
    expect(ran.out).toBe(`${waiting(0)}${waiting(2)}${waiting(2)}deployment "web" successfully rolled out\n`);
    expect(ran.code).toBe(0);
  });
  test('ends when the deployment is gone, and when the time is over', () => {
    const gone = kubectl('rollout status deploy/web', [{ events: [{ type: 'DELETED', object: deployment() }] }]);
    expect(gone).toMatchObject({ err: 'error: object has been deleted\n', code: 1 });
    const late = kubectl('rollout status deploy/web --timeout=5s', [{ atMs: 4000 }, { atMs: 5000 }]);
    expect(late).toMatchObject({ err: 'error: timed out waiting for the condition\n', code: 1 });
  });
  test('looks once with --watch=false', () => {
    expect(kubectl('rollout status deploy/web --watch=false').code).toBe(0);
  });
});

describe('set', () => {
  test('image patches what is different, and nothing when nothing is', () => {
    const ran = kubectl('set image deploy/web web=nginx:1.28');
    expect(ran.out).toBe('deployment.apps/web image updated\n');
    expect(bodies(ran)).toEqual([
      {
        spec: {
          template: {
            spec: {
              '$setElementOrder/containers': [{ name: 'web' }, { name: 'proxy' }],
              containers: [{ name: 'web', image: 'nginx:1.28' }],
            },
          },
        },
      },
    ]);
    const same = kubectl('set image deploy/web web=nginx:1.27');
    expect(same).toMatchObject({ out: '', err: '', code: 0 });
    expect(same.client.requests).toHaveLength(0);
  });
  test('image of a container that is not there changes the others all the same', () => {
    const ran = kubectl('set image deploy/web web=nginx:1.28 db=x');
    expect(ran).toMatchObject({ out: 'deployment.apps/web image updated\n', err: 'error: unable to find container named "db"\n', code: 1 });
  });
  test('--record writes the command line down, flags behind', () => {
    const ran = kubectl('set image --record deploy/web web=nginx:1.28');
    expect(bodies(ran)).toMatchObject([
      { metadata: { annotations: { 'kubernetes.io/change-cause': 'kubectl set image deploy/web web=nginx:1.28 --record=true' } } },
    ]);
  });
  test('env sets, removes and refuses to write over', () => {
    expect(bodies(kubectl('set env deploy/web -c web LOG=1 MODE-'))).toMatchObject([
      {
        spec: {
          template: {
            spec: {
              containers: [
                {
                  name: 'web',
                  env: [
                    { name: 'LOG', value: '1' },
                    { $patch: 'delete', name: 'MODE' },
                  ],
                },
              ],
            },
          },
        },
      },
    ]);
    expect(kubectl('set env deploy/web MODE=fast --overwrite=false').err).toBe(
      "error: deployments/web 'MODE' already has a value (slow), and --overwrite is false\n",
    );
    expect(kubectl('set env deploy/web A=1 A-').err).toBe(
      'error: can not both modify and remove the same environment variable in the same command: A\n',
    );
  });
  test('env takes variables from standard input', () => {
    const ran = run(['set', 'env', 'deploy/web', '-c', 'proxy', '-'], [], deployment(), '# settings\nA=1\n\nB=x=y\n');
    expect(bodies(ran)).toMatchObject([
      {
        spec: {
          template: {
            spec: {
              containers: [
                {
                  name: 'proxy',
                  env: [
                    { name: 'A', value: '1' },
                    { name: 'B', value: 'x=y' },
                  ],
                },
              ],
            },
          },
        },
      },
    ]);
  });
  test('resources of every container that the pattern is met by', () => {
    const ran = kubectl('set resources deploy/web -c pro* --limits=cpu=0.5,memory=64Mi');
    expect(bodies(ran)).toMatchObject([
      { spec: { template: { spec: { containers: [{ name: 'proxy', resources: { limits: { cpu: '500m', memory: '64Mi' } } }] } } } },
    ]);
  });
});

describe('scale', () => {
  test('waits until there are as many pods as --timeout allows', () => {
    const scaled = deployment({ replicas: 5 }, { replicas: 5 });
    const ran = kubectl('scale deploy/web --replicas=5 --timeout=10s', [{ atMs: 1000, events: [modified(scaled)] }]);
    expect(ran).toMatchObject({ out: 'deployment.apps/web scaled\n', code: 0 });
    const late = kubectl('scale deploy/web --replicas=5 --timeout=10s', [{ atMs: 10_000 }]);
    expect(late).toMatchObject({ out: '', err: 'error: timed out waiting for "web" to be synced\n', code: 1 });
  });
  test('a precondition that is not met stops it before anything is sent', () => {
    const ran = kubectl('scale deploy/web --replicas=5 --current-replicas=4');
    expect(ran).toMatchObject({ err: 'error: Expected replicas to be 4, was 3\n', code: 1 });
    expect(ran.client.requests).toHaveLength(0);
  });
});

describe('label and annotate', () => {
  test('send the difference as a merge patch, and tell what it came to', () => {
    const added = kubectl('label deploy web tier=front app-');
    expect(added.out).toBe('deployment.apps/web labeled\n');
    expect(bodies(added)).toEqual([{ metadata: { labels: { app: null, tier: 'front' } } }]);
    expect(kubectl('label deploy web app-').out).toBe('deployment.apps/web unlabeled\n');
    const same = kubectl('label deploy web app=web');
    expect(same.out).toBe('deployment.apps/web not labeled\n');
    expect(bodies(same)).toEqual([{}]);
  });
  test('do not write over another value unasked', () => {
    expect(kubectl('label deploy web app=x').err).toBe("error: 'app' already has a value (web), and --overwrite is false\n");
    expect(kubectl('annotate deploy web note=hi').out).toBe('deployment.apps/web annotated\n');
    expect(kubectl('annotate deploy web note=x').err).toBe(
      "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (hi)\n",
    );
  });
  test('--dry-run=client sends nothing', () => {
    const ran = kubectl('label deploy web a=b --dry-run=client');
    expect(ran.out).toBe('deployment.apps/web labeled (dry run)\n');
    expect(ran.client.requests).toHaveLength(0);
  });
});

describe('edit', () => {
  const changed = (from: string, to: string, before: string): string => before.replace(from, to);
  const first = kubectl('edit deploy web', [{}]).shown[0] ?? '';

  test('shows the object below a head of comments', () => {
    expect(first.startsWith('# Please edit the object below.')).toBe(true);
    expect(first).toContain('kind: Deployment\n');
  });
  test('sends what was changed', () => {
    const ran = kubectl('edit deploy web', [{ text: changed('replicas: 3', 'replicas: 4', first) }]);
    expect(ran).toMatchObject({ out: 'deployment.apps/web edited\n', err: '', code: 0 });
    expect(bodies(ran)).toEqual([{ spec: { replicas: 4 } }]);
  });
  test('sends nothing when the person gave up, or only wrote it otherwise', () => {
    const unchanged = { out: '', err: 'Edit cancelled, no changes made.\n', code: 0 };
    expect(kubectl('edit deploy web', [{}])).toMatchObject(unchanged);
    expect(kubectl('edit deploy web', [{ text: `${first}\n# a thought\n` }])).toMatchObject(unchanged);
  });
  test('shows a text that cannot be read once more, with the reason, and gives up when it comes back the same', () => {
    const broken = changed('spec:\n', 'spec\n', first);
    const ran = kubectl('edit deploy web', [{ text: broken }, { text: broken }]);
    expect(ran.shown[1]).toContain(
      '# deployments.apps "web" was not valid:\n# * <nil>: Invalid value: "The edited file failed validation": yaml: ',
    );
    expect(ran.err).toMatch(
      /^error: deployments\.apps "web" is invalid\nA copy of your changes has been stored to "\/tmp\/kubectl-edit-\d+\.yaml"\nerror: Edit cancelled, no valid changes were saved\.\n$/,
    );
    expect(ran.code).toBe(1);
  });
  test('the name cannot be changed', () => {
    const ran = kubectl('edit deploy web', [{ text: changed('\n  name: web\n', '\n  name: other\n', first) }]);
    expect(ran.err).toContain('error: At least one of apiVersion, kind and name was changed\n');
  });
});

describe('patch', () => {
  test("what begins as JSON and is none is the server's to refuse, broken YAML is not", () => {
    const server = 'Error from server (BadRequest): invalid JSON patch\n';
    expect(run(['patch', 'deploy', 'web', '-p', '{"spec":']).err).toBe(server);
    expect(run(['patch', 'deploy', 'web', '-p', '{spec: {replicas: 5}}']).err).toBe(server);
    expect(run(['patch', 'deploy', 'web', '-p', 'spec: [']).err).toBe(
      'error: unable to parse "spec: [": yaml: line 1: did not find expected node content\n',
    );
  });
});

test('the patch of set image has its fields in the order in which kubectl sends them', () => {
  const [body] = bodies(kubectl('set image deploy/web web=nginx:1.28'));
  expect(JSON.stringify(body)).toBe(
    '{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"web"},{"name":"proxy"}],"containers":[{"image":"nginx:1.28","name":"web"}]}}}}',
  );
});
