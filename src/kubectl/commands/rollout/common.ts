/** What the subcommands of `kubectl rollout` share. */
import type { Deployment } from '../../../api/apps.ts';
import { endIfFailed, type Found, resolve } from '../../builder.ts';
import { type Call, type Flag, fail } from '../../command.ts';
import { fieldManagerFlag, filenameFlags, printFlags, selectorFlag } from '../../commonFlags.ts';
import type { CommandError } from '../../errors.ts';
import { groupResourceOf } from '../../resources.ts';
import { isDeployment } from '../../target.ts';

export const targetFlags: readonly Flag[] = [
  ...filenameFlags('A file, a directory, or - for standard input, with the objects.'),
  selectorFlag,
];
export const changeFlags: readonly Flag[] = [...targetFlags, ...printFlags, fieldManagerFlag('kubectl-rollout')];

export interface Targets {
  readonly infos: readonly Found[];
  readonly errors: readonly CommandError[];
}

/** The objects that the call is about, all of a type when it names the type alone. */
export function targetsOf(call: Call): Targets {
  if (call.args.length === 0 && call.flags.list('filename').length === 0) fail('required resource not specified');
  return resolve(call, { typeMeansAll: true });
}

/** upstream: what all but history and undo say when there is nothing */
export function sayNothingFound({ environment, namespace }: Call): 0 {
  environment.stderr(`No resources found in ${namespace} namespace.\n`);
  return 0;
}

/** Does one thing to each Deployment; any other kind is refused with the word for what was tried. Errors do not stop it. */
export function forEachDeployment(call: Call, trying: string, act: (deployment: Deployment, info: Found) => string | undefined): number {
  const { infos, errors } = targetsOf(call);
  if (infos.length === 0 && errors.length === 0) return sayNothingFound(call);
  const failures: CommandError[] = [...errors];
  for (const info of infos) {
    const { object, resource, name } = info;
    const problem = isDeployment(object) ? act(object, info) : `error: ${groupResourceOf(resource)} "${name}" ${trying} is not supported`;
    if (problem !== undefined) failures.push({ text: problem });
  }
  endIfFailed(failures);
  return 0;
}
