/** The pod template inside an object, whatever its kind. upstream: polymorphichelpers.UpdatePodSpecForObject */
import type { Container, PodSpec } from '../api/core.ts';
import { type Fields, fieldsOf, isFields } from '../api/fields.ts';

function hasContainers(value: unknown): value is PodSpec {
  return isFields(value) && Array.isArray(value['containers']);
}

/** The spec of the pods that an object describes: its own, or its template's; undefined when it describes none. */
export function podSpecOf(object: object): PodSpec | undefined {
  const spec = fieldsOf(fieldsOf(object)['spec']);
  const own = fieldsOf(object)['kind'] === 'Pod' ? spec : fieldsOf(spec['template'])['spec'];
  return hasContainers(own) ? own : undefined;
}

/** The object with another pod spec. */
export function withPodSpec(object: Fields, podSpec: PodSpec): Fields {
  if (object['kind'] === 'Pod') return { ...object, spec: podSpec };
  const spec = fieldsOf(object['spec']);
  return { ...object, spec: { ...spec, template: { ...fieldsOf(spec['template']), spec: podSpec } } };
}

/** Whether a name meets a pattern with a `*` at one end or both. upstream: selectString */
export function meetsPattern(name: string, pattern: string): boolean {
  if (pattern === '*') return true;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

export interface PodSpecChange {
  readonly podSpec: PodSpec;
  /** How many containers the pattern was met by. */
  readonly met: number;
}

/** Changes every container and init container whose name meets a pattern. */
export function changeContainers(podSpec: PodSpec, pattern: string, change: (container: Container) => Container): PodSpecChange {
  let met = 0;
  const changed = (list: readonly Container[]): readonly Container[] =>
    list.map((container) => {
      if (!meetsPattern(container.name, pattern)) return container;
      met++;
      return change(container);
    });
  const containers = changed(podSpec.containers);
  const { initContainers } = podSpec;
  return { podSpec: { ...podSpec, containers, ...(initContainers === undefined ? {} : { initContainers: changed(initContainers) }) }, met };
}
