/** What a ReplicaSet waits for. The order of the questions is that of its controller's own passes. */
import type { ReplicaSet } from '../../api/apps.ts';
import { keyOf } from '../../api/key.ts';
import type { World } from '../world.ts';
import { deletionWait, orphanWait } from './deletionWait.ts';
import { dueAt, keysOf, nameOf, nodeEndings, ownerEndings, turn, turnAtHand } from './endings.ts';
import { lanesOf } from './lanes.ts';
import type { Records } from './records.ts';
import { refusedFacts, retryEnding } from './refusedWait.ts';
import type { CommonWait, Ending, ReplicaSetWait } from './wait.ts';

/** Undefined for a ReplicaSet that has what it wants. */
export function replicaSetWait(replicaSet: ReplicaSet, world: World, records: Records): ReplicaSetWait | CommonWait | undefined {
  const who = keyOf(replicaSet);
  const { metadata, spec, status } = replicaSet;
  const [lane] = lanesOf([replicaSet], replicaSet, world);
  if (lane === undefined) return undefined;
  const { pods, waiting, counts } = lane;
  const deleting = deletionWait(replicaSet, keysOf(pods), world) ?? orphanWait(replicaSet, world);
  if (deleting !== undefined) return deleting;
  const others: readonly Ending[] = [...ownerEndings(replicaSet, 'Deployment', world), ...nodeEndings(() => pods, world)];
  const desired = spec.replicas ?? 1;
  const { active, available } = counts;
  const failure = status?.conditions?.find(({ type, status: value }) => type === 'ReplicaFailure' && value === 'True');
  if (active < desired && failure !== undefined) {
    const refused = records.refusedOf('replicaset', nameOf(replicaSet));
    const retry = retryEnding('replicaset', nameOf(replicaSet), refused, world);
    const facts = refusedFacts(refused, metadata.namespace ?? '', failure.message ?? '', world);
    const at = retry.by === 'turn' ? retry.atLatest : undefined;
    return { who, code: 'refused', desired, active, ...facts, endings: [retry, ...others], ...dueAt(at) };
  }
  const isSeen = (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  if (active !== desired || !isSeen) {
    const turns: readonly Ending[] = [turn('replicaset', nameOf(replicaSet)), { by: 'object', keys: keysOf(pods) }];
    return { who, code: 'controller turn', endings: [...turns, ...others] };
  }
  const atHand = turnAtHand('replicaset', nameOf(replicaSet), world);
  const missing = waiting.filter(({ metadata: { deletionTimestamp } }) => deletionTimestamp === undefined);
  if (active === available) return undefined;
  const byTime: readonly Ending[] = lane.availableAt === undefined ? [] : [{ by: 'time', at: lane.availableAt }];
  const endings: readonly Ending[] = [{ by: 'object', keys: keysOf(missing) }, ...byTime, ...others, ...atHand];
  return { who, code: 'its pods', desired, available, endings, ...dueAt(lane.availableAt) };
}
