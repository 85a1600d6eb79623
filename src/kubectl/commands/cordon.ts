/** `kubectl cordon` and `uncordon`. upstream: pkg/cmd/drain/drain.go RunCordonOrUncordon, pkg/drain/cordon.go */
import { fieldsOf } from '../../api/fields.ts';
import { endIfFailed, type Found, resolve } from '../builder.ts';
import { Change } from '../change.ts';
import { type Call, type Command, fail, failUsage } from '../command.ts';
import { dryRunFlag, selectorFlag } from '../commonFlags.ts';
import { errorMessage } from '../errors.ts';

/** The nodes that the arguments or -l name. Ends the command when one is missing. `use` is the command in its own words. */
export function nodesOf(call: Call, use: string): readonly Found[] {
  const { args, flags, path } = call;
  const selector = flags.text('selector');
  if (args.length === 0 && selector === '') failUsage(path, `USAGE: ${use} [flags]`);
  if (args.length > 0 && selector !== '') fail('error: cannot specify both a node name and a --selector option');
  const { infos, errors } = resolve(call, { args: ['nodes', ...args] });
  endIfFailed(errors.slice(0, 1));
  return infos;
}

/** Closes nodes for new pods, or opens them again, and tells of each. */
export function setUnschedulable(call: Call, nodes: readonly Found[], isClosed: boolean): boolean {
  const change = new Change(call);
  const verb = isClosed ? 'cordon' : 'uncordon';
  let hasFailed = false;
  for (const info of nodes) {
    const isAlready = (fieldsOf(fieldsOf(info.object)['spec'])['unschedulable'] === true) === isClosed;
    if (isAlready) {
      change.tell(info.object, `already ${verb}ed`);
      continue;
    }
    if (change.dryRun !== 'client') {
      const answer = change.patch(info, 'strategic', { spec: { unschedulable: isClosed ? true : null } });
      if (!answer.ok) {
        hasFailed = true;
        call.environment.stderr(`error: unable to ${verb} node "${info.name}": ${errorMessage(answer.error)}\n`);
        continue;
      }
    }
    change.tell(info.object, `${verb}ed`);
  }
  return !hasFailed;
}

function command(name: 'cordon' | 'uncordon', short: string, example: string): Command {
  return {
    name,
    use: 'NODE',
    short,
    examples: [example, `kubectl ${name} node-1`],
    flags: [dryRunFlag, selectorFlag],
    run: (call) => (setUnschedulable(call, nodesOf(call, `${name} NODE`), name === 'cordon') ? 0 : 1),
  };
}

export const cordon = command('cordon', 'Mark node as unschedulable', '# No new pods on this node');
export const uncordon = command('uncordon', 'Mark node as schedulable', '# New pods may come again');
