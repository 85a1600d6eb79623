import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Deployment, ReplicaSet } from '../../api/apps.ts';
import type { Request } from '../../api/client.ts';
import type { Pod } from '../../api/core.ts';
import { parseManifest } from '../../api/manifest.ts';
import { applyObjects } from '../../kubectl/apply/apply.ts';
import type { Moment, Recorded, Scenario } from '../scenario.ts';
import { Timeline } from '../timeline.ts';
import { fourReplicas } from './fourReplicas.ts';
import { builtins, findBuiltin } from './index.ts';
import { openings } from './openings.ts';
import { recreate } from './recreate.ts';
import { tenReplicas } from './tenReplicas.ts';
import { thousand } from './thousand.ts';

// Much work, and a machine that may be busy: no test here is about speed.
vi.setConfig({ testTimeout: 120_000 });

interface Facts {
  /** Pods that are not leaving, and what the ReplicaSets want together. */
  readonly counted: number;
  readonly wanted: number;
  readonly available: number;
  readonly newAvailable: number;
  readonly leaving: number;
  /** What the Deployment's status says: the controller has seen it, and so will whoever asks for `kubectl rollout status`. */
  readonly reported: { readonly available: number; readonly total: number };
}

const isLeaving = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;
const isReady = (pod: Pod): boolean => pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;

function factsOf(timeline: Timeline): Facts {
  const pods = timeline.reader.list('Pod') as readonly Pod[];
  const replicaSets = timeline.reader.list('ReplicaSet') as readonly ReplicaSet[];
  const [deployment] = timeline.reader.list('Deployment') as readonly Deployment[];
  const revisionOf = ({ metadata }: ReplicaSet): number => Number(metadata.annotations?.['deployment.kubernetes.io/revision']);
  const newest = [...replicaSets].sort((a, b) => revisionOf(b) - revisionOf(a))[0];
  const staying = pods.filter((pod) => !isLeaving(pod));
  const available = staying.filter(isReady);
  return {
    counted: staying.length,
    wanted: replicaSets.reduce((sum, { spec }) => sum + (spec.replicas ?? 0), 0),
    available: available.length,
    newAvailable: available.filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === newest?.metadata.uid).length,
    leaving: pods.length - staying.length,
    reported: { available: deployment?.status?.availableReplicas ?? 0, total: deployment?.status?.replicas ?? 0 },
  };
}

/** The first moment after the update at which `holds`. */
function find(scenario: Scenario, holds: (facts: Facts) => boolean): Moment | undefined {
  const timeline = Timeline.open(scenario);
  const update = scenario.actions.at(-1)?.at ?? 0;
  timeline.advanceTo(update - 1, Number.POSITIVE_INFINITY);
  for (let steps = 0; steps < 20_000; steps++) {
    const step = timeline.step();
    if (step === undefined) return undefined;
    if (step.changed.length > 0 && holds(factsOf(timeline))) return timeline.moment();
  }
  return undefined;
}

type Id = keyof typeof openings;

const found = new Map<Id, Moment>();

/** Compares with the stored moment, or with UPDATE_OPENINGS=1 in the environment keeps it to be written. */
function expectOpening(id: Id, moment: Moment | undefined): void {
  expect(moment).toBeDefined();
  if (process.env.UPDATE_OPENINGS === undefined || moment === undefined) expect(moment).toEqual(openings[id]);
  else found.set(id, moment);
}

afterAll(() => {
  if (found.size === 0) return;
  const file = new URL('./openings.ts', import.meta.url);
  let text = readFileSync(file, 'utf8');
  for (const [id, { at, step }] of found) {
    const name = /^\w+$/.test(id) ? id : `'${id}'`;
    text = text.replace(new RegExp(`${name}: \\{.*?\\}`), `${name}: { at: ${at}, step: ${step} }`);
  }
  writeFileSync(file, text);
});

const bothLimits =
  (ceiling: number, floor: number) =>
  ({ counted, wanted, available, reported, leaving }: Facts): boolean =>
    counted === ceiling &&
    wanted === ceiling &&
    available === floor &&
    reported.total === ceiling &&
    reported.available === floor &&
    leaving > 0;

describe('each story opens where its text says', () => {
  test('four-replicas: five counted, three available, one of them new, one leaving', () => {
    const holds = (facts: Facts): boolean => bothLimits(5, 3)(facts) && facts.newAvailable === 1 && facts.leaving === 1;
    expectOpening('four-replicas', find(fourReplicas, holds));
  });

  test('four-replicas: the moment lasts long enough to be looked at', () => {
    const timeline = Timeline.open(fourReplicas);
    const { at } = timeline.opening;
    timeline.advanceTo(at + 500);
    expect(factsOf(timeline)).toMatchObject({ counted: 5, available: 3, leaving: 1 });
    timeline.advanceTo(at + 30_000);
    expect(factsOf(timeline)).toMatchObject({ counted: 4, available: 4, newAvailable: 4, leaving: 0 });
  });

  test('ten-replicas: 13 counted, eight available', () => {
    expectOpening(
      'ten-replicas',
      find(tenReplicas, (facts) => bothLimits(13, 8)(facts) && facts.newAvailable > 0),
    );
  });

  test('recreate: every old pod leaves, no new one is there', () => {
    expectOpening(
      'recreate',
      find(recreate, ({ counted, leaving, reported }) => counted === 0 && leaving === 3 && reported.available === 0),
    );
  });

  test('thousand: 1,250 counted, 750 available', () => {
    expectOpening('thousand', find(thousand, bothLimits(1_250, 750)));
  });
});

function requestOf(action: Recorded | undefined): Request | undefined {
  return action !== undefined && 'request' in action ? action.request : undefined;
}

test('the recorded requests are those that kubectl makes of the drafts', () => {
  for (const story of builtins.filter(({ actions }) => actions.length > 0)) {
    const timeline = Timeline.open({ ...story, actions: [] });
    const [created, updated] = story.actions;
    const { fileName = '', text = '' } = story.draft ?? {};
    const apply = (manifest: string): void => {
      const documents = parseManifest(manifest).documents.map(({ value }) => value);
      const { exitCode, stderr } = applyObjects(timeline.client('editor.apply', `kubectl apply -f ${fileName}`), {
        name: fileName,
        documents,
      });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    };
    apply(text.replace('2.1.0', '2.0.3'));
    apply(text);
    const [first, second] = timeline.scenario().actions;
    const { userEvent, line } = created ?? {};
    expect(first).toMatchObject({ userEvent, line, request: requestOf(created) });
    expect(requestOf(second)).toEqual(requestOf(updated));
  }
});

test('ids name their stories', () => {
  for (const story of builtins) expect(findBuiltin(story.builtin ?? '')).toBe(story);
  expect(findBuiltin('toString')).toBeUndefined();
});
