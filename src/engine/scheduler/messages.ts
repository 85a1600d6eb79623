/** FailedScheduling's text. upstream: pkg/scheduler/framework/types.go FitError.Error, pkg/scheduler/framework/preemption */
import type { Pod } from '../../api/core.ts';
import type { Refusal } from './filters.ts';

/** `<count> <reason>, <count> <reason>`, sorted as text. */
function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}

function preemptionText(pod: Pod, refusals: readonly Refusal[], minor: number): string {
  if (pod.spec.preemptionPolicy === 'Never') return 'preemption: not eligible due to preemptionPolicy=Never.';
  const why = refusals.map(({ resolvable }) =>
    resolvable ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling',
  );
  const end = minor <= 28 ? '..' : '.';
  return `preemption: 0/${refusals.length} nodes are available: ${histogram(why)}${end}`;
}

/** One refusal for each node of the cluster. */
export function failedSchedulingText(pod: Pod, refusals: readonly Refusal[], minor: number): string {
  if (refusals.length === 0) return 'no nodes available to schedule pods';
  const filters = `0/${refusals.length} nodes are available: ${histogram(refusals.flatMap(({ reasons }) => reasons))}.`;
  if (minor <= 23) return filters;
  const claims = minor >= 34 && minor <= 36 ? 'no new claims to deallocate, ' : '';
  return `${filters} ${claims}${preemptionText(pod, refusals, minor)}`;
}
