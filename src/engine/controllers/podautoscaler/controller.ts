/**
 * Keeps the size of a Deployment within the bounds of its autoscaler. The cluster has no metrics API, as one without a metrics server,
 * so between the bounds the controller says that it cannot compute, in the words that it then has.
 * It looks again when the target's size changes, not every fifteen seconds: without metrics nothing else can have changed.
 * upstream: pkg/controller/podautoscaler/horizontal.go
 */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import type { AutoscalerCondition, HorizontalPodAutoscaler } from '../../../api/autoscaling.ts';
import type { ObjectKey } from '../../../api/client.ts';
import { findKind } from '../../../api/key.ts';
import type { ConditionStatus } from '../../../api/meta.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Actor, Change, Memory, Outcome, Pass, Wake } from '../../actor.ts';
import { CONTROLLER_CLIENT } from '../../clientLimits.ts';
import { queueKey } from '../objects.ts';

/** upstream: the period between two looks */
const RESYNC_MS = 15_000;

const NOTHING: readonly Wake[] = [];

type Status = NonNullable<HorizontalPodAutoscaler['status']>;
type Scaled = Deployment | ReplicaSet;

/** The autoscalers of each namespace that has any, kept in memory: no other object is looked at. */
type Autoscalers = readonly HorizontalPodAutoscaler[];

function remember(memory: Memory, { type, object }: Change): void {
  const namespace = object.metadata.namespace ?? '';
  const others = (memory.get<Autoscalers>(namespace) ?? []).filter(({ metadata }) => metadata.name !== object.metadata.name);
  const all = type === 'deleted' ? others : [...others, object as HorizontalPodAutoscaler];
  if (all.length === 0) memory.delete(namespace);
  else memory.set(namespace, all);
}

function targetOf({ spec: { scaleTargetRef }, metadata }: HorizontalPodAutoscaler): ObjectKey | undefined {
  const { apiVersion = '', kind, name } = scaleTargetRef;
  const found = findKind(apiVersion, kind);
  if (found !== 'Deployment' && found !== 'ReplicaSet') return undefined;
  return { kind: found, namespace: metadata.namespace ?? '', name };
}

function wakesOf(change: Change, memory: Memory): readonly Wake[] {
  const { type, object, old } = change;
  if (object.kind === 'HorizontalPodAutoscaler') {
    remember(memory, change);
    const before = (old as HorizontalPodAutoscaler | undefined)?.spec;
    const isNews = type === 'added' || (type === 'modified' && !deepEqual(before, (object as HorizontalPodAutoscaler).spec));
    return isNews ? [{ key: queueKey(object) }] : NOTHING;
  }
  if (object.kind !== 'Deployment' && object.kind !== 'ReplicaSet') return NOTHING;
  const autoscalers = memory.get<Autoscalers>(object.metadata.namespace ?? '');
  if (autoscalers === undefined) return NOTHING;
  const [now, before] = [object as Scaled, old as Scaled | undefined];
  const isSame = type === 'modified' && before?.spec.replicas === now.spec.replicas && before?.status?.replicas === now.status?.replicas;
  if (isSame) return NOTHING;
  return autoscalers
    .filter((each) => each.spec.scaleTargetRef.kind === object.kind && each.spec.scaleTargetRef.name === object.metadata.name)
    .map((each) => ({ key: queueKey(each), afterMs: RESYNC_MS }));
}

/** What one look came to. */
interface Look {
  readonly able: readonly [status: ConditionStatus, reason: string, message: string];
  readonly active?: readonly [status: ConditionStatus, reason: string, message: string];
  readonly current?: number;
  readonly desired?: number;
  readonly isScaled?: boolean;
  /** Warnings, and the news of a new size. */
  readonly events: readonly (readonly [type: 'Normal' | 'Warning', reason: string, message: string])[];
  readonly hasMetrics?: boolean;
}

