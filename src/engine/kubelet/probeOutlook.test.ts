import { expect, test } from 'vitest';
import type { ObjectKey } from '../../api/client.ts';
import type { ProbeOutlook } from '../reason.ts';
import { Simulation } from '../simulation.ts';

const podKey: ObjectKey = { kind: 'Pod', namespace: 'default', name: 'p' };

function cluster(image: object, container: object, kubernetes = '1.37'): Simulation {
  const simulation = Simulation.boot({
    kubernetes,
    seed: 3,
    startTime: '2026-01-05T09:00:00Z',
    nodes: [{ name: 'node-1' }],
    images: [{ image: 'web', where: 'node', ...image }],
  });
  simulation.runUntil(137);
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'web', image: 'web', ...container }] },
  };
  simulation.dispatch({ verb: 'create', object }, { userEvent: 'test' });
  return simulation;
}

const handler = { httpGet: { path: '/', port: 80 } };
const count = ({ successes, failures, result }: ProbeOutlook): string => `${result} +${successes} -${failures}`;

/** Every change of the counts comes at the instant that was promised right before; tells how they went. */
function counts(simulation: Simulation, until: number): readonly string[] {
  const seen: string[] = [];
  let [before] = simulation.probes(podKey);
  for (let due = simulation.nextDueAt(); due !== undefined && due <= until; due = simulation.nextDueAt()) {
    simulation.step();
    const [probe] = simulation.probes(podKey);
    if (probe !== undefined && before !== undefined && count(probe) !== count(before)) {
      expect(simulation.now, count(probe)).toBe(before.nextAt);
      seen.push(count(probe));
    }
    before = probe;
  }
  return seen;
}

test.each(['1.31', '1.37'])('a readiness probe that never passes counts its failures (%s)', (kubernetes) => {
  const readinessProbe = { ...handler, periodSeconds: 5, initialDelaySeconds: 4, failureThreshold: 3 };
  const simulation = cluster({ neverReady: true }, { readinessProbe }, kubernetes);
  const seen = counts(simulation, 30_000);
  expect(seen.slice(0, 3)).toEqual(['failure +0 -1', 'failure +0 -2', 'failure +0 -3']);
  expect(seen.length).toBeGreaterThan(4);
});

test('successes count too, against their own threshold', () => {
  const readinessProbe = { ...handler, periodSeconds: 2, successThreshold: 3 };
  const simulation = cluster({ startUp: { minMs: 0, maxMs: 0 } }, { readinessProbe });
  expect(counts(simulation, 30_000)).toEqual(['failure +1 -0', 'failure +2 -0', 'success +3 -0']);
  expect(simulation.probes(podKey)[0]).toMatchObject({ successThreshold: 3, failureThreshold: 3, periodSeconds: 2, isEarly: false });
});

test('before the initial delay is over it says when the first question comes', () => {
  const readinessProbe = { ...handler, periodSeconds: 2, initialDelaySeconds: 20 };
  const simulation = cluster({ startUp: { minMs: 0, maxMs: 0 } }, { readinessProbe });
  simulation.runUntil(5000);
  const [probe] = simulation.probes(podKey);
  expect(probe).toMatchObject({ isEarly: true, successes: 0, failures: 0, initialDelaySeconds: 20 });
  simulation.runUntil((probe?.nextAt ?? 0) - 1);
  expect(simulation.probes(podKey)[0]?.successes).toBe(0);
  simulation.runUntil(probe?.nextAt ?? 0);
  expect(simulation.probes(podKey)[0]?.successes).toBe(1);
});
