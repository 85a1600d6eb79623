/** Which pods a quota is about. upstream: podMatchesScopeFunc in pkg/quota/v1/evaluator/core/pods.go */
import type { Pod, ResourceQuota, ScopeRequirement } from '../../api/core.ts';

/** The scopes of a quota in one form. */
export function scopesOf({ spec }: ResourceQuota): readonly ScopeRequirement[] {
  const plain = (spec?.scopes ?? []).map((scopeName): ScopeRequirement => ({ scopeName, operator: 'Exists' }));
  return [...plain, ...(spec?.scopeSelector?.matchExpressions ?? [])];
}

function matchesPriorityClass(className: string, { operator, values = [] }: ScopeRequirement): boolean {
  switch (operator) {
    case 'In':
      return values.includes(className);
    case 'NotIn':
      return !values.includes(className);
    case 'DoesNotExist':
      return className === '';
    default:
      return className !== '';
  }
}

type Term = { readonly namespaces?: readonly string[]; readonly namespaceSelector?: unknown };
type Terms = {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly Term[];
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly { readonly podAffinityTerm?: Term }[];
};

function looksAbroad({ affinity }: Pod['spec']): boolean {
  const { podAffinity, podAntiAffinity } = (affinity ?? {}) as { readonly podAffinity?: Terms; readonly podAntiAffinity?: Terms };
  const terms = [podAffinity, podAntiAffinity].flatMap((each) => [
    ...(each?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(each?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ]);
  return terms.some((term) => (term?.namespaces?.length ?? 0) > 0 || term?.namespaceSelector !== undefined);
}

function matchesScope({ spec, status }: Pod, scope: ScopeRequirement): boolean {
  switch (scope.scopeName) {
    case 'Terminating':
      return spec.activeDeadlineSeconds !== undefined;
    case 'NotTerminating':
      return spec.activeDeadlineSeconds === undefined;
    case 'BestEffort':
      return status?.qosClass === 'BestEffort';
    case 'NotBestEffort':
      return status?.qosClass !== 'BestEffort';
    case 'PriorityClass':
      return matchesPriorityClass(spec.priorityClassName ?? '', scope);
    case 'CrossNamespacePodAffinity':
      return looksAbroad(spec);
    default:
      return false;
  }
}

/** Whether the pod is in all of these scopes; without any, every pod is. */
export function isInScopes(pod: Pod, scopes: readonly ScopeRequirement[]): boolean {
  return scopes.every((scope) => matchesScope(pod, scope));
}
