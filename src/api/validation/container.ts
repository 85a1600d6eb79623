/** Rules for containers and init containers. upstream: validateContainers, validateInitContainers, validateContainerCommon */
import { type Fields, fieldsOf, listOf, textOf } from '../fields.ts';
import { isDNS1123Label } from '../names.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { hostPortConflicts, validatePorts } from './ports.ts';
import { validateLifecycle, validateProbes } from './probe.ts';
import type { Report } from './report.ts';
import { validateContainerResources } from './resources.ts';
import { validateContainerSecurity } from './security.ts';
import { validateVolumeMounts } from './volume.ts';

/** What a container must know of its pod. */
export interface PodFacts {
  /** Names of the volumes that are valid. */
  readonly volumes: ReadonlySet<string>;
  readonly grace: number;
  readonly hostNetwork: boolean;
  readonly where: 'template' | 'pod';
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const restartPolicies = ['Always', 'Never', 'OnFailure'];
/** Up to this minor version only init containers may have a restart policy, and only Always. */
const anyRestartPolicySince = 34;

function validateImage(report: Report, field: string, image: string, { where }: PodFacts): void {
  if (image === '') report.required(field);
  else if (where === 'pod' && image.trim() !== image) report.invalid(field, image, 'must not have leading or trailing whitespace');
}

function validateCommon(report: Report, at: string, container: Fields, pod: PodFacts): void {
  const name = textOf(container['name']);
  if (name === '') report.required(`${at}.name`);
  else report.invalidAll(`${at}.name`, name, isDNS1123Label(name));
  validateImage(report, `${at}.image`, textOf(container['image']), pod);
  report.oneOf(`${at}.terminationMessagePolicy`, container['terminationMessagePolicy'], ['File', 'FallbackToLogsOnError']);
  validatePorts(report, `${at}.ports`, listOf(container['ports']), pod.hostNetwork);
  validateEnv(report, `${at}.env`, listOf(container['env']));
  validateEnvFrom(report, `${at}.envFrom`, listOf(container['envFrom']));
  validateVolumeMounts(report, `${at}.volumeMounts`, listOf(container['volumeMounts']), pod.volumes);
  report.oneOf(`${at}.imagePullPolicy`, container['imagePullPolicy'], pullPolicies);
  validateContainerResources(report, `${at}.resources`, fieldsOf(container['resources']));
  validateContainerSecurity(report, `${at}.securityContext`, container['securityContext']);
}

function validateRestartPolicy(report: Report, at: string, container: Fields, isInit: boolean): void {
  const policy = container['restartPolicy'];
  if (policy === undefined) return;
  if (report.minor >= anyRestartPolicySince) report.oneOf(`${at}.restartPolicy`, policy, restartPolicies);
  else if (!isInit) report.forbidden(`${at}.restartPolicy`, 'may not be set for non-init containers');
  else report.oneOf(`${at}.restartPolicy`, policy, ['Always']);
}

/** Gives back the names of the containers. */
export function validateContainers(report: Report, field: string, containers: readonly Fields[], pod: PodFacts): ReadonlySet<string> {
  const names = new Set<string>();
  if (containers.length === 0) report.required(field);
  for (const [index, container] of containers.entries()) {
    const at = `${field}[${index}]`;
    validateCommon(report, at, container, pod);
    const name = textOf(container['name']);
    if (name !== '' && names.has(name)) report.duplicate(`${at}.name`, name);
    names.add(name);
    validateLifecycle(report, `${at}.lifecycle`, container['lifecycle'], pod.grace);
    validateProbes(report, at, container, pod.grace);
    validateRestartPolicy(report, at, container, false);
  }
  hostPortConflicts(report, field, containers);
  return names;
}

const notForInit = 'may not be set for init containers without restartPolicy=Always';

/** `taken`: names of the other containers. */
export function validateInitContainers(
  report: Report,
  field: string,
  containers: readonly Fields[],
  taken: ReadonlySet<string>,
  pod: PodFacts,
): void {
  const names = new Set(taken);
  for (const [index, container] of containers.entries()) {
    const at = `${field}[${index}]`;
    validateCommon(report, at, container, pod);
    const name = textOf(container['name']);
    if (name !== '' && names.has(name)) report.duplicate(`${at}.name`, name);
    names.add(name);
    validateRestartPolicy(report, at, container, true);
    if (container['restartPolicy'] === 'Always') {
      validateLifecycle(report, `${at}.lifecycle`, container['lifecycle'], pod.grace);
      validateProbes(report, at, container, pod.grace);
    } else {
      for (const part of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
        if (container[part] !== undefined) report.forbidden(`${at}.${part}`, notForInit);
      }
    }
    hostPortConflicts(report, field, [container]);
  }
}
