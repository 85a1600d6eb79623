import type { Deployment } from '../api/apps.ts';
import type { World } from '../picture/world.ts';
import { stringifyManifest } from './applying.ts';
import type { Target } from './protocol.ts';

/** The live Deployment as a manifest: without what the cluster fills in or keeps for itself. */
export function manifestOf(world: World, target: Target): string | undefined {
  const object = world.get({ kind: 'Deployment', namespace: target.namespace, name: target.name }) as Deployment | undefined;
  if (object === undefined) return undefined;
  const { apiVersion, kind, metadata, spec } = object;
  const { name, namespace, labels } = metadata;
  return stringifyManifest({ apiVersion, kind, metadata: { name, namespace, ...(labels === undefined ? {} : { labels }) }, spec });
}
