/** Files, and clusters to apply them to. */
import { type Manifest, parseManifest } from '../api/manifest.ts';
import { ENGINE_RELEASE } from '../engine/index.ts';
import type { Setup } from '../engine/setup.ts';
import { type ApplyOutput, applyObjects } from '../kubectl/apply/apply.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { Timeline } from '../scenario/timeline.ts';
import { type Io, Refused } from './io.ts';

export interface ClusterOptions {
  readonly kubernetes?: string | undefined;
  readonly seed?: number | undefined;
  readonly nodes?: number | undefined;
  readonly clientRateLimits?: boolean | undefined;
}

const DEFAULT_NODES = 3;

/** A cluster in which every image exists and works. */
export function freshCluster({ kubernetes = '1.37', seed = 1, nodes = DEFAULT_NODES, clientRateLimits }: ClusterOptions): Scenario {
  const setup: Setup = {
    kubernetes,
    seed,
    startTime: '2026-01-05T09:00:00Z',
    nodes: Array.from({ length: nodes }, (_, index) => ({ name: `node-${index + 1}` })),
    images: [],
    ...(clientRateLimits === true ? { clientRateLimits } : {}),
  };
  return { version: 1, engine: ENGINE_RELEASE, setup, actions: [] };
}

/** The text of a file, or kubectl's words that there is none. */
export function textOf(path: string, io: Io): string {
  const text = io.readFile(path);
  if (text === undefined) throw new Refused(`the path ${JSON.stringify(path)} does not exist`);
  return text;
}

export interface AppliedFile {
  readonly manifest: Manifest;
  readonly output: ApplyOutput;
}

/** `kubectl apply -f path` as one gesture of a person. */
export function applyFile(timeline: Timeline, path: string, text: string): AppliedFile {
  const manifest = parseManifest(text);
  const [unreadable] = manifest.problems;
  const documents = manifest.documents.map(({ value }) => value);
  const file = { name: path, documents, ...(unreadable === undefined ? {} : { unreadable: unreadable.message }) };
  return { manifest, output: applyObjects(timeline.client('cli.apply', `kubectl apply -f ${path}`), file) };
}

/** The same to a cluster of its own; undefined options are the defaults. */
export function applyToFresh(path: string, text: string, options: ClusterOptions): AppliedFile & { readonly timeline: Timeline } {
  const timeline = Timeline.open(freshCluster(options));
  return { ...applyFile(timeline, path, text), timeline };
}
