/** What a rollout has to keep to, and what it broke. */
import { getScaledValueFromIntOrPercent } from '../api/intOrString.ts';
import { durationFlag, invalidFlag, numberFlag, type Parsed } from './flags.ts';
import { seconds } from './lines.ts';
import type { Rollout } from './rollouts.ts';

export interface Bounds {
  /** A count, or a percentage of the replicas. */
  readonly minAvailable?: number | string;
  readonly maxPods?: number;
  readonly withinMs?: number;
}

export function boundsOf(parsed: Parsed): Bounds {
  const minAvailable = parsed.flags.get('min-available');
  if (minAvailable !== undefined && !/^\d+%?$/.test(minAvailable)) {
    throw invalidFlag('min-available', minAvailable, 'must be a number of pods or a percentage of the replicas');
  }
  const maxPods = numberFlag(parsed, 'max-pods', 0, 1_000_000);
  const withinMs = durationFlag(parsed, 'within');
  return {
    ...(minAvailable === undefined ? {} : { minAvailable: minAvailable.endsWith('%') ? minAvailable : Number(minAvailable) }),
    ...(maxPods === undefined ? {} : { maxPods }),
    ...(withinMs === undefined ? {} : { withinMs }),
  };
}

/** What a rollout did wrong, in words; `untilMs` is how long it was watched. */
export function problemsOf(rollout: Rollout, { minAvailable, maxPods, withinMs }: Bounds, untilMs: number): readonly string[] {
  const { name, what, startedAt, finishedAt, failure, status, replicas, leastAvailable, mostPods } = rollout;
  const deployment = `deployment ${JSON.stringify(name)}`;
  if (failure !== undefined) return [failure];
  if (finishedAt === undefined) return [`${deployment} was not complete after ${seconds(untilMs, 0)}: ${status}`];
  const problems: string[] = [];
  const took = finishedAt - startedAt;
  if (withinMs !== undefined && took > withinMs)
    problems.push(`${deployment} took ${seconds(took)}, longer than --within ${seconds(withinMs)}`);
  if (what === 'created') return problems;
  const floor = minAvailable === undefined ? undefined : getScaledValueFromIntOrPercent(minAvailable, replicas, true);
  if (floor?.ok === true && leastAvailable < floor.value) {
    problems.push(`${deployment} had ${leastAvailable} of ${replicas} pods available, fewer than --min-available ${minAvailable}`);
  }
  if (maxPods !== undefined && mostPods > maxPods)
    problems.push(`${deployment} had ${mostPods} pods at once, more than --max-pods ${maxPods}`);
  return problems;
}
