import { expect, test } from 'vitest';
import type { Request } from '../api/client.ts';
import { kindInfo } from '../api/key.ts';
import { type DeleteOptions, deleteObject } from './delete.ts';
import type { Output } from './output.ts';
import { rolloutHistory } from './rollout/history.ts';
import { rolloutPause, rolloutResume } from './rollout/pause.ts';
import { rolloutRestart } from './rollout/restart.ts';
import { rolloutStatus } from './rollout/status.ts';
import { rolloutUndo } from './rollout/undo.ts';
import { scale } from './scale.ts';
import { type ImageUpdate, setImage } from './setImage.ts';
import type { Target } from './target.ts';
import { type GoldenCase, golden } from './testing/golden.ts';
import { RecordingClient } from './testing/recordingClient.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
};

/** The request as the recorder saw it on the wire. */
function onTheWire(request: Request): { method: string; url: string; contentType: string; body: unknown } {
  if (request.verb !== 'patch' && request.verb !== 'delete') throw new Error(request.verb);
  const { kind, namespace, name } = request.key;
  const { group, resource } = kindInfo(kind);
  const root = group === '' ? '/api/v1' : `/apis/${group}/v1`;
  const path = `${root}/namespaces/${namespace}/${resource}/${name}${request.verb === 'patch' && request.subresource ? `/${request.subresource}` : ''}`;
  if (request.verb === 'delete') {
    const { propagationPolicy, gracePeriodSeconds } = request;
    const grace = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
    return { method: 'DELETE', url: path, contentType: 'application/json', body: { ...grace, propagationPolicy } };
  }
  const manager = request.fieldManager === undefined ? '' : `?fieldManager=${request.fieldManager}`;
  return { method: 'PATCH', url: path + manager, contentType: mediaTypes[request.patchType] ?? '', body: request.body };
}

function run(client: RecordingClient, { call }: GoldenCase): Output {
  const [name, target, argument] = call as readonly [string, Target, never];
  const calls: Readonly<Record<string, () => Output>> = {
    rolloutStatus: () => rolloutStatus(client, target, argument),
    rolloutHistory: () => rolloutHistory(client, target, argument),
    rolloutUndo: () => rolloutUndo(client, target, argument),
    rolloutPause: () => rolloutPause(client, target),
    rolloutResume: () => rolloutResume(client, target),
    rolloutRestart: () => rolloutRestart(client, target),
    scale: () => scale(client, target, argument),
    setImage: () => setImage(client, target, argument as readonly ImageUpdate[]),
    deleteObject: () => deleteObject(client, target as Parameters<typeof deleteObject>[1], argument as DeleteOptions | undefined),
  };
  const chosen = calls[name];
  if (chosen === undefined) throw new Error(name);
  return chosen();
}

const cases = golden.cases.filter(({ call }) => call[0] !== 'applyObjects');

test.each(cases.map((entry) => [entry.id, entry] as const))('%s prints and asks what kubectl does', (_id, entry) => {
  const client = new RecordingClient(golden.fixtures[entry.fixture] ?? []);
  const { stdout, stderr, exitCode } = run(client, entry);
  expect({ stdout, stderr, exitCode }).toEqual({ stdout: entry.stdout, stderr: entry.stderr, exitCode: entry.exitCode });
  expect(client.requests.map(onTheWire)).toEqual(entry.requests);
});

const web = { namespace: 'default', name: 'web' };
const steady = golden.fixtures['steady'] ?? [];

test('the line is what one would type', () => {
  const lines = (target: Target): readonly string[] => {
    const client = new RecordingClient(steady);
    return [
      setImage(client, target, [{ container: 'nginx', image: 'nginx:1.28' }]),
      scale(client, target, 3),
      rolloutPause(client, target),
      rolloutUndo(client, target, 0),
      rolloutUndo(client, target, 2),
      rolloutHistory(client, target, 2),
      deleteObject(client, { kind: 'Pod', ...target }, { force: true }),
    ].map(({ line }) => line);
  };
  expect(lines(web)).toEqual([
    'kubectl set image deployment/web nginx=nginx:1.28',
    'kubectl scale deployment/web --replicas=3',
    'kubectl rollout pause deployment/web',
    'kubectl rollout undo deployment/web',
    'kubectl rollout undo deployment/web --to-revision=2',
    'kubectl rollout history deployment/web --revision=2',
    'kubectl delete pod/web --force',
  ]);
  expect(lines({ namespace: 'staging', name: 'web' })[1]).toBe('kubectl scale deployment/web --replicas=3 -n staging');
});

test('a second restart within one second has nothing to change', () => {
  const deployment = steady.find(({ kind }) => kind === 'Deployment');
  const client = new RecordingClient(steady);
  expect(rolloutRestart(client, web).stdout).toBe('deployment.apps/web restarted\n');
  const [request] = client.requests;
  expect(request).toMatchObject({
    body: { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2025-06-15T12:00:00Z' } } } } },
  });
  const patched = structuredClone(deployment) as unknown as { spec: { template: { metadata: object } } };
  Object.assign(patched.spec.template.metadata, { annotations: { 'kubectl.kubernetes.io/restartedAt': '2025-06-15T12:00:00Z' } });
  const again = rolloutRestart(new RecordingClient([patched as never]), web);
  expect(again.stderr).toBe(
    'error: failed to create patch for web: if restart has already been triggered within the past second, please wait before attempting to trigger another\n',
  );
});

test('what the server refuses is printed in the words of each command', () => {
  const invalid = {
    code: 422,
    reason: 'Invalid',
    message: 'Deployment.apps "web" is invalid: spec.template.spec.containers[0].image: Required value',
    details: {
      name: 'web',
      kind: 'Deployment',
      causes: [{ reason: 'FieldValueRequired', message: 'Required value', field: 'spec.template.spec.containers[0].image' }],
    },
  } as const;
  expect(setImage(new RecordingClient(steady).refuse(invalid), web, [{ container: 'nginx', image: '' }]).stderr).toBe(
    'error: failed to patch image update to pod template: Deployment.apps "web" is invalid: spec.template.spec.containers[0].image: Required value\n',
  );
  expect(rolloutPause(new RecordingClient(steady).refuse(invalid), web).stderr).toBe(`error: failed to patch: ${invalid.message}\n`);
  expect(rolloutUndo(new RecordingClient(steady).refuse(invalid), web, 1).stderr).toContain(
    `error: failed restoring revision 1: ${invalid.message}\n`,
  );
  const scaled = {
    ...invalid,
    details: {
      name: 'web',
      kind: 'Scale',
      causes: [{ reason: 'FieldValueInvalid', message: 'Invalid value: 7: made up', field: 'spec.replicas' }],
    },
  };
  expect(scale(new RecordingClient(steady).refuse(scaled), web, 7).stderr).toBe(
    'The Scale "web" is invalid: spec.replicas: Invalid value: 7: made up\n',
  );
});

test('a missing object in a missing namespace is a missing namespace', () => {
  const client = new RecordingClient(steady);
  const result = scale(client, { namespace: 'nowhere', name: 'web' }, 1);
  expect(result).toMatchObject({ exitCode: 1, stderr: 'Error from server (NotFound): namespaces "nowhere" not found\n' });
});

test('undo brings the change-cause of the old revision back, and keeps what belongs to the Deployment', () => {
  const client = new RecordingClient(steady);
  rolloutUndo(client, web, 1);
  const [request] = client.requests;
  expect(request).toMatchObject({ body: [{ path: '/spec/template' }, { value: { 'kubernetes.io/change-cause': 'initial version' } }] });
});
