/** What any object waits for at this moment. */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { HorizontalPodAutoscaler } from '../../api/autoscaling.ts';
import type { ObjectKey } from '../../api/client.ts';
import type { Namespace, Node, Pod, ResourceQuota, Service } from '../../api/core.ts';
import { SERVICE_NAME_LABEL } from '../../api/discovery.ts';
import { keyOf } from '../../api/key.ts';
import type { KubeObject } from '../../api/meta.ts';
import type { PodDisruptionBudget } from '../../api/policy.ts';
import type { World } from '../world.ts';
import { autoscalerWait } from './autoscalerWait.ts';
import { deletionWait, namespaceWait, orphanWait } from './deletionWait.ts';
import { deploymentWait } from './deploymentWait.ts';
import { collectorTurnOf, nameOf, turn } from './endings.ts';
import { nodeWait } from './nodeWait.ts';
import { podWait } from './podWait.ts';
import type { Records } from './records.ts';
import { replicaSetWait } from './replicaSetWait.ts';
import { budgetWait, serviceWait } from './serviceWait.ts';
import type { CommonWait, Wait } from './wait.ts';

/** Undefined for what waits for nothing, or is not there. */
export function waitOf(key: ObjectKey, world: World, records: Records): Wait | undefined {
  const object = world.get(key);
  const wait = object === undefined ? undefined : waitOfObject(key, object, world, records);
  const namespace =
    wait === undefined || key.namespace === '' ? undefined : world.get({ kind: 'Namespace', namespace: '', name: key.namespace });
  // Whatever lies in a namespace that goes away goes with it.
  return wait === undefined || namespace?.metadata.deletionTimestamp === undefined
    ? wait
    : { ...wait, endings: [...wait.endings, collectorTurnOf(namespace, world)] };
}

function waitOfObject(key: ObjectKey, object: KubeObject, world: World, records: Records): Wait | undefined {
  switch (key.kind) {
    case 'Deployment':
      return deploymentWait(object as Deployment, world, records);
    case 'ReplicaSet':
      return replicaSetWait(object as ReplicaSet, world, records);
    case 'Pod':
      return podWait(object as Pod, world, records);
    case 'Node':
      return nodeWait(object as Node, world);
    case 'Service':
      return serviceWait(object as Service, world);
    case 'PodDisruptionBudget':
      return budgetWait(object as PodDisruptionBudget, world);
    case 'HorizontalPodAutoscaler':
      return autoscalerWait(object as HorizontalPodAutoscaler, world);
    case 'Namespace':
      return namespaceWait(object as Namespace, world);
    default:
      return (
        deletionWait(object, [], world) ??
        orphanWait(object, world) ??
        (key.kind === 'ResourceQuota' ? quotaWait(object as ResourceQuota, world) : undefined)
      );
  }
}

/** The object that is asked about in place of this one: a Service for what lists its endpoints, else the object itself. */
export function subjectOf(object: KubeObject): ObjectKey {
  const { kind, metadata } = object;
  const { namespace = '', name } = metadata;
  if (kind === 'Endpoints') return { kind: 'Service', namespace, name };
  const service = kind === 'EndpointSlice' ? metadata.labels?.[SERVICE_NAME_LABEL] : undefined;
  return service === undefined ? keyOf(object) : { kind: 'Service', namespace, name: service };
}

/** Kinds that are said to wait for nothing when they do: of all others nothing is said then. */
export const WAITING_KINDS: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'Pod',
  'Node',
  'Service',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
]);

/** A quota of which nobody has counted what it holds: until then nothing is granted against it. */
function quotaWait(quota: ResourceQuota, world: World): CommonWait | undefined {
  const { hard = {} } = quota.spec ?? {};
  const { used = {} } = quota.status ?? {};
  if (Object.keys(hard).every((name) => used[name] !== undefined)) return undefined;
  const counts = turn('resourcequota', nameOf(quota), world.turnOf('resourcequota', nameOf(quota)));
  return { who: keyOf(quota), code: 'controller turn', endings: [counts] };
}
