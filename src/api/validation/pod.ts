/** Rules for Pods. upstream: ValidatePodCreate, ValidatePodUpdate */
import { deepEqual } from '../../base/equal.ts';
import type { Container, Pod, PodSpec, Toleration } from '../core.ts';
import { goDiff } from '../goDiff.ts';
import { internalPodSpec } from '../internalJson.ts';
import { subdomainName, validateObjectMeta } from './metadata.ts';
import { validatePodSpec } from './podSpec.ts';
import type { Report } from './report.ts';

/** upstream: ValidatePodCreate */
export function validatePod(report: Report, { metadata, spec }: Pod): void {
  validateObjectMeta(report, metadata, subdomainName);
  validatePodSpec(report, 'spec', spec, 'pod');
}

/** The spec of `next` with everything put back that an update may change. */
function withMutableFieldsOf(next: PodSpec, old: PodSpec): PodSpec {
  const images = (list: readonly Container[] | undefined, from: readonly Container[] | undefined): readonly Container[] =>
    (list ?? []).map((container, index) => {
      const image = from?.[index]?.image;
      return image === undefined ? container : { ...container, image };
    });
  const result: Record<string, unknown> = { ...next, containers: images(next.containers, old.containers) };
  if (next.initContainers !== undefined) result['initContainers'] = images(next.initContainers, old.initContainers);
  for (const name of ['activeDeadlineSeconds', 'tolerations'] as const) {
    if (old[name] === undefined) delete result[name];
    else result[name] = old[name];
  }
  // A negative grace may be raised to one second.
  if ((old.terminationGracePeriodSeconds ?? 0) < 0 && next.terminationGracePeriodSeconds === 1) {
    result['terminationGracePeriodSeconds'] = old.terminationGracePeriodSeconds;
  }
  return result as unknown as PodSpec;
}

/** Tolerations may be added, never taken away. */
function keepsTolerations(next: readonly Toleration[], old: readonly Toleration[]): boolean {
  return old.every((toleration) =>
    next.some((each) => deepEqual({ ...each, tolerationSeconds: undefined }, { ...toleration, tolerationSeconds: undefined })),
  );
}

const updateMessage =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** Before, the difference was shown in the form of another library, of which there is no recording; it is left out. */
const UNIFIED_DIFF_SINCE = 34;

/** Whether the pod has as many containers as before: if not, nothing else is looked at. upstream: ValidateContainerUpdates */
function validateContainerUpdates(report: Report, field: string, next: readonly Container[], old: readonly Container[]): boolean {
  if (next.length !== old.length) {
    report.forbidden(field, 'pod updates may not add or remove containers');
    return false;
  }
  for (const [index, { image = '' }] of next.entries()) {
    if (image === '') report.required(`${field}[${index}].image`);
    else if (image.trim() !== image) report.invalid(`${field}[${index}].image`, image, 'must not have leading or trailing whitespace');
  }
  return true;
}

/** A deadline may be set and brought forward, never put off or taken away. */
function validateDeadline(report: Report, next: number | undefined, old: number | undefined): void {
  const field = 'spec.activeDeadlineSeconds';
  if (next === undefined) {
    if (old !== undefined) report.invalid(field, null, 'must not update from a positive integer to nil value');
    return;
  }
  if (next < 0 || next > 2 ** 31 - 1) report.range(field, next, 0, 2 ** 31 - 1);
  else if (old !== undefined && old < next) report.invalid(field, next, 'must be less than or equal to previous value');
}

/** upstream: ValidatePodUpdate */
export function validatePodUpdate(report: Report, next: Pod, old: Pod): void {
  validateObjectMeta(report, next.metadata, subdomainName);
  const [wanted, had] = [next.spec, old.spec];
  if (!validateContainerUpdates(report, 'spec.containers', wanted.containers, had.containers)) return;
  if (!validateContainerUpdates(report, 'spec.initContainers', wanted.initContainers ?? [], had.initContainers ?? [])) return;
  validateDeadline(report, wanted.activeDeadlineSeconds, had.activeDeadlineSeconds);
  if (!keepsTolerations(wanted.tolerations ?? [], had.tolerations ?? [])) {
    report.forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds');
  }
  const changed = withMutableFieldsOf(wanted, had);
  if (deepEqual(changed, had)) return;
  const difference =
    report.minor >= UNIFIED_DIFF_SINCE ? goDiff(internalPodSpec(had, report.minor), internalPodSpec(changed, report.minor)) : '';
  report.forbidden('spec', `${updateMessage}\n${difference}`);
}
