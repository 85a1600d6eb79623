/** A node. upstream: describeNode, describeNodeResource */

import type { Status } from '../../../api/client.ts';
import type { Node, Pod, Taint } from '../../../api/core.ts';
import { fieldsOf, textOf } from '../../../api/fields.ts';
import type { KubeObject, Quantity, ResourceList } from '../../../api/meta.ts';
import { quantityMilliValue, quantityValue } from '../../../api/quantity.ts';
import { ok, type Result } from '../../../base/result.ts';
import type { LeaseSpec } from '../../environment.ts';
import { ageText } from '../age.ts';
import { annotationsMultiline, labelsMultiline } from '../multiline.ts';
import { rolesOf } from '../table/cluster.ts';
import { added, podTotals } from './podResources.ts';
import { dateText, field, grid, line, type Surroundings, sortedKeys } from './text.ts';

function isPod(object: KubeObject): object is Pod {
  return object.kind === 'Pod';
}

/** `key=value:Effect` */
function taintText({ key, value = '', effect }: Taint): string {
  return `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
}

function taintsText(taints: readonly Taint[] = []): string {
  const keyed = taints.map((taint) => ({ taint, key: `${taint.effect},${taint.key}` })).sort((a, b) => (a.key < b.key ? -1 : 1));
  return field('Taints', keyed.length === 0 ? '<none>' : keyed.map(({ taint }) => taintText(taint)).join('\n\t'));
}

/** The Lease that says that the kubelet lives. Where it is not stored, the kubelet's own last word on the node stands for it. */
function leaseText({ metadata, status }: Node, leaseOf: Surroundings['leaseOf']): string {
  const renewTime = status?.conditions?.find(({ type }) => type === 'Ready')?.lastHeartbeatTime;
  const derived: LeaseSpec = { holderIdentity: metadata.name, ...(renewTime === undefined ? {} : { renewTime }) };
  const lease = leaseOf === undefined ? derived : leaseOf(metadata.name);
  if (lease === undefined) return field('Lease', `Failed to get lease: leases.coordination.k8s.io "${metadata.name}" not found`);
  const time = (at: string | undefined): string => (at === undefined ? '<unset>' : dateText(at));
  return [
    'Lease:\n',
    field('HolderIdentity', lease.holderIdentity ?? '<unset>', 1),
    field('AcquireTime', time(lease.acquireTime), 1),
    field('RenewTime', time(lease.renewTime), 1),
  ].join('');
}

/** Each cell but the last has a blank behind it. */
function conditionsText({ status }: Node): string {
  const { conditions = [] } = status ?? {};
  if (conditions.length === 0) return '';
  const rows = conditions.map(({ type, status: state, lastHeartbeatTime, lastTransitionTime, reason = '', message = '' }) => [
    ...[type, state, dateText(lastHeartbeatTime), dateText(lastTransitionTime), reason].map((cell) => `${cell} `),
    message,
  ]);
  return `Conditions:\n${grid(['Type', 'Status', 'LastHeartbeatTime', 'LastTransitionTime', 'Reason', 'Message'], rows)}`;
}

function resourcesText(title: string, list: ResourceList = {}): string {
  const names = sortedKeys(list);
  return names.length === 0 ? '' : `${title}:\n${names.map((name) => field(name, list[name] ?? '', 1)).join('')}`;
}

const systemInfo = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
] as const;

const amount = (name: string, quantity: Quantity): number => (name === 'cpu' ? quantityMilliValue(quantity) : quantityValue(quantity));

/** `100m (2%)`: of what the node has to give, cut to whole percents. */
function share(name: string, quantity: Quantity | undefined, allocatable: ResourceList): string {
  const whole = amount(name, allocatable[name] ?? '0');
  const percent = whole === 0 ? 0 : Math.trunc((amount(name, quantity ?? '0') / whole) * 100);
  return `${quantity ?? '0'} (${percent}%)`;
}

const standard = ['cpu', 'memory', 'ephemeral-storage'];
const isHugePage = (name: string): boolean => name.startsWith('hugepages-');

function podsText(pods: readonly Pod[], { status }: Node, nowMs: number): string {
  const allocatable = Object.keys(status?.allocatable ?? {}).length > 0 ? (status?.allocatable ?? {}) : (status?.capacity ?? {});
  const none: ReadonlyMap<string, Quantity> = new Map();
  const totals = pods.map((pod) => ({ pod, requests: podTotals(pod, 'requests'), limits: podTotals(pod, 'limits') }));
  const rows = totals.map(({ pod: { metadata }, requests, limits }) => [
    metadata.namespace ?? '',
    metadata.name,
    '',
    ...['cpu', 'memory'].flatMap((name) => [share(name, requests.get(name), allocatable), share(name, limits.get(name), allocatable)]),
    ageText(metadata.creationTimestamp, nowMs),
  ]);
  const requests = totals.reduce((sum, each) => added(sum, each.requests), none);
  const limits = totals.reduce((sum, each) => added(sum, each.limits), none);
  const others = sortedKeys(allocatable).filter((name) => !standard.includes(name) && name !== 'pods' && !isHugePage(name));
  const shared = [...standard, ...sortedKeys(allocatable).filter(isHugePage)];
  const headers = ['Namespace', 'Name', '', 'CPU Requests', 'CPU Limits', 'Memory Requests', 'Memory Limits', 'Age'];
  return [
    field('Non-terminated Pods', `(${pods.length} in total)`),
    grid(headers, rows),
    'Allocated resources:\n',
    line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)'),
    grid(
      ['Resource', 'Requests', 'Limits'],
      [
        ...shared.map((name) => [name, share(name, requests.get(name), allocatable), share(name, limits.get(name), allocatable)]),
        ...others.map((name) => [name, requests.get(name) ?? '0', limits.get(name) ?? '0']),
      ],
    ),
  ].join('');
}

export function describeNode(node: Node, { list, nowMs, leaseOf }: Surroundings): Result<string, Status> {
  const { metadata, spec, status } = node;
  const info = status?.nodeInfo ?? {};
  const pods = list('Pod', '', { fieldSelector: `spec.nodeName=${metadata.name},status.phase!=Succeeded,status.phase!=Failed` });
  if (!pods.ok && pods.error.reason !== 'Forbidden') return pods;
  return ok(
    [
      field('Name', metadata.name),
      field('Roles', rolesOf(node)),
      labelsMultiline('Labels', metadata.labels),
      annotationsMultiline('Annotations', metadata.annotations ?? {}),
      field('CreationTimestamp', dateText(metadata.creationTimestamp)),
      taintsText(spec.taints),
      field('Unschedulable', spec.unschedulable ?? false),
      leaseText(node, leaseOf),
      conditionsText(node),
      `Addresses:\n${(status?.addresses ?? []).map(({ type, address }) => field(type, address, 1)).join('')}`,
      resourcesText('Capacity', status?.capacity),
      resourcesText('Allocatable', status?.allocatable),
      `System Info:\n${systemInfo.map(([title, key]) => field(title, info[key] ?? '', 1)).join('')}`,
      spec.podCIDR === undefined ? '' : field('PodCIDR', spec.podCIDR),
      spec.podCIDRs === undefined ? '' : field('PodCIDRs', spec.podCIDRs.join(',')),
      textOf(fieldsOf(spec)['providerID']) === '' ? '' : field('ProviderID', textOf(fieldsOf(spec)['providerID'])),
      pods.ok ? podsText(pods.value.filter(isPod), node, nowMs) : field('Pods', 'not authorized'),
    ].join(''),
  );
}
