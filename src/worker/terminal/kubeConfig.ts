// The kubeconfig that a person finds: one cluster, one administrator.
import type { KubeConfig } from '../../kubectl/environment.ts';

const NAME = 'playground';

export const kubeConfig: KubeConfig = {
  currentContext: NAME,
  contexts: [{ name: NAME, cluster: NAME, user: 'kubernetes-admin' }],
  clusters: [{ name: NAME, server: 'https://127.0.0.1:6443' }],
};
