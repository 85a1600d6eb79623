/** The ReplicaSets of a Deployment as its history. upstream: polymorphichelpers/history.go, rollback.go */
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Client, Reader } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
export const changeCauseAnnotation = 'kubernetes.io/change-cause';

function isReplicaSet(object: KubeObject): object is ReplicaSet {
  return object.kind === 'ReplicaSet';
}

/** The number in the revision annotation: 0 without one, undefined if it is no number. upstream: deploymentutil.Revision */
export function revisionOf(object: KubeObject): number | undefined {
  const text = object.metadata.annotations?.[revisionAnnotation] ?? '0';
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** Every ReplicaSet that the Deployment owns, in the order of the list. */
export function ownedReplicaSets(reader: Reader, deployment: Deployment): readonly ReplicaSet[] {
  const { namespace = '', uid } = deployment.metadata;
  return reader
    .list('ReplicaSet', { namespace })
    .filter(isReplicaSet)
    .filter((rs) => rs.metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid) ?? false);
}

/** The history: oldest revision first. A ReplicaSet that took a newer number stands at that number alone. */
export function revisions(reader: Reader, deployment: Deployment): ReadonlyMap<number, ReplicaSet> {
  const found = ownedReplicaSets(reader, deployment).flatMap((rs): [number, ReplicaSet][] => {
    const revision = revisionOf(rs);
    return revision === undefined ? [] : [[revision, rs]];
  });
  return new Map(found.sort(([a], [b]) => a - b));
}

/** Why the history may not be read, as kubectl says it; undefined: it may. upstream: deploymentutil.ListReplicaSets */
export function historyProblem(client: Client, { metadata }: Deployment): string | undefined {
  const refusal = client.forbids?.({ verb: 'list', kind: 'ReplicaSet', namespace: metadata.namespace ?? '' });
  return refusal && `failed to retrieve replica sets from deployment ${metadata.name}: ${refusal.message}`;
}
