import { describe, expect, test } from 'vitest';
import { anObject, kubectl } from '../testing/fakeEnvironment.ts';

const workload = (name: string, ports: readonly object[]): ReturnType<typeof anObject> =>
  anObject('Deployment', name, 'default', {
    spec: { selector: { matchLabels: { app: 'web' } }, template: { spec: { containers: [{ name: 'c', ports }] } } },
  });
const web = workload('web', [{ containerPort: 80 }, { containerPort: 53, protocol: 'UDP' }]);
const yaml = (line: string): string =>
  kubectl(`${line} --dry-run=client -o yaml`, [web, workload('bare', []), anObject('ConfigMap', 'cm')]).out;
const err = (line: string): string => kubectl(line, [web, workload('bare', []), anObject('ConfigMap', 'cm')]).err;

describe('expose', () => {
  test('without a port all ports of the object', () => {
    expect(yaml('expose deploy web --name=front --target-port=http -l a=b')).toBe(
      `apiVersion: v1
kind: Service
metadata:
  labels:
    a: b
  name: front
spec:
  ports:
  - name: port-1
    port: 80
    protocol: TCP
    targetPort: http
  - name: port-2
    port: 53
    protocol: UDP
    targetPort: http
  selector:
    app: web
status:
  loadBalancer: {}
`,
    );
  });
  test('a headless one needs none', () => {
    expect(yaml('expose deploy bare --cluster-ip=None')).toContain('clusterIP: None');
    expect(err('expose deploy bare')).toBe("error: couldn't find port via --port flag or introspection\n");
  });
  test('what cannot be exposed', () => {
    expect(err('expose cm cm --port=80')).toBe('error: cannot expose a ConfigMap\n');
    expect(err('expose')).toMatch(
      /^error: You must provide one or more resources[\s\S]*\nSee 'kubectl expose -h' for help and examples\n$/,
    );
  });
});

describe('autoscale', () => {
  test('a share, an amount', () => {
    expect(yaml('autoscale deploy web --min=2 --max=5 --cpu=50%')).toContain('averageUtilization: 50\n        type: Utilization');
    expect(yaml('autoscale deploy web --max=5 --memory=200Mi')).toContain('averageValue: 200Mi\n        type: AverageValue');
  });
  test('what has no scale', () => {
    expect(err('autoscale cm cm --max=3')).toBe(
      'error: cannot autoscale a ConfigMap: could not find scale subresource for /v1, Resource=configmaps in discovery information\n',
    );
  });
});

describe('run', () => {
  test('with everything', () => {
    expect(yaml('run job --image=busybox --restart=Never --env=A=b=c --port=80 --labels=x=y --command')).toContain('restartPolicy: Never');
    const text = kubectl([
      'run',
      'job',
      '--image=busybox',
      '--env=A=b=c',
      '-l',
      'x=y',
      '--command',
      '--dry-run=client',
      '-o',
      'yaml',
      '--',
      'sleep',
      '5',
    ]).out;
    expect(text).toBe(
      `apiVersion: v1
kind: Pod
metadata:
  labels:
    x: "y"
  name: job
spec:
  containers:
  - command:
    - sleep
    - "5"
    env:
    - name: A
      value: b=c
    image: busybox
    name: job
    resources: {}
  dnsPolicy: ClusterFirst
  restartPolicy: Always
status: {}
`,
    );
  });
  test('a Service beside it', () => {
    expect(kubectl('run web --image=nginx --port=80 --expose --dry-run=client').out).toBe(
      'pod/web created (dry run)\nservice/web created (dry run)\n',
    );
  });
  test('overrides', () => {
    expect(yaml('run web --image=nginx --overrides={"spec":{"nodeName":"n1"}}')).toContain('  nodeName: n1\n');
    expect(err('run web --image=nginx --overrides={')).toBe('error: Invalid JSON Patch\n');
  });
  test.each([
    ['run', 'error: required flag(s) "image" not set\n'],
    ['run web', 'error: required flag(s) "image" not set\n'],
    ['run --image=nginx', "error: NAME is required for run\nSee 'kubectl run -h' for help and examples\n"],
    ['run web --image=Nginx', 'error: invalid image name "Nginx": invalid reference format\n'],
    ['run web --image=nginx --restart=Foo', 'error: invalid restart policy: Foo, valid values are: Always, OnFailure, Never\n'],
    ['run web --image=nginx --port=x', 'error: --port must be a number\n'],
    ['run web --image=nginx --rm', 'error: --rm should only be used for attached containers\n'],
    ['run web --image=nginx -l app', 'error: unexpected label spec: app\n'],
    ['run web --image=nginx --env=A', 'error: invalid env: A\n'],
  ])('%s', (line, text) => {
    expect(err(line)).toBe(text);
  });
});
