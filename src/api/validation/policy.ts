/** Rules for PodDisruptionBudgets, EndpointSlices and Endpoints. upstream: pkg/apis/{policy,discovery,core}/validation */

import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import { percentOf } from '../intOrString.ts';
import type { IntOrString, KubeObject, LabelSelector } from '../meta.ts';
import { subdomainName, validateLabelSelector, validateObjectMeta } from './metadata.ts';
import type { Report } from './report.ts';
import { renderIntOrString } from './report.ts';
import { validatePositiveIntOrPercent } from './workload.ts';

type Stored = KubeObject & Fields;

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

function validateAmount(report: Report, field: string, amount: unknown): void {
  if (typeof amount !== 'number' && typeof amount !== 'string') return;
  validatePositiveIntOrPercent(report, field, amount);
  if ((percentOf(amount) ?? 0) > 100) report.invalid(field, renderIntOrString(amount), 'must not be greater than 100%');
}

/** upstream: ValidatePodDisruptionBudget */
export function validateBudget(report: Report, budget: Stored): void {
  validateObjectMeta(report, budget.metadata, subdomainName);
  const spec = fieldsOf(budget['spec']);
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    // The names of Go's internal type.
    const fields = {
      MinAvailable: minAvailable as IntOrString,
      Selector: selector ?? null,
      MaxUnavailable: maxUnavailable as IntOrString,
      UnhealthyPodEvictionPolicy: policy ?? null,
    };
    const json = JSON.stringify(fields);
    report.invalid('spec', { json, go: json }, 'minAvailable and maxUnavailable cannot be both set');
  }
  validateAmount(report, 'spec.minAvailable', minAvailable);
  validateAmount(report, 'spec.maxUnavailable', maxUnavailable);
  if (selector !== undefined) validateLabelSelector(report, 'spec.selector', selector as LabelSelector);
  if (policy !== undefined && !POLICIES.includes(textOf(policy))) report.notSupported('spec.unhealthyPodEvictionPolicy', policy, POLICIES);
}

/** upstream: ValidateEndpointSlice, as far as people write slices themselves */
export function validateEndpointSlice(report: Report, slice: Stored): void {
  validateObjectMeta(report, slice.metadata, subdomainName);
  report.oneOf('addressType', slice['addressType'], ['FQDN', 'IPv4', 'IPv6']);
  for (const [index, endpoint] of listOf(slice['endpoints']).map(fieldsOf).entries())
    if (listOf(endpoint['addresses']).length === 0) report.required(`endpoints[${index}].addresses`, 'must contain at least 1 address');
}

/** What an address must look like here: the cluster has IPv4 only. */
const ADDRESS = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/** upstream: ValidateEndpoints */
export function validateEndpoints(report: Report, endpoints: Stored): void {
  validateObjectMeta(report, endpoints.metadata, subdomainName);
  for (const [index, subset] of listOf(endpoints['subsets']).map(fieldsOf).entries()) {
    const at = `subsets[${index}]`;
    const lists = ['addresses', 'notReadyAddresses'].map((name) => [name, listOf(subset[name]).map(fieldsOf)] as const);
    if (lists.every(([, addresses]) => addresses.length === 0)) report.required(at, 'must specify `addresses` or `notReadyAddresses`');
    for (const [name, addresses] of lists)
      for (const [i, { ip }] of addresses.entries())
        if (!ADDRESS.test(textOf(ip)))
          report.invalid(`${at}.${name}[${i}].ip`, ip, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
    for (const [i, port] of listOf(subset['ports']).map(fieldsOf).entries())
      report.range(`${at}.ports[${i}].port`, Number(port['port'] ?? 0), 1, 65_535);
  }
}
