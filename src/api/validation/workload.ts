/** Rules for Deployments and ReplicaSets. upstream: pkg/apis/apps/validation/validation.go */

import { deepEqual } from '../../base/equal.ts';
import type { Deployment, DeploymentStrategy, ReplicaSet, RollingUpdateDeployment } from '../apps.ts';
import type { PodTemplateSpec } from '../core.ts';
import { goQuote } from '../goText.ts';
import { percentOf } from '../intOrString.ts';
import type { IntOrString, LabelSelector } from '../meta.ts';
import { matchesSelector } from '../selector.ts';
import {
  renderSelector,
  subdomainName,
  validateAnnotations,
  validateLabelSelector,
  validateLabels,
  validateObjectMeta,
} from './metadata.ts';
import { validatePodSpec } from './podSpec.ts';
import { type Rendered, type Report, renderIntOrString, renderLabels } from './report.ts';

/** upstream: ValidatePodTemplateSpecForReplicaSet */
function validateTemplate(report: Report, template: PodTemplateSpec, selector: LabelSelector | undefined): void {
  const labels = template.metadata?.labels;
  const isEmpty = selector !== undefined && Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
  if (!isEmpty && (selector === undefined || !matchesSelector(selector, labels ?? {}))) {
    report.invalid('spec.template.metadata.labels', renderLabels(labels), '`selector` does not match template `labels`');
  }
  // The path really lacks `metadata`.
  validateLabels(report, 'spec.template.labels', labels);
  validateAnnotations(report, 'spec.template.annotations', template.metadata?.annotations);
  validatePodSpec(report, 'spec.template.spec', template.spec, 'template');
  const { restartPolicy, activeDeadlineSeconds } = template.spec;
  if (restartPolicy !== 'Always') report.notSupported('spec.template.spec.restartPolicy', restartPolicy, ['Always']);
  if (activeDeadlineSeconds !== undefined) {
    report.forbidden('spec.template.spec.activeDeadlineSeconds', 'activeDeadlineSeconds in ReplicaSet is not Supported');
  }
}

/** The selector and, if it can be used, the template. */
function validateSelectorAndTemplate(report: Report, selector: LabelSelector | undefined, template: PodTemplateSpec): void {
  if (selector === undefined) report.required('spec.selector');
  else {
    const valid = validateLabelSelector(report, 'spec.selector', selector);
    if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0) {
      report.invalid('spec.selector', renderSelector(selector), 'empty selector is invalid for deployment');
    }
    if (!valid) {
      report.invalid('spec.selector', renderSelector(selector), 'invalid label selector');
      return;
    }
  }
  validateTemplate(report, template, selector);
}

const percentMessage =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** A count that is not negative, or a percentage. upstream: ValidatePositiveIntOrPercent */
export function validatePositiveIntOrPercent(report: Report, field: string, value: IntOrString): void {
  if (typeof value === 'number') report.nonNegative(field, value);
  else if (percentOf(value) === undefined) report.invalid(field, renderIntOrString(value), percentMessage);
}

/** The number as written, whatever it is a part of. */
const writtenNumber = (value: IntOrString): number => (typeof value === 'number' ? value : (percentOf(value) ?? 0));

function validateRollingUpdate(report: Report, { maxUnavailable = 0, maxSurge = 0 }: RollingUpdateDeployment): void {
  const field = 'spec.strategy.rollingUpdate';
  validatePositiveIntOrPercent(report, `${field}.maxUnavailable`, maxUnavailable);
  validatePositiveIntOrPercent(report, `${field}.maxSurge`, maxSurge);
  if (writtenNumber(maxUnavailable) === 0 && writtenNumber(maxSurge) === 0) {
    report.invalid(`${field}.maxUnavailable`, renderIntOrString(maxUnavailable), 'may not be 0 when `maxSurge` is 0');
  }
  if ((percentOf(maxUnavailable) ?? 0) > 100) {
    report.invalid(`${field}.maxUnavailable`, renderIntOrString(maxUnavailable), 'must not be greater than 100%');
  }
}

/** A strategy with the field names of Go's internal type. */
function renderStrategy({ type = '' as never, rollingUpdate }: DeploymentStrategy): Rendered {
  const [unavailable, surge] = [rollingUpdate?.maxUnavailable ?? 0, rollingUpdate?.maxSurge ?? 0];
  const json = JSON.stringify({
    Type: type,
    RollingUpdate: rollingUpdate === undefined ? null : { MaxUnavailable: unavailable, MaxSurge: surge },
  });
  // The pointer's address is not a fact worth inventing.
  const update = rollingUpdate === undefined ? '(*apps.RollingUpdateDeployment)(nil)' : '(*apps.RollingUpdateDeployment)(<ptr>)';
  return { json, go: `apps.DeploymentStrategy{Type:${goQuote(type)}, RollingUpdate:${update}}` };
}

function validateStrategy(report: Report, strategy: DeploymentStrategy): void {
  switch (strategy.type) {
    case 'Recreate':
      if (strategy.rollingUpdate !== undefined) {
        report.forbidden('spec.strategy.rollingUpdate', "may not be specified when strategy `type` is 'Recreate'");
      }
      break;
    case 'RollingUpdate':
      validateRollingUpdate(report, strategy.rollingUpdate ?? {});
      break;
    default:
      report.notSupported('spec.strategy', renderStrategy(strategy), ['Recreate', 'RollingUpdate']);
  }
}

/** upstream: ValidateDeployment */
export function validateDeployment(report: Report, { metadata, spec }: Deployment): void {
  validateObjectMeta(report, metadata, subdomainName);
  report.nonNegative('spec.replicas', spec.replicas);
  validateSelectorAndTemplate(report, spec.selector as LabelSelector | undefined, spec.template);
  validateStrategy(report, spec.strategy ?? {});
  report.nonNegative('spec.minReadySeconds', spec.minReadySeconds);
  report.nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit);
  const { progressDeadlineSeconds } = spec;
  if (progressDeadlineSeconds === undefined) return;
  report.nonNegative('spec.progressDeadlineSeconds', progressDeadlineSeconds);
  if (progressDeadlineSeconds <= (spec.minReadySeconds ?? 0)) {
    report.invalid('spec.progressDeadlineSeconds', progressDeadlineSeconds, 'must be greater than minReadySeconds');
  }
}

/** upstream: ValidateReplicaSet */
export function validateReplicaSet(report: Report, { metadata, spec }: ReplicaSet): void {
  validateObjectMeta(report, metadata, subdomainName);
  report.nonNegative('spec.replicas', spec.replicas);
  report.nonNegative('spec.minReadySeconds', spec.minReadySeconds);
  validateSelectorAndTemplate(report, spec.selector as LabelSelector | undefined, spec.template);
}

/** The selector of a workload never changes. upstream: ValidateImmutableField */
export function validateSelectorKept(report: Report, next: Deployment | ReplicaSet, old: Deployment | ReplicaSet): void {
  if (!deepEqual(next.spec.selector, old.spec.selector)) {
    report.invalid('spec.selector', renderSelector(next.spec.selector as LabelSelector | undefined), 'field is immutable');
  }
}
