/** What the scheduler remembers of each node, kept up to date as changes arrive. upstream: pkg/scheduler/framework/types.go NodeInfo */
import type { Node, Pod, Taint } from '../../api/core.ts';
import type { Labels } from '../../api/meta.ts';
import type { Memory } from '../actor.ts';
import { type Amounts, amountOf, type PodRequests, podRequests } from '../podRequests.ts';

export interface NodeInfo {
  readonly name: string;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  readonly unschedulable: boolean;
  readonly allocatable: Amounts;
  /** Sums over the pods that are on the node or on their way there. */
  readonly requested: Amounts;
  readonly scored: { readonly cpu: number; readonly memory: number };
  readonly pods: number;
  readonly hostPorts: readonly string[];
}

/** Where a pod was counted and for how much. */
interface Share {
  readonly node: string;
  readonly owner: string;
  readonly requests: PodRequests;
}

const NAMES = 'nodes';

/** Names of all nodes, in the order in which they appeared. */
export function nodeNames(memory: Memory): readonly string[] {
  return memory.get<readonly string[]>(NAMES) ?? [];
}

export function nodeInfo(memory: Memory, name: string): NodeInfo | undefined {
  return memory.get<NodeInfo>(`node ${name}`);
}

/** Takes a node's own values; the sums stay. */
export function setNode(memory: Memory, node: Node): void {
  const { name, labels = {} } = node.metadata;
  const before = nodeInfo(memory, name);
  const allocatable: Record<string, number> = {};
  for (const [resource, quantity] of Object.entries(node.status?.allocatable ?? {})) allocatable[resource] = amountOf(resource, quantity);
  memory.set<NodeInfo>(`node ${name}`, {
    name,
    labels,
    taints: node.spec.taints ?? [],
    unschedulable: node.spec.unschedulable === true,
    allocatable,
    requested: before?.requested ?? {},
    scored: before?.scored ?? { cpu: 0, memory: 0 },
    pods: before?.pods ?? 0,
    hostPorts: before?.hostPorts ?? [],
  });
  if (!nodeNames(memory).includes(name)) memory.set(NAMES, [...nodeNames(memory), name]);
}

export function removeNode(memory: Memory, name: string): void {
  memory.set(
    NAMES,
    nodeNames(memory).filter((each) => each !== name),
  );
}

/** The uid of the pod's controller, or nothing. */
export function ownerOf(pod: Pod): string {
  return pod.metadata.ownerReferences?.find((each) => each.controller === true)?.uid ?? '';
}

function change(memory: Memory, { node, owner, requests }: Share, sign: 1 | -1): void {
  const info = nodeInfo(memory, node);
  if (info === undefined) return;
  const requested: Record<string, number> = { ...info.requested };
  for (const [resource, amount] of Object.entries(requests.amounts)) requested[resource] = (requested[resource] ?? 0) + sign * amount;
  const { hostPorts, scored } = requests;
  memory.set<NodeInfo>(`node ${node}`, {
    ...info,
    requested,
    scored: { cpu: info.scored.cpu + sign * scored.cpu, memory: info.scored.memory + sign * scored.memory },
    pods: info.pods + sign,
    hostPorts: hostPorts.length === 0 ? info.hostPorts : changePorts(info.hostPorts, hostPorts, sign),
  });
  if (owner !== '') memory.set(`owner ${owner} ${node}`, ownedOn(memory, owner, node) + sign);
}

function changePorts(ports: readonly string[], more: readonly string[], sign: 1 | -1): readonly string[] {
  return sign === 1 ? [...ports, ...more] : ports.filter((port) => !more.includes(port));
}

/** Pods of one controller on the node. */
export function ownedOn(memory: Memory, owner: string, node: string): number {
  return memory.get<number>(`owner ${owner} ${node}`) ?? 0;
}

/** Whether the pod takes room on a node, or will as soon as the watch says so. */
export function isCounted(memory: Memory, uid: string): boolean {
  return memory.get<Share>(`share ${uid}`) !== undefined;
}

/** Counts a pod to its node, once. upstream: AssumePod, AddPod */
export function addPod(memory: Memory, pod: Pod, node: string): void {
  const uid = pod.metadata.uid ?? '';
  if (isCounted(memory, uid)) return;
  const share = { node, owner: ownerOf(pod), requests: podRequests(pod) };
  memory.set<Share>(`share ${uid}`, share);
  change(memory, share, 1);
}

/** Takes the pod's share back; says whether it had one. upstream: RemovePod */
export function removePod(memory: Memory, uid: string): boolean {
  const share = memory.get<Share>(`share ${uid}`);
  if (share === undefined) return false;
  memory.delete(`share ${uid}`);
  change(memory, share, -1);
  return true;
}
