/** upstream: staging/src/k8s.io/api/autoscaling/v2/types.go */
import type { ConditionStatus, KubeObject, Time } from './meta.ts';

export interface AutoscalerCondition {
  readonly type: string;
  readonly status: ConditionStatus;
  readonly lastTransitionTime?: Time;
  readonly reason?: string;
  readonly message?: string;
}

export interface AutoscalerMetric {
  readonly type: string;
  readonly resource?: { readonly name: string };
}

export interface HorizontalPodAutoscaler extends KubeObject {
  readonly kind: 'HorizontalPodAutoscaler';
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
    readonly minReplicas?: number;
    readonly maxReplicas: number;
    readonly metrics?: readonly AutoscalerMetric[];
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly lastScaleTime?: Time;
    readonly currentReplicas?: number;
    readonly desiredReplicas: number;
    readonly currentMetrics?: readonly unknown[] | null;
    readonly conditions?: readonly AutoscalerCondition[];
  };
}
