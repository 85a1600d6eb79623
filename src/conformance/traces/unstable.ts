/** Values on which reality itself was not the same in every run. */
import type { Trace } from './trace.ts';

/** What may differ at one step. */
export interface Allowance {
  /** Whether `got` was seen at this place, in some run. */
  allows(path: string, got: unknown): boolean;
}

/** A value as a recording writes it in text. */
export function show(value: unknown): string {
  if (value === undefined) return '(absent)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether a list such as `4-6,9` names the step. */
function covers(steps: string, index: number): boolean {
  return steps.split(',').some((part) => {
    const [first = '', last = first] = part.split('-');
    return index >= Number(first) && index <= Number(last);
  });
}

export function allowanceOf(trace: Trace, index: number): Allowance {
  const entries = (trace.unstable ?? []).filter(({ steps }) => covers(steps, index));
  return { allows: (path, got) => entries.some((each) => each.path === path && each.seen.includes(show(got))) };
}
