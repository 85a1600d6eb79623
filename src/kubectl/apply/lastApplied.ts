/** What `kubectl apply` remembers of the manifest: deletions are found by comparing with it. */
import type { KubeObject } from '../../api/meta.ts';
import { goJson, sortedKeys } from '../goJson.ts';

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

function annotationsOf(object: KubeObject): Readonly<Record<string, string>> {
  const { [lastAppliedAnnotation]: _, ...annotations } = object.metadata.annotations ?? {};
  return annotations;
}

function withAnnotations(object: KubeObject, annotations: Readonly<Record<string, string>>): KubeObject {
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/**
 * The manifest with the annotation that holds it: compact JSON, keys sorted, `"annotations":{}` added, a newline at the end.
 * upstream: kubectl/pkg/util/apply.go GetModifiedConfiguration
 */
export function modifiedConfiguration(manifest: KubeObject): KubeObject {
  const annotations = annotationsOf(manifest);
  const text = `${goJson(withAnnotations(manifest, annotations))}\n`;
  // The keys are sorted because kubectl sends them so; a request that repeats the annotation's order also makes shorter links.
  return sortedKeys(withAnnotations(manifest, { ...annotations, [lastAppliedAnnotation]: text })) as KubeObject;
}

/** The manifest that was applied last; undefined when the object was made in another way, or the annotation is broken. */
export function originalConfiguration(live: KubeObject): string | undefined {
  return live.metadata.annotations?.[lastAppliedAnnotation];
}
