/** The kubelet's words, by cluster version. */
import type { Container, Pod } from '../../api/core.ts';
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

/** A Go duration of whole milliseconds: `850ms`, `1.234s`, `1m20s`. */
export function goDuration(ms: number): string {
  if (ms === 0) return '0s';
  if (ms < 1000) return `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = `${(ms % 60_000) / 1000}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
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
  const list = container?.init === true ? 'initContainers' : 'containers';
  return {
    involvedObject: {
      kind: 'Pod',
      apiVersion: 'v1',
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(container === undefined ? {} : { fieldPath: `spec.${list}{${container.spec.name}}` }),
    },
    type,
    reason,
    message,
    component: 'kubelet',
    host: node,
  };
}
