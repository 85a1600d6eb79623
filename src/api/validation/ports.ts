/** Rules for ports. upstream: validateContainerPorts, checkHostPortConflicts */
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import type { Report } from './report.ts';

/** What is wrong with the name of a port; empty if nothing. upstream: IsValidPortName */
export function isValidPortName(name: string): readonly string[] {
  const errors: string[] = [];
  if (name.length > 15) errors.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) errors.push('must contain at least one letter (a-z)');
  if (name.includes('--')) errors.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

/** A port by number or name. upstream: ValidatePortNumOrName */
export function validatePortNumOrName(report: Report, field: string, port: unknown): void {
  if (typeof port === 'string') report.invalidAll(field, port, isValidPortName(port));
  else validatePortNumber(report, field, port);
}

/** A port by number. */
export function validatePortNumber(report: Report, field: string, port: unknown): void {
  report.range(field, Number(port ?? 0), 1, 65_535);
}

/** upstream: validateContainerPorts */
export function validatePorts(report: Report, field: string, ports: readonly unknown[], hostNetwork: boolean): void {
  const names = new Set<string>();
  for (const [index, port] of ports.map(fieldsOf).entries()) {
    const at = `${field}[${index}]`;
    const name = textOf(port['name']);
    if (name !== '') {
      const wrong = isValidPortName(name);
      report.invalidAll(`${at}.name`, name, wrong);
      if (wrong.length === 0 && names.has(name)) report.duplicate(`${at}.name`, name);
      else if (wrong.length === 0) names.add(name);
    }
    if (Number(port['containerPort'] ?? 0) === 0) report.required(`${at}.containerPort`);
    else validatePortNumber(report, `${at}.containerPort`, port['containerPort']);
    if (Number(port['hostPort'] ?? 0) !== 0) validatePortNumber(report, `${at}.hostPort`, port['hostPort']);
    report.oneOf(`${at}.protocol`, port['protocol'], ['SCTP', 'TCP', 'UDP']);
  }
  if (hostNetwork) hostNetworkPorts(report, field, ports.map(fieldsOf));
}

function hostNetworkPorts(report: Report, field: string, ports: readonly Fields[]): void {
  for (const [index, { hostPort, containerPort }] of ports.entries()) {
    if (hostPort !== undefined && hostPort !== containerPort) {
      report.invalid(`${field}[${index}].hostPort`, hostPort, 'must match `containerPort` when `hostNetwork` is true');
    }
  }
}

/** Two containers of a pod cannot share a port of the node. */
export function hostPortConflicts(report: Report, field: string, containers: readonly Fields[]): void {
  const taken = new Set<string>();
  for (const [index, container] of containers.entries()) {
    for (const [i, port] of listOf(container['ports']).map(fieldsOf).entries()) {
      if (Number(port['hostPort'] ?? 0) === 0) continue;
      const word = `${textOf(port['protocol'])}/${textOf(port['hostIP'])}/${Number(port['hostPort'])}`;
      if (taken.has(word)) report.duplicate(`${field}[${index}].ports[${i}].hostPort`, word);
      else taken.add(word);
    }
  }
}
