/** Pods that want to stand near others, or far from them. upstream: pkg/scheduler/framework/plugins/interpodaffinity */
import type { Pod } from '../../api/core.ts';
import type { Memory, Pass } from '../actor.ts';
import type { NodeObjection } from '../reason.ts';
import { type Standing, standingPods } from './existingPods.ts';
import type { Refusal } from './filters.ts';
import { type NodeInfo, nodeInfo } from './nodeInfo.ts';
import { type PodTerm, podTerms, speaksOf } from './podTerms.ts';

/** Pods on nodes that say something about others, so that a pod that says nothing costs nothing where there are none. */
const OPINIONATED = 'opinionated';

export function rememberTerms(memory: Memory, pod: Pod, node: string): void {
  if (podTerms(pod) === undefined) return;
  memory.set(OPINIONATED, [...(memory.get<readonly Standing[]>(OPINIONATED) ?? []), { pod, node }]);
}

export function forgetTerms(memory: Memory, uid: string): void {
  const standing = memory.get<readonly Standing[]>(OPINIONATED);
  if (standing === undefined) return;
  const others = standing.filter(({ pod }) => pod.metadata.uid !== uid);
  if (others.length === standing.length) return;
  if (others.length === 0) memory.delete(OPINIONATED);
  else memory.set(OPINIONATED, others);
}

/** How often a topology value was met, by key and value. */
class Topology {
  readonly #counts = new Map<string, number>();

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  add(key: string, node: NodeInfo, amount: number): void {
    const value = node.labels[key];
    if (value !== undefined) this.#counts.set(`${key}=${value}`, this.at(key, node) + amount);
  }

  at(key: string, { labels }: NodeInfo): number {
    return this.#counts.get(`${key}=${labels[key]}`) ?? 0;
  }
}

/** What other pods mean for the place of one pod. */
export interface Neighbourhood {
  refusalOf(node: NodeInfo): Refusal | undefined;
  /** Higher is better; only the differences count. */
  scoreOf(node: NodeInfo): number;
}

type Because = Extract<NodeObjection, { readonly because: 'pod affinity' | 'pod anti-affinity' | 'existing anti-affinity' }>['because'];

const no = ({ name }: NodeInfo, because: Because, resolvable: boolean): Refusal => ({ node: name, objections: [{ because }], resolvable });

/** Undefined: neither this pod nor any that stands on a node says anything about others. */
export function neighbourhoodOf(pod: Pod, pass: Pass): Neighbourhood | undefined {
  const { cache, memory } = pass;
  const opinionated = memory.get<readonly Standing[]>(OPINIONATED);
  const own = podTerms(pod);
  if (opinionated === undefined && own === undefined) return undefined;
  const { near = [], far = [], preferred = [] } = own ?? {};
  const [close, apart, repelled, scores] = [new Topology(), new Topology(), new Topology(), new Topology()];
  const isMeantByAll = (candidate: Pod): boolean => near.every((term) => speaksOf(term, pod, candidate, cache));
  if (own !== undefined) {
    for (const { pod: other, node } of standingPods(pass)) {
      if (near.length > 0 && isMeantByAll(other)) for (const { topologyKey } of near) close.add(topologyKey, node, 1);
      for (const term of far) if (speaksOf(term, pod, other, cache)) apart.add(term.topologyKey, node, 1);
      for (const { weight, term } of preferred) if (speaksOf(term, pod, other, cache)) scores.add(term.topologyKey, node, weight);
    }
  }
  for (const { pod: other, node: name } of opinionated ?? []) {
    const [terms, node] = [podTerms(other), nodeInfo(memory, name)];
    if (terms === undefined || node === undefined) continue;
    for (const term of terms.far) if (speaksOf(term, other, pod, cache)) repelled.add(term.topologyKey, node, 1);
    // What a pod wants near it is glad of the next one too. upstream: hardPodAffinityWeight
    for (const term of terms.near) if (speaksOf(term, other, pod, cache)) scores.add(term.topologyKey, node, 1);
    for (const { weight, term } of terms.preferred) if (speaksOf(term, other, pod, cache)) scores.add(term.topologyKey, node, weight);
  }
  const repelling = new Set(
    (opinionated ?? []).flatMap(({ pod: other }) => podTerms(other)?.far ?? []).map(({ topologyKey }) => topologyKey),
  );
  const scoring = keysOf([...preferred.map(({ term }) => term), ...(opinionated ?? []).flatMap(({ pod: other }) => allTerms(other))]);
  // The first of a group that wants to be together has nobody to join.
  const isFirst = close.isEmpty && isMeantByAll(pod);
  return {
    refusalOf(node) {
      const isNear = near.every(({ topologyKey: key }) => node.labels[key] !== undefined && (isFirst || close.at(key, node) > 0));
      if (!isNear) return no(node, 'pod affinity', false);
      if (far.some(({ topologyKey: key }) => apart.at(key, node) > 0)) return no(node, 'pod anti-affinity', true);
      for (const key of repelling) if (repelled.at(key, node) > 0) return no(node, 'existing anti-affinity', true);
      return undefined;
    },
    scoreOf: (node) => scoring.reduce((sum, key) => sum + scores.at(key, node), 0),
  };
}

function allTerms(pod: Pod): readonly PodTerm[] {
  const terms = podTerms(pod);
  return terms === undefined ? [] : [...terms.near, ...terms.preferred.map(({ term }) => term)];
}

function keysOf(terms: readonly PodTerm[]): readonly string[] {
  return [...new Set(terms.map(({ topologyKey }) => topologyKey))];
}
