/** Apply against our own cluster, held against recordings of kubectl and a real API server. */
import { expect, test, vi } from 'vitest';
import { parseManifest } from '../../api/manifest.ts';
import type { Setup } from '../../engine/setup.ts';
import { Timeline } from '../../scenario/timeline.ts';
import { scale } from '../scale.ts';
import { readData } from '../testing/golden.ts';
import { type ApplyOutput, applyObjects } from './apply.ts';

// Much work, and a machine that may be busy: no test here is about speed.
vi.setConfig({ testTimeout: 120_000 });

interface Case {
  readonly id: string;
  readonly before: readonly string[];
  readonly text: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

type Step =
  | { readonly wait: number }
  | ({ readonly stdout: string; readonly stderr: string } & ({ readonly apply: string } | { readonly scale: number }));

const { cases, sessions } = readData<{ cases: readonly Case[]; sessions: readonly { id: string; steps: readonly Step[] }[] }>(
  'applied.json',
);

const setup: Setup = {
  kubernetes: '1.37',
  seed: 1,
  startTime: '2026-01-05T09:00:00Z',
  nodes: [{ name: 'docker-desktop', cpu: '64', memory: '256Gi' }],
  images: [{ image: '*', where: 'node' }],
};

const open = (): Timeline => Timeline.open({ version: 1, engine: 'test', setup, actions: [] });

function apply(timeline: Timeline, text: string): ApplyOutput {
  const { documents, problems } = parseManifest(text);
  const [problem] = problems;
  const file = {
    name: 'web.yaml',
    documents: documents.map(({ value }) => value),
    ...(problem === undefined ? {} : { unreadable: problem.message }),
  };
  return applyObjects(timeline.client('test'), file);
}

test.each(cases.map((entry) => [entry.id, entry] as const))('%s', (_id, { before, text, ...expected }) => {
  const timeline = open();
  for (const earlier of before) expect(apply(timeline, earlier).exitCode).toBe(0);
  const { stdout, stderr, exitCode } = apply(timeline, text);
  expect({ id: expected.id, stdout, stderr, exitCode }).toEqual(expected);
});

test.each(sessions.map(({ id, steps }) => [id, steps] as const))('session %s', (_id, steps) => {
  const timeline = open();
  for (const step of steps) {
    if ('wait' in step) timeline.advanceTo(timeline.simulation.now + step.wait * 1_000, Number.POSITIVE_INFINITY);
    else {
      const result =
        'apply' in step ? apply(timeline, step.apply) : scale(timeline.client('test'), { namespace: 'default', name: 'web' }, step.scale);
      expect([result.stdout, result.stderr]).toEqual([step.stdout, step.stderr]);
    }
  }
});
