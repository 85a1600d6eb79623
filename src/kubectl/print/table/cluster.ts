/** Rows of what a cluster is made of besides workloads. upstream: printNode, printNamespace, printService … */
import type { ConfigMap, Namespace, Node, PriorityClass, ResourceQuota, Secret, Service, ServiceAccount } from '../../../api/core.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { ageText } from '../age.ts';
import { columns, type Look, none, type RowPrinter, textOr } from './columns.ts';

const age = ({ metadata }: KubeObject, { nowMs }: Look): string => ageText(metadata.creationTimestamp, nowMs);

const rolePrefix = 'node-role.kubernetes.io/';

/** `control-plane`, several with commas between, `<none>`. upstream: findNodeRoles */
export function rolesOf({ metadata }: Node): string {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(rolePrefix)) return [key.slice(rolePrefix.length)].filter((role) => role !== '');
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return roles.length === 0 ? none : [...new Set(roles)].sort().join(',');
}

function nodeStatus({ spec, status }: Node): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const word = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec.unschedulable === true ? `${word},SchedulingDisabled` : word;
}

/** Since 1.36 the kernel is told with what it was built for: `6.12.5-linuxkit (amd64)`. */
const ARCHITECTURE_SINCE = 36;

function kernelText({ kernelVersion = '', architecture = '' }: Readonly<Record<string, string>>, minor: number): string {
  const kernel = textOr(kernelVersion, '<unknown>');
  return minor >= ARCHITECTURE_SINCE && architecture !== '' ? `${kernel} (${architecture})` : kernel;
}

export const nodeRow: RowPrinter = {
  columns: columns(
    'Name',
    'Status',
    'Roles',
    'Age',
    'Version',
    'Internal-IP*',
    'External-IP*',
    'OS-Image*',
    'Kernel-Version*',
    'Container-Runtime*',
  ),
  cells: (node: Node, look: Look) => {
    const { nodeInfo = {}, addresses = [] } = node.status ?? {};
    const address = (wanted: string): string => addresses.find(({ type }) => type === wanted)?.address ?? none;
    const info = (field: string): string => textOr(nodeInfo[field], '<unknown>');
    return [
      node.metadata.name,
      nodeStatus(node),
      rolesOf(node),
      age(node, look),
      nodeInfo['kubeletVersion'] ?? '',
      address('InternalIP'),
      address('ExternalIP'),
      info('osImage'),
      kernelText(nodeInfo, look.minor),
      info('containerRuntimeVersion'),
    ];
  },
};

export const namespaceRow: RowPrinter = {
  columns: columns('Name', 'Status', 'Age'),
  cells: (namespace: Namespace, look: Look) => [namespace.metadata.name, namespace.status?.phase ?? '', age(namespace, look)],
};

/** What reaches a Service from outside. upstream: getServiceExternalIP */
function externalIP({ spec, status }: Service): string {
  const externalIPs = (spec['externalIPs'] ?? []) as readonly string[];
  if (spec.type === 'ExternalName') return String(spec['externalName'] ?? '');
  if (spec.type !== 'LoadBalancer') return externalIPs.length === 0 ? none : externalIPs.join(',');
  const { ingress = [] } = (status?.['loadBalancer'] ?? {}) as {
    readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[];
  };
  const own = [...new Set(ingress.map(({ ip, hostname }) => textOr(ip, hostname ?? '')))].sort();
  const all = [...own, ...externalIPs];
  return all.length === 0 ? '<pending>' : all.join(',');
}

