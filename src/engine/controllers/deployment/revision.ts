/** Revisions and the annotations that carry them. upstream: pkg/controller/deployment/util/deployment_util.go */
import type { Deployment, ReplicaSet } from '../../../api/apps.ts';
import type { KubeObject, Labels } from '../../../api/meta.ts';
import { maxSurge, replicasOf } from './numbers.ts';

export const RevisionAnnotation = 'deployment.kubernetes.io/revision';
export const RevisionHistoryAnnotation = 'deployment.kubernetes.io/revision-history';
export const DesiredReplicasAnnotation = 'deployment.kubernetes.io/desired-replicas';
export const MaxReplicasAnnotation = 'deployment.kubernetes.io/max-replicas';
export const DeprecatedRollbackTo = 'deprecated.deployment.rollback.to';
const LastAppliedConfigAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** The history annotation is cut at the front beyond this many characters. */
const MAX_REV_HISTORY_LENGTH_IN_CHARS = 2000;

const annotationsToSkip: ReadonlySet<string> = new Set([
  LastAppliedConfigAnnotation,
  RevisionAnnotation,
  RevisionHistoryAnnotation,
  DesiredReplicasAnnotation,
  MaxReplicasAnnotation,
  DeprecatedRollbackTo,
]);

/** Whether an annotation of the Deployment stays off its ReplicaSets. upstream: skipCopyAnnotation */
export function skipCopyAnnotation(key: string): boolean {
  return annotationsToSkip.has(key);
}

/** The number that a text stands for as Go's strconv reads it in base 10; undefined if it is none. */
export function parseInteger(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/** The revision that a rollback by annotation asks for, 0 for the previous one; undefined without one. upstream: getRollbackTo */
export function getRollbackTo({ metadata }: Deployment): number | undefined {
  const text = metadata.annotations?.[DeprecatedRollbackTo];
  return text === undefined ? undefined : parseInteger(text);
}

/** The revision annotation as a number: 0 when absent or empty, undefined when it is no number. upstream: Revision */
export function revisionOf(object: KubeObject): number | undefined {
  const text = object.metadata.annotations?.[RevisionAnnotation] ?? '';
  return text === '' ? 0 : parseInteger(text);
}

/** The highest revision; those that are no numbers count for nothing. upstream: MaxRevision */
export function maxRevision(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((highest, each) => Math.max(highest, revisionOf(each) ?? 0), 0);
}

/** The same object with other annotations. */
export function withAnnotations<T extends KubeObject>(object: T, annotations: Labels): T {
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Appends the revision that a ReplicaSet gives up when it is rolled back to. Undefined if it does not fit at all. */
function extendedHistory(history: string, revision: string): string | undefined {
  if (history === '') return revision;
  const kept = history.split(',');
  let length = history.length + revision.length + 1;
  while (length > MAX_REV_HISTORY_LENGTH_IN_CHARS) {
    const dropped = kept.shift();
    if (dropped === undefined) return undefined;
    length -= dropped.length + 1;
  }
  return [...kept, revision].join(',');
}

function withNewRevision(annotations: Labels, newRevision: number): Labels {
  const old = annotations[RevisionAnnotation];
  const oldRevision = old === undefined || old === '' ? 0 : parseInteger(old);
  if (oldRevision === undefined || oldRevision >= newRevision) return annotations;
  const renumbered = { ...annotations, [RevisionAnnotation]: String(newRevision) };
  if (old === undefined) return renumbered;
  const history = extendedHistory(annotations[RevisionHistoryAnnotation] ?? '', old);
  return history === undefined ? renumbered : { ...renumbered, [RevisionHistoryAnnotation]: history };
}

/**
 * The annotations that the new ReplicaSet must carry: the Deployment's own copied over, its revision raised, the one it had kept in the
 * history. Gives back the same object when nothing changes. upstream: SetNewReplicaSetAnnotations (exists = true)
 */
export function newReplicaSetAnnotations(deployment: Deployment, newRS: ReplicaSet, newRevision: number): Labels {
  const current = newRS.metadata.annotations ?? {};
  const missing = Object.entries(deployment.metadata.annotations ?? {}).filter(
    ([key, value]) => !skipCopyAnnotation(key) && current[key] !== value,
  );
  const copied = missing.length === 0 ? current : { ...current, ...Object.fromEntries(missing) };
  // A revision that is no number: upstream gives up and reports "not changed", although the copied annotations are lost with it.
  const text = current[RevisionAnnotation] ?? '';
  if (text !== '' && parseInteger(text) === undefined) return current;
  return withNewRevision(copied, newRevision);
}

/** What a ReplicaSet that is about to be created carries besides. upstream: SetReplicasAnnotations */
export function replicasAnnotations(deployment: Deployment): Labels {
  const replicas = replicasOf(deployment);
  return { [DesiredReplicasAnnotation]: String(replicas), [MaxReplicasAnnotation]: String(replicas + maxSurge(deployment)) };
}

/** Whether the two size annotations differ from what they should be. upstream: ReplicasAnnotationsNeedUpdate */
export function replicasAnnotationsNeedUpdate(deployment: Deployment, replicaSet: ReplicaSet): boolean {
  const current = replicaSet.metadata.annotations ?? {};
  return Object.entries(replicasAnnotations(deployment)).some(([key, value]) => current[key] !== value);
}

/** A size annotation as a number, undefined when absent, negative or no number. upstream: getNonNegativeInt32FromAnnotation */
export function sizeAnnotation(
  replicaSet: ReplicaSet,
  key: typeof DesiredReplicasAnnotation | typeof MaxReplicasAnnotation,
): number | undefined {
  const text = replicaSet.metadata.annotations?.[key];
  const size = text === undefined ? undefined : parseInteger(text);
  return size === undefined || size < 0 ? undefined : size;
}
