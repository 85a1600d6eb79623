// What a button means, carried out as kubectl would.
import type { Client } from '../api/client.ts';
import { isKind } from '../api/key.ts';
import { err } from '../base/result.ts';
import { deleteObject } from '../kubectl/delete.ts';
import { rolloutPause, rolloutResume } from '../kubectl/rollout/pause.ts';
import { rolloutRestart } from '../kubectl/rollout/restart.ts';
import { rolloutUndo } from '../kubectl/rollout/undo.ts';
import { scale } from '../kubectl/scale.ts';
import { setImage } from '../kubectl/setImage.ts';
import type { Intent, KubectlOutput } from './protocol.ts';
import type { Run } from './run.ts';

/** Undefined for a kind that the cluster does not store. */
export function carryOut(run: Run, intent: Intent): KubectlOutput | undefined {
  const act = commandOf(intent);
  if (act === undefined) return undefined;
  return run.perform(`button.${intent.verb}`, lineOf(run, act), act);
}

type Command = (client: Client) => KubectlOutput;

function commandOf(intent: Intent): Command | undefined {
  switch (intent.verb) {
    case 'setImage':
      return (client) => setImage(client, intent.deployment, intent.images);
    case 'scale':
      return (client) => scale(client, intent.deployment, intent.replicas);
    case 'pause':
      return (client) => rolloutPause(client, intent.deployment);
    case 'resume':
      return (client) => rolloutResume(client, intent.deployment);
    case 'restart':
      return (client) => rolloutRestart(client, intent.deployment);
    case 'undo':
      return (client) => rolloutUndo(client, intent.deployment, intent.toRevision);
    case 'delete': {
      const { kind, namespace, name } = intent.object;
      if (!isKind(kind)) return undefined;
      const options = intent.force === true ? { force: true, gracePeriod: 0 } : {};
      return (client) => deleteObject(client, { kind, namespace, name }, options);
    }
  }
}

/** The kubectl line that a command equals: said by the command itself, to a server that accepts nothing. */
export function lineOf(run: Run, act: (client: Client) => { readonly line: string }): string {
  const refusing = { code: 503, reason: '', message: 'not asked' } as const;
  const { reader } = run.timeline;
  return act({
    get: (key) => reader.get(key),
    list: (kind, options) => reader.list(kind, options),
    now: () => run.timeline.client('probe').now(),
    request: () => err(refusing),
  }).line;
}
