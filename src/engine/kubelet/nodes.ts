/** What a node shares among its pods: addresses, images, the queue of pulls. */
import type { Node } from '../../api/core.ts';
import type { Memory, Pass } from '../actor.ts';
import type { SimTime } from '../setup.ts';

interface Addresses {
  /** The last address that was handed out, as its offset in the range. */
  readonly last: number;
}

/** A node's own address, as its object says. */
export function hostIPOf(pass: Pass, name: string): string | undefined {
  const node = pass.cache.get({ kind: 'Node', namespace: '', name }) as Node | undefined;
  return node?.status?.addresses?.find((each) => each.type === 'InternalIP')?.address;
}

function parseIPv4(text: string): number {
  return text.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

function formatIPv4(value: number): string {
  const part = (unit: number): number => Math.floor(value / unit) % 256;
  return `${part(16_777_216)}.${part(65_536)}.${part(256)}.${part(1)}`;
}

interface Range {
  readonly start: number;
  readonly size: number;
}

/** Read once for each version of a node. */
const ranges = new WeakMap<Node, Range>();

function rangeOf(node: Node | undefined): Range {
  const known = node && ranges.get(node);
  if (known !== undefined) return known;
  const [base = '10.244.0.0', bits = '24'] = (node?.spec.podCIDR ?? '10.244.0.0/24').split('/');
  const range = { start: parseIPv4(base), size: 2 ** (32 - Number(bits)) };
  if (node !== undefined) ranges.set(node, range);
  return range;
}

/**
 * Takes the next free address of the node's range: in order, round and round, so that an address rests before it is used again.
 * The first two of a range are the network and the gateway, the last is broadcast. upstream: containernetworking host-local
 */
export function takeAddress(pass: Pass, name: string, uid: string): string {
  const node = pass.cache.get({ kind: 'Node', namespace: '', name }) as Node | undefined;
  const { start, size } = rangeOf(node);
  let offset = pass.memory.get<Addresses>(`addresses ${name}`)?.last ?? 1;
  for (let tries = 0; tries < size; tries++) {
    offset = offset + 1 >= size - 1 ? 2 : offset + 1;
    const ip = formatIPv4(start + offset);
    if (pass.memory.get<string>(`address ${name} ${ip}`) !== undefined) continue;
    pass.memory.set<Addresses>(`addresses ${name}`, { last: offset });
    pass.memory.set(`address ${name} ${ip}`, uid);
    return ip;
  }
  return formatIPv4(start + offset);
}

/** Gives an address back. */
export function releaseAddress(memory: Memory, name: string, ip: string): void {
  memory.delete(`address ${name} ${ip}`);
}

export function isPulled(memory: Memory, node: string, image: string): boolean {
  return memory.get<boolean>(`image ${node} ${image}`) === true;
}

export function setPulled(memory: Memory, node: string, image: string): void {
  memory.set(`image ${node} ${image}`, true);
  memory.delete(`pulling ${node} ${image}`);
}

/** Whether a pull of the image is in the node's queue that will bring it: a later one finds its layers there. */
export function isBeingPulled(memory: Memory, node: string, image: string): boolean {
  return memory.get<boolean>(`pulling ${node} ${image}`) === true;
}

export function setBeingPulled(memory: Memory, node: string, image: string): void {
  memory.set(`pulling ${node} ${image}`, true);
}

/** Puts a pull into the node's queue, one after another; says how long it waits. upstream: serialImagePuller */
export function queuePull(pass: Pass, node: string, takesMs: number): number {
  const key = `pulls ${node}`;
  const starts = Math.max(pass.now, pass.memory.get<SimTime>(key) ?? 0);
  pass.memory.set<SimTime>(key, starts + takesMs);
  return starts - pass.now;
}
