import type { Deployment, ReplicaSet } from '../api/apps.ts';
import type { PodTemplateSpec } from '../api/core.ts';
import { podTemplateHashLabel } from '../api/hash.ts';
import type { LabelSelector, Time } from '../api/meta.ts';
import { deepEqual } from '../base/equal.ts';
import type { ReplicaSetFacts } from './view.ts';
import { controllerUid, revisionOf, simTimeOf, uidOf } from './world.ts';

export interface ReplicaSetContext {
  readonly startTime: Time;
  readonly isNew: boolean;
  readonly leaving: number;
}

export function deriveReplicaSet(replicaSet: ReplicaSet, { startTime, isNew, leaving }: ReplicaSetContext): ReplicaSetFacts {
  const { metadata, spec, status } = replicaSet;
  const owner = controllerUid(replicaSet, 'Deployment');
  const revision = revisionOf(replicaSet);
  const changeCause = metadata.annotations?.['kubernetes.io/change-cause'];
  return {
    uid: uidOf(replicaSet),
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    hash: metadata.labels?.[podTemplateHashLabel] ?? '',
    isNew,
    images: imagesOf(spec.template),
    containers: spec.template.spec.containers.map(({ name }) => name),
    selector: formatSelector(spec.selector),
    desired: spec.replicas ?? 0,
    current: status?.replicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    leaving,
    createdAt: simTimeOf(metadata.creationTimestamp, startTime),
    ...(owner === undefined ? {} : { owner }),
    ...(revision === undefined ? {} : { revision }),
    ...(changeCause === undefined ? {} : { changeCause }),
  };
}

export function imagesOf(template: PodTemplateSpec): readonly string[] {
  return template.spec.containers.map(({ image }) => image ?? '');
}

/** As `kubectl get rs -o wide` prints it. upstream: apimachinery/pkg/apis/meta/v1/helpers.go FormatLabelSelector */
export function formatSelector(selector: LabelSelector): string {
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => [key, `${key}=${value}`] as const);
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    const list = `(${[...values].sort().join(',')})`;
    const text = { In: `${key} in ${list}`, NotIn: `${key} notin ${list}`, Exists: key, DoesNotExist: `!${key}` }[operator];
    return [key, text] as const;
  });
  const all = [...labels, ...expressions].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return all.length === 0 ? '<none>' : all.map(([, text]) => text).join(',');
}

/**
 * The ReplicaSet of the Deployment's current template, the oldest if there are several.
 * upstream: pkg/controller/deployment/util/deployment_util.go FindNewReplicaSet
 */
export function findNewReplicaSet(deployment: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  const matching = replicaSets.filter(({ spec }) => equalIgnoreHash(spec.template, deployment.spec.template));
  return matching.sort(byAge)[0];
}

/** Older first, by name within the same second. upstream: pkg/controller/controller_utils.go ReplicaSetsByCreationTimestamp */
export function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [left, right] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

/** Templates are shared between the versions of an object, so each pair is compared once. */
const comparisons = new WeakMap<PodTemplateSpec, WeakMap<PodTemplateSpec, boolean>>();

/** Whether two templates are the same but for the hash label. upstream: EqualIgnoreHash */
function equalIgnoreHash(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  const known = comparisons.get(a)?.get(b);
  if (known !== undefined) return known;
  const result = deepEqual(withoutHash(a), withoutHash(b));
  const others = comparisons.get(a) ?? new WeakMap<PodTemplateSpec, boolean>();
  others.set(b, result);
  comparisons.set(a, others);
  return result;
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [podTemplateHashLabel]: _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}
