/** What a pod says about the pods that it wants near or far. upstream: pkg/scheduler/framework/types.go AffinityTerm */
import type { Pod } from '../../api/core.ts';
import type { LabelSelector, Labels } from '../../api/meta.ts';
import { matchesSelector } from '../../api/selector.ts';
import type { Cache } from '../actor.ts';

export interface PodTerm {
  readonly topologyKey: string;
  readonly labelSelector?: LabelSelector;
  readonly namespaces?: readonly string[];
  readonly namespaceSelector?: LabelSelector;
  readonly matchLabelKeys?: readonly string[];
  readonly mismatchLabelKeys?: readonly string[];
}

interface WeightedTerm {
  readonly weight: number;
  readonly podAffinityTerm: PodTerm;
}

interface Terms {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodTerm[];
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly WeightedTerm[];
}

interface PodAffinities {
  readonly podAffinity?: Terms;
  readonly podAntiAffinity?: Terms;
}

const NO_TERMS: readonly never[] = [];

export interface PodTerms {
  readonly near: readonly PodTerm[];
  readonly far: readonly PodTerm[];
  /** With a negative weight for pods to stay away from. */
  readonly preferred: readonly { readonly weight: number; readonly term: PodTerm }[];
}

/** Undefined: the pod says nothing about others. */
export function podTerms(pod: Pod): PodTerms | undefined {
  const { podAffinity, podAntiAffinity } = (pod.spec.affinity ?? {}) as PodAffinities;
  if (podAffinity === undefined && podAntiAffinity === undefined) return undefined;
  const weighted = (terms: Terms | undefined, sign: 1 | -1): PodTerms['preferred'] =>
    (terms?.preferredDuringSchedulingIgnoredDuringExecution ?? NO_TERMS).map(({ weight, podAffinityTerm }) => ({
      weight: sign * weight,
      term: podAffinityTerm,
    }));
  return {
    near: podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? NO_TERMS,
    far: podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? NO_TERMS,
    preferred: [...weighted(podAffinity, 1), ...weighted(podAntiAffinity, -1)],
  };
}

function isInNamespace({ namespaces = [], namespaceSelector }: PodTerm, owner: Pod, candidate: Pod, cache: Cache): boolean {
  const namespace = candidate.metadata.namespace ?? '';
  if (namespaces.length === 0 && namespaceSelector === undefined) return namespace === owner.metadata.namespace;
  if (namespaces.includes(namespace)) return true;
  if (namespaceSelector === undefined) return false;
  const labels = cache.get({ kind: 'Namespace', namespace: '', name: namespace })?.metadata.labels ?? {};
  return matchesSelector(namespaceSelector, labels);
}

/** Whether the values of these labels are those of the owner; a label that the owner lacks is no matter. */
export function agrees(keys: readonly string[] | undefined, owner: Labels, labels: Labels, wanted = true): boolean {
  return (keys ?? []).every((key) => owner[key] === undefined || (labels[key] === owner[key]) === wanted);
}

/** Whether a term of `owner` speaks of `candidate`. */
export function speaksOf(term: PodTerm, owner: Pod, candidate: Pod, cache: Cache): boolean {
  const { labelSelector, matchLabelKeys, mismatchLabelKeys } = term;
  const labels = candidate.metadata.labels ?? {};
  if (labelSelector === undefined || !matchesSelector(labelSelector, labels)) return false;
  const own = owner.metadata.labels ?? {};
  return (
    agrees(matchLabelKeys, own, labels) && agrees(mismatchLabelKeys, own, labels, false) && isInNamespace(term, owner, candidate, cache)
  );
}
