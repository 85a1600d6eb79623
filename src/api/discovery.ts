/** upstream: staging/src/k8s.io/api/discovery/v1/types.go, and core/v1 Endpoints */
import type { ObjectReference } from './core.ts';
import type { KubeObject } from './meta.ts';

export interface SlicePort {
  readonly name?: string;
  readonly protocol?: string;
  readonly port?: number;
  readonly appProtocol?: string;
}

/** One pod behind a Service. */
export interface Endpoint {
  readonly addresses: readonly string[];
  /** `ready` is `serving` and not `terminating`, unless the Service wants pods that are not ready. */
  readonly conditions: { readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean };
  readonly nodeName?: string;
  readonly zone?: string;
  readonly targetRef?: ObjectReference;
}

export interface EndpointSlice extends KubeObject {
  readonly kind: 'EndpointSlice';
  readonly addressType: string;
  readonly endpoints?: readonly Endpoint[];
  readonly ports?: readonly SlicePort[];
}

export interface EndpointAddress {
  readonly ip: string;
  readonly nodeName?: string;
  readonly targetRef?: ObjectReference;
}

export interface EndpointSubset {
  readonly addresses?: readonly EndpointAddress[];
  readonly notReadyAddresses?: readonly EndpointAddress[];
  readonly ports?: readonly { readonly name?: string; readonly port: number; readonly protocol?: string; readonly appProtocol?: string }[];
}

export interface Endpoints extends KubeObject {
  readonly kind: 'Endpoints';
  readonly subsets?: readonly EndpointSubset[];
}

/** The label by which a slice says whose it is. */
export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
