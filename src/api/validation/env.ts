/** Rules for environment variables. upstream: ValidateEnv, validateEnvVarValueFrom, ValidateEnvFrom */
import { type Fields, fieldsOf, textOf } from '../fields.ts';
import { isDNS1123Subdomain, isQualifiedName, utf8Length } from '../names.ts';
import { compareQuantity } from '../quantity.ts';
import type { Report } from './report.ts';

const strictEnvName = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
/** From this minor version on every printable character but `=` may stand in a name. */
const relaxedEnvNameSince = 32;

const strictEnvMessage =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
const relaxedEnvMessage = "a valid environment variable name must consist only of printable ASCII characters other than '='";

function envNameErrors(name: string, minor: number): readonly string[] {
  if (minor >= relaxedEnvNameSince) return /^[ -<>-~]+$/.test(name) ? [] : [relaxedEnvMessage];
  return strictNameErrors(name);
}

function strictNameErrors(name: string): readonly string[] {
  return strictEnvName.test(name) ? [] : [strictEnvMessage];
}

/** What is wrong with a variable's name for `kubectl set env`, which is stricter than today's server. upstream: IsEnvVarName */
export function isEnvVarName(name: string): readonly string[] {
  const errors = [...strictNameErrors(name)];
  if (name === '.' || name === '..') errors.push(`must not be '${name}'`);
  else if (name.startsWith('..')) errors.push("must not start with '..'");
  return errors;
}

/** What is wrong with a key of a ConfigMap or Secret; empty if nothing. upstream: IsConfigMapKey */
export function isConfigMapKey(key: string): readonly string[] {
  const errors: string[] = [];
  if (utf8Length(key) > 253) errors.push('must be no more than 253 characters');
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
    errors.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  }
  if (key === '.' || key === '..') errors.push(`must not be '${key}'`);
  else if (key.startsWith('..')) errors.push("must not start with '..'");
  return errors;
}

const envFieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const knownFieldPaths = [
  ...envFieldPaths,
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.hostNetwork',
  'status.phase',
  'status.nominatedNodeName',
];

function validateFieldRef(report: Report, at: string, ref: Fields): void {
  const path = textOf(ref['fieldPath']);
  const field = `${at}.fieldPath`;
  if (textOf(ref['apiVersion']) === '') report.required(`${at}.apiVersion`);
  else if (path === '') report.required(field);
  else {
    const subscript = /^(metadata\.(?:annotations|labels))\['(.*)'\]$/.exec(path);
    if (subscript !== null) report.invalidAll(field, subscript[2], isQualifiedName(textOf(subscript[2]).toLowerCase(), report.minor));
    else if (!knownFieldPaths.includes(path)) report.invalid(field, path, `error converting fieldPath: field label not supported: ${path}`);
    else if (!envFieldPaths.includes(path)) report.notSupported(field, path, envFieldPaths.toSorted());
  }
}

const resourceFields = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const divisors: Readonly<Record<string, readonly string[]>> = {
  cpu: ['1m', '1'],
  memory: ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'],
};

function validateResourceFieldRef(report: Report, at: string, ref: Fields): void {
  const resource = textOf(ref['resource']);
  if (resource === '') {
    report.required(`${at}.resource`);
    return;
  }
  if (!resourceFields.includes(resource) && !/^(limits|requests)\.hugepages-/.test(resource)) {
    report.notSupported(`${at}.resource`, resource, resourceFields);
    return;
  }
  const divisor = textOf(ref['divisor']);
  const isCPU = resource.endsWith('.cpu');
  const supported = divisors[isCPU ? 'cpu' : 'memory'] ?? [];
  if (divisor === '' || divisor === '0' || supported.some((each) => compareQuantity(each, divisor) === 0)) return;
  const word = isCPU ? 'cpu' : resource.endsWith('.memory') ? 'memory' : 'local ephemeral storage';
  const list = isCPU ? '1m and 1' : supported.join(', ');
  report.invalid(`${at}.divisor`, resource, `only divisor's values ${list} are supported with the ${word} resource`);
}

function validateKeyRef(report: Report, at: string, ref: Fields): void {
  const [name, key] = [textOf(ref['name']), textOf(ref['key'])];
  if (name !== '') report.invalidAll(`${at}.name`, name, isDNS1123Subdomain(name));
  if (key === '') report.required(`${at}.key`);
  else report.invalidAll(`${at}.key`, key, isConfigMapKey(key));
}

function validateValueFrom(report: Report, at: string, env: Fields): void {
  const from = fieldsOf(env['valueFrom']);
  const before = Object.keys(from).length;
  if (from['fieldRef'] !== undefined) validateFieldRef(report, `${at}.fieldRef`, fieldsOf(from['fieldRef']));
  if (from['resourceFieldRef'] !== undefined)
    validateResourceFieldRef(report, `${at}.resourceFieldRef`, fieldsOf(from['resourceFieldRef']));
  if (from['configMapKeyRef'] !== undefined) validateKeyRef(report, `${at}.configMapKeyRef`, fieldsOf(from['configMapKeyRef']));
  if (from['secretKeyRef'] !== undefined) validateKeyRef(report, `${at}.secretKeyRef`, fieldsOf(from['secretKeyRef']));
  if (before === 0) {
    const sources =
      report.minor >= 34
        ? '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
        : '`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    report.invalid(at, '', `must specify one of: ${sources}`);
  } else if (textOf(env['value']) !== '') report.invalid(at, '', 'may not be specified when `value` is not empty');
  else if (before > 1) report.invalid(at, '', 'may not have more than one field specified at a time');
}

/** upstream: ValidateEnv */
export function validateEnv(report: Report, field: string, list: readonly unknown[]): void {
  for (const [index, env] of list.map(fieldsOf).entries()) {
    const at = `${field}[${index}]`;
    const name = textOf(env['name']);
    if (name === '') report.required(`${at}.name`);
    else report.invalidAll(`${at}.name`, name, envNameErrors(name, report.minor));
    if (env['valueFrom'] !== undefined) validateValueFrom(report, `${at}.valueFrom`, env);
  }
}

/** upstream: ValidateEnvFrom */
export function validateEnvFrom(report: Report, field: string, list: readonly unknown[]): void {
  for (const [index, source] of list.map(fieldsOf).entries()) {
    const at = `${field}[${index}]`;
    const prefix = textOf(source['prefix']);
    if (prefix !== '') report.invalidAll(`${at}.prefix`, prefix, envNameErrors(prefix, report.minor));
    const given = ['configMapRef', 'secretRef'].filter((name) => source[name] !== undefined);
    for (const name of given) {
      const target = textOf(fieldsOf(source[name])['name']);
      if (target === '') report.required(`${at}.${name}.name`);
      else report.invalidAll(`${at}.${name}.name`, target, isDNS1123Subdomain(target));
    }
    // The path really lacks the position.
    if (given.length === 0) report.invalid(field, '', 'must specify one of: `configMapRef` or `secretRef`');
    else if (given.length > 1) report.invalid(field, '', 'may not have more than one field specified at a time');
  }
}
