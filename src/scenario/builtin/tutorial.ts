import { ENGINE_RELEASE } from '../../engine/release.ts';
import type { Scenario } from '../scenario.ts';
import { startTime } from './setups.ts';

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: serve-deployment
  labels:
    app: auto-serve
spec:
  replicas: 2
  selector:
    matchLabels:
      app: auto-serve
  template:
    metadata:
      labels:
        app: auto-serve
    spec:
      containers:
        - name: auto-serve
          image: auto-serve:latest
          imagePullPolicy: Never
          ports:
            - containerPort: 8082
`;

/** The walk-through that the product was made for: an empty Docker Desktop of Kubernetes 1.22, and a manifest to apply. */
export const tutorial: Scenario = {
  version: 1,
  engine: ENGINE_RELEASE,
  builtin: 'tutorial',
  draft: { fileName: 'serve-deployment.yaml', text: manifest },
  setup: {
    kubernetes: '1.22',
    seed: 1,
    startTime,
    nodes: [{ name: 'docker-desktop', podCIDR: '10.1.0.0/16' }],
    images: [{ image: 'auto-serve:*', where: 'node' }],
  },
  actions: [],
};
