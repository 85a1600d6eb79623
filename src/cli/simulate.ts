/** `simulate FILE.yaml|SCENARIO.json`. */
import type { Deployment } from '../api/apps.ts';
import type { ObjectKey } from '../api/client.ts';
import type { SimTime, Step } from '../engine/index.ts';
import { setImage } from '../kubectl/setImage.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { parseScenario } from '../scenario/schema.ts';
import { Timeline } from '../scenario/timeline.ts';
import { type Bounds, boundsOf, problemsOf } from './bounds.ts';
import { applyFile, freshCluster, textOf } from './cluster.ts';
import { durationFlag, kubernetesFlag, numberFlag, oneFile, type Parsed, parseFlags, wordFlag } from './flags.ts';
import { help } from './help.ts';
import { type ExitCode, type Io, Refused, UsageError } from './io.ts';
import { eventsOf, seconds, traceOf } from './lines.ts';
import { type Rollout, RolloutWatch } from './rollouts.ts';

const FLAGS = ['set-image', 'until', 'seed', 'kubernetes', 'nodes', 'output', 'min-available', 'max-pods', 'within'];
const SWITCHES = ['client-rate-limits'];
const FORMATS = ['summary', 'events', 'trace', 'json'] as const;
const UNTIL_MS = 600_000;
const SEED_MAX = 2 ** 32 - 1;
const NODES_MAX = 100;

interface Run {
  readonly timeline: Timeline;
  readonly watch: RolloutWatch;
  readonly steps: readonly Step[];
  readonly untilMs: number;
}

/** The scenario in a file; undefined when it holds a manifest. */
function readScenario(path: string, text: string): Scenario | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('setup' in value)) return undefined;
  const scenario = parseScenario(value);
  if (scenario.ok) return scenario.value;
  const { path: place, message } = scenario.error;
  throw new Refused(`${JSON.stringify(path)} is no scenario: ${place === '' ? '' : `${place}: `}${message}`);
}

function open(scenario: Scenario, untilMs: number): Run {
  const steps: Step[] = [];
  const watch = new RolloutWatch(scenario.setup.startTime);
  const timeline: Timeline = Timeline.open(scenario, {
    stepped: (step) => {
      steps.push(step);
      watch.see(step, timeline.reader);
    },
  });
  return { timeline, watch, steps, untilMs };
}

/** Plays on until every rollout has ended, good or bad, or `end` has come. */
function playOn({ timeline, watch }: Run, end: SimTime): void {
  while (!watch.isSettled) {
    const next = timeline.nextAt();
    if (next === undefined || next > end) return;
    timeline.step();
  }
}

/** The containers that get a new image: `CONTAINER=IMAGE`, or an image for the only one. */
function imageUpdateOf(text: string, deployment: Deployment): { readonly container: string; readonly image: string } {
  const equals = text.indexOf('=');
  if (equals >= 0) return { container: text.slice(0, equals), image: text.slice(equals + 1) };
  const names = deployment.spec.template.spec.containers.map(({ name }) => name);
  const [container] = names;
  if (container === undefined || names.length > 1) {
    const { name } = deployment.metadata;
    throw new UsageError(`--set-image needs CONTAINER=IMAGE: deployment ${JSON.stringify(name)} has the containers ${names.join(', ')}`);
  }
  return { container, image: text };
}

function update({ timeline }: Run, keys: readonly ObjectKey[], text: string, io: Io): void {
  const chosen = keys.flatMap((key) => {
    const deployment = timeline.reader.get(key) as Deployment;
    const change = imageUpdateOf(text, deployment);
    const { containers, initContainers = [] } = deployment.spec.template.spec;
    const isThere = [...containers, ...initContainers].some(({ name }) => name === change.container);
    // Of several Deployments those that have the container are meant; of one, kubectl says that it has not.
    return isThere || keys.length === 1 ? [{ key, change }] : [];
  });
  if (chosen.length === 0) throw new Refused(`unable to find container named ${JSON.stringify(text.split('=')[0])}`);
  for (const { key, change } of chosen) {
    const line = `kubectl set image deployment/${key.name} ${change.container}=${change.image}`;
    const { stderr, exitCode } = setImage(timeline.client('cli.setImage', line), key, [change]);
    if (exitCode !== 0) throw new Refused(stderr);
    io.stderr(stderr);
  }
}

function playManifest(run: Run, path: string, text: string, image: string | undefined, io: Io): void {
  const { timeline, watch, untilMs } = run;
  const { output } = applyFile(timeline, path, text);
  if (output.exitCode !== 0) throw new Refused(output.stderr);
  io.stderr(output.stderr);
  const keys = output.applied.filter(({ kind }) => kind === 'Deployment').map(({ kind, namespace, name }) => ({ kind, namespace, name }));
  if (keys.length === 0) throw new Refused(`no Deployment in ${JSON.stringify(path)}`);
  playOn(run, untilMs);
  const isComplete = watch.rollouts.every(({ finishedAt }) => finishedAt !== undefined);
  if (image === undefined || !isComplete) return;
  update(run, keys, image, io);
  playOn(run, timeline.simulation.now + untilMs);
}

