/** What the API server itself decides about a pod. upstream: pkg/registry/core/pod/strategy.go, pkg/apis/core/v1/helper/qos */
import type { Pod, PodSpec, ResourceRequirements } from '../../api/core.ts';
import { isPositive, sameQuantity } from './quantityValue.ts';

/** Pods carry a generation from 1.33 on. */
export const POD_GENERATION_SINCE = 33;

/** A new pod is Pending, with its class of service. */
export function preparePod(pod: Pod, minor: number): Pod {
  const { generation: _, ...metadata } = pod.metadata;
  return {
    ...pod,
    metadata: minor >= POD_GENERATION_SINCE ? { ...metadata, generation: 1 } : metadata,
    status: { phase: 'Pending', qosClass: qosClassOf(pod) },
  };
}

const COMPUTE = ['cpu', 'memory'] as const;

/** What counts for the class: the pod's own resources where it states any, else those of each container. */
function statedResources(spec: PodSpec): readonly (ResourceRequirements | undefined)[] {
  const { resources } = spec as PodSpec & { readonly resources?: ResourceRequirements };
  if (resources?.limits !== undefined || resources?.requests !== undefined) return [resources];
  return [...(spec.initContainers ?? []), ...spec.containers].map((container) => container.resources);
}

/** Guaranteed: limits of cpu and memory everywhere, equal to the requests. BestEffort: none anywhere. Else Burstable. */
export function qosClassOf({ spec }: Pod): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  let some = false;
  let guaranteed = true;
  for (const resources of statedResources(spec)) {
    for (const name of COMPUTE) {
      const limit = resources?.limits?.[name];
      const request = resources?.requests?.[name];
      const isLimited = isPositive(limit);
      if (isLimited || isPositive(request)) some = true;
      if (!isLimited || !sameQuantity(request, limit)) guaranteed = false;
    }
  }
  return !some ? 'BestEffort' : guaranteed ? 'Guaranteed' : 'Burstable';
}
