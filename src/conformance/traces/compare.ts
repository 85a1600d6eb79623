/** Lays what our engine did beside what the real controllers did. */

import { jsonDifferences } from '../case.ts';
import { compareConditions } from './conditions.ts';
import { endDifferences, stepEventDifferences } from './events.ts';
import type { Replay, Segment } from './replay.ts';
import type { Action, EventRow, Fields, PodRow, RecordedStep, Trace } from './trace.ts';
import { type Allowance, allowanceOf, show } from './unstable.ts';
import type { State } from './world.ts';

/** A timer's step may come this much earlier or later. */
const TOLERANCE_MS = 60;
/** A retry after a refusal may besides be off by this share of the time since the first refusal. */
const RETRY_TOLERANCE = 0.1;

const isTimer = (cause: readonly string[]): boolean => cause.length === 1 && cause[0] === 'timer';

/** A recorded step with the whole state that it stands for, not only what changed. */
interface Expected {
  readonly index: number;
  readonly step: RecordedStep;
  readonly state: State;
  readonly events: readonly EventRow[];
}

function merged(
  before: Readonly<Record<string, Fields>>,
  changes: Readonly<Record<string, Fields | null>> = {},
): Readonly<Record<string, Fields>> {
  const result: Record<string, Fields> = { ...before };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete result[key];
    else result[key] = value;
  }
  return result;
}

function expectations(trace: Trace): readonly Expected[] {
  let state: State = { deployments: {}, replicaSets: {}, pods: [] };
  return trace.steps.map((step, index) => {
    state = {
      deployments: merged(state.deployments, step.deployments),
      replicaSets: merged(state.replicaSets, step.replicaSets),
      pods: step.pods ?? state.pods,
    };
    return { index, step, state, events: step.events ?? [] };
  });
}

/** An environment's event with the timers' steps that follow it. */
interface Group<T> {
  readonly base: T;
  readonly timers: T[];
}

function grouped<T>(items: readonly T[], causeOf: (item: T) => readonly string[]): Group<T>[] {
  const groups: Group<T>[] = [];
  for (const item of items) {
    const last = groups[groups.length - 1];
    if (last !== undefined && isTimer(causeOf(item))) last.timers.push(item);
    else groups.push({ base: item, timers: [] });
  }
  return groups;
}

function podText(rows: readonly PodRow[]): string {
  return rows
    .map(([rs, phase, flags, n]) => `${rs}|${phase}|${flags.join(',')}|${n}`)
    .sort()
    .join(';');
}

function compareObjects(
  kind: 'deployments' | 'replicaSets',
  want: Readonly<Record<string, Fields>>,
  got: Readonly<Record<string, Fields>>,
  allowance: Allowance,
): readonly string[] {
  return [...new Set([...Object.keys(want), ...Object.keys(got)])].sort().flatMap((name) => {
    const [wanted, had] = [want[name], got[name]];
    if (wanted === undefined || had === undefined) {
      const path = `${kind}.${name}`;
      return allowance.allows(path, had === undefined ? undefined : 'there')
        ? []
        : [`${path}: recorded ${wanted === undefined ? 'nothing' : 'it'}, ours ${had === undefined ? 'nothing' : 'it'}`];
    }
    const fields = [...new Set([...Object.keys(wanted), ...Object.keys(had)])].sort();
    return fields.flatMap((field) => {
      const path = `${kind}.${name}.${field}`;
      if (field === 'conditions') return compareConditions(path, wanted, had, allowance);
      const isSame = JSON.stringify(wanted[field]) === JSON.stringify(had[field]);
      return isSame || allowance.allows(path, had[field]) ? [] : [`${path}: recorded ${show(wanted[field])}, ours ${show(had[field])}`];
    });
  });
}

function compareState(want: State, got: State, allowance: Allowance): readonly string[] {
  const [wantedPods, pods] = [podText(want.pods), podText(got.pods)];
  return [
    ...compareObjects('deployments', want.deployments, got.deployments, allowance),
    ...compareObjects('replicaSets', want.replicaSets, got.replicaSets, allowance),
    ...(wantedPods === pods || allowance.allows('pods', pods) ? [] : [`pods: recorded ${wantedPods}, ours ${pods}`]),
  ];
}

class Comparison {
  readonly differences: string[] = [];
  readonly #trace: Trace;
  readonly #replay: Replay;

  constructor(trace: Trace, replay: Replay) {
    this.#trace = trace;
    this.#replay = replay;
  }

