/** The kubelet's words, by cluster version. */
import type { Container, ObjectReference, Pod } from '../../api/core.ts';
import { goDuration } from '../../api/duration.ts';
import type { EmittedEvent } from '../step.ts';

/** How a pod is named in messages: `web-5d_default(uid)`. upstream: pkg/kubelet/util/format */
export function podText(pod: Pod): string {
  return `${pod.metadata.name}_${pod.metadata.namespace ?? ''}(${pod.metadata.uid ?? ''})`;
}

export function createdText(minor: number, container: string): string {
  if (minor >= 35) return 'Container created';
  return minor >= 32 ? `Created container: ${container}` : `Created container ${container}`;
}

export function startedText(minor: number, container: string): string {
  return minor >= 35 ? 'Container started' : `Started container ${container}`;
}

export function presentText(minor: number, image: string): string {
  const text = `Container image "${image}" already present on machine`;
  return minor >= 35 ? `${text} and can be accessed by the pod` : text;
}

export function pulledText(minor: number, image: string, tookMs: number, waitedMs: number, sizeBytes: number): string {
  // One number held both before.
  if (minor <= 26) return `Successfully pulled image "${image}" in ${goDuration(tookMs + waitedMs)}`;
  const text = `Successfully pulled image "${image}" in ${goDuration(tookMs)} (${goDuration(tookMs + waitedMs)} including waiting)`;
  return minor >= 30 ? `${text}. Image size: ${sizeBytes} bytes.` : text;
}

/** The message of ImagePullBackOff. */
export function pullBackOffText(minor: number, image: string, error: string): string {
  const text = `Back-off pulling image "${image}"`;
  return minor >= 32 ? `${text}: ErrImagePull: ${error}` : text;
}

export function crashBackOffText(delayMs: number, container: string, pod: Pod): string {
  return `back-off ${goDuration(delayMs)} restarting failed container=${container} pod=${podText(pod)}`;
}

const PATHS_MAX = 1000;
const paths = { initContainers: new Map<string, string>(), containers: new Map<string, string>() };

/** Where a container stands. Every event of a container holds the text, and few names are used: one text for all. */
function fieldPathOf(list: keyof typeof paths, container: string): string {
  const known = paths[list].get(container);
  if (known !== undefined) return known;
  const path = `spec.${list}{${container}}`;
  if (paths[list].size >= PATHS_MAX) paths[list].clear();
  paths[list].set(container, path);
  return path;
}

/** What an event is about. A pod of the cluster has all of it and is written down at once: what is added later lies apart. */
function reference({ namespace, name, uid, resourceVersion, fieldPath }: Record<Known, string | undefined>): ObjectReference {
  const isWhole = name !== undefined && namespace !== undefined && uid !== undefined && resourceVersion !== undefined;
  if (isWhole && fieldPath !== undefined) return { kind: 'Pod', apiVersion: 'v1', name, namespace, uid, resourceVersion, fieldPath };
  if (isWhole) return { kind: 'Pod', apiVersion: 'v1', name, namespace, uid, resourceVersion };
  const fields = Object.entries({ name, namespace, uid, resourceVersion, fieldPath }).filter(([, value]) => value !== undefined);
  return { kind: 'Pod', apiVersion: 'v1', ...Object.fromEntries(fields) };
}

type Known = 'namespace' | 'name' | 'uid' | 'resourceVersion' | 'fieldPath';

/** An event about the pod, or about one of its containers. */
export function podEvent(
  pod: Pod,
  node: string,
  type: EmittedEvent['type'],
  reason: string,
  message: string,
  container?: { readonly spec: Container; readonly init: boolean },
): EmittedEvent {
  const { namespace, name, uid, resourceVersion } = pod.metadata;
  const fieldPath = container && fieldPathOf(container.init ? 'initContainers' : 'containers', container.spec.name);
  return {
    involvedObject: reference({ namespace, name, uid, resourceVersion, fieldPath }),
    type,
    reason,
    message,
    component: 'kubelet',
    host: node,
  };
}
