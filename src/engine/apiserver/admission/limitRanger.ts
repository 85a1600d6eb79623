/** Default requests and limits of containers, and the checks against a namespace's LimitRanges. upstream: plugin/pkg/admission/limitranger */
import type { Container, LimitRange, LimitRangeItem, Pod, PodSpec } from '../../../api/core.ts';
import type { ResourceList } from '../../../api/meta.ts';
import { podResources } from '../../podResources.ts';
import type { Objection } from '../refusals.ts';
import { type LimitProblem, maxProblem, minProblem, type Place, ratioProblem } from './limitTexts.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

/** What the items of type Container together give to a container that says nothing; a later item goes before an earlier one. */
function defaultsOf(range: LimitRange): { readonly limits: ResourceList; readonly requests: ResourceList } {
  const items = (range.spec?.limits ?? []).filter(({ type }) => type === 'Container');
  return {
    limits: Object.assign({}, ...items.map((item) => item.default)) as ResourceList,
    requests: Object.assign({}, ...items.map((item) => item.defaultRequest)) as ResourceList,
  };
}

function missing(present: ResourceList | undefined, defaults: ResourceList): readonly string[] {
  return Object.keys(defaults)
    .filter((resource) => present?.[resource] === undefined)
    .sort();
}

/** The container with the defaults that it lacks, and the notes on what was set. upstream: mergeContainerResources */
function mergeContainer(container: Container, what: string, defaults: ReturnType<typeof defaultsOf>, notes: string[]): Container {
  const { limits, requests } = container.resources ?? {};
  const setLimits = missing(limits, defaults.limits);
  const setRequests = missing(requests, defaults.requests);
  if (setRequests.length > 0) notes.push(`${setRequests.join(', ')} request for ${what} ${container.name}`);
  if (setLimits.length > 0) notes.push(`${setLimits.join(', ')} limit for ${what} ${container.name}`);
  if (setLimits.length === 0 && setRequests.length === 0) return container;
  return {
    ...container,
    resources: {
      ...container.resources,
      ...(setLimits.length === 0 ? {} : { limits: { ...defaults.limits, ...limits } }),
      ...(setRequests.length === 0 ? {} : { requests: { ...defaults.requests, ...requests } }),
    },
  };
}

/** The pod with the defaults of one LimitRange; the same pod if it lacks none. upstream: mergePodResourceRequirements */
function merge(pod: Pod, range: LimitRange): Pod {
  const defaults = defaultsOf(range);
  const notes: string[] = [];
  const containers = pod.spec.containers.map((each) => mergeContainer(each, 'container', defaults, notes));
  const initContainers = pod.spec.initContainers?.map((each) => mergeContainer(each, 'init container', defaults, notes));
  if (notes.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}` };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations },
    spec: { ...pod.spec, containers, ...(initContainers === undefined ? {} : { initContainers }) },
  };
}

/** The pod with the defaults of all these LimitRanges, in their order. */
export function withLimitDefaults(pod: Pod, ranges: readonly LimitRange[]): Pod {
  return ranges.reduce(merge, pod);
}

/** The note that admission left on a pod, for the next pod of its template. */
export function limitNoteOf(pod: Pod): { readonly [ANNOTATION]: string } | undefined {
  const note = pod.metadata.annotations?.[ANNOTATION];
  return note === undefined ? undefined : { [ANNOTATION]: note };
}

/** Real Kubernetes walks the resources in random order; here it is the alphabet's. */
function problemsOf(item: LimitRangeItem, place: Place): readonly LimitProblem[] {
  const check = (list: ResourceList | undefined, problem: typeof minProblem): readonly (LimitProblem | undefined)[] =>
    Object.keys(list ?? {})
      .sort()
      .map((resource) => problem(resource, list?.[resource] ?? '0', place));
  return [...check(item.min, minProblem), ...check(item.max, maxProblem), ...check(item.maxLimitRequestRatio, ratioProblem)].filter(
    (each) => each !== undefined,
  );
}

function itemProblems(item: LimitRangeItem, spec: PodSpec): readonly LimitProblem[] {
  if (item.type === 'Container') {
    return [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ resources }) =>
      problemsOf(item, { type: item.type, requests: resources?.requests ?? {}, limits: resources?.limits ?? {} }),
    );
  }
  if (item.type !== 'Pod') return [];
  return problemsOf(item, { type: item.type, requests: podResources(spec, 'requests'), limits: podResources(spec, 'limits') });
}

/** What is wrong with the pod in the eyes of the first LimitRange that it violates, as one text. upstream: PodValidateLimitFunc */
export function limitProblem(spec: PodSpec, ranges: readonly LimitRange[]): Objection | undefined {
  for (const range of ranges) {
    // What several containers do wrong in the same way is told once.
    const problems = new Map(
      (range.spec?.limits ?? []).flatMap((item) => itemProblems(item, spec)).map((each) => [each.text, each.breach]),
    );
    const texts = [...problems.keys()];
    const [first] = texts;
    if (first === undefined) continue;
    const facts = { rule: 'limit range', limitRange: range.metadata.name, breaches: [...problems.values()] } as const;
    return { why: texts.length === 1 ? first : `[${texts.join(', ')}]`, facts };
  }
  return undefined;
}
