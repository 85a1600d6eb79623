/** `kubectl rollout pause`, `resume` and `restart`. upstream: pkg/cmd/rollout */
import type { Deployment } from '../../../api/apps.ts';
import type { Client } from '../../../api/client.ts';
import type { KubeObject } from '../../../api/meta.ts';
import type { Result } from '../../../base/result.ts';
import { Change } from '../../change.ts';
import type { Command } from '../../command.ts';
import { patchPaused } from '../../rollout/pause.ts';
import { restartDeployment } from '../../rollout/restart.ts';
import { changeFlags, forEachDeployment } from './common.ts';

interface Verb {
  readonly name: string;
  /** `pausing`: of a kind that cannot be. */
  readonly trying: string;
  readonly done: string;
  readonly short: string;
  readonly example: string;
  readonly act: (client: Client, deployment: Deployment) => Result<KubeObject, string>;
}

function commandOf({ name, trying, done, short, example, act }: Verb): Command {
  return {
    name,
    use: 'RESOURCE',
    short,
    examples: [`# ${example}`, `kubectl rollout ${name} deployment/web`],
    flags: changeFlags,
    *run(call) {
      const change = new Change(call, { isTyped: true });
      return forEachDeployment(call, trying, (deployment) => {
        const result = act(call.environment.client, deployment);
        if (!result.ok) return result.error;
        change.tell(result.value, done);
        return undefined;
      });
    },
  };
}

export const pause = commandOf({
  name: 'pause',
  trying: 'pausing',
  done: 'paused',
  short: 'Mark the provided resource as paused',
  example: 'Let changes to the template wait until the deployment is resumed',
  act: (client, deployment) => patchPaused(client, deployment, true),
});

export const resume = commandOf({
  name: 'resume',
  trying: 'resuming',
  done: 'resumed',
  short: 'Resume a paused resource',
  example: 'Roll out what has been changed since the deployment was paused',
  act: (client, deployment) => patchPaused(client, deployment, false),
});

export const restart = commandOf({
  name: 'restart',
  trying: 'restarting',
  done: 'restarted',
  short: 'Restart a resource',
  example: 'Replace every pod of the deployment by a new one',
  act: restartDeployment,
});