function playScenario(run: Run, { actions, opening }: Scenario): void {
  const last = Math.max(actions.at(-1)?.at ?? 0, opening?.moment.at ?? 0);
  while (!run.timeline.advanceTo(last).done);
  playOn(run, last + run.untilMs);
}

function summaryOf(rollouts: readonly Rollout[]): string {
  return rollouts
    .map(({ name, what, startedAt, finishedAt, replicas, leastAvailable, mostPods, mostOnMachines }) => {
      const rows: (readonly [string, string])[] = [
        ['  complete after', finishedAt === undefined ? 'not complete' : seconds(finishedAt - startedAt)],
        ...(what === 'updated' ? [['  least available', `${leastAvailable} of ${replicas}`] as const] : []),
        ['  most pods at once', `${mostPods} counted, ${mostOnMachines} on the machines`],
      ];
      const lines = rows.map(([label, value]) => `${label.padEnd(20)}   ${value}\n`);
      return `deployment.apps/${name} ${what}\n${lines.join('')}`;
    })
    .join('');
}

function jsonOf({ timeline, watch }: Run, problems: readonly string[]): string {
  const { kubernetes, seed } = timeline.simulation.setup;
  const rollouts = watch.rollouts.map(({ status: _status, failure: _failure, startedAt, finishedAt, ...rest }) => ({
    ...rest,
    startedAtMs: startedAt,
    ...(finishedAt === undefined ? {} : { tookMs: finishedAt - startedAt }),
  }));
  return `${JSON.stringify({ kubernetes, seed, rollouts, problems }, null, 2)}\n`;
}

function report(run: Run, format: (typeof FORMATS)[number], problems: readonly string[]): string {
  if (format === 'events') return eventsOf(run.steps);
  if (format === 'trace') return traceOf(run.steps);
  return format === 'json' ? jsonOf(run, problems) : summaryOf(run.watch.rollouts);
}

/** Flags that say nothing about the file at hand are mistakes. */
function checkFlags({ flags }: Parsed, scenario: Scenario | undefined): void {
  if (scenario !== undefined) {
    const foreign = ['set-image', 'nodes', 'client-rate-limits'].find((flag) => flags.has(flag));
    if (foreign !== undefined) throw new UsageError(`--${foreign} is for manifests: a scenario brings its own`);
    return;
  }
  const needy = ['min-available', 'max-pods'].find((flag) => flags.has(flag));
  if (needy !== undefined && !flags.has('set-image')) throw new UsageError(`--${needy} is about an update: it needs --set-image`);
}

function problemsOfRun({ watch, untilMs }: Run, bounds: Bounds): readonly string[] {
  const isBound = bounds.minAvailable !== undefined || bounds.maxPods !== undefined;
  const isUpdated = watch.rollouts.some(({ what, failure }) => what === 'updated' || failure !== undefined);
  const problems = watch.rollouts.flatMap((rollout) => problemsOf(rollout, bounds, untilMs));
  return isBound && !isUpdated && problems.length === 0 ? ['nothing was updated, so there is nothing to measure'] : problems;
}

export function simulate(argv: readonly string[], io: Io): ExitCode {
  const parsed = parseFlags(argv, FLAGS, SWITCHES);
  if (parsed.wantsHelp) {
    io.stdout(help.simulate);
    return 0;
  }
  const kubernetes = kubernetesFlag(parsed);
  const seed = numberFlag(parsed, 'seed', 0, SEED_MAX);
  const nodes = numberFlag(parsed, 'nodes', 0, NODES_MAX);
  const clientRateLimits = wordFlag(parsed, 'client-rate-limits', ['true', 'false']) === 'true';
  const format = wordFlag(parsed, 'output', FORMATS) ?? 'summary';
  const untilMs = durationFlag(parsed, 'until') ?? UNTIL_MS;
  const bounds = boundsOf(parsed);
  const path = oneFile(parsed, 'simulate');
  const text = textOf(path, io);
  const recorded = readScenario(path, text);
  checkFlags(parsed, recorded);
  const fresh = recorded ?? freshCluster({ kubernetes, seed, nodes, clientRateLimits });
  const setup = { ...fresh.setup, ...(kubernetes === undefined ? {} : { kubernetes }), ...(seed === undefined ? {} : { seed }) };
  const run = open({ ...fresh, setup }, untilMs);
  if (recorded === undefined) playManifest(run, path, text, parsed.flags.get('set-image'), io);
  else playScenario(run, recorded);
  const problems = problemsOfRun(run, bounds);
  io.stdout(report(run, format, problems));
  for (const problem of problems) io.stderr(`error: ${problem}\n`);
  return problems.length === 0 ? 0 : 1;
}
