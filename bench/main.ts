/**
 * npm run bench -- [pods…]
 * CPU time of an image update (25 % / 25 %) of a finished Deployment, without a page. First with the pod life of golden/perf, from the update to
 * 20 virtual seconds later, beside what the real controllers need for the same; then with our own scheduler and kubelet, until it is complete,
 * beside what @ngrok/webernetes needs for the same in a process of its own (bench/webernetes.ts), at the sizes that it can finish.
 */
import { spawnSync } from 'node:child_process';
import { argv, cpuUsage, execPath, memoryUsage, stdout } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Deployment } from '../src/api/apps.ts';
import { assert } from '../src/base/assert.ts';
import { allActors } from '../src/engine/actors.ts';
import { deploymentController } from '../src/engine/controllers/deployment/controller.ts';
import { replicaSetController } from '../src/engine/controllers/replicaset/controller.ts';
import { Simulation, type SimulationOptions } from '../src/engine/simulation.ts';
import { scriptedPods } from './scriptedPods.ts';

const KEY = { kind: 'Deployment', namespace: 'default', name: 'web' } as const;
const PODS_PER_NODE = 110;
const SCRIPTED_NODES = 3;
const AFTER_UPDATE_MS = 20_000;
const LONGEST_MS = 3_600_000;
const STEP_MS = 1000;
/** Its work grows much faster than the number of pods. */
const WEBERNETES_PODS_MAX = 100;
const WEBERNETES_TIMEOUT_MS = 300_000;

/** CPU milliseconds of the real controllers, Kubernetes 1.37.2, GOMAXPROCS=1 (recorded: golden/perf/real-controllers.json). */
const realMs: Readonly<Record<number, number>> = { 10: 23.4, 100: 79.1, 500: 408.5, 1000: 825 };

const UPDATE = {
  verb: 'patch',
  key: KEY,
  patchType: 'strategic',
  body: { spec: { template: { spec: { containers: [{ name: 'app', image: 'app:v2' }] } } } },
} as const;

type Life = 'scripted pods' | 'own kubelet';

function deployment(replicas: number): unknown {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'app:v1' }] } },
    },
  };
}

function boot(pods: number, life: Life): Simulation {
  const isScripted = life === 'scripted pods';
  const count = isScripted ? SCRIPTED_NODES : Math.ceil((pods * 1.25) / PODS_PER_NODE) + 1;
  const capacity = isScripted ? 2 * pods + PODS_PER_NODE : PODS_PER_NODE;
  const nodes = Array.from({ length: count }, (_, index) => ({ name: `node-${index + 1}`, pods: capacity }));
  const actors = isScripted ? [deploymentController, replicaSetController, scriptedPods(count)] : allActors();
  const options: SimulationOptions = { actors, podLimit: 2 * pods + PODS_PER_NODE };
  return Simulation.boot({ kubernetes: '1.37', seed: 1, startTime: '2026-01-05T09:00:00Z', nodes, images: [] }, options);
}

function isComplete(simulation: Simulation): boolean {
  const { spec, status, metadata } = simulation.reader.get(KEY) as Deployment;
  const counts = [status?.updatedReplicas, status?.replicas, status?.availableReplicas];
  return counts.every((count) => count === spec.replicas) && status?.observedGeneration === metadata.generation;
}

function runUntilComplete(simulation: Simulation, look: () => void = () => undefined): void {
  const end = simulation.now + LONGEST_MS;
  do {
    simulation.runUntil(simulation.now + STEP_MS);
    look();
  } while (!isComplete(simulation) && simulation.now < end);
  assert(isComplete(simulation), 'the rollout did not come to its end');
}

/** A cluster in which the Deployment has finished and everything is still. */
function complete(pods: number, life: Life): Simulation {
  const simulation = boot(pods, life);
  const created = simulation.dispatch({ verb: 'create', object: deployment(pods) }, { userEvent: 'bench' });
  assert(created.ok, 'the Deployment was refused');
  runUntilComplete(simulation);
  simulation.runUntil(simulation.now + AFTER_UPDATE_MS);
  return simulation;
}

/** Collects all garbage: what is left is in use. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** The largest heap seen in an update, in MB: once each virtual second, what had not been collected by then included. */
function peakHeap(pods: number, life: Life): number {
  const simulation = complete(pods, life);
  collectGarbage();
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, memoryUsage().heapUsed);
  };
  look();
  simulation.dispatch(UPDATE, { userEvent: 'bench' });
  runUntilComplete(simulation, look);
  return peak / 2 ** 20;
}

