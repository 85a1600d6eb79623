/** Pods that are to be spread evenly over zones or machines. upstream: pkg/scheduler/framework/plugins/podtopologyspread */
import type { Pod } from '../../api/core.ts';
import type { LabelSelector } from '../../api/meta.ts';
import { matchesSelector } from '../../api/selector.ts';
import type { Pass } from '../actor.ts';
import { matchesNodeAffinity } from './affinity.ts';
import { standingPods } from './existingPods.ts';
import { isTainted, type Refusal } from './filters.ts';
import { type NodeInfo, nodeInfos } from './nodeInfo.ts';
import { agrees } from './podTerms.ts';

interface Constraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: string;
  readonly labelSelector?: LabelSelector;
  readonly minDomains?: number;
  readonly matchLabelKeys?: readonly string[];
  /** Honor (default): only nodes that the pod could take by its selector and affinity count. */
  readonly nodeAffinityPolicy?: string;
  /** Ignore (default): nodes with taints count too. */
  readonly nodeTaintsPolicy?: string;
}

export interface Spreading {
  refusalOf(node: NodeInfo): Refusal | undefined;
  /** Pods of the same kind in the node's domains: fewer is better. Undefined: nothing is only preferred. */
  readonly crowdOf: ((node: NodeInfo) => number) | undefined;
}

function isMeant({ labelSelector, matchLabelKeys }: Constraint, pod: Pod, other: Pod): boolean {
  const labels = other.metadata.labels ?? {};
  if (labelSelector === undefined || !matchesSelector(labelSelector, labels)) return false;
  return agrees(matchLabelKeys, pod.metadata.labels ?? {}, labels);
}

function counts(constraint: Constraint, pod: Pod, node: NodeInfo): boolean {
  const { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' } = constraint;
  if (nodeAffinityPolicy === 'Honor' && !matchesNodeAffinity(pod, node.name, node.labels)) return false;
  return nodeTaintsPolicy === 'Ignore' || !isTainted(pod, node);
}

/** Pods of a constraint by the value of its topology key. */
function domainsOf(constraint: Constraint, keys: readonly string[], pod: Pod, pass: Pass): ReadonlyMap<string, number> {
  const { topologyKey } = constraint;
  const domains = new Map<string, number>();
  const eligible = new Set<string>();
  for (const node of nodeInfos(pass.memory)) {
    const value = node.labels[topologyKey];
    if (value === undefined || keys.some((key) => node.labels[key] === undefined) || !counts(constraint, pod, node)) continue;
    eligible.add(node.name);
    domains.set(value, 0);
  }
  for (const { pod: other, node } of standingPods(pass)) {
    const { namespace, deletionTimestamp } = other.metadata;
    if (!eligible.has(node.name) || namespace !== pod.metadata.namespace || deletionTimestamp !== undefined) continue;
    const value = node.labels[topologyKey] ?? '';
    if (isMeant(constraint, pod, other)) domains.set(value, (domains.get(value) ?? 0) + 1);
  }
  return domains;
}

interface Counted {
  readonly constraint: Constraint;
  readonly domains: ReadonlyMap<string, number>;
}

function refuses({ constraint, domains }: Counted, pod: Pod, node: NodeInfo): Refusal | undefined {
  const { topologyKey, maxSkew } = constraint;
  const value = node.labels[topologyKey];
  if (value === undefined) return { node: node.name, objections: [{ because: 'topology spread', topologyKey }], resolvable: false };
  const least = domains.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...domains.values());
  const itself = isMeant(constraint, pod, pod) ? 1 : 0;
  const skew = (domains.get(value) ?? 0) + itself - (domains.size === 0 ? 0 : least);
  if (skew <= maxSkew) return undefined;
  return { node: node.name, objections: [{ because: 'topology spread', topologyKey, skew, maxSkew }], resolvable: true };
}

/** Undefined: the pod says nothing about how it is spread. */
export function spreadingOf(pod: Pod, pass: Pass): Spreading | undefined {
  const all = (pod.spec.topologySpreadConstraints ?? []) as readonly Constraint[];
  if (all.length === 0) return undefined;
  const counted = (when: string): readonly Counted[] => {
    const constraints = all.filter(({ whenUnsatisfiable = 'DoNotSchedule' }) => whenUnsatisfiable === when);
    const keys = constraints.map(({ topologyKey }) => topologyKey);
    return constraints.map((constraint) => ({ constraint, domains: domainsOf(constraint, keys, pod, pass) }));
  };
  const [hard, soft] = [counted('DoNotSchedule'), counted('ScheduleAnyway')];
  return {
    refusalOf(node) {
      for (const each of hard) {
        const refusal = refuses(each, pod, node);
        if (refusal !== undefined) return refusal;
      }
      return undefined;
    },
    crowdOf:
      soft.length === 0
        ? undefined
        : (node) => soft.reduce((sum, { constraint, domains }) => sum + (domains.get(node.labels[constraint.topologyKey] ?? '') ?? 0), 0),
  };
}
