// ../shared/design/tutorial.md §1–§7 as the page plays it: messages to the session, and what the frames tell.
import { expect, test } from 'vitest';
import type { Intent } from './protocol.ts';
import { FakePage } from './testing.ts';

const serve = { namespace: 'default', name: 'serve-deployment' };
const BACK = 'serve-deployment-f6f6c5bbd';
const SECOND = 'serve-deployment-6d9cd7f8c6';
const THIRD = 'serve-deployment-6b47bf4db7';

/** DESIRED/CURRENT/READY by ReplicaSet, as `kubectl get rs` has them. */
function sizes(page: FakePage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...page.replicaSets.values()].map(({ name, desired, current, ready }) => [name, `${desired}/${current}/${ready}`]),
  );
}

function view(page: FakePage) {
  const [deployment] = page.deployments;
  if (deployment === undefined) throw new Error('there is no Deployment');
  return deployment;
}

function act(page: FakePage, intent: Intent): string {
  const { stdout, stderr, exitCode } = page.ask({ type: 'act', intent });
  expect([exitCode, stderr.replace(/^Warning: [^\n]*\n/, '')]).toEqual([0, '']);
  return stdout;
}

/** Half a minute of virtual time: enough for any rollout of the tutorial, leaving pods included. */
function settle(page: FakePage): void {
  page.advance(60_000);
}

function setImage(page: FakePage, image: string): string {
  return act(page, { verb: 'setImage', deployment: serve, images: [{ container: 'auto-serve', image }] });
}

test('the whole tutorial', () => {
  const page = new FakePage();
  const { draft } = page.ask({ type: 'open', source: { from: 'builtin', id: 'tutorial' } });
  expect(page.deployments).toEqual([]);
  expect(page.followed).toBeNull();

  // §1 Create
  const created = page.ask({ type: 'apply', ...draft });
  expect(created).toMatchObject({
    line: 'kubectl apply -f serve-deployment.yaml',
    stdout: 'deployment.apps/serve-deployment created\n',
    exitCode: 0,
    problems: [],
    applied: [{ kind: 'Deployment', ...serve, outcome: 'created' }],
  });
  settle(page);

  // §2 Look
  expect(view(page)).toMatchObject({
    ready: 2,
    updated: 2,
    available: 2,
    revision: 1,
    rolloutStatus: 'deployment "serve-deployment" successfully rolled out',
  });
  expect(view(page).conditions.map(({ type, status, reason }) => `${type} ${status} ${reason}`)).toEqual([
    'Available True MinimumReplicasAvailable',
    'Progressing True NewReplicaSetAvailable',
  ]);
  expect(view(page).rail).toMatchObject({ maxSurge: '25%', maxUnavailable: '25%', floor: 2, ceiling: 3 });
  expect(sizes(page)).toEqual({ [BACK]: '2/2/2' });
  expect([...page.events.values()].map(({ message }) => message)).toContain(`Scaled up replica set ${BACK} to 2`);
  for (const pod of page.pods.values()) {
    expect(pod).toMatchObject({ ready: '1/1', status: 'Running', restarts: 0, node: 'docker-desktop', state: 'available' });
    expect(pod.ip).toMatch(/^10\.1\.0\./);
    expect(pod.name).toBe(`${BACK}-${pod.suffix}`);
  }
  expect(page.ask({ type: 'apply', ...draft }).stdout).toBe('deployment.apps/serve-deployment unchanged\n');

  // §3 Update
  expect(setImage(page, 'auto-serve:1.1.1')).toBe('deployment.apps/serve-deployment image updated\n');
  settle(page);
  expect(sizes(page)).toEqual({ [BACK]: '0/0/0', [SECOND]: '2/2/2' });
  expect(view(page).revision).toBe(2);

  // §5 Roll back: a third revision first
  setImage(page, 'auto-serve:2.2.2');
  settle(page);
  expect(sizes(page)).toEqual({ [BACK]: '0/0/0', [SECOND]: '0/0/0', [THIRD]: '2/2/2' });
  expect(view(page).revisions.map(({ revision, replicaSet, isCurrent, images }) => [revision, replicaSet, isCurrent, images])).toEqual([
    [3, THIRD, true, ['auto-serve:2.2.2']],
    [2, SECOND, false, ['auto-serve:1.1.1']],
    [1, BACK, false, ['auto-serve:latest']],
  ]);
  expect(act(page, { verb: 'undo', deployment: serve, toRevision: 0 })).toBe('deployment.apps/serve-deployment rolled back\n');
  settle(page);
  expect(view(page).containers).toEqual([{ name: 'auto-serve', image: 'auto-serve:1.1.1' }]);
  act(page, { verb: 'undo', deployment: serve, toRevision: 1 });
  settle(page);
  expect(view(page).containers).toEqual([{ name: 'auto-serve', image: 'auto-serve:latest' }]);
  expect(view(page).revisions.map(({ revision, replicaSet }) => [revision, replicaSet])).toEqual([
    [5, BACK],
    [4, SECOND],
    [3, THIRD],
  ]);

  // §6 Scale
  expect(act(page, { verb: 'scale', deployment: serve, replicas: 3 })).toBe('deployment.apps/serve-deployment scaled\n');
  settle(page);
  expect(sizes(page)).toEqual({ [THIRD]: '0/0/0', [SECOND]: '0/0/0', [BACK]: '3/3/3' });

  // §7 Pause and resume
  expect(act(page, { verb: 'pause', deployment: serve })).toBe('deployment.apps/serve-deployment paused\n');
  settle(page);
  expect(view(page).waiting.code).toBe('paused');
  expect(view(page).conditions.map(({ type, status, reason }) => `${type} ${status} ${reason}`)).toContain(
    'Progressing Unknown DeploymentPaused',
  );
  setImage(page, 'auto-serve:1.1.1');
  settle(page);
  expect(sizes(page)).toEqual({ [THIRD]: '0/0/0', [SECOND]: '0/0/0', [BACK]: '3/3/3' });
  expect(act(page, { verb: 'resume', deployment: serve })).toBe('deployment.apps/serve-deployment resumed\n');
  settle(page);
  expect(sizes(page)).toEqual({ [THIRD]: '0/0/0', [SECOND]: '3/3/3', [BACK]: '0/0/0' });
  expect([...page.replicaSets.values()].find(({ name }) => name === SECOND)).toMatchObject({
    containers: ['auto-serve'],
    images: ['auto-serve:1.1.1'],
    selector: 'app=auto-serve,pod-template-hash=6d9cd7f8c6',
  });

  // §4 Delete
  expect(act(page, { verb: 'delete', object: { kind: 'Deployment', ...serve } })).toContain('"serve-deployment" deleted');
  page.advance(1_000);
  expect(page.deployments).toEqual([]);
  settle(page);
  expect([page.replicaSets.size, page.pods.size, page.followed]).toEqual([0, 0, null]);

  // Nothing is lost by trying: the Deployment comes back.
  page.ask({ type: 'undoAction' });
  expect(sizes(page)).toEqual({ [THIRD]: '0/0/0', [SECOND]: '3/3/3', [BACK]: '0/0/0' });
});

