/** Rules for probes and lifecycle hooks. upstream: validateProbe, validateHandler, validateLifecycle */
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import { validatePortNumber, validatePortNumOrName } from './ports.ts';
import type { Report } from './report.ts';

function validateHTTPGet(report: Report, at: string, action: Fields): void {
  if (textOf(action['path']) === '') report.required(`${at}.path`);
  validatePortNumOrName(report, `${at}.port`, action['port']);
  if (!['HTTP', 'HTTPS'].includes(textOf(action['scheme']))) report.notSupported(`${at}.scheme`, action['scheme'] ?? '', ['HTTP', 'HTTPS']);
  for (const header of listOf(action['httpHeaders']).map(fieldsOf)) {
    const name = textOf(header['name']);
    if (!/^[-A-Za-z0-9]+$/.test(name)) {
      const why =
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";
      report.invalid(`${at}.httpHeaders`, name, why);
    }
  }
}

function validateSleep(report: Report, at: string, sleep: Fields, grace: number): void {
  const seconds = Number(sleep['seconds'] ?? 0);
  // Since 1.33 no sleep at all is allowed too.
  const allowed = seconds <= grace && seconds >= (report.minor >= 33 ? 0 : 1);
  const words = report.minor >= 33 ? 'must be non-negative and less than' : 'must be greater than 0 and less than';
  if (!allowed) report.invalid(at, seconds, `${words} terminationGracePeriodSeconds (${grace})`);
}

const handlerChecks: readonly (readonly [string, (report: Report, at: string, action: Fields, grace: number) => void])[] = [
  ['exec', (report, at, action) => listOf(action['command']).length === 0 && report.required(`${at}.command`)],
  ['httpGet', validateHTTPGet],
  ['tcpSocket', (report, at, action) => validatePortNumOrName(report, `${at}.port`, action['port'])],
  ['grpc', (report, at, action) => validatePortNumber(report, `${at}.port`, action['port'])],
  ['sleep', validateSleep],
];

/** Exactly one action. */
function validateHandler(report: Report, at: string, handler: Fields, grace: number): void {
  let first = true;
  for (const [name, check] of handlerChecks) {
    if (handler[name] === undefined) continue;
    if (first) check(report, `${at}.${name}`, fieldsOf(handler[name]), grace);
    else report.forbidden(`${at}.${name}`, 'may not specify more than 1 handler type');
    first = false;
  }
  if (first) report.required(at, 'must specify a handler type');
}

const probeNumbers = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const;

function validateProbe(report: Report, at: string, probe: Fields, grace: number): void {
  validateHandler(report, at, probe, grace);
  for (const name of probeNumbers) report.nonNegative(`${at}.${name}`, Number(probe[name] ?? 0));
  const own = probe['terminationGracePeriodSeconds'];
  if (own !== undefined && Number(own) <= 0) report.invalid(`${at}.terminationGracePeriodSeconds`, own, 'must be greater than 0');
}

/** The three probes of a container, in the order of the API server. */
export function validateProbes(report: Report, at: string, container: Fields, grace: number): void {
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (container[name] === undefined) continue;
    const probe = fieldsOf(container[name]);
    validateProbe(report, `${at}.${name}`, probe, grace);
    if (name === 'readinessProbe') {
      if (probe['terminationGracePeriodSeconds'] !== undefined) {
        report.invalid(
          `${at}.${name}.terminationGracePeriodSeconds`,
          probe['terminationGracePeriodSeconds'],
          'must not be set for readinessProbes',
        );
      }
    } else if (probe['successThreshold'] !== 1) report.invalid(`${at}.${name}.successThreshold`, probe['successThreshold'], 'must be 1');
  }
}

/** What runs after a start and before a stop. */
export function validateLifecycle(report: Report, at: string, lifecycle: unknown, grace: number): void {
  for (const name of ['postStart', 'preStop']) {
    const handler = fieldsOf(lifecycle)[name];
    if (handler !== undefined) validateHandler(report, `${at}.${name}`, fieldsOf(handler), grace);
  }
}
