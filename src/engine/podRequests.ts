/** What a pod asks of its node. upstream: pkg/scheduler/framework/plugins/noderesources/fit.go computePodResourceRequest */
import type { Container, Pod, PodSpec } from '../api/core.ts';
import { quantityMilliValue, quantityValue } from '../api/quantity.ts';

/** Amounts by resource: milli for cpu, whole units (bytes) for all others. */
export type Amounts = Readonly<Record<string, number>>;

export interface PodRequests {
  readonly amounts: Amounts;
  /** cpu and memory as the score sees them: a container that asks for nothing counts as a small one. */
  readonly scored: { readonly cpu: number; readonly memory: number };
  /** `protocol/address:port` of every host port. */
  readonly hostPorts: readonly string[];
}

const DEFAULT_MILLI_CPU = 100;
const DEFAULT_MEMORY = 200 * 1024 * 1024;

/** A quantity in the unit in which the scheduler counts. */
export function amountOf(resource: string, quantity: string): number {
  return resource === 'cpu' ? quantityMilliValue(quantity) : quantityValue(quantity);
}

function requestsOf(container: Container): Record<string, number> {
  const amounts: Record<string, number> = {};
  for (const [resource, quantity] of Object.entries(container.resources?.requests ?? {})) amounts[resource] = amountOf(resource, quantity);
  return amounts;
}

function addTo(sum: Record<string, number>, more: Amounts): void {
  for (const [resource, amount] of Object.entries(more)) sum[resource] = (sum[resource] ?? 0) + amount;
}

function raiseTo(sum: Record<string, number>, other: Amounts): void {
  for (const [resource, amount] of Object.entries(other)) sum[resource] = Math.max(sum[resource] ?? 0, amount);
}

function hostPortsOf(spec: PodSpec): readonly string[] {
  const ports: string[] = [];
  for (const container of spec.containers) {
    for (const { hostPort, protocol = 'TCP', hostIP = '0.0.0.0' } of container.ports ?? []) {
      if (hostPort !== undefined && hostPort > 0) ports.push(`${protocol}/${hostIP}:${hostPort}`);
    }
  }
  return ports;
}

interface Known {
  readonly initContainers: readonly Container[] | undefined;
  readonly requests: PodRequests;
}

/** Pods of one template share their lists of containers, so each template is summed up once. */
const known = new WeakMap<readonly Container[], Known>();

/** What the pod asks for. */
export function podRequests({ spec }: Pod): PodRequests {
  const { containers, initContainers } = spec;
  const entry = known.get(containers);
  if (entry !== undefined && entry.initContainers === initContainers) return entry.requests;
  const requests = sumOf(spec);
  known.set(containers, { initContainers, requests });
  return requests;
}

/** The larger of what the containers need together and what any init container needs beside the sidecars started before it. */
function sumOf(spec: PodSpec): PodRequests {
  const amounts: Record<string, number> = {};
  const scored = { cpu: 0, memory: 0 };
  const count = (container: Container): void => {
    const own = requestsOf(container);
    addTo(amounts, own);
    scored.cpu += own['cpu'] ?? DEFAULT_MILLI_CPU;
    scored.memory += own['memory'] ?? DEFAULT_MEMORY;
  };
  spec.containers.forEach(count);
  const sidecars: Record<string, number> = {};
  const first: Record<string, number> = {};
  for (const container of spec.initContainers ?? []) {
    const own = requestsOf(container);
    if (container.restartPolicy === 'Always') {
      count(container);
      addTo(sidecars, own);
    } else {
      const together = { ...sidecars };
      addTo(together, own);
      raiseTo(first, together);
    }
  }
  raiseTo(amounts, first);
  return { amounts, scored, hostPorts: hostPortsOf(spec) };
}
