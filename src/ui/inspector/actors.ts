import type { CauseView } from '../../picture/view.ts';

/** Who acts in the cluster, as catalogue keys. */
export const ACTORS = {
  user: 'inspect.you',
  watch: 'inspect.watch',
  deployment: 'inspect.deployment',
  replicaset: 'inspect.replicaset',
  garbagecollector: 'inspect.garbagecollector',
  resourcequota: 'inspect.resourcequota',
  scheduler: 'inspect.scheduler',
  kubelet: 'inspect.kubelet',
  nodelifecycle: 'inspect.nodelifecycle',
  clusterroleaggregation: 'inspect.clusterroleaggregation',
  disruption: 'inspect.disruption',
  horizontalpodautoscaler: 'inspect.horizontalpodautoscaler',
  endpointslice: 'inspect.endpointslice',
} as const satisfies Record<CauseView['actor'], string>;
