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

/** upstream: ValidatePodUpdate */
export function validatePodUpdate(report: Report, next: Pod, old: Pod): void {
  validateObjectMeta(report, next.metadata, subdomainName);
  if (next.spec.containers.length !== old.spec.containers.length) {
    report.forbidden('spec.containers', 'pod updates may not add or remove containers');
    return;
  }
  for (const [index, container] of next.spec.containers.entries()) {
    if ((container.image ?? '') === '') report.required(`spec.containers[${index}].image`);
  }
  if (!keepsTolerations(next.spec.tolerations ?? [], old.spec.tolerations ?? [])) {
    report.forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds');
  }
  const changed = withMutableFieldsOf(next.spec, old.spec);
  if (deepEqual(changed, old.spec)) return;
  const difference =
    report.minor >= UNIFIED_DIFF_SINCE ? goDiff(internalPodSpec(old.spec, report.minor), internalPodSpec(changed, report.minor)) : '';
  report.forbidden('spec', `${updateMessage}\n${difference}`);
}
