/** `kubectl scale`. upstream: pkg/cmd/scale/scale.go, kubectl/pkg/scale/scale.go */
import { fieldsOf } from '../../api/fields.ts';
import { endIfFailed, type Found, resolve } from '../builder.ts';
import { Change, recordedAnnotation } from '../change.ts';
import { type Call, type Command, Exit, fail } from '../command.ts';
import { dryRunFlag, duration, filenameFlags, int, printFlags, recordFlag, selectorFlag } from '../commonFlags.ts';
import { bool, text } from '../flags.ts';
import type { Wait, Wake } from '../process.ts';
import { scaleObject } from '../scale.ts';
import { untilEvent } from '../watchObject.ts';

/** What must be true of the object before it is scaled. upstream: ScalePrecondition Validate */
function preconditionProblem({ flags }: Call, { object }: Found): string | undefined {
  const expected = flags.int('current-replicas');
  const current = fieldsOf(fieldsOf(object)['spec'])['replicas'];
  if (expected !== -1 && current !== expected) return `Expected replicas to be ${expected}, was ${current}`;
  const version = flags.text('resource-version');
  const { resourceVersion } = object.metadata;
  return version === '' || version === resourceVersion ? undefined : `Expected resource version to be ${version}, was ${resourceVersion}`;
}

/** upstream: scaleHasDesiredReplicas */
function* untilScaled({ environment, flags }: Call, info: Found, replicas: number): Generator<Wait, void, Wake> {
  const until = environment.nowMs() + flags.duration('timeout');
  const waited = yield* untilEvent(environment, info, until, ({ object }) => {
    const { spec, status } = { spec: fieldsOf(fieldsOf(object)['spec']), status: fieldsOf(fieldsOf(object)['status']) };
    return spec['replicas'] === replicas && (status['replicas'] ?? 0) === replicas ? true : undefined;
  });
  if (waited.found === undefined) fail(`timed out waiting for "${info.name}" to be synced`);
}

export const scale: Command = {
  name: 'scale',
  use: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  examples: [
    '# Three pods',
    'kubectl scale --replicas=3 deployment/web',
    '# Three pods, but only if there are two',
    'kubectl scale --current-replicas=2 --replicas=3 deployment/web',
  ],
  flags: [
    ...filenameFlags('A file, a directory, or - for standard input, with the objects.'),
    ...printFlags,
    selectorFlag,
    recordFlag,
    dryRunFlag,
    bool('all', 'All objects of the types that are named, in the namespace.'),
    text('resource-version', 'Scale only if the object has this resource version.'),
    int('current-replicas', 'Scale only if the object has this size; -1 is any.', -1),
    { ...int('replicas', 'The new number of pods.'), required: true },
    duration('timeout', 'How long to wait until there are as many pods; 0 does not wait.'),
  ],
  *run(call) {
    const { flags } = call;
    const change = new Change(call);
    const replicas = flags.int('replicas');
    if (replicas < 0) fail('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    if (flags.int('current-replicas') < -1) fail('The --current-replicas must specify an integer of -1 or greater');
    const { infos, errors } = resolve(call);
    if (flags.text('resource-version') !== '' && infos.length > 1) fail('cannot use --resource-version with multiple resources');
    if (infos.length === 0 && errors.length === 0) fail('no objects passed to scale');
    for (const info of infos) {
      if (change.dryRun !== 'client') {
        const problem = preconditionProblem(call, info);
        if (problem !== undefined) fail(problem);
        const answer = scaleObject((request) => change.send(request), info, replicas);
        if (!answer.ok) throw new Exit([{ status: answer.error }]);
        const annotations = recordedAnnotation(call, info.object);
        if (annotations !== undefined) change.patch(info, 'merge', { metadata: { annotations } });
        if (flags.duration('timeout') > 0 && change.dryRun === 'none') yield* untilScaled(call, info, replicas);
      }
      change.tell(info.object, 'scaled');
    }
    endIfFailed(errors);
    return 0;
  },
};
