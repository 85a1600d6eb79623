/** What may not change once it is stored. */
import { deepEqual } from '../../base/equal.ts';
import { type Fields, fieldsOf } from '../fields.ts';
import type { KubeObject } from '../meta.ts';
import type { Report } from './report.ts';

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
