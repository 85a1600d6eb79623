import { expect, test } from 'vitest';
import { scaledReplicaSet, scaledUpOnCreation } from './scalingEvent.ts';

// minor, on creation with 3, from 3 to 1, from 1 to 3
test.each([
  [22, 'Scaled up replica set w to 3', 'Scaled down replica set w to 1', 'Scaled up replica set w to 3'],
  [24, 'Scaled up replica set w to 3', 'Scaled down replica set w to 1', 'Scaled up replica set w to 3'],
  [25, 'Scaled up replica set w to 3', 'Scaled down replica set w to 1 from 3', 'Scaled up replica set w to 3 from 1'],
  [31, 'Scaled up replica set w to 3', 'Scaled down replica set w to 1 from 3', 'Scaled up replica set w to 3 from 1'],
  [32, 'Scaled up replica set w from 0 to 3', 'Scaled down replica set w from 3 to 1', 'Scaled up replica set w from 1 to 3'],
  [37, 'Scaled up replica set w from 0 to 3', 'Scaled down replica set w from 3 to 1', 'Scaled up replica set w from 1 to 3'],
])('wording of 1.%i', (minor, created, down, up) => {
  expect([scaledUpOnCreation(minor, 'w', 3), scaledReplicaSet(minor, 'w', 3, 1), scaledReplicaSet(minor, 'w', 1, 3)]).toEqual([
    created,
    down,
    up,
  ]);
});

test('before 1.32 proportional scaling names the direction of the whole', () => {
  expect(scaledReplicaSet(31, 'w', 5, 4, 'up')).toBe('Scaled up replica set w to 4 from 5');
  expect(scaledReplicaSet(32, 'w', 5, 4, 'up')).toBe('Scaled down replica set w from 5 to 4');
});
