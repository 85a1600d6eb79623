/** Rules for affinity, tolerations and spreading. upstream: validateAffinity, ValidateTolerations, validateTopologySpreadConstraints */
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import type { LabelSelector } from '../meta.ts';
import { isQualifiedName, isValidLabelValue } from '../names.ts';
import { validateLabelSelector } from './metadata.ts';
import type { Report } from './report.ts';

function validateNodeRequirement(report: Report, at: string, requirement: Fields): void {
  const values = listOf(requirement['values']);
  switch (requirement['operator']) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) report.required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'");
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) report.forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) report.required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'");
      break;
    default:
      report.invalid(`${at}.operator`, requirement['operator'] ?? '', 'not a valid selector operator');
  }
  const key = textOf(requirement['key']);
  report.invalidAll(`${at}.key`, key, isQualifiedName(key, report.minor));
}

function validateNodeTerm(report: Report, at: string, term: Fields): void {
  for (const [index, requirement] of listOf(term['matchExpressions']).entries()) {
    validateNodeRequirement(report, `${at}.matchExpressions[${index}]`, fieldsOf(requirement));
  }
}

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

function validateNodeAffinity(report: Report, at: string, affinity: Fields): void {
  if (affinity[required] !== undefined) {
    const field = `${at}.${required}.nodeSelectorTerms`;
    const terms = listOf(fieldsOf(affinity[required])['nodeSelectorTerms']);
    if (terms.length === 0) report.required(field, 'must have at least one node selector term');
    for (const [index, term] of terms.entries()) validateNodeTerm(report, `${field}[${index}]`, fieldsOf(term));
  }
  for (const [index, entry] of listOf(affinity[preferred]).map(fieldsOf).entries()) {
    const field = `${at}.${preferred}[${index}]`;
    validateWeight(report, `${field}.weight`, entry['weight']);
    validateNodeTerm(report, `${field}.preference`, fieldsOf(entry['preference']));
  }
}

function validateWeight(report: Report, field: string, weight: unknown): void {
  const number = Number(weight ?? 0);
  if (number <= 0 || number > 100) report.invalid(field, number, 'must be in the range 1-100');
}

function validatePodTerm(report: Report, at: string, term: Fields): void {
  if (term['labelSelector'] !== undefined) validateLabelSelector(report, `${at}.labelSelector`, term['labelSelector'] as LabelSelector);
  const key = textOf(term['topologyKey']);
  if (key === '') report.required(`${at}.topologyKey`, 'can not be empty');
  report.invalidAll(`${at}.topologyKey`, key, isQualifiedName(key, report.minor));
}

function validatePodAffinity(report: Report, at: string, affinity: Fields): void {
  for (const [index, term] of listOf(affinity[required]).entries()) validatePodTerm(report, `${at}.${required}[${index}]`, fieldsOf(term));
  for (const [index, entry] of listOf(affinity[preferred]).map(fieldsOf).entries()) {
    const field = `${at}.${preferred}[${index}]`;
    validateWeight(report, `${field}.weight`, entry['weight']);
    validatePodTerm(report, `${field}.podAffinityTerm`, fieldsOf(entry['podAffinityTerm']));
  }
}

/** All three kinds of affinity. */
export function validateAffinity(report: Report, field: string, given: unknown): void {
  const affinity = fieldsOf(given);
  validateNodeAffinity(report, `${field}.nodeAffinity`, fieldsOf(affinity['nodeAffinity']));
  validatePodAffinity(report, `${field}.podAffinity`, fieldsOf(affinity['podAffinity']));
  validatePodAffinity(report, `${field}.podAntiAffinity`, fieldsOf(affinity['podAntiAffinity']));
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
/** From this minor version on a refused comparison operator is offered among the supported ones. */
const comparisonOperatorsSince = 35;

function validateOperator(report: Report, at: string, toleration: Fields): void {
  const [operator, value] = [textOf(toleration['operator']), textOf(toleration['value'])];
  switch (operator) {
    case '':
    case 'Equal':
      report.invalidAll(`${at}.operator`, value, isValidLabelValue(value, report.minor));
      break;
    case 'Exists':
      if (value !== '') report.invalid(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'");
      break;
    default: {
      const compares = report.minor >= comparisonOperatorsSince && (operator === 'Gt' || operator === 'Lt');
      report.notSupported(`${at}.operator`, operator, compares ? ['Equal', 'Exists', 'Lt', 'Gt'] : ['Equal', 'Exists']);
    }
  }
}

/** upstream: ValidateTolerations */
export function validateTolerations(report: Report, field: string, tolerations: readonly unknown[]): void {
  for (const [index, toleration] of tolerations.map(fieldsOf).entries()) {
    const at = `${field}[${index}]`;
    const [key, operator, effect] = [textOf(toleration['key']), textOf(toleration['operator']), textOf(toleration['effect'])];
    if (key !== '') report.invalidAll(`${at}.key`, key, isQualifiedName(key, report.minor));
    if (key === '' && operator !== 'Exists')
      report.invalid(
        `${at}.operator`,
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      );
    if (toleration['tolerationSeconds'] !== undefined && effect !== 'NoExecute') {
      report.invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    validateOperator(report, at, toleration);
    if (effect !== '') report.oneOf(`${at}.effect`, effect, effects);
  }
}

/** upstream: validateTopologySpreadConstraints */
export function validateTopologySpread(report: Report, field: string, constraints: readonly unknown[]): void {
  for (const [index, constraint] of constraints.map(fieldsOf).entries()) {
    const at = `${field}[${index}]`;
    const skew = Number(constraint['maxSkew'] ?? 0);
    if (skew <= 0) report.invalid(`${at}.maxSkew`, skew, 'must be greater than zero');
    const [key, when] = [textOf(constraint['topologyKey']), textOf(constraint['whenUnsatisfiable'])];
    if (key === '') report.required(`${at}.topologyKey`, 'can not be empty');
    else report.invalidAll(`${at}.topologyKey`, key, isQualifiedName(key, report.minor));
    if (!['DoNotSchedule', 'ScheduleAnyway'].includes(when))
      report.notSupported(`${at}.whenUnsatisfiable`, when, ['DoNotSchedule', 'ScheduleAnyway']);
    validateMinDomains(report, `${at}.minDomains`, constraint['minDomains'], when);
    const twin = constraints
      .map(fieldsOf)
      .slice(0, index)
      .some((other) => other['topologyKey'] === key && other['whenUnsatisfiable'] === when);
    if (twin) report.duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${key}, ${when}}`);
    if (constraint['labelSelector'] !== undefined)
      validateLabelSelector(report, `${at}.labelSelector`, constraint['labelSelector'] as LabelSelector);
  }
}

function validateMinDomains(report: Report, field: string, minDomains: unknown, when: string): void {
  if (minDomains === undefined) return;
  if (Number(minDomains) <= 0) report.invalid(field, minDomains, 'must be greater than zero');
  if (when !== 'DoNotSchedule')
    report.invalid(field, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${when}`);
}
