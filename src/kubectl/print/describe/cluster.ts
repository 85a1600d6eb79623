/** Namespaces and what limits them. upstream: describeNamespace, describeQuota, describeLimitRange */
import type { Status } from '../../../api/client.ts';
import type { LimitRange, LimitRangeItem, Namespace, ResourceQuota } from '../../../api/core.ts';
import { fieldsOf, listOf, textOf } from '../../../api/fields.ts';
import type { KubeObject, Quantity } from '../../../api/meta.ts';
import { formatQuantity, knownQuantity, quantityValue } from '../../../api/quantity.ts';
import { ok, type Result } from '../../../base/result.ts';
import { dateText, field, grid, heading, line, type Surroundings, sortedKeys } from './text.ts';

const scopeTexts: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort: 'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

function scopesText({ spec }: ResourceQuota, depth: number): string {
  const scopes = [...(spec?.scopes ?? [])].sort();
  if (scopes.length === 0) return '';
  const bullet = depth === 0 ? ' * ' : '* ';
  const told = scopes.flatMap((scope) => (scopeTexts[scope] === undefined ? [] : [line(depth, `${bullet}${scopeTexts[scope]}`)]));
  return field('Scopes', scopes.join(', '), depth) + told.join('');
}

/** In the format of what is allowed: 1Gi of 0.5k is told in bytes. */
function usedText(used: Quantity, hard: Quantity): string {
  const { format } = knownQuantity(hard);
  if (knownQuantity(used).format === format) return used;
  return formatQuantity({ unscaled: BigInt(quantityValue(used)), scale: 0, format });
}

export function describeQuota(quota: ResourceQuota): string {
  const { hard = {}, used = {} } = quota.status ?? {};
  const rows = sortedKeys(hard).map((name) => [name, usedText(used[name] ?? '0', hard[name] ?? '0'), hard[name] ?? '0']);
  return [
    field('Name', quota.metadata.name),
    field('Namespace', quota.metadata.namespace ?? ''),
    scopesText(quota, 0),
    grid(['Resource', 'Used', 'Hard'], rows, { depth: 0 }),
  ].join('');
}

const limitHeaders = ['Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit', 'Max Limit/Request Ratio'];

function limitRows(item: LimitRangeItem): readonly (readonly string[])[] {
  const { max = {}, min = {}, default: limit = {}, defaultRequest = {}, maxLimitRequestRatio: ratio = {} } = item;
  const names = sortedKeys({ ...max, ...min, ...limit, ...defaultRequest, ...ratio });
  return names.map((name) => [item.type, name, ...[min, max, defaultRequest, limit, ratio].map((list) => list[name] ?? '-')]);
}

const rowsOf = ({ spec }: LimitRange): readonly (readonly string[])[] => (spec?.limits ?? []).flatMap(limitRows);

export function describeLimitRange(range: LimitRange): string {
  return (
    field('Name', range.metadata.name) +
    field('Namespace', range.metadata.namespace ?? '') +
    grid(limitHeaders, rowsOf(range), { depth: 0 })
  );
}

function isQuota(object: KubeObject): object is ResourceQuota {
  return object.kind === 'ResourceQuota';
}
function isLimitRange(object: KubeObject): object is LimitRange {
  return object.kind === 'LimitRange';
}

function quotasText(quotas: readonly ResourceQuota[]): string {
  if (quotas.length === 0) return 'No resource quota.\n';
  const each = quotas.map((quota) => {
    const { hard = {}, used = {} } = quota.status ?? {};
    const rows = sortedKeys(hard).map((name) => [name, used[name] ?? '0', hard[name] ?? '0']);
    const table = grid(['Resource', 'Used', 'Hard'], rows, { dashes: ['--------', '---', '---'] });
    return field('Name', quota.metadata.name, 1) + scopesText(quota, 1) + table;
  });
  return `Resource Quotas\n${each.join('')}`;
}

function limitsText(ranges: readonly LimitRange[]): string {
  if (ranges.length === 0) return 'No LimitRange resource.\n';
  const table = grid(limitHeaders, ranges.flatMap(rowsOf), { depth: 0 });
  // One blank deep, which is no step of its own.
  return `Resource Limits\n${table.replace(/^(?=.)/gm, ' ')}`;
}

function conditionsText(namespace: Namespace): string {
  const conditions = listOf(fieldsOf(namespace.status)['conditions']).map(fieldsOf);
  if (conditions.length === 0) return '';
  const rows = conditions.map((condition) => [
    textOf(condition['type']),
    textOf(condition['status']),
    dateText(textOf(condition['lastTransitionTime']) || undefined),
    textOf(condition['reason']),
    textOf(condition['message']),
  ]);
  return `Conditions:\n${grid(['Type', 'Status', 'LastTransitionTime', 'Reason', 'Message'], rows)}`;
}

export function describeNamespace(namespace: Namespace, { list }: Surroundings): Result<string, Status> {
  const quotas = list('ResourceQuota', namespace.metadata.name);
  if (!quotas.ok) return quotas;
  const ranges = list('LimitRange', namespace.metadata.name);
  if (!ranges.ok) return ranges;
  return ok(
    [
      heading(namespace, false),
      field('Status', namespace.status?.phase ?? ''),
      conditionsText(namespace),
      `\n${quotasText(quotas.value.filter(isQuota))}`,
      `\n${limitsText(ranges.value.filter(isLimitRange))}`,
    ].join(''),
  );
}
