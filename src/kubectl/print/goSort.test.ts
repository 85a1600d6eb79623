import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goSort } from './goSort.ts';

// From ../shared/golden/kubectl (case get-pods-sort-equal, kubectl v1.37.2): 30 pods of which all but old-restarts are of one age, by name, and as kubectl printed them.
const BEFORE =
  'completed completed-terminating config-error container-creating crashloop err-image-pull error-exit evicted exit-noreason failed-error image-pull-backoff init-0-of-2 init-1-of-2 init-crashloop init-error init-exitcode node-lost old-restarts one-completed-one-running oomkilled pending-unscheduled pod-initializing running running-notready scheduling-gated sidecar-running signal-noreason terminating terminating-overdue two-one-ready';
const AFTER =
  'old-restarts init-error pending-unscheduled container-creating crashloop err-image-pull error-exit evicted exit-noreason failed-error image-pull-backoff init-0-of-2 init-1-of-2 init-crashloop completed config-error completed-terminating init-exitcode one-completed-one-running oomkilled node-lost pod-initializing running running-notready scheduling-gated sidecar-running signal-noreason terminating terminating-overdue two-one-ready';

test('equal ones end where Go leaves them', () => {
  const age = (name: string) => (name === 'old-restarts' ? 0 : 1);
  expect(goSort(BEFORE.split(' '), (a, b) => age(a) < age(b))).toEqual(AFTER.split(' '));
});

test('whatever comes in goes out in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 300 }), (numbers) => {
      expect(goSort(numbers, (a, b) => a < b)).toEqual([...numbers].sort((a, b) => a - b));
    }),
  );
});
