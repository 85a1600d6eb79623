// The story that both pages play: a finished Deployment whose image is updated (25 % / 25 %) a moment after the page has opened.
import { assert } from '../../src/base/assert.ts';
import { ENGINE_RELEASE } from '../../src/engine/index.ts';
import { appliedTwice } from '../../src/scenario/builtin/manifests.ts';
import { shopCluster } from '../../src/scenario/builtin/setups.ts';
import { encodeLink } from '../../src/scenario/link.ts';

const PODS_PER_NODE = 110;
/** Old pods, the surge, and pods on their way out, which need room too. */
const ROOM = 1.6;
/** Virtual times: by then every pod is available, with rate limits as well; the page opens a little before the update, so that it opens at rest. */
const UPDATE_AT = { atOnce: 120_000, paced: 900_000 } as const;
const OPENS_BEFORE_MS = 50;
/** The largest step that a link can name: all that is due at the moment has happened. */
const AFTER_ALL = 999_999_999_999_999;

/** What both pages open, and the virtual time at which they then stand. */
export interface Story {
  readonly fragment: string;
  readonly opensAt: number;
}

/** `isPaced`: controllers ask the API no faster than in life, so that pods come and go ten a second. */
export function storyOf(replicas: number, isPaced: boolean): Story {
  const updateAt = isPaced ? UPDATE_AT.paced : UPDATE_AT.atOnce;
  const opensAt = updateAt - OPENS_BEFORE_MS;
  const shop = { replicas, strategy: 'RollingUpdate' } as const;
  const setup = shopCluster(replicas, Math.ceil((replicas * ROOM) / PODS_PER_NODE) + 1);
  const link = encodeLink({
    source: {
      from: 'scenario',
      scenario: {
        version: 1,
        engine: ENGINE_RELEASE,
        setup: isPaced ? { ...setup, clientRateLimits: true } : setup,
        actions: appliedTwice({ ...shop, image: 'shop/web:2.0.3' }, { ...shop, image: 'shop/web:2.1.0' }, updateAt),
      },
    },
    moment: { at: opensAt, step: AFTER_ALL },
  });
  assert(link.ok, 'the story does not fit into a link');
  return { fragment: link.value, opensAt };
}
