import type { Deployment, ReplicaSet } from '../api/apps.ts';
import type { PodTemplateSpec } from '../api/core.ts';
import { podTemplateHashLabel } from '../api/hash.ts';
import type { Time } from '../api/meta.ts';
import { formatSelector } from '../api/selector.ts';
import { equalIgnoreHash } from '../api/templateEqual.ts';
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
    selector: formatSelector(spec.selector) || '<none>',
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
