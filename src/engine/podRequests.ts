/** What a pod asks of its node. upstream: pkg/scheduler/framework/plugins/noderesources/fit.go computePodResourceRequest */
import type { Container, Pod } from '../api/core.ts';
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

function hostPortsOf(pod: Pod): readonly string[] {
  const ports: string[] = [];
  for (const container of pod.spec.containers) {
    for (const { hostPort, protocol = 'TCP', hostIP = '0.0.0.0' } of container.ports ?? []) {
      if (hostPort !== undefined && hostPort > 0) ports.push(`${protocol}/${hostIP}:${hostPort}`);
    }
  }
  return ports;
}

/** The larger of what the containers need together and what any init container needs beside the sidecars started before it. */
export function podRequests(pod: Pod): PodRequests {
  const amounts: Record<string, number> = {};
  const scored = { cpu: 0, memory: 0 };
  const count = (container: Container): void => {
    const own = requestsOf(container);
    addTo(amounts, own);
    scored.cpu += own['cpu'] ?? DEFAULT_MILLI_CPU;
    scored.memory += own['memory'] ?? DEFAULT_MEMORY;
  };
  pod.spec.containers.forEach(count);
  const sidecars: Record<string, number> = {};
  const first: Record<string, number> = {};
  for (const container of pod.spec.initContainers ?? []) {
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
  return { amounts, scored, hostPorts: hostPortsOf(pod) };
}
