/** What may not change once it is stored. */
import { deepEqual } from '../../base/equal.ts';
import { type Fields, fieldsOf, listOf } from '../fields.ts';
import { goQuote } from '../goText.ts';
import type { KubeObject } from '../meta.ts';
import { type Report, renderTexts } from './report.ts';

type Stored = KubeObject & Fields;

const immutableMessage = 'field is immutable when `immutable` is set';

function validateImmutable(report: Report, next: Stored, old: Stored, fields: readonly string[]): void {
  if (old['immutable'] !== true) return;
  if (next['immutable'] !== true) report.forbidden('immutable', immutableMessage);
  for (const field of fields) if (!deepEqual(next[field], old[field])) report.forbidden(field, immutableMessage);
}

/** upstream: ValidateConfigMapUpdate */
export function validateConfigMapUpdate(report: Report, next: Stored, old: Stored): void {
  validateImmutable(report, next, old, ['data', 'binaryData']);
}

/** upstream: ValidateSecretUpdate */
export function validateSecretUpdate(report: Report, next: Stored, old: Stored): void {
  if (next['type'] !== old['type']) report.invalid('type', next['type'], 'field is immutable');
  validateImmutable(report, next, old, ['data']);
}

/** A cluster IP is kept for life. upstream: ValidateServiceUpdate */
export function validateServiceUpdate(report: Report, next: Stored, old: Stored): void {
  const [wanted, had] = [fieldsOf(next['spec']), fieldsOf(old['spec'])];
  const keeps = wanted['type'] === 'ExternalName' || had['type'] === 'ExternalName' || had['clusterIP'] === undefined;
  if (!keeps && wanted['clusterIP'] !== had['clusterIP'])
    report.invalid('spec.clusterIPs[0]', [wanted['clusterIP']], 'may not change once set');
}

/** upstream: ValidatePriorityClassUpdate */
export function validatePriorityClassUpdate(report: Report, next: Stored, old: Stored): void {
  if ((next['value'] ?? 0) !== (old['value'] ?? 0)) report.forbidden('value', 'may not be changed in an update.');
  if (next['preemptionPolicy'] !== old['preemptionPolicy'])
    report.invalid('preemptionPolicy', next['preemptionPolicy'], 'field is immutable');
}

/** upstream: ValidateResourceQuotaUpdate */
export function validateResourceQuotaUpdate(report: Report, next: Stored, old: Stored): void {
  const [wanted, had] = [fieldsOf(next['spec']), fieldsOf(old['spec'])];
  const sorted = (scopes: unknown): readonly unknown[] => [...listOf(scopes)].sort();
  if (!deepEqual(sorted(wanted['scopes']), sorted(had['scopes']))) {
    const scopes = listOf(wanted['scopes']).map(String);
    report.invalid('spec.scopes', renderTexts('core.ResourceQuotaScope', scopes), 'field is immutable');
  }
}

/** upstream: ValidateEndpointSliceUpdate */
export function validateEndpointSliceUpdate(report: Report, next: Stored, old: Stored): void {
  if (next['addressType'] !== old['addressType']) report.invalid('addressType', next['addressType'], 'field is immutable');
}

/** An object on its way out takes no new finalizers. upstream: ValidateObjectMetaAccessorUpdate */
export function validateFinalizersUpdate(report: Report, next: KubeObject, old: KubeObject): void {
  if (old.metadata.deletionTimestamp === undefined) return;
  const known = old.metadata.finalizers ?? [];
  const added = (next.metadata.finalizers ?? []).filter((each) => !known.includes(each));
  if (added.length === 0) return;
  const list = `[]string{${added.map(goQuote).join(', ')}}`;
  report.forbidden('metadata.finalizers', `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`);
}
