import { ENGINE_RELEASE } from '../../engine/release.ts';
import type { Scenario } from '../scenario.ts';
import { appliedTwice, shopManifest } from './manifests.ts';
import { openings } from './openings.ts';
import { shopCluster } from './setups.ts';

const shop = { replicas: 1_000, strategy: 'RollingUpdate' } as const;
const before = { ...shop, image: 'shop/web:2.0.3' };
const after = { ...shop, image: 'shop/web:2.1.0' };

/** A thousand pods on fourteen nodes with room for 110 each: the surge of 250 fits, and pods that leave need room too. */
export const thousand: Scenario = {
  version: 1,
  engine: ENGINE_RELEASE,
  builtin: 'thousand',
  opening: { gestures: 2, moment: openings['thousand'] },
  draft: { fileName: 'web.yaml', text: shopManifest(after) },
  setup: shopCluster(1_000, 14),
  actions: appliedTwice(before, after, 120_000),
};
