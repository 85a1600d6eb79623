/**
 * node scripts/run-ts.mjs bench/webernetes.ts PODS
 * The same image update (25 % / 25 %) in @ngrok/webernetes, another Kubernetes simulator that runs in the browser; it lives in real time.
 * Prints one line of JSON: the CPU time of this process from the update until the Deployment is complete. Waiting costs nothing, polling is ours.
 */
import { argv, cpuUsage, exit, stdout } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { BaseImage, Cluster, type ProcessContext } from '@ngrok/webernetes';

const PODS_PER_NODE = 110;
const POLL_MS = 250;
const KEY = { name: 'web', namespace: 'default' };

class FirstImage extends BaseImage {
  static readonly imageName: string = 'app';
  static readonly imageVersion: string = 'v1';
  readonly defaultCommand = ['serve'];

  override async exec(context: ProcessContext, words: readonly string[]): Promise<number> {
    return words[0] === 'serve' ? await context.waitUntilKilled() : await super.exec(context, words);
  }
}

class SecondImage extends FirstImage {
  static override readonly imageVersion: string = 'v2';
}

function deployment(replicas: number, image: string) {
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: KEY,
    spec: { replicas, selector: { matchLabels: labels }, template },
  } as const;
}

async function untilComplete(cluster: Cluster, pods: number): Promise<void> {
  for (;;) {
    await wait(POLL_MS);
    const { metadata, status } = await cluster.api.appsv1.readNamespacedDeployment(KEY);
    const counts = [status?.updatedReplicas, status?.replicas, status?.availableReplicas];
    if (status?.observedGeneration === metadata?.generation && counts.every((count) => count === pods)) return;
  }
}

const pods = Number(argv[2]);
const cluster = new Cluster({ nodes: Math.ceil((pods * 1.25) / PODS_PER_NODE) + 1 });
cluster.registerImage(FirstImage);
cluster.registerImage(SecondImage);
await cluster.init();
await cluster.apply([deployment(pods, 'app:v1')]);
await untilComplete(cluster, pods);
const [startedAt, before] = [performance.now(), cpuUsage()];
await cluster.apply([deployment(pods, 'app:v2')]);
await untilComplete(cluster, pods);
const { user, system } = cpuUsage(before);
stdout.write(`${JSON.stringify({ pods, cpuMs: (user + system) / 1000, tookMs: performance.now() - startedAt })}\n`);
// Its timers would keep the process alive.
exit(0);
