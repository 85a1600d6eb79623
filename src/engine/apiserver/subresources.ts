/** Scale and binding. upstream: pkg/registry/apps/deployment/storage, pkg/registry/core/pod/storage */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Answer, Kind, ObjectKey, Request } from '../../api/client.ts';
import type { Pod, PodCondition, PodSpec, PodStatus } from '../../api/core.ts';
import type { KubeObject } from '../../api/meta.ts';
import { formatSelector } from '../../api/selector.ts';

import { granted, refused } from './answer.ts';
import type { Call, ServerContext } from './context.ts';
import { badRequest, conflict, notFound, notServed } from './refusals.ts';
import { invalidScale } from './schema.ts';
import type { Own } from './store.ts';
import type { Stored } from './stored.ts';
import { replaceObject } from './update.ts';

/** autoscaling/v1 Scale */
export interface Scale extends KubeObject {
  readonly kind: 'Scale';
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly replicas: number; readonly selector?: string };
}

/** Whether a kind can be scaled. */
export function hasScale(kind: Kind): boolean {
  return kind === 'Deployment' || kind === 'ReplicaSet';
}

/** The Scale of a Deployment or ReplicaSet. */
export function scaleOf(object: Deployment | ReplicaSet): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const metadata = { name, namespace, uid, resourceVersion, creationTimestamp } as KubeObject['metadata'];
  const replicas = object.spec.replicas ?? 0;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata,
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: object.status?.replicas ?? 0, selector: formatSelector(object.spec.selector) },
  };
}

/** Writes the size that a Scale asks for; the answer holds the Scale as it is then. */
export function writeScale(
  key: ObjectKey,
  scale: { readonly metadata?: { readonly resourceVersion?: string }; readonly spec?: { readonly replicas?: unknown } },
  call: Call,
  context: ServerContext,
): Answer {
  if (!hasScale(key.kind)) return refused(notServed());
  const old = context.store.get(key) as Stored | undefined;
  if (old === undefined) return refused(notFound(key));
  const replicas = scale.spec?.replicas ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) return refused(badRequest('spec.replicas is not a whole number'));
  const refusal = invalidScale(key.name, replicas, context);
  if (refusal !== undefined) return refused(refusal);
  const next: Stored = {
    ...old,
    metadata: { ...old.metadata, resourceVersion: scale.metadata?.resourceVersion ?? '' },
    spec: { ...old.spec, replicas },
  };
  const answer = replaceObject(key, next, undefined, call, context);
  return answer.ok ? granted(scaleOf(answer.value.object as Deployment)) : answer;
}

/** Puts a pod on a node. upstream: BindingREST.assignPod */
export function bind(request: Extract<Request, { verb: 'create' }>, call: Call, context: ServerContext): Answer {
  const binding = request.object as {
    readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid?: string };
    readonly target: { readonly name: string };
  };
  const key: ObjectKey = {
    kind: 'Pod',
    namespace: binding.metadata.namespace ?? request.namespace ?? 'default',
    name: binding.metadata.name,
  };
  const pod = context.store.get(key) as Pod | undefined;
  if (pod === undefined) return refused(notFound(key));
  const refuse = (why: string): Answer => refused(conflict(key, why, 'pods/binding'));
  const { uid } = binding.metadata;
  if (uid !== undefined && uid !== pod.metadata.uid)
    return refuse(`Precondition failed: UID in precondition: ${uid}, UID in object meta: ${pod.metadata.uid}`);
  if (pod.metadata.deletionTimestamp !== undefined) return refuse(`pod ${key.name} is being deleted, cannot be assigned to a host`);
  if ((pod.spec.nodeName ?? '') !== '') return refuse(`pod ${key.name} is already assigned to node "${pod.spec.nodeName}"`);
  const scheduled: PodCondition = {
    type: 'PodScheduled',
    ...(context.minor >= 34 && pod.metadata.generation !== undefined ? { observedGeneration: pod.metadata.generation } : {}),
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: call.time,
  };
  const others = (pod.status?.conditions ?? []).filter((condition) => condition.type !== 'PodScheduled');
  // Set afterwards: a literal that spreads a field and then names it again leaves the engine's fast path.
  const [bound, spec, status]: [Own<Pod>, Own<PodSpec>, Own<PodStatus>] = [{ ...pod }, { ...pod.spec }, { ...pod.status }];
  spec.nodeName = binding.target.name;
  status.conditions = [...others, scheduled];
  bound.spec = spec;
  bound.status = status;
  return granted(call.dryRun ? bound : context.store.putOwn(key, bound));
}
