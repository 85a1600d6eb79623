/** `kubectl set serviceaccount`, `selector` and `subject`. upstream: pkg/cmd/set */
import { type Fields, fieldsOf, listOf } from '../../../api/fields.ts';
import { deepEqual } from '../../../base/equal.ts';
import { err, ok } from '../../../base/result.ts';
import { type Command, fail } from '../../command.ts';
import { slice } from '../../commonFlags.ts';
import { podSpecOf, withPodSpec } from '../../podSpec.ts';
import { noPodSpec, runSet, setFlags } from './common.ts';

export const serviceAccount: Command = {
  name: 'serviceaccount',
  aliases: ['sa'],
  use: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  short: 'Update the service account of a resource',
  examples: ['# The pods of a deployment run as another account', 'kubectl set serviceaccount deployment web builder'],
  flags: setFlags,
  *run(call) {
    const account = call.args.at(-1) ?? fail('serviceaccount is required');
    return runSet(call, {
      operation: 'serviceaccount updated',
      refused: 'failed to patch ServiceAccountName',
      resources: call.args.slice(0, -1),
      validate: () => undefined,
      update: (object) => {
        const podSpec = podSpecOf(object);
        if (podSpec === undefined) return noPodSpec(object.kind);
        return ok(withPodSpec({ ...object }, { ...podSpec, serviceAccountName: account }));
      },
    });
  },
};

/** `app=web,tier=front`; a Service knows equality alone. */
function equalities(text: string): Readonly<Record<string, string>> | undefined {
  const pairs = text.split(',').map((term) => /^\s*([^=!\s]+)\s*==?\s*([^=\s]*)\s*$/.exec(term));
  if (pairs.some((pair) => pair === null)) return undefined;
  return Object.fromEntries(pairs.map((pair): [string, string] => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

export const selector: Command = {
  name: 'selector',
  use: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  short: 'Set the selector on a resource',
  examples: ['# Send the traffic of a service to other pods', 'kubectl set selector service web app=web,track=canary'],
  flags: setFlags.filter(({ name }) => name !== 'selector'),
  *run(call) {
    const word = call.args.at(-1);
    const wanted = word === undefined ? undefined : equalities(word);
    return runSet(call, {
      operation: 'selector updated',
      refused: 'failed to patch selector update to service',
      resources: call.args.slice(0, -1),
      validate: (problems) => {
        if (word === undefined) problems.push('one selector is required');
        else if (wanted === undefined) problems.push(`"${word}" is not a selector of a service: only KEY=VALUE, separated by commas`);
      },
      update: (object) => {
        if (object.kind !== 'Service') return err('setting a selector is only supported for Services');
        const fields: Fields = { ...object };
        return ok({ ...fields, spec: { ...fieldsOf(fields['spec']), selector: wanted } });
      },
    });
  },
};

export const subject: Command = {
  name: 'subject',
  use: '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]',
  short: 'Update the user, group, or service account in a role binding or cluster role binding',
  examples: ['# Let another account do what a binding allows', 'kubectl set subject rolebinding readers --serviceaccount=default:builder'],
  flags: [
    ...setFlags.filter(({ name }) => name !== 'record'),
    slice('user', 'Users to bind to the role.'),
    slice('group', 'Groups to bind to the role.'),
    slice('serviceaccount', 'Service accounts to bind to the role: NAMESPACE:NAME.'),
  ],
  *run(call) {
    const { flags } = call;
    const bad = flags.list('serviceaccount').find((word) => word.split(':').length !== 2);
    return runSet(call, {
      operation: 'subjects updated',
      refused: 'failed to patch subjects to rolebinding:',
      resources: call.args,
      validate: (problems) => {
        if ([...flags.list('user'), ...flags.list('group'), ...flags.list('serviceaccount')].length === 0) {
          problems.push('you must specify at least one value of user, group or serviceaccount');
        }
        if (bad !== undefined) problems.push('serviceaccount must be <namespace>:<name>');
      },
      update: (object) => {
        if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') {
          return err('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
        }
        const apiGroup = 'rbac.authorization.k8s.io';
        const added = [
          ...flags.list('user').map((name) => ({ apiGroup, kind: 'User', name })),
          ...flags.list('group').map((name) => ({ apiGroup, kind: 'Group', name })),
          ...flags.list('serviceaccount').map((word) => {
            const [namespace = '', name = ''] = word.split(':');
            return { kind: 'ServiceAccount', name, namespace };
          }),
        ];
        const fields: Fields = { ...object };
        const before = listOf(fields['subjects']);
        return ok({ ...fields, subjects: [...before, ...added.filter((each) => !before.some((old) => deepEqual(old, each)))] });
      },
    });
  },
};
