import { err, ok, type Result } from '../base/result.ts';
import { unmodifiedBuiltin } from '../scenario/builtin/index.ts';
import { encodeLink } from '../scenario/link.ts';
import type { Refusal } from './protocol.ts';
import type { Run } from './run.ts';

/** A link's fragment that reopens this run at this moment; a built-in story to which nothing was added goes by its name. */
export function shareLink({ timeline }: Run): Result<{ readonly fragment: string }, Refusal> {
  const scenario = timeline.scenario();
  const id = unmodifiedBuiltin(scenario);
  const source = id === undefined ? ({ from: 'scenario', scenario } as const) : ({ from: 'builtin', id } as const);
  const fragment = encodeLink({ source, moment: timeline.moment(), digest: timeline.simulation.digest() });
  return fragment.ok ? ok({ fragment: fragment.value }) : err(fragment.error);
}
