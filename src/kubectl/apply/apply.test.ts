import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../api/manifest.ts';
import type { KubeObject } from '../../api/meta.ts';
import { golden } from '../testing/golden.ts';
import { RecordingClient } from '../testing/recordingClient.ts';
import { applyObjects } from './apply.ts';
import { lastAppliedAnnotation } from './lastApplied.ts';
import { fieldProblems } from './problems.ts';

const fileOf = (name: string, text: string) => ({ name, documents: parseManifest(text).documents.map(({ value }) => value) });

const cases = golden.cases.filter(({ call }) => call[0] === 'applyObjects');

test.each(cases.map((entry) => [entry.id, entry] as const))('%s prints and sends what kubectl does', (_id, entry) => {
  const [, name] = entry.call as unknown as readonly [string, string];
  const client = new RecordingClient(golden.fixtures[entry.fixture] ?? []);
  const { stdout, stderr, exitCode } = applyObjects(client, fileOf(name, golden.manifests[name] ?? ''));
  expect({ stdout, stderr, exitCode }).toEqual({ stdout: entry.stdout, stderr: entry.stderr, exitCode: entry.exitCode });
  const bodies = client.requests.map((request) =>
    request.verb === 'create' ? request.object : request.verb === 'patch' ? request.body : request,
  );
  expect(bodies).toEqual(entry.requests.map(({ body }) => body));
  for (const request of client.requests)
    expect(request).toMatchObject({ fieldManager: 'kubectl-client-side-apply', fieldValidation: 'Strict' });
});

const manifestObject = (name: string): KubeObject => parseManifest(golden.manifests[name] ?? '').documents[0]?.value as KubeObject;
const live = golden.fixtures['rolling'] ?? [];
const deployment = live.find(({ kind }) => kind === 'Deployment') as KubeObject;

function apply(documents: readonly unknown[], client = new RecordingClient([]), unreadable?: string) {
  return { client, ...applyObjects(client, { name: 'web.yaml', documents, ...(unreadable === undefined ? {} : { unreadable }) }) };
}

describe('documents', () => {
  const web = manifestObject('web.yaml');

  test('empty ones are passed over, and a file of nothing else is no file', () => {
    expect(apply([null, web, null]).stdout).toBe('deployment.apps/web created\n');
    expect(apply([null]).stderr).toBe('error: no objects passed to apply\n');
    expect(apply([]).exitCode).toBe(1);
  });

  test('what is no object ends the file; what came before is applied', () => {
    const result = apply([web, 'text', { ...web, metadata: { name: 'api' } }]);
    expect(result.stdout).toBe('deployment.apps/web created\n');
    expect(result.stderr).toBe(
      'error: error validating "web.yaml": error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false\n',
    );
    expect(result.failed).toMatchObject([{ document: 1 }]);
    expect(apply([{}]).stderr).toContain('[apiVersion not set, kind not set];');
    expect(apply([{ ...web, kind: 5 }]).stderr).toContain("kind isn't string type;");
    expect(apply([{ ...web, apiVersion: 'apps/v1/x' }]).stderr).toContain('unexpected GroupVersion string: apps/v1/x;');
  });

  test('a kind that the cluster does not know fails alone', () => {
    const result = apply([{ ...web, kind: 'Deploymet' }, web]);
    expect(result.stdout).toBe('deployment.apps/web created\n');
    expect(result.stderr).toBe(
      'error: resource mapping not found for name: "web" namespace: "" from "web.yaml": no matches for kind "Deploymet" in version "apps/v1"\nensure CRDs are installed first\n',
    );
    expect(result.applied).toEqual([{ kind: 'Deployment', namespace: 'default', name: 'web', document: 1, outcome: 'created' }]);
  });

  test('a kind in lower case is found, and refused', () => {
    expect(apply([{ ...web, kind: 'deployment' }]).stderr).toBe(
      'Error from server (BadRequest): error when creating "web.yaml": deployment in version "v1" cannot be handled as a Deployment: no kind "deployment" is registered for version "apps/v1" in scheme "pkg/runtime/scheme.go:111"\n',
    );
  });

  test('a list is its items', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [web, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } }] };
    expect(apply([list]).stdout).toBe('deployment.apps/web created\nconfigmap/settings created\n');
    expect(apply([{ apiVersion: 'apps/v1', kind: 'DeploymentList', items: [web] }]).stdout).toBe('deployment.apps/web created\n');
  });

  test('wrong types in metadata never reach the server', () => {
    const bad = (metadata: unknown) => apply([{ ...web, metadata }]).stderr;
    expect(bad('web')).toBe(
      'error: unable to decode "web.yaml": json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta\n',
    );
    expect(bad({ name: 12345 })).toContain('cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string\n');
    expect(bad({ name: 'web', labels: { tier: ['a'] } })).toContain(
      'cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type string\n',
    );
    expect(bad({ name: 'web', annotations: { a: true } })).toContain(
      'cannot unmarshal bool into Go struct field ObjectMeta.metadata.annotations of type string\n',
    );
  });

  test('a file that cannot be read to its end is applied up to there', () => {
    const result = apply([web], undefined, 'error converting YAML to JSON: yaml: line 5: mapping values are not allowed in this context');
    expect(result.stdout).toBe('deployment.apps/web created\n');
    expect(result.stderr).toBe(
      'error: error parsing web.yaml: error converting YAML to JSON: yaml: line 5: mapping values are not allowed in this context\n',
    );
  });

  test('the same object twice is created, then unchanged', () => {
    expect(apply([web, web]).stdout).toBe('deployment.apps/web created\ndeployment.apps/web unchanged\n');
  });

  test('impossible names are found before the server is asked', () => {
    expect(apply([{ ...web, metadata: {} }]).stderr).toBe(
      'error: error when retrieving current configuration of:\nResource: "apps/v1, Resource=deployments", GroupVersionKind: "apps/v1, Kind=Deployment"\nName: "", Namespace: "default"\nfrom server for: "web.yaml": resource name may not be empty\n',
    );
    expect(apply([{ ...web, metadata: { name: 'a/b' } }]).stderr).toContain(`invalid resource name "a/b": [may not contain '/']`);
  });
});

