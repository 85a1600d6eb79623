import { ENGINE_RELEASE } from '../../engine/release.ts';
import type { Scenario } from '../scenario.ts';
import { appliedTwice, shopManifest } from './manifests.ts';
import { openings } from './openings.ts';
import { shopCluster } from './setups.ts';

const shop = { replicas: 10, strategy: 'RollingUpdate' } as const;
const before = { ...shop, image: 'shop/web:2.0.3' };
const after = { ...shop, image: 'shop/web:2.1.0' };

/** 25 % of ten is not a whole number: three pods more may be there (rounded up), two fewer available (rounded down). */
export const tenReplicas: Scenario = {
  version: 1,
  engine: ENGINE_RELEASE,
  builtin: 'ten-replicas',
  opening: { gestures: 2, moment: openings['ten-replicas'] },
  draft: { fileName: 'web.yaml', text: shopManifest(after) },
  setup: shopCluster(10, 3),
  actions: appliedTwice(before, after, 30_000),
};
