/** `kubectl rollout undo`. upstream: pkg/cmd/rollout/rollout_undo.go */

import { endIfFailed } from '../../builder.ts';
import { Change } from '../../change.ts';
import type { Command } from '../../command.ts';
import { dryRunFlag, int, printFlags } from '../../commonFlags.ts';
import type { CommandError } from '../../errors.ts';
import { historyProblem } from '../../rollout/revisions.ts';
import { rollBack, undoWarning } from '../../rollout/undo.ts';
import { isDeployment } from '../../target.ts';
import { targetFlags, targetsOf } from './common.ts';

export const undo: Command = {
  name: 'undo',
  use: '(TYPE NAME | TYPE/NAME) [flags]',
  short: 'Undo a previous rollout',
  examples: [
    '# Back to the previous revision',
    'kubectl rollout undo deployment/web',
    '# Back to revision 3',
    'kubectl rollout undo deployment/web --to-revision=3',
  ],
  flags: [...targetFlags, ...printFlags, dryRunFlag, int('to-revision', 'The revision to go back to; 0 is the previous one.')],
  // biome-ignore lint/correctness/useYield: it waits for nothing
  *run(call) {
    const change = new Change(call, { isTyped: true });
    const { infos, errors } = targetsOf(call);
    const failures: CommandError[] = [];
    for (const { object, resource } of infos) {
      if (!isDeployment(object)) {
        failures.push({
          text: `no rollbacker has been implemented for "${resource.kind}${resource.group === '' ? '' : `.${resource.group}`}"`,
        });
        continue;
      }
      const notice = undoWarning(object);
      if (notice !== undefined) call.environment.stderr(`Warning: ${notice}\n`);
      const problem = historyProblem(call.environment.client, object);
      if (problem !== undefined) {
        failures.push({ text: problem });
        continue;
      }
      const outcome = rollBack(call.environment.client, object, call.flags.int('to-revision'), change.dryRun);
      if (outcome.ok) change.tell(object, outcome.value);
      else failures.push({ text: outcome.error });
    }
    endIfFailed([...failures, ...errors]);
    return 0;
  },
};
