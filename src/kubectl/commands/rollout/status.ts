/** `kubectl rollout status`. upstream: pkg/cmd/rollout/rollout_status.go */
import { endIfFailed, type Found } from '../../builder.ts';
import { type Call, type Command, fail } from '../../command.ts';
import { duration, int } from '../../commonFlags.ts';
import type { CommandError } from '../../errors.ts';
import { bool } from '../../flags.ts';
import type { Wait, Wake, WatchEvent } from '../../process.ts';
import { rolloutStatusOf } from '../../rollout/status.ts';
import { isDeployment } from '../../target.ts';
import { untilEvent } from '../../watchObject.ts';
import { sayNothingFound, targetFlags, targetsOf } from './common.ts';

interface End {
  readonly error?: string;
}

/** Prints what an event says; an end when there is nothing to wait for any more. */
function look(call: Call, { type, object }: WatchEvent): End | undefined {
  if (type === 'DELETED') return { error: 'object has been deleted' };
  if (!isDeployment(object)) return undefined;
  const status = rolloutStatusOf(object, call.flags.int('revision'));
  if ('error' in status) return { error: status.error };
  call.environment.stdout(`${status.text}\n`);
  return status.done || !call.flags.bool('watch') ? {} : undefined;
}

function* follow(call: Call, info: Found): Generator<Wait, string | undefined, Wake> {
  const { kind, group } = info.resource;
  if (!isDeployment(info.object)) return `no status viewer has been implemented for ${kind}${group === '' ? '' : `.${group}`}`;
  const timeout = call.flags.duration('timeout');
  const until = timeout > 0 ? call.environment.nowMs() + timeout : undefined;
  const waited = yield* untilEvent(call.environment, info, until, (event) => look(call, event));
  return waited.found === undefined ? 'timed out waiting for the condition' : waited.found.error;
}

export const status: Command = {
  name: 'status',
  use: '(TYPE NAME | TYPE/NAME) [flags]',
  short: 'Show the status of the rollout',
  examples: ['# Follow the newest rollout until it is done', 'kubectl rollout status deployment/web'],
  flags: [
    ...targetFlags,
    int('revision', 'Follow this revision only: end when another one begins. 0 follows the newest.'),
    duration('timeout', 'How long to follow at most: a number with a unit (1s, 2m, 3h). Zero is for ever.'),
    bool('watch', 'Follow the rollout until it is done.', 'w', true),
  ],
  *run(call) {
    const revision = call.flags.int('revision');
    if (call.args.length === 0 && call.flags.list('filename').length === 0) fail('required resource not specified');
    if (revision < 0) fail(`revision must be a positive integer: ${revision}`);
    const { infos, errors } = targetsOf(call);
    if (infos.length === 0 && errors.length === 0) return sayNothingFound(call);
    const failures: CommandError[] = [];
    for (const info of infos) {
      const problem = yield* follow(call, info);
      if (problem !== undefined) failures.push({ text: problem });
    }
    endIfFailed([...failures, ...errors]);
    return 0;
  },
};
