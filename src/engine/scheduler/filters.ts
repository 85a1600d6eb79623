/** Why a pod cannot go to a node: the filters in their order, the first that refuses gives the objections. upstream: pkg/scheduler/framework/plugins */
import type { Pod, Taint } from '../../api/core.ts';
import type { PodRequests } from '../podRequests.ts';
import type { NodeObjection, NodeRefusal } from '../reason.ts';
import { tolerates } from '../tolerations.ts';
import { matchesNodeAffinity } from './affinity.ts';
import type { NodeInfo } from './nodeInfo.ts';

export interface Refusal extends NodeRefusal {
  /** Whether removing pods from the node could help. */
  readonly resolvable: boolean;
}

/** Taints that keep pods away. */
const EFFECTS = new Set(['NoSchedule', 'NoExecute']);
const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

function isTolerated(pod: Pod, taint: Taint): boolean {
  return (pod.spec.tolerations ?? []).some((toleration) => tolerates(toleration, taint));
}

/** Whether a taint keeps the pod away. */
export function isTainted(pod: Pod, { taints }: NodeInfo): boolean {
  return taints.some((each) => EFFECTS.has(each.effect) && !isTolerated(pod, each));
}

/** Two host ports collide when protocol and port are equal and an address is the same or any. */
function collides(a: string, b: string): boolean {
  if (a === b) return true;
  const [protocolA = '', addressA = ''] = a.split('/');
  const [protocolB = '', addressB = ''] = b.split('/');
  const [hostA = '', portA = ''] = addressA.split(':');
  const [hostB = '', portB = ''] = addressB.split(':');
  return protocolA === protocolB && portA === portB && (hostA === '0.0.0.0' || hostB === '0.0.0.0' || hostA === hostB);
}

/** upstream: noderesources.fitsRequest */
function insufficient({ amounts }: PodRequests, { name, allocatable, requested, pods }: NodeInfo, minor: number): Refusal | undefined {
  const capacity = allocatable['pods'] ?? 0;
  let objections: NodeObjection[] | undefined = pods + 1 > capacity ? [{ because: 'too many pods', pods, capacity }] : undefined;
  let resolvable = true;
  for (const resource in amounts) {
    const amount = amounts[resource] ?? 0;
    const room = allocatable[resource] ?? 0;
    const free = room - (requested[resource] ?? 0);
    if (amount === 0 || amount <= free) continue;
    objections = [...(objections ?? []), { because: 'insufficient', resource, requested: amount, free }];
    // What does not fit into the empty node is not helped by anyone leaving.
    if (minor >= 34 && amount > room) resolvable = false;
  }
  return objections && { node: name, objections, resolvable };
}

function no({ name }: NodeInfo, objection: NodeObjection, resolvable = false): Refusal {
  return { node: name, objections: [objection], resolvable };
}

/**
 * Undefined: the pod fits. `isPicky`: it `hasNodeAffinity`. Asked of every node for every pod: nothing is made for a node that fits.
 */
export function refusalOf(pod: Pod, requests: PodRequests, node: NodeInfo, minor: number, isPicky: boolean): Refusal | undefined {
  if (node.unschedulable && !isTolerated(pod, UNSCHEDULABLE)) return no(node, { because: 'unschedulable' });
  for (const taint of node.taints) {
    if (!EFFECTS.has(taint.effect) || isTolerated(pod, taint)) continue;
    return no(node, { because: 'taint', key: taint.key, value: taint.value ?? '', effect: taint.effect });
  }
  if (isPicky && !matchesNodeAffinity(pod, node.name, node.labels)) return no(node, { because: 'node affinity' });
  if (requests.hostPorts.length > 0 && requests.hostPorts.some((port) => node.hostPorts.some((taken) => collides(port, taken)))) {
    return no(node, { because: 'host ports' }, true);
  }
  return insufficient(requests, node, minor);
}
