/** `kubectl describe`. upstream: pkg/cmd/describe/describe.go */

import type { Status } from '../../api/client.ts';
import type { KubeObject } from '../../api/meta.ts';
import { err, type Result } from '../../base/result.ts';
import { endIfFailed, type Found, resolve, resourceNamed, type Selected } from '../builder.ts';
import { type Call, type Command, fail } from '../command.ts';
import { allNamespacesFlag, filenameFlags, int, selectorFlag } from '../commonFlags.ts';
import type { CommandError } from '../errors.ts';
import { bool } from '../flags.ts';
import { describe as describeObject } from '../print/describe/describe.ts';
import type { Surroundings } from '../print/describe/text.ts';
import type { Process } from '../process.ts';
import { readList } from '../read.ts';
import { resourceOf } from '../resources.ts';

/** What descriptions look up, as who asks may see it. */
function surroundingsOf(call: Call): Surroundings {
  return {
    nowMs: call.environment.nowMs(),
    leaseOf: call.environment.leaseOf,
    list: (kind, namespace, selectors = {}): Result<readonly KubeObject[], Status> =>
      readList({ ...call, namespace }, resourceOf(kind), { ...selectors, allNamespaces: namespace === '' }),
  };
}

function textOf(call: Call, { resource, object }: Found, showEvents: boolean): Result<string, Status> {
  // What is not stored is not found either.
  if (resource.stored === undefined)
    return err({ code: 404, reason: 'NotFound', message: 'the server could not find the requested resource' });
  return describeObject(resource.stored, object, showEvents, surroundingsOf(call));
}

/** upstream: DescribeOptions.Run */
function describeAll(call: Call, { infos, errors }: Selected<Found>, showEvents: boolean): void {
  const { environment, flags, namespace } = call;
  const failed: CommandError[] = [...errors];
  const said = new Set<string>();
  let isFirst = true;
  for (const info of infos) {
    const text = textOf(call, info, showEvents);
    if (text.ok) {
      environment.stdout(isFirst ? text.value : `\n\n${text.value}`);
      isFirst = false;
    } else if (!said.has(text.error.message)) {
      said.add(text.error.message);
      failed.push({ status: text.error });
    }
  }
  if (infos.length === 0 && failed.length === 0) {
    environment.stderr(flags.bool('all-namespaces') ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
  }
  endIfFailed(failed);
}

/** Everything whose name begins so, for want of an object of this name. upstream: DescribeMatchingResources */
function describeMatching(call: Call, type: string, prefix: string, errors: readonly CommandError[], showEvents: boolean): void {
  const resource = resourceNamed(call, type);
  const all = resolve(call, {
    args: [resource.group === '' ? resource.resource : `${resource.resource}.${resource.group}`],
    typeMeansAll: true,
  });
  const matching = all.infos.filter(({ name }) => name.startsWith(prefix));
  if (matching.length === 0) endIfFailed(errors);
  for (const info of matching) {
    const text = textOf(call, info, showEvents);
    if (text.ok) call.environment.stdout(`${text.value}\n`);
    else endIfFailed([{ status: text.error }]);
  }
}

const isMissing = (error: CommandError): boolean => 'status' in error && error.status.reason === 'NotFound';

function* run(call: Call): Process {
  const { args, flags } = call;
  if (args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') {
    fail('You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n');
  }
  const selected = resolve(call, { typeMeansAll: true });
  const showsEvents = (isSingle: boolean): boolean => (flags.changed('show-events') ? flags.bool('show-events') : isSingle);
  const [type = '', prefix = ''] = args;
  const [error, ...others] = selected.errors;
  if (args.length === 2 && error !== undefined && others.length === 0 && isMissing(error)) {
    if (type.includes('/')) endIfFailed(selected.errors);
    describeMatching(call, type, prefix, selected.errors, showsEvents(false));
    return 0;
  }
  describeAll(call, selected, showsEvents(selected.infos.length === 1));
  return 0;
}

export const describe: Command = {
  name: 'describe',
  use: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  short: 'Show details of a specific resource or group of resources',
  examples: [
    '# A Deployment, its template, its ReplicaSets and what happened to it',
    'kubectl describe deployment web',
    '# All pods with this label',
    'kubectl describe pods -l app=web',
    '# Every pod whose name begins so',
    'kubectl describe pods web',
  ],
  flags: [
    allNamespacesFlag,
    int('chunk-size', 'How many objects the server hands over at a time; 0 for all at once.', 500),
    ...filenameFlags('What to describe, by the files that name it.'),
    selectorFlag,
    bool('show-events', 'What happened to each object, too; left out, only for one that is described alone.', undefined, true),
  ],
  run,
};
