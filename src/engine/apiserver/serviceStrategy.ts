/** Addresses and ports that the API server gives to Services. upstream: pkg/registry/core/service/ipallocator, portallocator */
import type { ObjectKey, Status } from '../../api/client.ts';
import type { Service } from '../../api/core.ts';
import { invalidStatus, Report, renderTexts } from '../../api/validation/report.ts';
import { random } from '../random.ts';
import type { ServerContext } from './context.ts';
import type { Stored } from './stored.ts';

/** The first addresses of 10.96.0.0/12 are kept for the cluster's own Services. */
const ADDRESS_MIN = 256;
const ADDRESS_COUNT = 2 ** 20 - ADDRESS_MIN - 1;
const NODE_PORT_MIN = 30_000;
const NODE_PORT_COUNT = 2768;

function addressOf(n: number): string {
  return `10.${96 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`;
}

/** Draws until a free one turns up. */
function free<T>(taken: ReadonlySet<T>, drawn: (attempt: number) => T): T {
  for (let attempt = 0; ; attempt++) {
    const value = drawn(attempt);
    if (!taken.has(value)) return value;
  }
}

/** Gives a new Service the addresses and node ports that it lacks. */
export function allocateService(service: Stored, context: ServerContext): Stored {
  const spec = (service as unknown as Service).spec;
  if (spec.type === 'ExternalName') return service;
  const others = [...context.store.all('Service')] as Service[];
  const words = ['service', service.metadata.namespace ?? '', service.metadata.name] as const;
  const address = free(new Set(others.map((other) => other.spec.clusterIP)), (attempt) =>
    addressOf(ADDRESS_MIN + Math.floor(random(context.seed, ...words, 'address', attempt) * ADDRESS_COUNT)),
  );
  const clusterIP = spec.clusterIP === undefined || spec.clusterIP === '' ? address : spec.clusterIP;
  const ports = new Set(others.flatMap((other) => (other.spec.ports ?? []).map((port) => port.nodePort)));
  const withNodePorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  const withPort = <T extends { readonly nodePort?: number }>(port: T, index: number): T => {
    if (port.nodePort !== undefined && port.nodePort !== 0) return port;
    const nodePort = free(
      ports,
      (attempt) => NODE_PORT_MIN + Math.floor(random(context.seed, ...words, 'port', index, attempt) * NODE_PORT_COUNT),
    );
    ports.add(nodePort);
    return { ...port, nodePort };
  };
  return {
    ...service,
    spec: { ...spec, clusterIP, clusterIPs: [clusterIP], ...(withNodePorts ? { ports: (spec.ports ?? []).map(withPort) } : {}) },
  };
}

/** What only node ports need goes when the type no longer has them. upstream: dropTypeDependentFields */
function withoutNodePorts(spec: Service['spec'], before: Service['spec']): Service['spec'] {
  const { externalTrafficPolicy, ...rest } = spec;
  const isLeftOver = externalTrafficPolicy === before['externalTrafficPolicy'];
  const ports = spec.ports?.map(({ nodePort, ...port }) =>
    nodePort === undefined || before.ports?.some((each) => each.nodePort === nodePort) === true ? port : { ...port, nodePort },
  );
  return { ...(isLeftOver ? rest : spec), ...(ports === undefined ? {} : { ports }) };
}

/** An update that leaves out what was allocated keeps it; a Service that becomes a NodePort gets its ports. upstream: patchAllocatedValues */
export function keepAllocated(next: Stored, old: Stored, context: ServerContext): Stored {
  const spec = (next as unknown as Service).spec;
  const before = (old as unknown as Service).spec;
  if (spec.type === 'ExternalName') return next;
  if (before.type === 'ExternalName') return allocateService(next, context);
  const addresses = (spec.clusterIP ?? '') === '' ? { clusterIP: before.clusterIP, clusterIPs: before['clusterIPs'] } : {};
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') {
    return { ...next, spec: { ...withoutNodePorts(spec, before), ...addresses } } as Stored;
  }
  const ports = (spec.ports ?? []).map((port) => {
    const nodePort = port.nodePort ?? before.ports?.find((each) => each.port === port.port)?.nodePort;
    return nodePort === undefined ? port : { ...port, nodePort };
  });
  return allocateService({ ...next, spec: { ...spec, ...addresses, ports } } as Stored, context);
}

/** Whether an address lies in 10.96.0.0/12. */
function isInRange(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  return a === 10 && b >= 96 && b < 112;
}

/** Why the Service cannot have the address or the ports that it asks for. upstream: pkg/registry/core/service/storage/alloc.go */
export function allocationRefusal(key: ObjectKey, service: Stored, { store, minor }: ServerContext): Status | undefined {
  const { clusterIP = '', ports = [] } = (service as unknown as Service).spec;
  const others = ([...store.all('Service')] as Service[]).filter(
    ({ metadata }) => metadata.name !== key.name || metadata.namespace !== key.namespace,
  );
  const report = new Report(minor);
  const refuse = (why: string): void =>
    report.invalid('spec.clusterIPs', renderTexts('string', [clusterIP]), `failed to allocate IP ${clusterIP}: ${why}`);
  if (clusterIP !== '' && clusterIP !== 'None') {
    if (!isInRange(clusterIP)) refuse('the provided IP is not in the valid range. The range of valid IPs is 10.96.0.0/12');
    else if (others.some(({ spec }) => spec.clusterIP === clusterIP)) refuse('provided IP is already allocated');
  }
  const taken = new Set(others.flatMap(({ spec }) => (spec.ports ?? []).map(({ nodePort }) => nodePort ?? 0)));
  for (const [index, { nodePort = 0 }] of ports.entries())
    if (nodePort !== 0 && taken.has(nodePort))
      report.invalid(`spec.ports[${index}].nodePort`, nodePort, 'provided port is already allocated');
  return report.errors.length === 0 ? undefined : invalidStatus('Service', key.name, report.errors);
}
