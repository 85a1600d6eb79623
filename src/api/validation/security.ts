/** Rules for security contexts. upstream: ValidatePodSecurityContext, ValidateSecurityContext */
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import { goStruct } from '../goTypes.ts';
import type { Rendered, Report } from './report.ts';

const maxID = 2_147_483_647;

function validateID(report: Report, field: string, id: unknown): void {
  if (id !== undefined) report.range(field, Number(id), 0, maxID);
}

function validateSeccomp(report: Report, field: string, profile: unknown): void {
  if (profile === undefined) return;
  const { type, localhostProfile } = fieldsOf(profile);
  if (type === 'Localhost' && textOf(localhostProfile) === '')
    report.required(`${field}.localhostProfile`, 'must be set when seccomp type is Localhost');
  if (type === undefined) report.required(`${field}.type`, 'type is required when seccompProfile is set');
  else report.oneOf(`${field}.type`, type, ['Localhost', 'RuntimeDefault', 'Unconfined']);
}

const sysctlPattern = '([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const sysctlName = new RegExp(`^${sysctlPattern}$`);

function validateSysctls(report: Report, field: string, sysctls: readonly unknown[]): void {
  const seen = new Set<string>();
  for (const [index, sysctl] of sysctls.map(fieldsOf).entries()) {
    const name = textOf(sysctl['name']);
    if (name === '') report.required(`${field}[${index}].name`);
    else if (name.length > 253 || !sysctlName.test(name)) {
      report.invalid(`${field}[${index}].name`, name, `must have at most 253 characters and match regex ^${sysctlPattern}$`);
    } else if (seen.has(name)) report.duplicate(`${field}[${index}].name`, name);
    seen.add(name);
  }
}

/** The pod's own security context and what shares namespaces with the host. */
export function validatePodSecurity(report: Report, field: string, spec: Fields): void {
  const context = fieldsOf(spec['securityContext']);
  const at = `${field}.securityContext`;
  validateID(report, `${at}.fsGroup`, context['fsGroup']);
  validateID(report, `${at}.runAsUser`, context['runAsUser']);
  validateID(report, `${at}.runAsGroup`, context['runAsGroup']);
  for (const [index, group] of listOf(context['supplementalGroups']).entries())
    validateID(report, `${at}.supplementalGroups[${index}]`, group);
  if (spec['shareProcessNamespace'] === true && spec['hostPID'] === true) {
    report.invalid(
      report.minor >= 34 ? `${field}.shareProcessNamespace` : `${at}.shareProcessNamespace`,
      true,
      'ShareProcessNamespace and HostPID cannot both be enabled',
    );
  }
  validateSysctls(report, `${at}.sysctls`, listOf(context['sysctls']));
  if (context['fsGroupChangePolicy'] !== undefined)
    report.oneOf(`${at}.fsGroupChangePolicy`, context['fsGroupChangePolicy'], ['Always', 'OnRootMismatch']);
  validateSeccomp(report, `${at}.seccompProfile`, context['seccompProfile']);
}

/** A container's security context with the field names of Go. An address, which is another every time, is written as it is recorded. */
function renderContext(context: Fields, minor: number): Rendered {
  const { fields } = goStruct('v1.SecurityContext', minor);
  const json = JSON.stringify(Object.fromEntries(fields.map(({ go, json: name }) => [go, context[name] ?? null])));
  const pointers = fields.map(({ go, json: name, type }) => {
    const pointer = type.name.replace('*v1.', '*core.');
    return `${go}:(${pointer})(${context[name] === undefined ? 'nil' : '<ptr>'})`;
  });
  return { json, go: `core.SecurityContext{${pointers.join(', ')}}` };
}

/** upstream: ValidateSecurityContext */
export function validateContainerSecurity(report: Report, field: string, given: unknown): void {
  if (given === undefined) return;
  const context = fieldsOf(given);
  validateID(report, `${field}.runAsUser`, context['runAsUser']);
  validateID(report, `${field}.runAsGroup`, context['runAsGroup']);
  if (context['procMount'] !== undefined) report.oneOf(`${field}.procMount`, context['procMount'], ['Default', 'Unmasked']);
  validateSeccomp(report, `${field}.seccompProfile`, context['seccompProfile']);
  if (context['allowPrivilegeEscalation'] === false) {
    const why = (what: string): string => `cannot set \`allowPrivilegeEscalation\` to false and \`${what}`;
    if (context['privileged'] === true) report.invalid(field, renderContext(context, report.minor), `${why('privileged')}\` to true`);
    if (listOf(fieldsOf(context['capabilities'])['add']).includes('CAP_SYS_ADMIN')) {
      report.invalid(field, renderContext(context, report.minor), `${why('capabilities.Add')}\` CAP_SYS_ADMIN`);
    }
  }
}
