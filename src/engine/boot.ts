/** What stands in a cluster before anyone does anything. */
import type { Node } from '../api/core.ts';
import { type EndpointSlice, type Endpoints, SERVICE_NAME_LABEL } from '../api/discovery.ts';
import type { KubeObject, Time } from '../api/meta.ts';
import { gitVersion } from '../api/release.ts';
import { defaultRoles } from './apiserver/authorization/defaultRoles.ts';
import { randomUUID } from './random.ts';
import type { NodeSetup, Setup } from './setup.ts';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'] as const;

/** type, status, reason and message of each condition of a node that is well. */
const NODE_READY: readonly (readonly [type: string, status: 'True' | 'False', reason: string, message: string])[] = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
];

/** The minor version of a set-up: `1.37` → 37. */
export function minorOf(setup: Setup): number {
  return Number(setup.kubernetes.split('.')[1] ?? '37');
}

function nodeObject(node: NodeSetup, index: number, setup: Setup, time: Time): Node {
  const {
    name,
    cpu = '4',
    memory = '8Gi',
    pods = 110,
    podCIDR = `10.244.${index}.0/24`,
    internalIP = `192.168.65.${index + 3}`,
    zone,
  } = node;
  const resources = { cpu, 'ephemeral-storage': '100Gi', memory, pods: String(pods) };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node-role.kubernetes.io/control-plane': '',
        ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }),
      },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: NODE_READY.map(([type, status, reason, message]) => ({
        type,
        status,
        lastHeartbeatTime: time,
        lastTransitionTime: time,
        reason,
        message,
      })),
      addresses: [
        { type: 'InternalIP', address: internalIP },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: {
        machineID: randomUUID(setup.seed, 'machine', name).replaceAll('-', ''),
        systemUUID: randomUUID(setup.seed, 'system', name),
        bootID: randomUUID(setup.seed, 'boot', name),
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://2.1.4',
        kernelVersion: '6.12.5-linuxkit',
        kubeProxyVersion: '',
        kubeletVersion: gitVersion(minorOf(setup)),
        operatingSystem: 'linux',
        osImage: 'Docker Desktop',
      },
    },
  };
}

/** The objects of an empty cluster, in the order in which they are made, then those that the set-up brings, which may be other roles of the same names. */
export function initialObjects(setup: Setup, time: Time): readonly KubeObject[] {
  const brought = new Set((setup.objects ?? []).map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  return [
    ...defaultRoles.filter(({ kind, metadata }) => !brought.has(`${kind} ${metadata.name}`)),
    ...NAMESPACES.map((name): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ...setup.nodes.map((node, index) => nodeObject(node, index, setup, time)),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'kubernetes', namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
      spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }] },
    } as KubeObject,
    ...apiServerEndpoints(setup),
    ...(setup.objects ?? []),
  ];
}

/** Where the API server itself can be reached: it writes this, no controller. upstream: pkg/controlplane/reconcilers */
function apiServerEndpoints({ nodes: [first] }: Setup): readonly KubeObject[] {
  const ip = first?.internalIP ?? '192.168.65.3';
  const labels = { 'endpointslice.kubernetes.io/skip-mirror': 'true' };
  const port = { name: 'https', port: 6443, protocol: 'TCP' };
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { [SERVICE_NAME_LABEL]: 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [ip], conditions: { ready: true } }],
    ports: [port],
  };
  const endpoints: Endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'kubernetes', namespace: 'default', labels },
    subsets: [{ addresses: [{ ip }], ports: [port] }],
  };
  return [endpoints, slice];
}
