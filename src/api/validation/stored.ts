/** Rules for the kinds that are stored without a controller behind them. */
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import type { KubeObject } from '../meta.ts';
import { isDNS1123Label } from '../names.ts';
import { compareQuantity } from '../quantity.ts';
import { isConfigMapKey } from './env.ts';
import { labelName, pathSegmentName, serviceName, sortedEntries, subdomainName, validateLabels, validateObjectMeta } from './metadata.ts';
import { isValidPortName, validatePortNumOrName } from './ports.ts';
import { type Report, renderQuantity, renderResourceName, renderTexts } from './report.ts';
import { isStandardResource, validateQuantityValue, validateResourceName } from './resources.ts';

type Stored = KubeObject & Fields;

const serviceTypes = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

function validateServicePort(report: Report, at: string, port: Fields, several: boolean, names: Set<string>): void {
  const name = textOf(port['name']);
  if (name === '' && several) report.required(`${at}.name`);
  if (name !== '') {
    report.invalidAll(`${at}.name`, name, isDNS1123Label(name));
    if (names.has(name)) report.duplicate(`${at}.name`, name);
    names.add(name);
  }
  const number = Number(port['port'] ?? 0);
  report.range(`${at}.port`, number, 1, 65_535);
  report.oneOf(`${at}.protocol`, port['protocol'], ['SCTP', 'TCP', 'UDP']);
  const target = port['targetPort'];
  if (typeof target === 'string') report.invalidAll(`${at}.targetPort`, target, isValidPortName(target));
  else validatePortNumOrName(report, `${at}.targetPort`, target);
}

function validateNodePort(report: Report, at: string, port: Fields, type: string): void {
  const nodePort = Number(port['nodePort'] ?? 0);
  if (nodePort === 0) return;
  if (type === 'ClusterIP' || type === 'ExternalName') report.forbidden(`${at}.nodePort`, `may not be used when \`type\` is '${type}'`);
  else if (nodePort < 30_000 || nodePort > 32_767) {
    report.invalid(`${at}.nodePort`, nodePort, 'provided port is not in the valid range. The range of valid ports is 30000-32767');
  }
}

/** upstream: ValidateService */
export function validateService(report: Report, service: Stored): void {
  validateObjectMeta(report, service.metadata, serviceName);
  const spec = fieldsOf(service['spec']);
  const ports = listOf(spec['ports']).map(fieldsOf);
  const type = textOf(spec['type']);
  const isHeadless = spec['clusterIP'] === 'None';
  if (ports.length === 0 && !isHeadless && type !== 'ExternalName') report.required('spec.ports');
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const [index, port] of ports.entries()) validateServicePort(report, `spec.ports[${index}]`, port, ports.length > 1, names);
  validateLabels(report, 'spec.selector', spec['selector']);
  report.oneOf('spec.sessionAffinity', spec['sessionAffinity'], ['ClientIP', 'None']);
  if (type === '' || !serviceTypes.includes(type)) report.oneOf('spec.type', type, serviceTypes);
  if (type === 'ExternalName' && textOf(spec['externalName']) === '') report.required('spec.externalName');
  for (const [index, port] of ports.entries()) {
    validateNodePort(report, `spec.ports[${index}]`, port, type);
    const word = `${textOf(port['protocol'])}/${Number(port['port'])}`;
    if (numbers.has(word))
      report.duplicate(`spec.ports[${index}]`, { json: JSON.stringify({ port: port['port'], protocol: port['protocol'] }), go: word });
    numbers.add(word);
  }
}

function validateDataKeys(report: Report, field: string, map: unknown): number {
  let size = 0;
  for (const [key, value] of sortedEntries(map)) {
    report.invalidAll(`${field}[${key}]`, key, isConfigMapKey(key));
    size += textOf(value).length;
  }
  return size;
}

const maxDataBytes = 1024 * 1024;

/** upstream: ValidateConfigMap */
export function validateConfigMap(report: Report, configMap: Stored): void {
  validateObjectMeta(report, configMap.metadata, subdomainName);
  const binary = fieldsOf(configMap['binaryData']);
  let size = 0;
  for (const [key, value] of sortedEntries(configMap['data'])) {
    report.invalidAll(`data[${key}]`, key, isConfigMapKey(key));
    if (Object.hasOwn(binary, key)) report.invalid(`data[${key}]`, key, 'duplicate of key present in binaryData');
    size += textOf(value).length;
  }
  size += validateDataKeys(report, 'binaryData', binary);
  if (size > maxDataBytes) report.tooLong('', maxDataBytes);
}

/** upstream: ValidateSecret */
export function validateSecret(report: Report, secret: Stored): void {
  validateObjectMeta(report, secret.metadata, subdomainName);
  if (validateDataKeys(report, 'data', secret['data']) > maxDataBytes) report.tooLong('data', maxDataBytes);
}

/** upstream: ValidateNamespace */
export function validateNamespace(report: Report, namespace: Stored): void {
  validateObjectMeta(report, namespace.metadata, labelName);
}

/** Kinds whose metadata is all that is checked. */
export function validateMetadataOnly(report: Report, object: Stored): void {
  validateObjectMeta(report, object.metadata, object.kind === 'Event' ? pathSegmentName : subdomainName);
}

