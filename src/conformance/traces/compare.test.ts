import { describe, expect, test } from 'vitest';
import { compareTrace } from './compare.ts';
import { replay } from './replay.ts';
import type { Trace } from './trace.ts';

const container = { name: 'app', image: 'app:v1' };
const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } },
  },
};

/** A Deployment of one pod, recorded by ourselves. */
function ownTrace(): Trace {
  const script = {
    id: 'one',
    family: 'own',
    title: 'One pod',
    kubernetes: '1.37.2',
    nodes: 1,
    gridMs: 100,
    podLife: [{ scheduleMs: 100, startMs: 500, readyMs: 500, terminateMs: 1000 }],
    actions: [{ atMs: 50, do: { create: web } }],
    steps: [],
    end: { atMs: 3000 },
  } satisfies Trace;
  const { segments, emitted, stored } = replay(script);
  const steps = segments.map(({ atMs, cause, state, emitted: events }) => ({ atMs, cause, ...state, events }));
  return { ...script, steps, end: { atMs: 3000, emitted, stored } };
}

describe('a recording of ourselves', () => {
  const trace = ownTrace();

  test('has a step for everything that happened', () => {
    expect(trace.steps.map(({ atMs, cause }) => `${atMs} ${cause.join()}`)).toEqual([
      '50 action 0',
      '150 1 bound rs1',
      '650 1 running rs1',
      '1150 1 ready rs1',
    ]);
  });

  test('has no differences', () => {
    expect(compareTrace(trace, replay(trace))).toEqual([]);
  });

  // A tampered recording must be found out.
  test.each<readonly [string, (trace: Trace) => Trace, RegExp]>([
    ['another number of pods', (each) => change(each, 3, { pods: [['rs1', 'Running', ['bound'], 1]] }), /^step 3 .* pods: recorded/],
    ['another time', (each) => change(each, 1, { atMs: 250 }), /environment went another way/],
    ['a timer that we do not have', (each) => insertTimer(each), /recorded a change by a timer/],
    ['a step less', (each) => ({ ...each, steps: each.steps.slice(0, 3) }), /the environment went on/],
    ['another count of events', (each) => change(each, 0, { events: [] }), /^step 0 .* event .* recorded 0, ours 1/],
    [
      'another field',
      (each) => change(each, 3, { deployments: { web: { ...each.steps[3]?.deployments?.['web'], readyReplicas: 9 } } }),
      /readyReplicas: recorded 9, ours 1/,
    ],
  ])('%s is a difference', (_, tamper, want) => {
    const tampered = tamper(trace);
    expect(compareTrace(tampered, replay(tampered)).join('\n')).toMatch(want);
  });

  test('a value that was not stable may be any that was seen', () => {
    const tampered = change(trace, 3, { deployments: { web: { ...trace.steps[3]?.deployments?.['web'], readyReplicas: 9 } } });
    const unstable = [{ path: 'deployments.web.readyReplicas', steps: '1,3-4', seen: ['9', '1'] }];
    expect(compareTrace({ ...tampered, unstable }, replay(tampered))).toEqual([]);
  });
});

function change(trace: Trace, index: number, fields: Partial<Trace['steps'][number]>): Trace {
  return { ...trace, steps: trace.steps.map((step, at) => (at === index ? { ...step, ...fields } : step)) };
}

function insertTimer(trace: Trace): Trace {
  const [first, ...others] = trace.steps;
  if (first === undefined) throw new Error('no step');
  return { ...trace, steps: [first, { ...first, atMs: 120, cause: ['timer'] }, ...others] };
}
