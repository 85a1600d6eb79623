// The moments that the page has to tell well, each as a scenario and an instant: what `npm run gallery` photographs.
import type { Request } from '../../src/api/client.ts';
import type { KubeObject } from '../../src/api/meta.ts';
import { ENGINE_RELEASE } from '../../src/engine/release.ts';
import type { ImageSetup } from '../../src/engine/setup.ts';
import { appliedTwice, type Shop, shopManifest } from '../../src/scenario/builtin/manifests.ts';
import { shopCluster } from '../../src/scenario/builtin/setups.ts';
import { encodeLink } from '../../src/scenario/link.ts';
import type { Recorded, Scenario } from '../../src/scenario/scenario.ts';

export interface Scene {
  readonly name: string;
  /** The fragment that opens it. */
  readonly fragment: string;
}

const UPDATE_AT = 60_000;
const OLD = 'shop/web:2.0.3';
const NEW = 'shop/web:2.1.0';
const POD_ROOM = 110;

interface Story {
  readonly replicas: number;
  readonly strategy?: Shop['strategy'];
  /** How the new image behaves. */
  readonly image?: Omit<ImageSetup, 'image'>;
  readonly objects?: readonly KubeObject[];
  readonly later?: readonly Recorded[];
  /** Milliseconds after the update. */
  readonly at: number;
}

function link({ replicas, strategy = 'RollingUpdate', image, objects, later = [], at }: Story): string {
  const shop = { replicas, strategy } as const;
  const after = { ...shop, image: NEW };
  const cluster = shopCluster(7, Math.min(100, Math.max(3, Math.ceil((replicas * 1.5) / POD_ROOM))));
  const scenario: Scenario = {
    version: 1,
    engine: ENGINE_RELEASE,
    draft: { fileName: 'web.yaml', text: shopManifest(after) },
    setup: {
      ...cluster,
      images: [...(image === undefined ? [] : [{ image: NEW, ...image }]), ...cluster.images],
      ...(objects === undefined ? {} : { objects }),
    },
    actions: [...appliedTwice({ ...shop, image: OLD }, after, UPDATE_AT), ...later],
  };
  const made = encodeLink({ source: { from: 'scenario', scenario } });
  if (!made.ok) throw new Error(`${made.error.code} ${made.error.detail}`);
  return `${made.value}&t=${UPDATE_AT + at}`;
}

const quota: KubeObject = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'team', namespace: 'default' },
  spec: { hard: { pods: '4' } },
} as KubeObject;

const pause: Request = {
  verb: 'patch',
  key: { kind: 'Deployment', namespace: 'default', name: 'web' },
  patchType: 'strategic',
  body: { spec: { paused: true } },
};

/** In the order of the issue that asks for them. */
export const scenes: readonly Scene[] = [
  { name: '4-mid', fragment: '#/s/four-replicas' },
  { name: '10-mid', fragment: '#/s/ten-replicas' },
  { name: 'stuck', fragment: link({ replicas: 4, image: { neverReady: true }, at: 640_000 }) },
  {
    name: 'crash-loop',
    fragment: link({ replicas: 4, image: { exit: { after: { minMs: 900, maxMs: 1100 }, code: 1, reason: 'Error' } }, at: 75_000 }),
  },
  { name: 'quota', fragment: link({ replicas: 4, objects: [quota], at: 9_000 }) },
  {
    name: 'paused',
    fragment: link({
      replicas: 4,
      later: [
        { at: UPDATE_AT + 5_000, gesture: 3, userEvent: 'button.pause', line: 'kubectl rollout pause deployment/web', request: pause },
      ],
      at: 14_000,
    }),
  },
  { name: 'recreate', fragment: '#/s/recreate' },
  { name: '300', fragment: link({ replicas: 300, at: 6_000 }) },
  { name: '5000', fragment: link({ replicas: 5_000, at: 6_000 }) },
];
