/** Rules for names, labels, annotations and owners. upstream: apimachinery/pkg/api/validation/objectmeta.go */
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import { goQuote } from '../goText.ts';
import type { LabelSelector, ObjectMeta } from '../meta.ts';
import { isDNS1035Label, isDNS1123Label, isDNS1123Subdomain, isQualifiedName, isValidLabelValue, utf8Length } from '../names.ts';
import type { Rendered, Report } from './report.ts';

/** A limit on all annotations of an object together. */
const maxAnnotationBytes = 256 * 1024;

export const sortedEntries = (map: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(fieldsOf(map)).sort(([a], [b]) => (a < b ? -1 : 1));

/** upstream: ValidateLabels */
export function validateLabels(report: Report, field: string, labels: unknown): void {
  for (const [key, value] of sortedEntries(labels)) {
    report.invalidAll(field, key, isQualifiedName(key, report.minor));
    report.invalidAll(field, value, isValidLabelValue(textOf(value), report.minor));
  }
}

/** upstream: ValidateAnnotations; the prefix of a key may have capitals */
export function validateAnnotations(report: Report, field: string, annotations: unknown): void {
  let size = 0;
  for (const [key, value] of sortedEntries(annotations)) {
    report.invalidAll(field, key, isQualifiedName(key.toLowerCase(), report.minor));
    size += utf8Length(key) + utf8Length(textOf(value));
  }
  if (size > maxAnnotationBytes) report.tooLong(field, maxAnnotationBytes);
}

/** What is wrong with a name of this kind. */
export type NameRule = (name: string, minor: number) => readonly string[];

export const subdomainName: NameRule = (name) => isDNS1123Subdomain(name);
export const labelName: NameRule = (name) => isDNS1123Label(name);
/** A Service's name may begin with a digit since 1.34; a dot then has a message of its own. */
export const serviceName: NameRule = (name, minor) => {
  if (minor < 34) return isDNS1035Label(name);
  return name.includes('.') ? ['must not contain dots'] : isDNS1123Label(name);
};
/** Names that only have to be a part of a URL. */
export const pathSegmentName: NameRule = (name) => {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((sign) => name.includes(sign)).map((sign) => `may not contain '${sign}'`);
};

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

function validateFinalizers(report: Report, finalizers: readonly string[]): void {
  for (const [index, finalizer] of finalizers.entries()) {
    report.invalidAll('metadata.finalizers', finalizer, isQualifiedName(finalizer, report.minor));
    if (!finalizer.includes('/') && !standardFinalizers.includes(finalizer)) {
      report.invalid(`metadata.finalizers[${index}]`, finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
    }
  }
}

function validateOwnerReferences(report: Report, owners: readonly unknown[]): void {
  const modern = report.minor >= 34;
  const field = 'metadata.ownerReferences';
  for (const [index, owner] of owners.map(fieldsOf).entries()) {
    const at = modern ? `${field}[${index}]` : field;
    for (const name of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if (textOf(owner[name]) !== '') continue;
      if (name === 'apiVersion') report.invalid(`${at}.apiVersion`, owner[name] ?? '', 'version must not be empty');
      else if (modern) report.required(`${at}.${name}`, 'must not be empty');
      else report.invalid(`${at}.${name}`, '', `${name} must not be empty`);
    }
  }
  const controllers = owners.map(fieldsOf).filter((owner) => owner['controller'] === true);
  const [first, second] = controllers;
  if (first !== undefined && second !== undefined) {
    const why = `Only one reference can have Controller set to true. Found "true" in references for ${textOf(first['kind'])}/${textOf(first['name'])} and ${textOf(second['kind'])}/${textOf(second['name'])}`;
    report.invalid(field, owners, why);
  }
}

/** upstream: ValidateObjectMeta */
export function validateObjectMeta(report: Report, meta: ObjectMeta, nameRule: NameRule): void {
  const { name = '', generateName = '' } = meta;
  if (generateName !== '') report.invalidAll('metadata.generateName', generateName, nameRule(maskTrailingDash(generateName), report.minor));
  if (name === '') report.required('metadata.name', 'name or generateName is required');
  else report.invalidAll('metadata.name', name, nameRule(name, report.minor));
  report.nonNegative('metadata.generation', meta.generation);
  validateLabels(report, 'metadata.labels', meta.labels);
  validateAnnotations(report, 'metadata.annotations', meta.annotations);
  validateDeletionCost(report, meta.annotations);
  validateOwnerReferences(report, listOf(meta.ownerReferences));
  validateFinalizers(report, meta.finalizers ?? []);
}

const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

function validateDeletionCost(report: Report, annotations: Fields | undefined): void {
  const cost = annotations?.[deletionCost];
  if (cost === undefined) return;
  const number = Number(cost);
  const fits = /^(0|-?[1-9][0-9]*)$/.test(textOf(cost)) && number >= -(2 ** 31) && number < 2 ** 31;
  if (!fits) report.invalid(`metadata.annotations[${deletionCost}]`, cost, 'must be a 32bit integer');
}

/** A prefix that ends in a dash is a valid prefix. */
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}

function goRequirement({ key, operator, values }: { key?: string; operator?: string; values?: readonly string[] }): string {
  const list = values === undefined ? '[]string(nil)' : `[]string{${values.map(goQuote).join(', ')}}`;
  return `v1.LabelSelectorRequirement{Key:${goQuote(key ?? '')}, Operator:${goQuote(operator ?? '')}, Values:${list}}`;
}

/** A label selector as messages show it. */
export function renderSelector(selector: LabelSelector | undefined): Rendered {
  if (selector === undefined) return { json: 'null', go: '"null"' };
  const { matchLabels, matchExpressions } = selector;
  const labels = matchLabels === undefined ? undefined : Object.fromEntries(sortedEntries(matchLabels));
  const expressions = matchExpressions?.map(({ key, operator, values }) => ({
    key,
    operator,
    ...(values === undefined ? {} : { values }),
  }));
  const json = JSON.stringify({
    ...(labels === undefined ? {} : { matchLabels: labels }),
    ...(expressions === undefined ? {} : { matchExpressions: expressions }),
  });
  const goLabels =
    labels === undefined
      ? 'map[string]string(nil)'
      : `map[string]string{${Object.entries(labels)
          .map(([k, v]) => `${goQuote(k)}:${goQuote(String(v))}`)
          .join(', ')}}`;
  const goExpressions =
    expressions === undefined
      ? '[]v1.LabelSelectorRequirement(nil)'
      : `[]v1.LabelSelectorRequirement{${expressions.map(goRequirement).join(', ')}}`;
  return { json, go: `v1.LabelSelector{MatchLabels:${goLabels}, MatchExpressions:${goExpressions}}` };
}

/** upstream: metav1validation.ValidateLabelSelector. Whether the selector can be used at all. */
export function validateLabelSelector(report: Report, field: string, selector: LabelSelector): boolean {
  const before = report.errors.length;
  validateLabels(report, `${field}.matchLabels`, selector.matchLabels);
  for (const [index, { key, operator, values = [] }] of (selector.matchExpressions ?? []).entries()) {
    const at = `${field}.matchExpressions[${index}]`;
    switch (operator) {
      case 'In':
      case 'NotIn':
        if (values.length === 0) report.required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'");
        break;
      case 'Exists':
      case 'DoesNotExist':
        if (values.length > 0) report.forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        break;
      default:
        report.invalid(`${at}.operator`, operator, 'not a valid selector operator');
    }
    report.invalidAll(`${at}.key`, key, isQualifiedName(key, report.minor));
    for (const [i, value] of values.entries()) report.invalidAll(`${at}.values[${i}]`, value, isValidLabelValue(value, report.minor));
  }
  return report.errors.length === before;
}
