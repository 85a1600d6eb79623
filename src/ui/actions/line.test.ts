import { expect, test } from 'vitest';
import type { Client } from '../../api/client.ts';
import { err } from '../../base/result.ts';
import { deleteObject } from '../../kubectl/delete.ts';
import { rolloutPause, rolloutResume } from '../../kubectl/rollout/pause.ts';
import { rolloutRestart } from '../../kubectl/rollout/restart.ts';
import { rolloutUndo } from '../../kubectl/rollout/undo.ts';
import { scale } from '../../kubectl/scale.ts';
import { setImage } from '../../kubectl/setImage.ts';
import type { Intent } from '../../worker/protocol.ts';
import { lineOf } from './line.ts';

/** A server without objects: the commands fail, and still say which line they are. */
const client: Client = {
  get: () => undefined,
  list: () => [],
  now: () => '2026-01-05T09:00:00Z',
  request: () => err({ code: 404, reason: 'NotFound', message: 'not found' }),
};

const targets = [
  { namespace: 'default', name: 'web' },
  { namespace: 'shop', name: 'web' },
];
const images = [
  { container: 'web', image: 'shop/web:2' },
  { container: 'log', image: 'log:1' },
];

const cases: readonly (readonly [Intent, string])[] = targets.flatMap((deployment): readonly (readonly [Intent, string])[] => [
  [{ verb: 'setImage', deployment, images }, setImage(client, deployment, images).line],
  [{ verb: 'scale', deployment, replicas: 3 }, scale(client, deployment, 3).line],
  [{ verb: 'pause', deployment }, rolloutPause(client, deployment).line],
  [{ verb: 'resume', deployment }, rolloutResume(client, deployment).line],
  [{ verb: 'restart', deployment }, rolloutRestart(client, deployment).line],
  [{ verb: 'undo', deployment, toRevision: 0 }, rolloutUndo(client, deployment, 0).line],
  [{ verb: 'undo', deployment, toRevision: 4 }, rolloutUndo(client, deployment, 4).line],
  ...(['Deployment', 'ReplicaSet', 'Pod'] as const).map((kind): readonly [Intent, string] => [
    { verb: 'delete', object: { kind, ...deployment } },
    deleteObject(client, { kind, ...deployment }, {}).line,
  ]),
  [
    { verb: 'delete', object: { kind: 'Pod', ...deployment }, force: true },
    deleteObject(client, { kind: 'Pod', ...deployment }, { force: true, gracePeriod: 0 }).line,
  ],
]);

test.each(cases)('what a button announces is what kubectl runs: %j', (intent, line) => {
  expect(lineOf(intent)).toBe(line);
});
