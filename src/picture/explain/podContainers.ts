/** What a pod's containers say of why it does not go on. */
import type { ContainerStatus, Pod } from '../../api/core.ts';
import type { World } from '../world.ts';

export interface MissingObject {
  readonly code: 'missing object';
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly message: string;
}

function containersOf({ status }: Pod): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

/** Reasons that say nothing. */
const PLAIN = new Set(['ContainerCreating', 'PodInitializing']);

/** The container that shows why nothing goes on. */
function waitingContainer(pod: Pod): ContainerStatus | undefined {
  const all = containersOf(pod);
  return (
    all.find(({ state }) => state?.waiting?.reason !== undefined && !PLAIN.has(state.waiting.reason)) ??
    all.find(({ state }) => state?.waiting !== undefined)
  );
}

export function waitingMessage(pod: Pod): string {
  return waitingContainer(pod)?.state?.waiting?.message ?? '';
}

export function imageAtWork(pod: Pod): string {
  return waitingContainer(pod)?.image ?? pod.spec.containers[0]?.image ?? '';
}

/** How the container that is in a back-off ended. */
export function crashOf(pod: Pod): { readonly restarts: number; readonly exitCode?: number; readonly reason?: string } {
  const all = containersOf(pod);
  const crashed = all.find(({ state, lastState }) => state?.terminated !== undefined || lastState?.terminated !== undefined) ?? all[0];
  const ended = crashed?.state?.terminated ?? crashed?.lastState?.terminated;
  return {
    restarts: crashed?.restartCount ?? 0,
    ...(ended === undefined ? {} : { exitCode: ended.exitCode }),
    ...(ended?.reason === undefined ? {} : { reason: ended.reason }),
  };
}

/** A volume whose ConfigMap or Secret is not there keeps everything from starting. */
export function missingVolume({ metadata, spec }: Pod, world: World): MissingObject | undefined {
  const namespace = metadata.namespace ?? '';
  for (const { configMap, secret } of spec.volumes ?? []) {
    const wanted =
      configMap?.name !== undefined && configMap.optional !== true
        ? ({ kind: 'ConfigMap', name: configMap.name } as const)
        : secret?.secretName !== undefined && secret.optional !== true
          ? ({ kind: 'Secret', name: secret.secretName } as const)
          : undefined;
    if (wanted !== undefined && world.get({ ...wanted, namespace }) === undefined) {
      return { code: 'missing object', ...wanted, message: `${wanted.kind.toLowerCase()} "${wanted.name}" not found` };
    }
  }
  return undefined;
}

/** The object that a container's environment asks for and that is not there. */
export function missingReference(message: string): MissingObject | undefined {
  const [, kind, name] = /^(configmap|secret) "([^"]+)" not found/.exec(message) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  return { code: 'missing object', kind: kind === 'secret' ? 'Secret' : 'ConfigMap', name, message };
}

export function initContainers({ spec, status }: Pod): { readonly done: number; readonly total: number } {
  const total = (spec.initContainers ?? []).length;
  const done = (status?.initContainerStatuses ?? []).filter(({ state }) => state?.terminated?.exitCode === 0).length;
  return { done, total };
}

/** The kind of probe that holds a running pod back; undefined: none is asked. */
export function holdingProbe({ spec, status }: Pod): 'startupProbe' | 'readinessProbe' | undefined {
  const statuses = status?.containerStatuses ?? [];
  const waiting = spec.containers.filter(({ name }) => statuses.find((each) => each.name === name)?.ready !== true);
  const starts = waiting.some(
    ({ name, startupProbe }) => startupProbe !== undefined && statuses.find((each) => each.name === name)?.started !== true,
  );
  if (starts) return 'startupProbe';
  return waiting.some(({ readinessProbe }) => readinessProbe !== undefined) ? 'readinessProbe' : undefined;
}
