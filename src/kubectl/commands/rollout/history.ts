/** `kubectl rollout history`. upstream: pkg/cmd/rollout/rollout_history.go, polymorphichelpers/historyviewer.go */
import type { ReplicaSet } from '../../../api/apps.ts';
import { endIfFailed, type Found } from '../../builder.ts';
import { type Call, type Command, fail } from '../../command.ts';
import { int, printFlags } from '../../commonFlags.ts';
import type { CommandError } from '../../errors.ts';
import { outputFormat, printerOf } from '../../outputFlags.ts';
import { nameOf } from '../../print/objects.ts';
import { historyText, revisionText } from '../../rollout/history.ts';
import { historyProblem, revisions } from '../../rollout/revisions.ts';
import { isDeployment } from '../../target.ts';
import { typedObject } from '../../typed.ts';
import { targetFlags, targetsOf } from './common.ts';

function printRevisions(call: Call, history: ReadonlyMap<number, ReplicaSet>, revision: number): string | undefined {
  const print = printerOf(call, { isTyped: true });
  if (revision > 0) {
    const rs = history.get(revision);
    if (rs === undefined) return 'unable to find the specified revision';
    print(typedObject(rs));
    return undefined;
  }
  for (const rs of history.values()) print(typedObject(rs));
  return undefined;
}

function show(call: Call, { object, resource }: Found, revision: number): string | undefined {
  if (!isDeployment(object)) {
    return `no history viewer has been implemented for "${resource.kind}${resource.group === '' ? '' : `.${resource.group}`}"`;
  }
  const problem = historyProblem(call.environment.client, object);
  if (problem !== undefined) return problem;
  const history = revisions(call.environment.client, object);
  if (outputFormat(call) !== '') return printRevisions(call, history, revision);
  const name = nameOf(object);
  if (revision === 0) {
    call.environment.stdout(`${name} \n${historyText(history)}\n`);
    return undefined;
  }
  const rs = history.get(revision);
  if (rs === undefined) return 'unable to find the specified revision';
  call.environment.stdout(`${name} ${revisionText(rs, revision)}\n`);
  return undefined;
}

export const history: Command = {
  name: 'history',
  use: '(TYPE NAME | TYPE/NAME) [flags]',
  short: 'View rollout history',
  examples: [
    '# The revisions of a deployment',
    'kubectl rollout history deployment/web',
    '# The template of revision 3',
    'kubectl rollout history deployment/web --revision=3',
  ],
  flags: [...targetFlags, ...printFlags, int('revision', 'See the template of this revision.')],
  // biome-ignore lint/correctness/useYield: it waits for nothing
  *run(call) {
    const revision = call.flags.int('revision');
    if (call.args.length === 0 && call.flags.list('filename').length === 0) fail('required resource not specified');
    if (revision < 0) fail(`revision must be a positive integer: ${revision}`);
    const { infos, errors } = targetsOf(call);
    const failures: CommandError[] = [];
    for (const info of infos) {
      const problem = show(call, info, revision);
      if (problem !== undefined) failures.push({ text: problem });
    }
    endIfFailed([...failures, ...errors]);
    return 0;
  },
};
