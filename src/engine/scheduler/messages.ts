/** FailedScheduling's text. upstream: pkg/scheduler/framework/types.go FitError.Error, pkg/scheduler/framework/preemption */
import type { Pod } from '../../api/core.ts';
import type { NodeObjection } from '../reason.ts';
import type { Refusal } from './filters.ts';

/** upstream: the ErrReason constants of each plug-in */
function reasonText(objection: NodeObjection, minor: number): string {
  switch (objection.because) {
    case 'unschedulable':
      return 'node(s) were unschedulable';
    case 'taint': {
      const { key, value } = objection;
      if (minor >= 35) return 'node(s) had untolerated taint(s)';
      if (minor >= 24) return `node(s) had untolerated taint {${key}: ${value}}`;
      return `node(s) had taint {${key}: ${value}}, that the pod didn't tolerate`;
    }
    case 'node affinity':
      return "node(s) didn't match Pod's node affinity/selector";
    case 'host ports':
      return "node(s) didn't have free ports for the requested pod ports";
    case 'too many pods':
      return 'Too many pods';
    case 'insufficient':
      return `Insufficient ${objection.resource}`;
    case 'topology spread':
      return `node(s) didn't match pod topology spread constraints${objection.skew === undefined ? ' (missing required label)' : ''}`;
    case 'pod affinity':
      return "node(s) didn't match pod affinity rules";
    case 'pod anti-affinity':
      return "node(s) didn't match pod anti-affinity rules";
    case 'existing anti-affinity':
      return "node(s) didn't satisfy existing pods anti-affinity rules";
  }
}

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
  const reasons = refusals.flatMap(({ objections }) => objections.map((each) => reasonText(each, minor)));
  const filters = `0/${refusals.length} nodes are available: ${histogram(reasons)}.`;
  if (minor <= 23) return filters;
  const claims = minor >= 34 && minor <= 36 ? 'no new claims to deallocate, ' : '';
  return `${filters} ${claims}${preemptionText(pod, refusals, minor)}`;
}
