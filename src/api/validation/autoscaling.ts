/** Rules for HorizontalPodAutoscalers. upstream: pkg/apis/autoscaling/validation */
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts';
import type { KubeObject } from '../meta.ts';
import { compareQuantity } from '../quantity.ts';
import { pathSegmentName, subdomainName, validateObjectMeta } from './metadata.ts';
import { type Report, renderQuantity } from './report.ts';

type Stored = KubeObject & Fields;

/** Where a metric source stands, by the type of the metric. */
const SOURCES: Readonly<Record<string, string>> = {
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
  ContainerResource: 'containerResource',
  External: 'external',
};
const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

function validateName(report: Report, at: string, name: unknown): void {
  if (textOf(name) === '') report.required(at);
  else report.invalidAll(at, name, pathSegmentName(textOf(name), report.minor));
}

function validateTarget(report: Report, at: string, target: Fields): void {
  const { type, averageUtilization } = target;
  if (textOf(type) === '') report.required(`${at}.type`, 'must specify a metric target type');
  else if (!['Utilization', 'Value', 'AverageValue'].includes(textOf(type)))
    report.invalid(`${at}.type`, type, 'must be either Utilization, Value, or AverageValue');
  for (const name of ['value', 'averageValue']) {
    const quantity = target[name];
    if (typeof quantity === 'string' && compareQuantity(quantity, '0') <= 0)
      report.invalid(`${at}.${name}`, renderQuantity(quantity), 'must be positive');
  }
  if (typeof averageUtilization === 'number' && averageUtilization < 1)
    report.invalid(`${at}.averageUtilization`, averageUtilization, 'must be greater than 0');
}

/** A metric of a resource: either a share of the request, or an amount. */
function validateResource(report: Report, at: string, source: Fields): void {
  const target = fieldsOf(source['target']);
  const [utilization, amount] = [target['averageUtilization'], target['averageValue']];
  if (textOf(source['name']) === '') report.required(`${at}.name`, 'must specify a resource name');
  validateTarget(report, `${at}.target`, target);
  if (utilization === undefined && amount === undefined)
    report.required(`${at}.target.averageUtilization`, 'must set either a target raw value or a target utilization');
  if (utilization !== undefined && amount !== undefined)
    report.forbidden(`${at}.target.averageValue`, 'may not set both a target raw value and a target utilization');
}

function validateMetric(report: Report, at: string, metric: Fields): void {
  const type = textOf(metric['type']);
  if (type === '') report.required(`${at}.type`, 'must specify a metric source type');
  else if (!TYPES.includes(type)) report.notSupported(`${at}.type`, type, TYPES);
  for (const [name, field] of Object.entries(SOURCES)) {
    const isGiven = isFields(metric[field]);
    if (name === type && !isGiven) report.required(`${at}.${field}`, 'must populate information for the given metric source');
    if (name !== type && isGiven && type !== '') report.forbidden(`${at}.${field}`, 'must populate the given metric source only');
    if (!isGiven) continue;
    const source = fieldsOf(metric[field]);
    if (name === 'Resource' || name === 'ContainerResource') validateResource(report, `${at}.${field}`, source);
    else {
      validateName(report, `${at}.${field}.metric.name`, fieldsOf(source['metric'])['name']);
      validateTarget(report, `${at}.${field}.target`, fieldsOf(source['target']));
    }
  }
}

const MAX_PERIOD = 1800;
const MAX_STABILIZATION = 3600;

function validateRules(report: Report, at: string, rules: Fields): void {
  const { stabilizationWindowSeconds: window, selectPolicy, policies } = rules;
  if (typeof window === 'number' && window < 0)
    report.invalid(`${at}.stabilizationWindowSeconds`, window, 'must be greater than or equal to zero');
  if (typeof window === 'number' && window > MAX_STABILIZATION)
    report.invalid(`${at}.stabilizationWindowSeconds`, window, `must be less than or equal to ${MAX_STABILIZATION}`);
  if (selectPolicy !== undefined && !['Disabled', 'Max', 'Min'].includes(textOf(selectPolicy)))
    report.notSupported(`${at}.selectPolicy`, selectPolicy, ['Disabled', 'Max', 'Min']);
  for (const [index, policy] of listOf(policies).map(fieldsOf).entries()) {
    const field = `${at}.policies[${index}]`;
    const [value, period] = [Number(policy['value'] ?? 0), Number(policy['periodSeconds'] ?? 0)];
    if (!['Pods', 'Percent'].includes(textOf(policy['type']))) report.notSupported(`${field}.type`, policy['type'], ['Percent', 'Pods']);
    if (value <= 0) report.invalid(`${field}.value`, value, 'must be greater than zero');
    if (period <= 0) report.invalid(`${field}.periodSeconds`, period, 'must be greater than zero');
    if (period > MAX_PERIOD) report.invalid(`${field}.periodSeconds`, period, `must be less than or equal to ${MAX_PERIOD}`);
  }
}

/** upstream: ValidateHorizontalPodAutoscaler */
export function validateAutoscaler(report: Report, autoscaler: Stored): void {
  validateObjectMeta(report, autoscaler.metadata, subdomainName);
  const spec = fieldsOf(autoscaler['spec']);
  const [least, most] = [Number(spec['minReplicas'] ?? 1), Number(spec['maxReplicas'] ?? 0)];
  if (least < 1) report.invalid('spec.minReplicas', least, 'must be greater than or equal to 1');
  if (most < 1) report.invalid('spec.maxReplicas', most, 'must be greater than 0');
  if (most < least) report.invalid('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`');
  const target = fieldsOf(spec['scaleTargetRef']);
  validateName(report, 'spec.scaleTargetRef.kind', target['kind']);
  validateName(report, 'spec.scaleTargetRef.name', target['name']);
  for (const [index, metric] of listOf(spec['metrics']).map(fieldsOf).entries()) validateMetric(report, `spec.metrics[${index}]`, metric);
  const behavior = fieldsOf(spec['behavior']);
  for (const name of ['scaleUp', 'scaleDown'])
    if (isFields(behavior[name])) validateRules(report, `spec.behavior.${name}`, fieldsOf(behavior[name]));
}