function portText({ port, nodePort, protocol = 'TCP' }: NonNullable<Service['spec']['ports']>[number]): string {
  return nodePort === undefined || nodePort === 0 ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`;
}

export const serviceRow: RowPrinter = {
  columns: columns('Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', 'Selector*'),
  cells: (service: Service, look: Look) => {
    const { type = 'ClusterIP', clusterIP, ports = [], selector = {} } = service.spec;
    const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
    return [
      service.metadata.name,
      type,
      textOr(clusterIP, none),
      externalIP(service),
      textOr(ports.map(portText).join(','), none),
      age(service, look),
      textOr(labels.sort().join(','), none),
    ];
  },
};

export const configMapRow: RowPrinter = {
  columns: columns('Name', 'Data', 'Age'),
  cells: (map: ConfigMap, look: Look) => [
    map.metadata.name,
    Object.keys(map.data ?? {}).length + Object.keys(map.binaryData ?? {}).length,
    age(map, look),
  ],
};

export const secretRow: RowPrinter = {
  columns: columns('Name', 'Type', 'Data', 'Age'),
  cells: (secret: Secret, look: Look) => [
    secret.metadata.name,
    secret.type ?? '',
    Object.keys(secret.data ?? {}).length,
    age(secret, look),
  ],
};

/** Secrets of accounts are no longer counted since 1.35: nothing puts any there. */
const SECRETS_COUNTED_BEFORE = 35;

export function serviceAccountRow(minor: number): RowPrinter {
  const isCounted = minor < SECRETS_COUNTED_BEFORE;
  return {
    columns: isCounted ? columns('Name', 'Secrets', 'Age') : columns('Name', 'Age'),
    cells: (account: ServiceAccount & { readonly secrets?: readonly unknown[] }, look: Look) => [
      account.metadata.name,
      ...(isCounted ? [account.secrets?.length ?? 0] : []),
      age(account, look),
    ],
  };
}

/** Since 1.33 the age stands last, as everywhere. */
const AGE_LAST_SINCE = 33;

/** `pods: 3/10, services: 0/50`; limits apart from the rest. upstream: printResourceQuota */
export function resourceQuotaRow(minor: number): RowPrinter {
  return {
    columns: minor >= AGE_LAST_SINCE ? columns('Name', 'Request', 'Limit', 'Age') : columns('Name', 'Age', 'Request', 'Limit'),
    cells: (quota: ResourceQuota, look: Look) => {
      const { hard = {}, used = {} } = quota.status ?? {};
      const names = Object.keys(hard).sort();
      const told = (isLimit: boolean): string =>
        names
          .filter((name) => name.startsWith('limits') === isLimit)
          .map((name) => `${name}: ${used[name] ?? '0'}/${hard[name] ?? '0'}`)
          .join(', ');
      const amounts = [told(false), told(true)];
      return minor >= AGE_LAST_SINCE
        ? [quota.metadata.name, ...amounts, age(quota, look)]
        : [quota.metadata.name, age(quota, look), ...amounts];
    },
  };
}

/** Kinds without a printer of their own get this one; roles have one that shows the same. */
export const createdAtRow: RowPrinter = {
  columns: columns('Name', 'Created At'),
  cells: ({ metadata }: KubeObject) => [metadata.name, metadata.creationTimestamp ?? ''],
};

export const priorityClassRow: RowPrinter = {
  columns: columns('Name', 'Value', 'Global-Default', 'Age', 'PreemptionPolicy'),
  cells: (priority: PriorityClass & { readonly preemptionPolicy?: string }, look: Look) => [
    priority.metadata.name,
    priority.value ?? 0,
    String(priority.globalDefault ?? false),
    age(priority, look),
    priority.preemptionPolicy ?? '',
  ],
};

interface Subject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

interface Binding extends KubeObject {
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly Subject[];
}

/** Bindings of roles. upstream: printRoleBinding, rbac.SubjectsStrings */
export const roleBindingRow: RowPrinter = {
  columns: columns('Name', 'Role', 'Age', 'Users*', 'Groups*', 'ServiceAccounts*'),
  cells: (binding: Binding, look: Look) => {
    const { roleRef, subjects = [] } = binding;
    const named = (wanted: string): string =>
      subjects
        .filter(({ kind }) => kind === wanted)
        .map(({ namespace, name }) => (wanted === 'ServiceAccount' ? `${namespace ?? ''}/${name}` : name))
        .join(', ');
    const role = `${roleRef?.kind ?? ''}/${roleRef?.name ?? ''}`;
    return [binding.metadata.name, role, age(binding, look), named('User'), named('Group'), named('ServiceAccount')];
  },
};
