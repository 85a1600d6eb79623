import { ENGINE_RELEASE } from '../../engine/release.ts';
import type { Scenario } from '../scenario.ts';
import { appliedTwice, shopManifest } from './manifests.ts';
import { openings } from './openings.ts';
import { shopCluster } from './setups.ts';

const shop = { replicas: 4, strategy: 'RollingUpdate' } as const;
const before = { ...shop, image: 'shop/web:2.0.3' };
const after = { ...shop, image: 'shop/web:2.1.0' };

/**
 * What the page opens with: an image update at the moment when both limits are touched. Five pods are counted, which is the ceiling,
 * three are available, which is the floor, one leaves: nothing may be added and nothing removed until a new pod is available.
 */
export const fourReplicas: Scenario = {
  version: 1,
  engine: ENGINE_RELEASE,
  builtin: 'four-replicas',
  opening: { gestures: 2, moment: openings['four-replicas'] },
  draft: { fileName: 'web.yaml', text: shopManifest(after) },
  setup: shopCluster(70, 3),
  actions: appliedTwice(before, after, 30_000),
};