const GOT_SCALE = ['True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale"] as const;

function withCondition(
  conditions: readonly AutoscalerCondition[],
  type: string,
  given: Look['able'] | undefined,
  time: string,
): readonly AutoscalerCondition[] {
  if (given === undefined) return conditions;
  const [status, reason, message] = given;
  const before = conditions.find((condition) => condition.type === type);
  const lastTransitionTime = before?.status === status && before.lastTransitionTime !== undefined ? before.lastTransitionTime : time;
  const next = { type, status, lastTransitionTime, reason, message };
  return before === undefined ? [...conditions, next] : conditions.map((condition) => (condition === before ? next : condition));
}

/** Why nothing can be computed: nobody serves the metrics. */
function failedMetrics(autoscaler: HorizontalPodAutoscaler, current: number): Look {
  const [metric] = autoscaler.spec.metrics ?? [];
  const name = metric?.resource?.name ?? '';
  const group = 'the server could not find the requested resource';
  const resource = `unable to get metrics for resource ${name}: unable to fetch metrics from resource metrics API: ${group} (get pods.metrics.k8s.io)`;
  const [reason, why] =
    metric?.type === 'Resource' || metric?.type === 'ContainerResource'
      ? ['FailedGetResourceMetric', `failed to get ${name} utilization: ${resource}`]
      : [`FailedGet${metric?.type ?? ''}Metric`, `unable to get ${(metric?.type ?? '').toLowerCase()} metric: ${group}`];
  return {
    able: GOT_SCALE,
    active: ['False', reason, `the HPA was unable to compute the replica count: ${why}`],
    current,
    hasMetrics: true,
    events: [
      ['Warning', reason, why],
      [
        'Warning',
        'FailedComputeMetricsReplicas',
        `invalid metrics (1 invalid out of ${autoscaler.spec.metrics?.length ?? 1}), first error is: ${why}`,
      ],
    ],
  };
}

function look(autoscaler: HorizontalPodAutoscaler, pass: Pass): Look {
  const { minReplicas: least = 1, maxReplicas: most, scaleTargetRef } = autoscaler.spec;
  const key = targetOf(autoscaler);
  const target = key && (pass.cache.get(key) as Scaled | undefined);
  if (key === undefined || target === undefined) {
    const resource = key?.kind === 'ReplicaSet' ? 'replicasets.apps' : 'deployments.apps';
    const why =
      key === undefined ? `no matches for kind "${scaleTargetRef.kind}" in group ""` : `${resource} "${scaleTargetRef.name}" not found`;
    return {
      able: ['False', 'FailedGetScale', `the HPA controller was unable to get the target's current scale: ${why}`],
      events: [['Warning', 'FailedGetScale', why]],
    };
  }
  const current = target.status?.replicas ?? 0;
  const wanted = target.spec.replicas ?? 1;
  if (wanted === 0) {
    const off = 'scaling is disabled since the replica count of the target is zero';
    return { able: GOT_SCALE, active: ['False', 'ScalingDisabled', off], current, desired: 0, events: [] };
  }
  const bound = wanted > most ? most : wanted < least ? least : undefined;
  if (bound === undefined) return failedMetrics(autoscaler, current);
  const why = bound === most ? 'Current number of replicas above Spec.MaxReplicas' : 'Current number of replicas below Spec.MinReplicas';
  const answer = pass.request({ verb: 'patch', key, patchType: 'merge', body: { spec: { replicas: bound } }, subresource: 'scale' });
  if (!answer.ok) {
    const message = answer.error.message;
    return {
      able: ['False', 'FailedUpdateScale', `the HPA controller was unable to update the target scale: ${message}`],
      current,
      events: [['Warning', 'FailedRescale', `New size: ${bound}; reason: ${why}; error: ${message}`]],
    };
  }
  return {
    able: ['True', 'SucceededRescale', `the HPA controller was able to update the target scale to ${bound}`],
    current,
    desired: bound,
    isScaled: true,
    events: [['Normal', 'SuccessfulRescale', `New size: ${bound}; reason: ${why}`]],
  };
}

function sync(key: string, pass: Pass): Outcome {
  const [namespace = '', name = ''] = key.split('/');
  const found = pass.cache.get({ kind: 'HorizontalPodAutoscaler', namespace, name });
  if (found === undefined) return {};
  const autoscaler = found as HorizontalPodAutoscaler;
  const seen = look(autoscaler, pass);
  const before: Status = autoscaler.status ?? { desiredReplicas: 0 };
  const conditions = withCondition(
    withCondition(before.conditions ?? [], 'AbleToScale', seen.able, pass.time),
    'ScalingActive',
    seen.active,
    pass.time,
  );
  const status: Status = {
    observedGeneration: autoscaler.metadata.generation ?? 0,
    ...(seen.isScaled === true
      ? { lastScaleTime: pass.time }
      : before.lastScaleTime === undefined
        ? {}
        : { lastScaleTime: before.lastScaleTime }),
    currentReplicas: seen.current ?? before.currentReplicas ?? 0,
    desiredReplicas: seen.desired ?? before.desiredReplicas,
    // upstream: an empty status for every metric that could not be read
    currentMetrics: seen.hasMetrics === true ? (autoscaler.spec.metrics ?? []).map(() => ({ type: '' })) : (before.currentMetrics ?? null),
    conditions,
  };
  const { uid } = autoscaler.metadata;
  const involvedObject = {
    kind: autoscaler.kind,
    apiVersion: autoscaler.apiVersion,
    namespace,
    name,
    ...(uid === undefined ? {} : { uid }),
  };
  for (const [type, reason, message] of seen.events)
    pass.emit({ involvedObject, type, reason, message, component: 'horizontal-pod-autoscaler' });
  const again = seen.isScaled === true ? { requeueAfterMs: RESYNC_MS } : {};
  if (deepEqual(status, before)) return again;
  const answer = pass.request({ verb: 'update', subresource: 'status', object: { ...autoscaler, status } });
  return answer.ok ? again : { retry: 'rateLimited' };
}

export const podAutoscaler: Actor = {
  name: 'horizontalpodautoscaler',
  client: CONTROLLER_CLIENT,
  isTraceless: true,
  kinds: new Set(['HorizontalPodAutoscaler', 'Deployment', 'ReplicaSet']),
  wakes: (change, { memory }) => wakesOf(change, memory),
  sync,
};