describe('the server', () => {
  const web = manifestObject('web.yaml');

  test('refuses two: each gets a line of its own', () => {
    const invalid = {
      code: 422,
      reason: 'Invalid',
      message: 'Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1',
      details: { name: 'web', kind: 'Deployment', causes: [{ reason: 'x', field: 'spec.replicas', message: 'Invalid value: -1' }] },
    } as const;
    const one = apply([web], new RecordingClient([]).refuse(invalid));
    expect(one.stderr).toBe('The Deployment "web" is invalid: spec.replicas: Invalid value: -1\n');
    expect(fieldProblems(one.failed[0]?.error ?? { text: '' })).toEqual([{ field: 'spec.replicas', message: 'Invalid value: -1' }]);
    const two = apply([web, web], new RecordingClient([]).refuse(invalid).refuse(invalid));
    expect(two.stderr).toBe(`Error from server (Invalid): error when creating "web.yaml": ${invalid.message}\n`.repeat(2));
  });

  test('warns once about the same thing, on stderr', () => {
    const client = new RecordingClient([]).warn(web, ['bad idea', 'bad idea', 'other']);
    expect(apply([web], client)).toMatchObject({ exitCode: 0, stderr: 'Warning: bad idea\nWarning: other\n' });
  });

  test('is asked again after a conflict, five times, then its words are printed with the patch', () => {
    const conflict = { code: 409, reason: 'Conflict', message: 'Operation cannot be fulfilled' } as const;
    const changed = manifestObject('web-6.yaml');
    const once = apply([changed], new RecordingClient(live).refuse(conflict));
    expect(once.client.requests).toHaveLength(2);
    expect(once.stdout).toBe('deployment.apps/web configured\n');
    const client = new RecordingClient(live);
    for (let i = 0; i < 6; i++) client.refuse(conflict);
    const always = apply([changed], client);
    expect(client.requests).toHaveLength(6);
    expect(always.stderr).toMatch(
      /^Error from server \(Conflict\): error when applying patch:\n\{"metadata":.*"replicas":6\}\}\nto:\nResource: "apps\/v1, Resource=deployments"/,
    );
    expect(always.stderr).toMatch(
      /\nName: "web", Namespace: "default"\nfor: "web.yaml": error when patching "web.yaml": Operation cannot be fulfilled\n$/,
    );
  });

  test('object that is going away is told of', () => {
    const leaving = { ...deployment, metadata: { ...deployment.metadata, deletionTimestamp: '2025-06-15T12:00:00Z' } };
    const result = apply([web], new RecordingClient([leaving]));
    expect(result).toMatchObject({
      stdout: 'deployment.apps/web unchanged\n',
      stderr: 'Warning: Detected changes to resource web which is currently being deleted.\n',
    });
  });
});

test('the annotation holds the manifest without itself, escaped as Go does', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c', annotations: { note: 'a<b', [lastAppliedAnnotation]: 'pasted from kubectl get -o yaml' } },
    data: { z: '1', a: null },
  };
  const { client } = apply([object]);
  const [request] = client.requests;
  const text =
    '{"apiVersion":"v1","data":{"a":null,"z":"1"},"kind":"ConfigMap","metadata":{"annotations":{"note":"a\\u003cb"},"name":"c","namespace":"default"}}\n';
  expect(request).toMatchObject({
    object: { data: { z: '1' }, metadata: { annotations: { note: 'a<b', [lastAppliedAnnotation]: text } } },
  });
  expect(request).not.toHaveProperty('object.data.a');
});

test('fields of decoding errors are found in their words', () => {
  const bad = (message: string) => fieldProblems({ status: { code: 400, reason: 'BadRequest', message } });
  expect(bad('strict decoding error: unknown field "spec.replica", unknown field "spec.x[0].foo"')).toEqual([
    { field: 'spec.replica', message: 'unknown field "spec.replica"' },
    { field: 'spec.x[0].foo', message: 'unknown field "spec.x[0].foo"' },
  ]);
  const type =
    'json: cannot unmarshal number 80.5 into Go struct field HTTPGetAction.spec.template.spec.containers.livenessProbe.ProbeHandler.httpGet.port of type int32';
  expect(bad(type)).toEqual([{ field: 'spec.template.spec.containers.livenessProbe.httpGet.port', message: type }]);
  expect(bad('something else')).toEqual([{ message: 'something else' }]);
});

test('a type that a real cluster keeps and ours does not is called so; another one is unknown', () => {
  const manifest = (apiVersion: string, kind: string): unknown => ({ apiVersion, kind, metadata: { name: 'web' } });
  const said = (apiVersion: string, kind: string): string =>
    applyObjects(new RecordingClient([]), { name: 'web.yaml', documents: [manifest(apiVersion, kind)] }).stderr;
  const none = 'are not modelled here: the simulated cluster stores none and none can be created\n';
  expect(said('apps/v1', 'StatefulSet')).toBe(`error: from "web.yaml": statefulsets ${none}`);
  expect(said('autoscaling/v1', 'HorizontalPodAutoscaler')).toBe(
    `error: from "web.yaml": horizontalpodautoscalers of autoscaling/v1 ${none}`,
  );
  expect(said('apps/v1beta1', 'StatefulSet')).toContain('no matches for kind "StatefulSet" in version "apps/v1beta1"');
});
