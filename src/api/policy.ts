/** upstream: staging/src/k8s.io/api/policy/v1/types.go */
import type { ConditionStatus, IntOrString, KubeObject, LabelSelector, Labels, Time } from './meta.ts';
import { matchesSelector } from './selector.ts';

export interface BudgetCondition {
  readonly type: string;
  readonly status: ConditionStatus;
  readonly observedGeneration?: number;
  readonly lastTransitionTime?: Time;
  readonly reason?: string;
  readonly message?: string;
}

export interface PodDisruptionBudget extends KubeObject {
  readonly kind: 'PodDisruptionBudget';
  readonly spec: {
    readonly minAvailable?: IntOrString;
    readonly maxUnavailable?: IntOrString;
    /** Absent: no pod; empty: every pod of the namespace. */
    readonly selector?: LabelSelector;
    readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
  };
  readonly status: {
    readonly observedGeneration?: number;
    /** Pods whose eviction was granted and that are still there, and when it was. */
    readonly disruptedPods?: Readonly<Record<string, Time>>;
    readonly disruptionsAllowed: number;
    readonly currentHealthy: number;
    readonly desiredHealthy: number;
    readonly expectedPods: number;
    readonly conditions?: readonly BudgetCondition[];
  };
}

/** Whether a budget speaks of pods with these labels. */
export function isInBudget({ spec: { selector } }: PodDisruptionBudget, labels: Labels): boolean {
  return selector !== undefined && matchesSelector(selector, labels);
}

/** The status with its one condition saying whether another disruption is allowed. upstream: UpdateDisruptionAllowedCondition */
export function withDisruptionCondition(status: PodDisruptionBudget['status'], time: Time): PodDisruptionBudget['status'] {
  const isAllowed = status.disruptionsAllowed > 0;
  const before = status.conditions?.find(({ type }) => type === 'DisruptionAllowed');
  const [state, reason] = isAllowed ? (['True', 'SufficientPods'] as const) : (['False', 'InsufficientPods'] as const);
  const { observedGeneration } = status;
  const condition: BudgetCondition = {
    type: 'DisruptionAllowed',
    status: state,
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
    lastTransitionTime: before?.status === state && before.lastTransitionTime !== undefined ? before.lastTransitionTime : time,
    reason,
    message: '',
  };
  const others = (status.conditions ?? []).filter(({ type }) => type !== 'DisruptionAllowed');
  return { ...status, conditions: [...others, condition] };
}
