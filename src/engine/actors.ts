/** Everything that reacts inside a cluster, in the order in which it hears of changes. */
import type { Actor } from './actor.ts';
import { clusterRoleAggregation } from './controllers/clusterroleaggregation/controller.ts';
import { deploymentController } from './controllers/deployment/controller.ts';
import { disruptionController } from './controllers/disruption/controller.ts';
import { endpointSliceController } from './controllers/endpointslice/controller.ts';
import { garbageCollector } from './controllers/garbagecollector/garbageCollector.ts';
import { nodeLifecycleController } from './controllers/nodelifecycle/controller.ts';
import { podAutoscaler } from './controllers/podautoscaler/controller.ts';
import { replicaSetController } from './controllers/replicaset/controller.ts';
import { resourceQuotaController } from './controllers/resourcequota/controller.ts';
import { imageRuntime } from './kubelet/imageRuntime.ts';
import { createKubelet } from './kubelet/kubelet.ts';
import { scheduler } from './scheduler/scheduler.ts';

/** All of ours. */
export function allActors(): readonly Actor[] {
  return [
    deploymentController,
    replicaSetController,
    garbageCollector(),
    resourceQuotaController,
    scheduler,
    createKubelet(imageRuntime),
    nodeLifecycleController,
    clusterRoleAggregation,
    disruptionController,
    podAutoscaler,
    endpointSliceController,
  ];
}
