/** Rules for the spec of a pod or a pod template. upstream: pkg/apis/core/validation/validation.go ValidatePodSpec */
import type { PodSpec } from '../core.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import { isDNS1123Label, isDNS1123Subdomain, isQualifiedName } from '../names.ts';
import { validateContainers, validateInitContainers } from './container.ts';
import { validateLabels } from './metadata.ts';
import type { Report } from './report.ts';
import { validatePodResources } from './resources.ts';
import { validateAffinity, validateTolerations, validateTopologySpread } from './scheduling.ts';
import { validatePodSecurity } from './security.ts';
import { validateVolumes } from './volume.ts';

const maxInt32 = 2_147_483_647;

/** A template has rules of its own, as has a Pod. */
export type Where = 'template' | 'pod';

function validateDNSConfig(report: Report, spec: Fields, field: string): void {
  const config = fieldsOf(spec['dnsConfig']);
  const servers = listOf(config['nameservers']);
  if (spec['dnsPolicy'] !== 'None') return;
  if (spec['dnsConfig'] === undefined) report.required(`${field}.dnsConfig`, 'must provide `dnsConfig` when `dnsPolicy` is None');
  else if (servers.length === 0)
    report.required(`${field}.dnsConfig.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None');
}

function validateReadinessGates(report: Report, gates: readonly unknown[], field: string): void {
  for (const [index, gate] of gates.map(fieldsOf).entries()) {
    const type = textOf(gate['conditionType']);
    report.invalidAll(`${field}[${index}].conditionType`, type, isQualifiedName(type, report.minor));
  }
}

function validateHostAliases(report: Report, aliases: readonly unknown[], field: string): void {
  for (const [index, alias] of aliases.map(fieldsOf).entries()) {
    const ip = textOf(alias['ip']);
    if (!/^[0-9a-fA-F.:]+$/.test(ip))
      report.invalid(`${field}[${index}].ip`, ip, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
    for (const [i, host] of listOf(alias['hostnames']).entries()) {
      report.invalidAll(`${field}[${index}].hostnames[${i}]`, host, isDNS1123Subdomain(textOf(host)));
    }
  }
}

/** A text that, if given, must be a name of this form. */
function validateName(report: Report, field: string, value: unknown, rule: (name: string) => readonly string[]): void {
  if (typeof value === 'string' && value !== '') report.invalidAll(field, value, rule(value));
}

/** upstream: ValidatePodSpec; the order of the checks is the order of the refusals */
export function validatePodSpec(report: Report, field: string, given: PodSpec, where: Where): void {
  const spec = given as PodSpec & Fields;
  const grace = spec.terminationGracePeriodSeconds ?? 30;
  const volumes = validateVolumes(report, `${field}.volumes`, listOf(spec.volumes));
  const containers = listOf(spec.containers).map(fieldsOf);
  const pod = { volumes, grace, hostNetwork: spec.hostNetwork === true, where };
  const names = validateContainers(report, `${field}.containers`, containers, pod);
  validateInitContainers(report, `${field}.initContainers`, listOf(spec.initContainers).map(fieldsOf), names, pod);
  if (where === 'pod' && listOf(spec['ephemeralContainers']).length > 0)
    report.forbidden(`${field}.ephemeralContainers`, 'cannot be set on create');
  if (spec['resources'] !== undefined) validatePodResources(report, `${field}.resources`, spec);
  report.oneOf(`${field}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']);
  report.oneOf(`${field}.dnsPolicy`, spec.dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']);
  validateLabels(report, `${field}.nodeSelector`, spec.nodeSelector);
  validatePodSecurity(report, field, spec);
  for (const [index, secret] of listOf(spec.imagePullSecrets).entries()) {
    if (textOf(fieldsOf(secret)['name']) === '') report.required(`${field}.imagePullSecrets[${index}].name`);
  }
  validateAffinity(report, `${field}.affinity`, spec.affinity);
  validateDNSConfig(report, spec, field);
  validateReadinessGates(report, listOf(spec.readinessGates), `${field}.readinessGates`);
  validateTopologySpread(report, `${field}.topologySpreadConstraints`, listOf(spec.topologySpreadConstraints));
  validateName(report, `${field}.serviceAccountName`, spec.serviceAccountName, isDNS1123Subdomain);
  validateName(report, `${field}.nodeName`, spec.nodeName, isDNS1123Subdomain);
  if (spec.activeDeadlineSeconds !== undefined) report.range(`${field}.activeDeadlineSeconds`, spec.activeDeadlineSeconds, 1, maxInt32);
  validateName(report, `${field}.hostname`, spec['hostname'], isDNS1123Label);
  validateName(report, `${field}.subdomain`, spec['subdomain'], isDNS1123Label);
  validateTolerations(report, `${field}.tolerations`, listOf(spec.tolerations));
  validateHostAliases(report, listOf(spec['hostAliases']), `${field}.hostAliases`);
  validateName(report, `${field}.priorityClassName`, spec.priorityClassName, isDNS1123Subdomain);
  validateName(report, `${field}.runtimeClassName`, spec['runtimeClassName'], isDNS1123Subdomain);
  if (spec.preemptionPolicy !== undefined)
    report.oneOf(`${field}.preemptionPolicy`, spec.preemptionPolicy, ['PreemptLowerPriority', 'Never']);
  const os = fieldsOf(spec['os'])['name'];
  if (spec['os'] !== undefined) report.oneOf(`${field}.os.name`, os, ['linux', 'windows']);
  if (where === 'template' && listOf(spec['ephemeralContainers']).length > 0) {
    report.forbidden(`${field}.ephemeralContainers`, 'ephemeral containers not allowed in pod template');
  }
}
