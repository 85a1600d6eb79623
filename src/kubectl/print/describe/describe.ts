/** `kubectl describe`: an object told in full, each kind in its own way. upstream: kubectl/pkg/describe */
import type { Kind, Status } from '../../../api/client.ts';
import type { Event } from '../../../api/core.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { ok, type Result } from '../../../base/result.ts';
import { eventsBlock, isEvent } from '../eventsText.ts';
import { describeStyle, layOut } from '../tabs.ts';
import { describeAutoscaler, describeBudget } from './autoscaling.ts';
import { describeLimitRange, describeNamespace, describeQuota } from './cluster.ts';
import { describeConfigMap, describePriorityClass, describeSecret, describeServiceAccount } from './config.ts';
import { describeObject } from './generic.ts';
import { describeEndpointSlice, describeEndpoints, describeService } from './network.ts';
import { describeNode } from './node.ts';
import { describePod } from './pod.ts';
import { describeBinding, describeRole } from './rbac.ts';
import type { Surroundings } from './text.ts';
import { describeDeployment, describeReplicaSet } from './workloads.ts';

/** Handed objects of its own kind alone. */
type Describer = (object: never, around: Surroundings) => string | Result<string, Status>;

const describers: Readonly<Record<Kind, Describer>> = {
  Deployment: describeDeployment,
  ReplicaSet: describeReplicaSet,
  Pod: describePod,
  Namespace: describeNamespace,
  Node: describeNode,
  Service: describeService,
  ConfigMap: describeConfigMap,
  Secret: describeSecret,
  ServiceAccount: describeServiceAccount,
  Event: describeObject,
  ResourceQuota: describeQuota,
  LimitRange: describeLimitRange,
  PriorityClass: describePriorityClass,
  Role: describeRole,
  RoleBinding: describeBinding,
  ClusterRole: describeRole,
  ClusterRoleBinding: describeBinding,
  HorizontalPodAutoscaler: describeAutoscaler,
  PodDisruptionBudget: describeBudget,
  EndpointSlice: describeEndpointSlice,
  Endpoints: describeEndpoints,
};

/** Kinds whose events nobody looks for. */
const withoutEvents: readonly Kind[] = [
  'Namespace',
  'Secret',
  'ResourceQuota',
  'LimitRange',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
];

/** What happened to an object; nothing for who may not see it. upstream: searchEvents */
function eventsOf(kind: Kind, { metadata }: KubeObject, { list }: Surroundings): readonly Event[] {
  const { name, namespace = '', uid = '' } = metadata;
  const found = list('Event', namespace);
  const about = (found.ok ? found.value : []).filter(isEvent).filter(({ involvedObject }) => {
    if (involvedObject.name !== name || (involvedObject.namespace ?? '') !== namespace) return false;
    // Those of containers may name another kind.
    return kind === 'Pod' || involvedObject.kind === kind;
  });
  const withUid = (wanted: string): readonly Event[] => about.filter(({ involvedObject }) => (involvedObject.uid ?? '') === wanted);
  // A kubelet calls its node by name where controllers use the uid.
  return kind === 'Node' ? [...withUid(uid), ...withUid(name)] : withUid(uid);
}

/** What cannot be seen is shown. upstream: printers/describe PrefixWriter, term.EscapeTerminal */
function escaped(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}

/**
 * The description of a stored object, laid out. `showEvents`: with what happened to it at the end.
 * The error is the server's, when something that belongs to it may not be read.
 */
export function describe(kind: Kind, object: KubeObject, showEvents: boolean, around: Surroundings): Result<string, Status> {
  // The cluster keeps objects of a kind under that kind.
  const told = describers[kind](object as never, around);
  const text = typeof told === 'string' ? ok(told) : told;
  if (!text.ok) return text;
  if (!showEvents || withoutEvents.includes(kind)) return ok(layOut(escaped(text.value), describeStyle));
  const events = eventsOf(kind, object, around);
  const block = escaped(eventsBlock(events, around.nowMs));
  // Events have columns of their own; that there are none stands in those of the rest.
  if (events.length === 0) return ok(layOut(escaped(text.value) + block, describeStyle));
  return ok(layOut(escaped(text.value), describeStyle) + layOut(block, describeStyle));
}
