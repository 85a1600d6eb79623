// What happened since something was last said, as few sentences as possible. Pure: views in, codes and numbers out; the page words them.
import type { DeploymentView, Waiting } from '../../picture/view.ts';

/** The numbers that narration speaks of. From counts alone, so that five thousand pods cost as little as four. */
export interface Facts {
  readonly uid: string;
  readonly name: string;
  readonly replicas: number;
  readonly revision: number;
  readonly counted: number;
  readonly available: number;
  readonly availableNew: number;
  readonly starting: number;
  readonly failed: number;
  readonly leaving: number;
  readonly floor: number;
  readonly ceiling: number;
  readonly waiting: Waiting['code'];
}

export type Sentence =
  | { readonly say: 'created'; readonly name: string; readonly replicas: number }
  | { readonly say: 'deleted' }
  | { readonly say: 'newRevision'; readonly revision: number }
  | { readonly say: 'resized'; readonly replicas: number }
  | { readonly say: 'paused' | 'resumed' | 'deadline' | 'refused' }
  | { readonly say: 'created pods'; readonly count: number }
  | { readonly say: 'newAvailable'; readonly count: number }
  | { readonly say: 'lostAvailable'; readonly count: number }
  | { readonly say: 'failing'; readonly count: number }
  | { readonly say: 'leaving'; readonly count: number }
  | { readonly say: 'complete'; readonly revision: number; readonly replicas: number }
  /** Where it stands after all that: always the last one. */
  | { readonly say: 'stand'; readonly available: number; readonly replicas: number; readonly floor: number; readonly ceiling: number };

export function factsOf(deployment: DeploymentView | undefined): Facts | undefined {
  if (deployment === undefined) return undefined;
  const { uid, name, replicas, revision = 0, rail, waiting } = deployment;
  const { groups } = rail;
  return {
    uid,
    name,
    replicas,
    revision,
    counted: rail.total + rail.owed,
    available: rail.available,
    availableNew: groups.availableNew,
    starting: groups.starting + groups.pending + groups.ready,
    failed: groups.failed,
    leaving: groups.leaving,
    floor: rail.floor,
    ceiling: rail.ceiling,
    waiting: waiting.code,
  };
}

/** What is worth saying between two moments of one Deployment; empty when nothing a listener cares for has changed. */
export function sentencesBetween(before: Facts | undefined, now: Facts | undefined): readonly Sentence[] {
  if (now === undefined) return before === undefined ? [] : [{ say: 'deleted' }];
  const { name, replicas, available, floor, ceiling } = now;
  const stand: Sentence = { say: 'stand', available, replicas, floor, ceiling };
  if (before === undefined || before.uid !== now.uid) return [{ say: 'created', name, replicas }, stand];
  const said = [...turns(before, now), ...counts(before, now)];
  // A rollout that ends says by itself that all are available.
  if (said.length === 0 || said.some(({ say }) => say === 'complete')) return said;
  return [...said, stand];
}

/** What a person did, and where the rollout turned. */
function turns(before: Facts, now: Facts): readonly Sentence[] {
  const said: Sentence[] = [];
  const enters = (code: Facts['waiting']): boolean => now.waiting === code && before.waiting !== code;
  if (now.revision !== before.revision) said.push({ say: 'newRevision', revision: now.revision });
  if (now.replicas !== before.replicas) said.push({ say: 'resized', replicas: now.replicas });
  if (enters('paused')) said.push({ say: 'paused' });
  if (before.waiting === 'paused' && now.waiting !== 'paused') said.push({ say: 'resumed' });
  if (enters('deadlineExceeded')) said.push({ say: 'deadline' });
  if (enters('refused')) said.push({ say: 'refused' });
  if (enters('complete')) said.push({ say: 'complete', revision: now.revision, replicas: now.replicas });
  return said;
}

function counts(before: Facts, now: Facts): readonly Sentence[] {
  if (now.waiting === 'complete') return [];
  const said: Sentence[] = [];
  const isSameRevision = before.revision === now.revision;
  const created = now.counted - before.counted;
  if (created > 0) said.push({ say: 'created pods', count: created });
  if (isSameRevision && now.availableNew > before.availableNew) {
    said.push({ say: 'newAvailable', count: now.availableNew - before.availableNew });
  } else if (isSameRevision && now.available < before.available && now.leaving <= before.leaving && created >= 0) {
    // Fewer are available although none was taken away: some stopped working.
    said.push({ say: 'lostAvailable', count: before.available - now.available });
  }
  if (now.failed > before.failed) said.push({ say: 'failing', count: now.failed });
  if (now.leaving > before.leaving) said.push({ say: 'leaving', count: now.leaving - before.leaving });
  return said;
}
