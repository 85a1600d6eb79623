import { ENGINE_RELEASE } from '../../engine/release.ts';
import type { Scenario } from '../scenario.ts';
import { appliedTwice, shopManifest } from './manifests.ts';
import { openings } from './openings.ts';
import { shopCluster } from './setups.ts';

const shop = { replicas: 3, strategy: 'Recreate' } as const;
const before = { ...shop, image: 'shop/web:2.0.3' };
const after = { ...shop, image: 'shop/web:2.1.0' };

/** The other strategy: every old pod goes before the first new one comes, and nothing serves in between. */
export const recreate: Scenario = {
  version: 1,
  engine: ENGINE_RELEASE,
  builtin: 'recreate',
  opening: { gestures: 2, moment: openings['recreate'] },
  draft: { fileName: 'web.yaml', text: shopManifest(after) },
  setup: shopCluster(3, 3),
  actions: appliedTwice(before, after, 30_000),
};
