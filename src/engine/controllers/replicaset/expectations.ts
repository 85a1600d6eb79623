/**
 * What a ReplicaSet's controller has asked for and not yet seen in the cache. Until it has, it neither creates nor deletes:
 * otherwise a late watch event would make it do the same twice. upstream: pkg/controller/controller_utils.go ControllerExpectations
 */
import type { Memory } from '../../actor.ts';
import type { SimTime } from '../../setup.ts';

/** Expectations older than this are given up: something went wrong that nobody will tell of. */
const EXPECTATIONS_TIMEOUT_MS = 5 * 60_000;

interface Expectations {
  readonly adds: number;
  readonly dels: number;
  readonly at: SimTime;
  /** Numbers the sets of expected deletions, so that a pod left over from an earlier one is not counted for a later one. */
  readonly batch: number;
}

function recordKey(key: string): string {
  return `expectations/${key}`;
}

function podRecordKey(key: string, podKey: string): string {
  return `deletion/${key}/${podKey}`;
}

function expect(memory: Memory, key: string, adds: number, dels: number, at: SimTime): number {
  const batch = (memory.get<Expectations>(recordKey(key))?.batch ?? 0) + 1;
  memory.set<Expectations>(recordKey(key), { adds, dels, at, batch });
  return batch;
}

/** upstream: ExpectCreations */
export function expectCreations(memory: Memory, key: string, adds: number, at: SimTime): void {
  expect(memory, key, adds, 0, at);
}

/** Deletions are known by pod, so that one that is seen twice counts once. upstream: ExpectDeletions of UIDTrackingControllerExpectations */
export function expectDeletions(memory: Memory, key: string, podKeys: readonly string[], at: SimTime): void {
  const batch = expect(memory, key, 0, podKeys.length, at);
  for (const podKey of podKeys) memory.set(podRecordKey(key, podKey), batch);
}

/** `count` creations were seen, or will never come. upstream: CreationObserved */
export function creationObserved(memory: Memory, key: string, count = 1): void {
  const record = memory.get<Expectations>(recordKey(key));
  if (record === undefined || record.adds <= 0) return;
  const { adds, dels, at, batch } = record;
  memory.set<Expectations>(recordKey(key), { adds: adds - count, dels, at, batch });
}

/** A deletion was seen, or was refused. upstream: DeletionObserved */
export function deletionObserved(memory: Memory, key: string, podKey: string): void {
  const batch = memory.get<number>(podRecordKey(key, podKey));
  if (batch === undefined) return;
  memory.delete(podRecordKey(key, podKey));
  const record = memory.get<Expectations>(recordKey(key));
  if (record?.batch !== batch) return;
  const { adds, dels, at } = record;
  memory.set<Expectations>(recordKey(key), { adds, dels: dels - 1, at, batch });
}

/** upstream: DeleteExpectations */
export function deleteExpectations(memory: Memory, key: string): void {
  memory.delete(recordKey(key));
}

/** Nothing is outstanding, or it has been for too long. upstream: SatisfiedExpectations */
export function satisfiedExpectations(memory: Memory, key: string, now: SimTime): boolean {
  const record = memory.get<Expectations>(recordKey(key));
  if (record === undefined) return true;
  return (record.adds <= 0 && record.dels <= 0) || now - record.at > EXPECTATIONS_TIMEOUT_MS;
}