test('a bad manifest is refused at its line, in the words of kubectl and the API server', () => {
  const page = new FakePage();
  const { draft } = page.ask({ type: 'open', source: { from: 'builtin', id: 'tutorial' } });
  const apply = (text: string) => page.ask({ type: 'apply', text, fileName: draft.fileName });

  const misspelt = apply(draft.text.replace('replicas: 2', 'replcias: 2'));
  expect(misspelt).toMatchObject({ exitCode: 1, applied: [], problems: [{ field: 'spec.replcias', line: 8, document: 0 }] });
  expect(misspelt.stderr).toContain('unknown field "spec.replcias"');

  const mismatch = apply(draft.text.replace('        app: auto-serve', '        app: other'));
  expect(mismatch.problems).toMatchObject([{ field: 'spec.template.metadata.labels', line: 14 }]);
  expect(mismatch.stderr).toContain('`selector` does not match template `labels`');

  const broken = apply(draft.text.replace('  name: serve-deployment', '  name: "serve-deployment'));
  expect(broken.exitCode).toBe(1);
  expect(broken.stderr).toMatch(/^error: error parsing serve-deployment.yaml: /);
  expect(broken.problems).toHaveLength(1);

  const foreign = apply(draft.text.replace('kind: Deployment', 'kind: Gadget'));
  expect(foreign.stderr).toContain('no matches for kind "Gadget" in version "apps/v1"');
  expect(foreign.problems).toMatchObject([{ document: 0 }]);
  expect(page.playback?.gestures).toBe(0);
});

test('several documents are applied one by one', () => {
  const page = new FakePage();
  const { draft } = page.ask({ type: 'open', source: { from: 'builtin', id: 'tutorial' } });
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: b\n---\n${draft.text}`;
  const result = page.ask({ type: 'apply', text, fileName: 'all.yaml' });
  expect(result.stdout).toBe('configmap/settings created\ndeployment.apps/serve-deployment created\n');
  expect(page.playback).toMatchObject({ gestures: 1, lastLine: 'kubectl apply -f all.yaml' });
  page.ask({ type: 'undoAction' });
  expect(page.playback?.gestures).toBe(0);
  expect(page.deployments).toEqual([]);
});

test('the live object can be taken into the editor, and says the same', () => {
  const page = new FakePage();
  const { draft } = page.ask({ type: 'open', source: { from: 'builtin', id: 'tutorial' } });
  page.ask({ type: 'apply', ...draft });
  settle(page);
  const { text } = page.ask({ type: 'manifestOf', deployment: serve });
  expect(text).toContain('image: auto-serve:latest');
  expect(text).toContain('maxSurge: 25%');
  expect(text).not.toMatch(/status|uid|resourceVersion|terminationMessagePath|last-applied/);
  expect(page.ask({ type: 'apply', text, fileName: 'live.yaml' })).toMatchObject({ exitCode: 0 });
  const before = view(page).replicaSets;
  settle(page);
  expect(view(page).replicaSets).toEqual(before);
  expect(page.refused({ type: 'manifestOf', deployment: { namespace: 'default', name: 'nope' } })?.code).toBe('notFound');
});

test('a field of the wrong type is shown at its line when the server blames the patch', () => {
  const page = new FakePage();
  const { draft } = page.ask({ type: 'open', source: { from: 'builtin', id: 'tutorial' } });
  const apply = (text: string) => page.ask({ type: 'apply', text, fileName: draft.fileName });
  apply(draft.text);
  const mistyped = apply(draft.text.replace('replicas: 2', 'replicas: two'));
  expect(mistyped.stderr).toMatch(/^The request is invalid: patch: Invalid value: "map\[.*": unrecognized type: int32\n$/);
  expect(mistyped.problems).toMatchObject([
    { field: 'spec.replicas', line: 8, document: 0, message: expect.stringContaining('of type int32') },
  ]);
  const unknown = apply(draft.text.replace('replicas: 2', 'replcias: 2'));
  expect(unknown.stderr).toMatch(/": strict decoding error: unknown field "spec.replcias"\n$/);
  expect(unknown.problems).toMatchObject([{ field: 'spec.replcias', line: 8 }]);
});