const quotaResources =
  /^(cpu|memory|ephemeral-storage|pods|services|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|services\.nodeports|services\.loadbalancers|(requests|limits)\.(cpu|memory|ephemeral-storage)|requests\.storage|(requests\.)?hugepages-.*|count\/.*|requests\..+\/.+|.+\.storageclass\.storage\.k8s\.io\/.+)$/;
const quotaScopes = ['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'PriorityClass', 'CrossNamespacePodAffinity'];
const conflictingScopes = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;

/** upstream: ValidateResourceQuota */
export function validateResourceQuota(report: Report, quota: Stored): void {
  validateObjectMeta(report, quota.metadata, subdomainName);
  const spec = fieldsOf(quota['spec']);
  for (const [name, quantity] of sortedEntries(spec['hard'])) {
    const at = `spec.hard[${name}]`;
    if (!quotaResources.test(name) || isStandardResource(name)) validateResourceName(report, at, name);
    if (!quotaResources.test(name)) report.invalid(at, renderResourceName(name), 'must be a standard resource for quota');
    validateQuantityValue(report, at, name, textOf(quantity));
  }
  const scopes = listOf(spec['scopes']).map(String);
  if (scopes.some((scope) => !quotaScopes.includes(scope)))
    report.invalid('spec.scopes', renderTexts('core.ResourceQuotaScope', scopes), 'unsupported scope');
  for (const pair of conflictingScopes)
    if (pair.every((scope) => scopes.includes(scope)))
      report.invalid('spec.scopes', renderTexts('core.ResourceQuotaScope', scopes), 'conflicting scopes');
}

const limitTypes = ['Container', 'Pod', 'PersistentVolumeClaim'];

function quantityOf(item: Fields, list: string, name: string): string | undefined {
  const value = fieldsOf(item[list])[name];
  return typeof value === 'string' ? value : undefined;
}

/** What is wrong with the numbers of one resource. */
function validateLimits(report: Report, at: string, item: Fields, name: string): void {
  const [min, max, normal, request] = ['min', 'max', 'default', 'defaultRequest'].map((list) => quantityOf(item, list, name));
  const above = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && compareQuantity(a, b) > 0;
  const fail = (field: string, value: string | undefined, why: string): void => report.invalid(field, renderQuantity(value ?? '0'), why);
  if (above(min, max)) fail(`${at}.min[${name}]`, min, `min value ${min} is greater than max value ${max}`);
  if (above(min, request))
    fail(`${at}.defaultRequest[${name}]`, request, `min value ${min} is greater than default request value ${request}`);
  if (above(request, max))
    fail(`${at}.defaultRequest[${name}]`, request, `default request value ${request} is greater than max value ${max}`);
  if (above(request, normal))
    fail(`${at}.defaultRequest[${name}]`, request, `default request value ${request} is greater than default limit value ${normal}`);
  if (above(min, normal)) fail(`${at}.default[${name}]`, min, `min value ${min} is greater than default value ${normal}`);
  if (above(normal, max)) fail(`${at}.default[${name}]`, max, `default value ${normal} is greater than max value ${max}`);
  const ratio = quantityOf(item, 'maxLimitRequestRatio', name);
  if (ratio !== undefined && compareQuantity(ratio, '1') < 0)
    fail(`${at}.maxLimitRequestRatio[${name}]`, ratio, `ratio ${ratio} is less than 1`);
}

/** upstream: ValidateLimitRange */
export function validateLimitRange(report: Report, range: Stored): void {
  validateObjectMeta(report, range.metadata, subdomainName);
  const types = new Set<string>();
  for (const [index, item] of listOf(fieldsOf(range['spec'])['limits']).map(fieldsOf).entries()) {
    const at = `spec.limits[${index}]`;
    const type = textOf(item['type']);
    if (!limitTypes.includes(type) && !type.includes('/'))
      report.invalid(`${at}.type`, type, 'must be a standard limit type or fully qualified');
    if (types.has(type)) report.duplicate(`${at}.type`, type);
    types.add(type);
    const names = new Set(
      ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'].flatMap((list) => Object.keys(fieldsOf(item[list]))),
    );
    for (const name of [...names].sort()) validateLimits(report, at, item, name);
  }
}

/** The largest value that a user's class may have: above are the system's own. */
const highestUserPriority = 1_000_000_000;

/** upstream: ValidatePriorityClass */
export function validatePriorityClass(report: Report, priorityClass: Stored): void {
  validateObjectMeta(report, priorityClass.metadata, subdomainName);
  const { name } = priorityClass.metadata;
  const value = Number(priorityClass['value'] ?? 0);
  if (name.startsWith('system-') && name !== 'system-node-critical' && name !== 'system-cluster-critical') {
    report.forbidden('metadata.name', "priority class names with 'system-' prefix are reserved for system use only");
  } else if (!name.startsWith('system-') && value > highestUserPriority) {
    report.forbidden('value', `maximum allowed value of a user defined priority is ${highestUserPriority}`);
  }
  if (priorityClass['preemptionPolicy'] !== undefined)
    report.oneOf('preemptionPolicy', priorityClass['preemptionPolicy'], ['PreemptLowerPriority', 'Never']);
}
