/** Refused updates of a pod, as recorded (conformance: sessions/meta/pod-immutable). */
import { beforeEach, expect, test } from 'vitest';
import type { ObjectKey } from '../../api/client.ts';
import { Simulation } from '../simulation.ts';

const key: ObjectKey = { kind: 'Pod', namespace: 'default', name: 'solo' };

let cluster: Simulation;
beforeEach(() => {
  cluster = Simulation.boot({
    kubernetes: '1.37',
    seed: 7,
    startTime: '2026-01-05T09:00:00Z',
    nodes: [{ name: 'docker-desktop' }],
    images: [],
  });
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'solo' }, spec: { containers: [{ name: 'c', image: 'nginx:2' }] } };
  expect(cluster.dispatch({ verb: 'create', object }, { userEvent: 'test' }).ok).toBe(true);
  cluster.runUntil(10_000);
});

function patch(spec: object): string {
  const answer = cluster.dispatch({ verb: 'patch', key, patchType: 'strategic', body: { spec } }, { userEvent: 'test' });
  return answer.ok ? '' : answer.error.message;
}

const refusal =
  'Pod "solo" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n';

test('a new variable', () => {
  expect(patch({ containers: [{ name: 'c', env: [{ name: 'A', value: '1' }] }] })).toBe(`${refusal}@@ -102,7 +102,13 @@
    "WorkingDir": "",
    "Ports": null,
    "EnvFrom": null,
-   "Env": null,
+   "Env": [
+    {
+     "Name": "A",
+     "Value": "1",
+     "ValueFrom": null
+    }
+   ],
    "Resources": {
     "Limits": null,
     "Requests": null,
`);
});

test('another restart policy', () => {
  expect(patch({ restartPolicy: 'Never' })).toBe(`${refusal}@@ -138,7 +138,7 @@
   }
  ],
  "EphemeralContainers": null,
- "RestartPolicy": "Always",
+ "RestartPolicy": "Never",
  "TerminationGracePeriodSeconds": 30,
  "ActiveDeadlineSeconds": null,
  "DNSPolicy": "ClusterFirst",
`);
});

test('limits', () => {
  expect(patch({ containers: [{ name: 'c', resources: { limits: { cpu: '1' } } }] })).toBe(`${refusal}@@ -104,8 +104,12 @@
    "EnvFrom": null,
    "Env": null,
    "Resources": {
-    "Limits": null,
-    "Requests": null,
+    "Limits": {
+     "cpu": "1"
+    },
+    "Requests": {
+     "cpu": "1"
+    },
     "Claims": null
    },
    "ResizePolicy": null,
`);
});

test('an image and a deadline may change; the deadline only to an earlier one', () => {
  expect(patch({ activeDeadlineSeconds: 50, containers: [{ name: 'c', image: 'nginx:3' }] })).toBe('');
  expect(patch({ activeDeadlineSeconds: 60 })).toBe(
    'Pod "solo" is invalid: spec.activeDeadlineSeconds: Invalid value: 60: must be less than or equal to previous value',
  );
  expect(patch({ activeDeadlineSeconds: null })).toBe(
    'Pod "solo" is invalid: spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value',
  );
  expect(patch({ activeDeadlineSeconds: 40 })).toBe('');
});

test('containers stay as many as they are', () => {
  expect(patch({ containers: [{ name: 'd', image: 'x' }] })).toBe(
    'Pod "solo" is invalid: spec.containers: Forbidden: pod updates may not add or remove containers',
  );
  expect(patch({ initContainers: [{ name: 'd', image: 'x' }] })).toBe(
    'Pod "solo" is invalid: spec.initContainers: Forbidden: pod updates may not add or remove containers',
  );
  expect(patch({ containers: [{ name: 'c', image: ' x' }] })).toBe(
    'Pod "solo" is invalid: spec.containers[0].image: Invalid value: " x": must not have leading or trailing whitespace',
  );
});

test('a pod that its ReplicaSet lets go has no list of owners, not an empty one', () => {
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } };
  const object = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web' },
    spec: { replicas: 1, selector: { matchLabels: labels }, template },
  };
  cluster.dispatch({ verb: 'create', object }, { userEvent: 'test' });
  cluster.runUntil(20_000);
  const name = cluster.reader.list('Pod', { labelSelector: 'app=web' })[0]?.metadata.name ?? '';
  cluster.dispatch(
    { verb: 'patch', key: { ...key, name }, patchType: 'merge', body: { metadata: { labels: { app: 'debug' } } } },
    { userEvent: 'test' },
  );
  cluster.runUntil(30_000);
  expect(cluster.reader.get({ ...key, name })?.metadata).not.toHaveProperty('ownerReferences');
});
