/** Pieces of the built-in stories: what the editor shows, and the requests that kubectl makes of it. */
import type { Request } from '../../api/client.ts';
import type { Recorded } from '../scenario.ts';

export interface Shop {
  readonly replicas: number;
  readonly image: string;
  readonly strategy: 'RollingUpdate' | 'Recreate';
}

/** The editor's text for the Deployment `web` of an imaginary shop. */
export function shopManifest({ replicas, image, strategy }: Shop): string {
  const rollingUpdate = strategy === 'RollingUpdate' ? '\n    rollingUpdate:\n      maxSurge: 25%\n      maxUnavailable: 25%' : '';
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: web
  strategy:
    type: ${strategy}${rollingUpdate}
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: ${image}
          ports:
            - containerPort: 8080
          readinessProbe:
            httpGet:
              path: /ready
              port: 8080
            periodSeconds: 2
`;
}

/** The same as kubectl sends it: keys in order, namespace filled in. */
function shopObject({ replicas, image, strategy }: Shop): object {
  const container = {
    image,
    name: 'web',
    ports: [{ containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 2 },
  };
  const rollingUpdate = strategy === 'RollingUpdate' ? { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } : {};
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { annotations: {}, labels: { app: 'web' }, name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      strategy: { ...rollingUpdate, type: strategy },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } },
    },
  };
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const options = { fieldManager: 'kubectl-client-side-apply', fieldValidation: 'Strict' } as const;

function createRequest(shop: Shop): Request {
  const annotations = { [lastApplied]: `${JSON.stringify(shopObject(shop))}\n` };
  const object = { ...shopObject(shop), metadata: { annotations, labels: { app: 'web' }, name: 'web', namespace: 'default' } };
  return { verb: 'create', object, ...options };
}

function updateRequest(shop: Shop): Request {
  const annotations = { [lastApplied]: `${JSON.stringify(shopObject(shop))}\n` };
  const containers = [{ image: shop.image, name: 'web' }];
  return {
    verb: 'patch',
    key: { kind: 'Deployment', namespace: 'default', name: 'web' },
    patchType: 'strategic',
    body: {
      metadata: { annotations },
      spec: { template: { spec: { '$setElementOrder/containers': [{ name: 'web' }], containers } } },
    },
    ...options,
  };
}

/** `kubectl apply` of the manifest with the first image at time 0, and of the same with the second image at `updateAt` (milliseconds). */
export function appliedTwice(first: Shop, second: Shop, updateAt: number): readonly Recorded[] {
  const apply = { userEvent: 'editor.apply', line: 'kubectl apply -f web.yaml' };
  return [
    { at: 0, gesture: 1, ...apply, request: createRequest(first) },
    { at: updateAt, gesture: 2, ...apply, request: updateRequest(second) },
  ];
}
