import { expect, test } from 'vitest';
import type { Selection } from '../../store/index.ts';
import { partsOf } from './links.ts';

const names = new Map<string, Selection>([
  ['web', { kind: 'Deployment', uid: 'd' }],
  ['web-5fcf987f7b', { kind: 'ReplicaSet', uid: 'r' }],
  ['web-5fcf987f7b-8lh48', { kind: 'Pod', uid: 'p' }],
]);

/** Links in brackets. */
const shown = (line: string): string =>
  partsOf(line, names)
    .map(({ text, selection }) => (selection === undefined ? text : `[${text}]`))
    .join('');

test.each([
  ['web-5fcf987f7b-8lh48   1/1     Running', '[web-5fcf987f7b-8lh48]   1/1     Running'],
  ['web    4/4     4', '[web]    4/4     4'],
  ['deployment.apps/web scaled', 'deployment.apps/[web] scaled'],
  ['deployment "web" successfully rolled out', 'deployment "[web]" successfully rolled out'],
  ['Name:                   web', 'Name:                   [web]'],
  ['Controlled By:  ReplicaSet/web-5fcf987f7b', 'Controlled By:  ReplicaSet/[web-5fcf987f7b]'],
  ['NewReplicaSet:   web-5fcf987f7b (3/3 replicas created)', 'NewReplicaSet:   [web-5fcf987f7b] (3/3 replicas created)'],
  ['Labels:  app=web', 'Labels:  app=web'],
  ['   web:', '   web:'],
  ['pulling shop/web:2.1.0', 'pulling shop/web:2.1.0'],
  ['', ''],
])('%s', (line, expected) => {
  expect(shown(line)).toBe(expected);
});
