/** Rules for resource requests and limits. upstream: ValidateContainerResourceRequirements, ValidateResourceQuantityValue */
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import { isQualifiedName } from '../names.ts';
import { addQuantity, compareQuantity, quantityMilliValue, quantitySign } from '../quantity.ts';
import { sortedEntries } from './metadata.ts';
import { type Report, renderQuantity, renderResourceName } from './report.ts';

const containerResources = new Set(['cpu', 'memory', 'ephemeral-storage']);
/** Names without a domain that mean something somewhere in the API. */
const standardResources = new Set([
  ...containerResources,
  ...['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  ...['pods', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims', 'storage', 'requests.storage'],
  ...['services.nodeports', 'services.loadbalancers', 'resourcequotas'],
]);
const isHugePages = (name: string): boolean => /^(requests\.)?hugepages-/.test(name);

/** Whether a name without a domain is a known resource. */
export function isStandardResource(name: string): boolean {
  return standardResources.has(name) || isHugePages(name);
}

/** upstream: ValidateResourceName */
export function validateResourceName(report: Report, field: string, name: string): void {
  const wrong = isQualifiedName(name, report.minor);
  report.invalidAll(field, name, wrong);
  if (wrong.length === 0 && !name.includes('/') && !isStandardResource(name)) {
    report.invalid(field, renderResourceName(name), 'must be a standard resource type or fully qualified');
  }
}

function validateContainerResourceName(report: Report, field: string, name: string): void {
  validateResourceName(report, field, name);
  if (!name.includes('/') && !containerResources.has(name) && !name.startsWith('hugepages-')) {
    report.invalid(field, renderResourceName(name), 'must be a standard resource for containers');
  } else if (name.includes('/') && !isExtended(name) && !name.split('/')[0]?.endsWith('kubernetes.io')) {
    report.invalid(field, renderResourceName(name), "doesn't follow extended resource name standard");
  }
}

/** Resources of a domain other than kubernetes.io, which cannot be overcommitted. */
const isExtended = (name: string): boolean => name.includes('/') && !/(^|\.)kubernetes\.io\//.test(name) && !name.startsWith('requests.');
const mayOvercommit = (name: string): boolean => !isExtended(name) && !isHugePages(name);

/** upstream: ValidateResourceQuantityValue */
export function validateQuantityValue(report: Report, field: string, name: string, quantity: string): void {
  if (quantitySign(quantity) < 0) report.invalid(field, quantity, 'must be greater than or equal to 0');
  const isCounted =
    isExtended(name) ||
    /^(pods|services|replicationcontrollers|secrets|configmaps|persistentvolumeclaims|resourcequotas|count\/.*)$/.test(name);
  if (isCounted && quantityMilliValue(quantity) % 1000 !== 0) report.invalid(field, renderQuantity(quantity), 'must be an integer');
}

function validateRequest(report: Report, field: string, name: string, request: string, limits: Fields): void {
  const limit = limits[name];
  if (typeof limit !== 'string') {
    if (!mayOvercommit(name)) report.required(`${field}.limits`, 'Limit must be set for non overcommitable resources');
    return;
  }
  const order = compareQuantity(request, limit);
  if (!mayOvercommit(name)) {
    if (order !== 0) report.invalid(`${field}.requests`, request, `must be equal to ${name} limit of ${limit}`);
  } else if (order > 0) report.invalid(`${field}.requests`, request, `must be less than or equal to ${name} limit of ${limit}`);
}

/** Requests and limits of a container (or, with rules of its own for names, of a pod). */
export function validateContainerResources(report: Report, field: string, resources: Fields): void {
  const limits = fieldsOf(resources['limits']);
  const requests = fieldsOf(resources['requests']);
  for (const [name, quantity] of sortedEntries(limits)) {
    validateContainerResourceName(report, `${field}.limits[${name}]`, name);
    validateQuantityValue(report, `${field}.limits[${name}]`, name, textOf(quantity));
  }
  for (const [name, quantity] of sortedEntries(requests)) {
    validateContainerResourceName(report, `${field}.requests[${name}]`, name);
    validateQuantityValue(report, `${field}.requests[${name}]`, name, textOf(quantity));
    validateRequest(report, field, name, textOf(quantity), limits);
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    report.forbidden(field, 'HugePages require cpu or memory');
}

/** Pod-level resources bound what the containers ask for together. upstream: validatePodResources */
export function validatePodResources(report: Report, field: string, spec: Fields): void {
  const resources = fieldsOf(spec['resources']);
  const containers = listOf(spec['containers']).map(fieldsOf);
  const [limits, requests] = [fieldsOf(resources['limits']), fieldsOf(resources['requests'])];
  for (const [name, quantity] of sortedEntries(limits)) validateQuantityValue(report, `${field}.limits[${name}]`, name, textOf(quantity));
  for (const [name, quantity] of sortedEntries(requests)) {
    const value = textOf(quantity);
    validateQuantityValue(report, `${field}.requests[${name}]`, name, value);
    const own = containers.map((container) => fieldsOf(fieldsOf(container['resources'])['requests'])[name]);
    const total = own.reduce<string>((sum, each) => (typeof each === 'string' ? addQuantity(sum, each) : sum), '0');
    if (compareQuantity(total, value) > 0) {
      report.invalid(`${field}.requests[${name}]`, value, `must be greater than or equal to aggregate container requests of ${total}`);
    }
    validateRequest(report, field, name, value, limits);
  }
}