  #tolerance(atMs: number): number {
    const first = this.#replay.firstRefusalMs;
    return TOLERANCE_MS + (first === undefined || first > atMs ? 0 : RETRY_TOLERANCE * (atMs - first));
  }

  #stateDifferences({ index, state }: Expected, got: Segment): readonly string[] {
    return compareState(state, got.state, allowanceOf(this.#trace, index));
  }

  #where({ index, step }: Expected): string {
    return `step ${index} (${step.atMs} ms, ${step.cause.join(', ')})`;
  }

  #compareStep(want: Expected, wantEvents: readonly (readonly EventRow[])[], got: readonly Segment[]): void {
    const last = got[got.length - 1];
    if (last === undefined) return;
    const where = this.#where(want);
    this.differences.push(...this.#stateDifferences(want, last).map((each) => `${where} ${each}`));
    this.differences.push(
      ...stepEventDifferences(
        `${where} event`,
        wantEvents,
        got.map((each) => each.emitted),
      ),
    );
  }

  /** Pairs the timers' steps of one group by time and compares each. */
  #compareGroup(want: Group<Expected>, got: Group<Segment>): void {
    let own: Segment[] = [got.base];
    let expected = want.base;
    let events = [want.base.events];
    const left = [...got.timers];
    for (const timer of want.timers) {
      const tolerance = this.#tolerance(timer.step.atMs);
      const found = left.findIndex((each) => Math.abs(each.atMs - timer.step.atMs) <= tolerance);
      if (found < 0) {
        this.differences.push(
          `${this.#where(timer)}: recorded a change by a timer, ours has none (${left.map((each) => each.atMs).join(', ')} ms)`,
        );
        events.push(timer.events);
        continue;
      }
      own.push(...left.splice(0, found));
      this.#checkUnrecorded(expected, own);
      this.#compareStep(expected, events, own);
      own = left.splice(0, 1);
      [expected, events] = [timer, [timer.events]];
    }
    own.push(...left);
    this.#checkUnrecorded(expected, own);
    this.#compareStep(expected, events, own);
  }

  /** Our own changes by timers that were not recorded: right only if the recording had them merged, so that the state before is not its state. */
  #checkUnrecorded(expected: Expected, own: readonly Segment[]): void {
    const [first, ...others] = own;
    if (first === undefined || others.length === 0 || this.#stateDifferences(expected, first).length > 0) return;
    const times = others.map((each) => each.atMs).join(', ');
    this.differences.push(`${this.#where(expected)}: the settled state changed at ${times} ms without a recorded step`);
  }

  #compareResults(): void {
    for (const [index, action] of this.#trace.actions.entries()) {
      const got = this.#replay.results.get(index);
      if (got === undefined) continue;
      this.differences.push(...resultDifferences(`action ${index}`, action, got));
    }
  }

  run(): readonly string[] {
    this.#compareResults();
    const want = grouped(expectations(this.#trace), ({ step }) => step.cause);
    const got = grouped(this.#replay.segments, ({ cause }) => cause);
    for (const [index, group] of want.entries()) {
      const own = got[index];
      const { step } = group.base;
      const found = own === undefined ? 'nothing' : `${own.base.atMs} ms, ${own.base.cause.join(', ')}`;
      const wanted = `${step.atMs} ms, ${step.cause.join(', ')}`;
      if (own === undefined || sortedCause(own.base.cause) !== sortedCause(step.cause) || own.base.atMs !== step.atMs) {
        this.differences.push(`${this.#where(group.base)}: the environment went another way: recorded ${wanted}, ours ${found}`);
        return this.differences;
      }
      this.#compareGroup(group, own);
    }
    const extra = got[want.length];
    if (extra !== undefined)
      this.differences.push(`after the last step: the environment went on at ${extra.base.atMs} ms, ${extra.base.cause.join(', ')}`);
    const { emitted, stored } = this.#trace.end;
    if (emitted !== undefined) this.differences.push(...endDifferences('end.emitted', emitted, this.#replay.emitted, this.#replay.emitted));
    if (stored !== undefined) this.differences.push(...endDifferences('end.stored', stored, this.#replay.stored, this.#replay.emitted));
    return this.differences;
  }
}

function sortedCause(cause: readonly string[]): string {
  return [...cause].sort().join(', ');
}

/** kubectl before 1.35 wrote `creationTimestamp: null` into templates; ours is the 1.37 client, and a server reads both alike. */
function withoutNullTimes(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (key, value) => (key === 'creationTimestamp' && value === null ? undefined : value)));
}

function resultDifferences(
  where: string,
  want: Action,
  got: Replay['results'] extends ReadonlyMap<number, infer R> ? R : never,
): readonly string[] {
  const texts = (['text', 'error'] as const).flatMap((field) => {
    // Only kubectl's commands say anything when they succeed, and the recording may have left it out.
    if (want[field] === got[field] || (field === 'text' && want.text === undefined)) return [];
    return [`${where} ${field}: recorded ${show(want[field])}, ours ${show(got[field])}`];
  });
  if (want.sent === undefined || got.sent === undefined) return texts;
  const { type, body } = want.sent;
  return [...texts, ...jsonDifferences({ type, body: withoutNullTimes(body) }, got.sent, `${where} sent`)];
}

/** Every readable difference between the recording and our run; none = equal. */
export function compareTrace(trace: Trace, replay: Replay): readonly string[] {
  return new Comparison(trace, replay).run();
}
