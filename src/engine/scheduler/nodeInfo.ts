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

/** What the memory says of the nodes, laid out for the search that every pod makes among all of them. Holds nothing that the memory does not. */
interface Book {
  /** In the order in which the nodes appeared. */
  readonly nodes: Map<string, NodeInfo>;
  /** Pods of one controller by node, as far as they were asked for. */
  readonly owned: Map<string, Map<string, number>>;
}

const books = new WeakMap<Memory, Book>();

function bookOf(memory: Memory): Book {
  const known = books.get(memory);
  if (known !== undefined) return known;
  const book: Book = { nodes: new Map(), owned: new Map() };
  for (const name of nodeNames(memory)) {
    const info = nodeInfo(memory, name);
    if (info !== undefined) book.nodes.set(name, info);
  }
  books.set(memory, book);
  return book;
}

function nodeNames(memory: Memory): readonly string[] {
  return memory.get<readonly string[]>(NAMES) ?? [];
}

/** All nodes, in the order in which they appeared. */
export function nodeInfos(memory: Memory): Iterable<NodeInfo> {
  return bookOf(memory).nodes.values();
}

export function nodeInfo(memory: Memory, name: string): NodeInfo | undefined {
  return memory.get<NodeInfo>(`node ${name}`);
}

function setInfo(memory: Memory, info: NodeInfo): void {
  memory.set(`node ${info.name}`, info);
  const { nodes } = bookOf(memory);
  // What is left of a node that went is remembered and not shown.
  if (nodes.has(info.name)) nodes.set(info.name, info);
}

/** Takes a node's own values; the sums stay. */
export function setNode(memory: Memory, node: Node): void {
  const { name, labels = {} } = node.metadata;
  const before = nodeInfo(memory, name);
  const allocatable: Record<string, number> = {};
  for (const [resource, quantity] of Object.entries(node.status?.allocatable ?? {})) allocatable[resource] = amountOf(resource, quantity);
  const info: NodeInfo = {
    name,
    labels,
    taints: node.spec.taints ?? [],
    unschedulable: node.spec.unschedulable === true,
    allocatable,
    requested: before?.requested ?? {},
    scored: before?.scored ?? { cpu: 0, memory: 0 },
    pods: before?.pods ?? 0,
    hostPorts: before?.hostPorts ?? [],
  };
  setInfo(memory, info);
  if (nodeNames(memory).includes(name)) return;
  memory.set(NAMES, [...nodeNames(memory), name]);
  bookOf(memory).nodes.set(name, info);
}

export function removeNode(memory: Memory, name: string): void {
  memory.set(
    NAMES,
    nodeNames(memory).filter((each) => each !== name),
  );
  bookOf(memory).nodes.delete(name);
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
  // Set afterwards: a literal that spreads a field and then names it again leaves the engine's fast path.
  const changed: { -readonly [Field in keyof NodeInfo]: NodeInfo[Field] } = { ...info };
  changed.requested = requested;
  changed.scored = { cpu: info.scored.cpu + sign * scored.cpu, memory: info.scored.memory + sign * scored.memory };
  changed.pods = info.pods + sign;
  if (hostPorts.length > 0) changed.hostPorts = changePorts(info.hostPorts, hostPorts, sign);
  setInfo(memory, changed);
  if (owner === '') return;
  const count = ownedOn(memory, owner, node) + sign;
  memory.set(`owner ${owner} ${node}`, count);
  ownedBy(memory, owner).set(node, count);
}

function changePorts(ports: readonly string[], more: readonly string[], sign: 1 | -1): readonly string[] {
  return sign === 1 ? [...ports, ...more] : ports.filter((port) => !more.includes(port));
}

function ownedBy(memory: Memory, owner: string): Map<string, number> {
  const { owned } = bookOf(memory);
  let counts = owned.get(owner);
  if (counts === undefined) {
    counts = new Map();
    owned.set(owner, counts);
  }
  return counts;
}

/** Pods of one controller on the node. */
function ownedOn(memory: Memory, owner: string, node: string, counts = ownedBy(memory, owner)): number {
  const known = counts.get(node);
  if (known !== undefined) return known;
  const count = memory.get<number>(`owner ${owner} ${node}`) ?? 0;
  counts.set(node, count);
  return count;
}

/** The same for many nodes. */
export function ownedOnEach(memory: Memory, owner: string, nodes: readonly NodeInfo[]): readonly number[] {
  const counts = ownedBy(memory, owner);
  return nodes.map(({ name }) => ownedOn(memory, owner, name, counts));
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
