/** What watches over the number of pods. upstream: describeHorizontalPodAutoscalerV2, describePodDisruptionBudgetV1 */

import type { HorizontalPodAutoscaler } from '../../../api/autoscaling.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../api/fields.ts';
import { goQuote } from '../../../api/goText.ts';
import type { PodDisruptionBudget } from '../../../api/policy.ts';
import { formatLabelSelector } from '../multiline.ts';
import { dateText, field, grid, heading, line } from './text.ts';

const unknown = '<unknown>';

/** A quantity, a number, or '' without one. */
const amountOf = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === 'number' ? `${value}` : textOf(value);
};

/** Resources of pods are told as shares of what was asked for. */
function resourceText(title: string, source: Fields, current: Fields): string {
  const target = fieldsOf(source['target']);
  const average = amountOf(target, 'averageValue');
  if (average !== '') return field(title, `${amountOf(current, 'averageValue') || unknown} / ${average}`, 1);
  const used = amountOf(current, 'averageUtilization');
  const now = used === '' ? unknown : `${used}% (${amountOf(current, 'averageValue')})`;
  const wanted = amountOf(target, 'averageUtilization');
  return field(`${title}  (as a percentage of request)`, `${now} / ${wanted === '' ? '<auto>' : `${wanted}%`}`, 1);
}

function metricText(metric: Fields, status: Fields): string {
  const type = textOf(metric['type']);
  const key = type.charAt(0).toLowerCase() + type.slice(1);
  const source = fieldsOf(metric[key]);
  const current = fieldsOf(fieldsOf(status[key])['current']);
  const target = fieldsOf(source['target']);
  const name = goQuote(textOf(fieldsOf(source['metric'])['name']));
  const compared = (value: string): string => `${amountOf(current, value) || unknown} / ${amountOf(target, value)}`;
  const perPod = amountOf(target, 'averageValue') !== '';
  const against = perPod ? '(target average value)' : '(target value)';
  switch (type) {
    case 'External':
      return field(`${name} ${against}`, compared(perPod ? 'averageValue' : 'value'), 1);
    case 'Pods':
      return field(`${name} on pods`, compared('averageValue'), 1);
    case 'Object': {
      const { kind, name: object } = fieldsOf(source['describedObject']);
      return field(`${name} on ${textOf(kind)}/${textOf(object)} ${against}`, compared(perPod ? 'averageValue' : 'value'), 1);
    }
    case 'Resource':
      return resourceText(`resource ${textOf(source['name'])} on pods`, source, current);
    case 'ContainerResource':
      return resourceText(`resource ${textOf(source['name'])} of container "${textOf(source['container'])}" on pods`, source, current);
    default:
      return line(1, `<unknown metric type ${goQuote(type)}>`);
  }
}

function directionText(title: string, value: unknown): string {
  if (value === undefined) return '';
  const rules = fieldsOf(value);
  const { stabilizationWindowSeconds: window, selectPolicy } = rules;
  const policies = listOf(rules['policies']).map(fieldsOf);
  const told = policies.map((policy) =>
    line(3, `- Type: ${textOf(policy['type'])}\tValue: ${amountOf(policy, 'value')}\tPeriod: ${amountOf(policy, 'periodSeconds')} seconds`),
  );
  return [
    line(1, `${title}:`),
    typeof window === 'number' ? line(2, `Stabilization Window: ${window} seconds`) : '',
    policies.length === 0 ? '' : line(2, `Select Policy: ${textOf(selectPolicy) || 'Max'}`) + line(2, 'Policies:') + told.join(''),
  ].join('');
}

function behaviorText(behavior: unknown): string {
  if (behavior === undefined) return '';
  const { scaleUp, scaleDown } = fieldsOf(behavior);
  return `Behavior:\n${directionText('Scale Up', scaleUp)}${directionText('Scale Down', scaleDown)}`;
}

export function describeAutoscaler(autoscaler: HorizontalPodAutoscaler): string {
  const { metadata, spec, status } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  const currents = listOf(status?.currentMetrics).map(fieldsOf);
  const metrics = listOf(spec.metrics).map((metric, index) => metricText(fieldsOf(metric), currents[index] ?? {}));
  const conditions = (status?.conditions ?? []).map((each) => [each.type, each.status, each.reason ?? '', each.message ?? '']);
  return [
    heading(autoscaler),
    field('CreationTimestamp', dateText(metadata.creationTimestamp)),
    field('Reference', `${kind}/${name}`),
    field('Metrics', '( current / target )'),
    ...metrics,
    field('Min replicas', spec.minReplicas ?? '<unset>'),
    field('Max replicas', spec.maxReplicas),
    behaviorText(fieldsOf(spec)['behavior']),
    field(`${kind} pods`, `${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired`),
    conditions.length === 0 ? '' : `Conditions:\n${grid(['Type', 'Status', 'Reason', 'Message'], conditions)}`,
  ].join('');
}

export function describeBudget({ metadata, spec, status }: PodDisruptionBudget): string {
  const { minAvailable, maxUnavailable, selector } = spec;
  return [
    field('Name', metadata.name),
    field('Namespace', metadata.namespace ?? ''),
    minAvailable !== undefined
      ? field('Min available', minAvailable)
      : maxUnavailable !== undefined
        ? field('Max unavailable', maxUnavailable)
        : '',
    field('Selector', selector === undefined ? '<unset>' : formatLabelSelector(selector)),
    'Status:\n',
    field('Allowed disruptions', status.disruptionsAllowed, 2),
    field('Current', status.currentHealthy, 2),
    field('Desired', status.desiredHealthy, 2),
    field('Total', status.expectedPods, 2),
  ].join('');
}