interface Run {
  readonly cpuMs: number;
  readonly steps: number;
  readonly virtualSeconds: number;
}

function measure(pods: number, life: Life): Run {
  const simulation = complete(pods, life);
  const [startedAt, stepsBefore, before] = [simulation.now, simulation.stepCount, cpuUsage()];
  simulation.dispatch(UPDATE, { userEvent: 'bench' });
  if (life === 'scripted pods') simulation.runUntil(simulation.now + AFTER_UPDATE_MS);
  else runUntilComplete(simulation);
  const { user, system } = cpuUsage(before);
  assert(isComplete(simulation), 'the rollout did not come to its end');
  return {
    cpuMs: (user + system) / 1000,
    steps: simulation.stepCount - stepsBefore,
    virtualSeconds: (simulation.now - startedAt) / 1000,
  };
}

function format(value: number, digits: number, width: number): string {
  return value.toFixed(digits).padStart(width);
}

/** Prints one line and gives the CPU milliseconds of the best run. */
function report(pods: number, life: Life): number {
  const count = pods <= 100 ? 25 : pods <= 1000 ? 7 : 3;
  const runs = Array.from({ length: count }, () => measure(pods, life)).sort((a, b) => a.cpuMs - b.cpuMs);
  const best = runs[0];
  const median = runs[Math.floor(runs.length / 2)];
  assert(best !== undefined && median !== undefined, 'no run');
  const perPod = (best.cpuMs * 1000) / pods;
  const real = life === 'scripted pods' ? realMs[pods] : undefined;
  const ratio = real === undefined ? '' : `   real controllers ${real} ms, ours ${format(best.cpuMs / real, 2, 4)} of it`;
  const numbers = `${format(best.cpuMs, 1, 9)} ${format(median.cpuMs, 1, 9)} ${format(perPod, 1, 9)}`;
  stdout.write(
    `${String(pods).padStart(6)} ${numbers} ${String(best.steps).padStart(8)} ${format(best.virtualSeconds, 0, 6)} s ${format(peakHeap(pods, life), 0, 6)} MB${ratio}\n`,
  );
  return best.cpuMs;
}

/** The same update in @ngrok/webernetes; undefined when it does not finish in time. */
function webernetes(pods: number): { readonly cpuMs: number; readonly tookMs: number } | undefined {
  const words = ['scripts/run-ts.mjs', 'bench/webernetes.ts', String(pods)];
  const { status, stdout: text } = spawnSync(execPath, words, { encoding: 'utf8', timeout: WEBERNETES_TIMEOUT_MS });
  return status === 0 ? (JSON.parse(text) as { readonly cpuMs: number; readonly tookMs: number }) : undefined;
}

function compareWithWebernetes(ours: ReadonlyMap<number, number>): void {
  const sizes = [...ours].filter(([size]) => size <= WEBERNETES_PODS_MAX);
  if (sizes.length === 0) return;
  stdout.write('\n@ngrok/webernetes, its own kubelet, CPU time\n  pods        ms    µs/pod     took   beside ours\n');
  for (const [pods, cpuMs] of sizes) {
    const theirs = webernetes(pods);
    const numbers =
      theirs === undefined
        ? 'did not finish'
        : `${format(theirs.cpuMs, 0, 9)} ${format((theirs.cpuMs * 1000) / pods, 0, 9)} ${format(theirs.tookMs / 1000, 0, 6)} s ${format(theirs.cpuMs / cpuMs, 0, 9)} times`;
    stdout.write(`${String(pods).padStart(6)} ${numbers}\n`);
  }
}

function main(): void {
  const asked = argv
    .slice(2)
    .map(Number)
    .filter((pods) => pods > 0);
  const sizes = asked.length > 0 ? asked : [10, 100, 1000, 10_000];
  // Warm-up, so that the first size is not charged for compiling the program, which a page does once.
  for (const life of ['scripted pods', 'own kubelet'] as const) for (let run = 0; run < 5; run += 1) measure(100, life);
  for (const life of ['scripted pods', 'own kubelet'] as const) {
    stdout.write(`\n${life}\n  pods   best ms median ms    µs/pod    steps   took  peak heap\n`);
    const best = new Map(sizes.map((pods) => [pods, report(pods, life)]));
    if (life === 'own kubelet') compareWithWebernetes(best);
  }
}

main();
