/** Manifests as text: reading and writing them as kubectl does. */
import { emitYaml } from './manifest/emit.ts';

/** An object as YAML, the way `kubectl get -o yaml` prints it. */
export function stringifyManifest(object: unknown): string {
  return emitYaml(object);
}
