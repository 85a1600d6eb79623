/** Defaults of PodDisruptionBudgets, EndpointSlices and Endpoints. upstream: pkg/apis/{policy,discovery,core}/v1/defaults.go */
import { changeField, type Fields, mapShared, withDefaults } from '../fields.ts';
import type { KubeObject } from '../meta.ts';

type Stored = KubeObject & Fields;

/** A budget has no defaults; its status is there from the start. */
export function budgetDefaults(budget: Stored): Stored {
  return withDefaults(budget, { status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 } }) as Stored;
}

/** upstream: SetDefaults_EndpointPort */
export function endpointSliceDefaults(slice: Stored): Stored {
  return changeField(slice, 'ports', (ports: readonly Fields[]) =>
    mapShared(ports, (port) => withDefaults(port, { name: '', protocol: 'TCP' })),
  ) as Stored;
}

/** upstream: SetDefaults_Endpoints */
export function endpointsDefaults(endpoints: Stored): Stored {
  return changeField(endpoints, 'subsets', (subsets: readonly Fields[]) =>
    mapShared(subsets, (subset) =>
      changeField(subset, 'ports', (ports: readonly Fields[]) => mapShared(ports, (port) => withDefaults(port, { protocol: 'TCP' }))),
    ),
  ) as Stored;
}
