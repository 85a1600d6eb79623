/** `kubectl create`. upstream: pkg/cmd/create/create.go */
import { type Fields, fieldsOf } from '../../../api/fields.ts';
import { modifiedConfiguration } from '../../apply/lastApplied.ts';
import { endIfFailed, select } from '../../builder.ts';
import { Change, recordedAnnotation } from '../../change.ts';
import { type Call, type Command, fail, failUsage } from '../../command.ts';
import {
  dryRunFlag,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  selectorFlag,
  validateFlag,
  validationOf,
} from '../../commonFlags.ts';
import { addSource, type CommandError } from '../../errors.ts';
import { bool, text } from '../../flags.ts';
import { notStored } from '../../resources.ts';
import { configMap, secret } from './config.ts';
import { deployment } from './deployment.ts';
import { namespace, podDisruptionBudget, priorityClass, quota, serviceAccount } from './policy.ts';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './rbac.ts';
import { service } from './service.ts';

function withCause(call: Call, object: Fields): Fields {
  const cause = recordedAnnotation(call, object as never);
  if (cause === undefined) return object;
  const metadata = fieldsOf(object['metadata']);
  return { ...object, metadata: { ...metadata, annotations: { ...fieldsOf(metadata['annotations']), ...cause } } };
}

function run(call: Call): number {
  const { args, flags, path } = call;
  if (args.length > 0) failUsage(path, `Unexpected args: [${args.join(' ')}]`);
  if (flags.list('filename').length === 0 && flags.text('kustomize') === '') fail('must specify one of -f and -k');
  if (flags.text('raw') !== '') fail('raw URLs (--raw) are not modelled');
  if (flags.bool('edit')) fail('there is no editor in this terminal: change the file, then use kubectl create -f FILE');
  const change = new Change(call);
  const fieldValidation = validationOf(call);
  const { infos, errors } = select(call);
  const failures: CommandError[] = [...errors];
  if (infos.length === 0 && failures.length === 0) fail('no objects passed to create');
  for (const info of infos) {
    if (info.object === undefined) continue;
    const saved = flags.bool('save-config') ? modifiedConfiguration(info.object) : info.object;
    const object = withCause(call, saved as unknown as Fields);
    if (change.dryRun === 'client') {
      change.tell(object, 'created');
      continue;
    }
    if (info.resource.stored === undefined) {
      failures.push(addSource('creating', info.source, { text: notStored(info.resource) }));
      continue;
    }
    const answer = change.send({
      verb: 'create',
      object,
      fieldManager: flags.text('field-manager'),
      fieldValidation,
      ...(info.namespace === '' ? {} : { namespace: info.namespace }),
    });
    if (answer.ok) change.tell(answer.value.object, 'created');
    else failures.push(addSource('creating', info.source, { status: answer.error }));
  }
  endIfFailed(failures);
  return 0;
}

/** A type that discovery knows and the cluster does not keep. */
function unmodelled(name: string, what: string, short: string): Command {
  return {
    name,
    use: 'NAME [flags]',
    short,
    flags: [dryRunFlag],
    run: () => fail(notStored({ resource: what })),
  };
}

export const create: Command = {
  name: 'create',
  use: '-f FILENAME',
  short: 'Create a resource from a file or from stdin',
  examples: ['# What the file says', 'kubectl create -f web.yaml', '# From another command', 'cat web.yaml | kubectl create -f -'],
  flags: [
    dryRunFlag,
    bool('edit', 'Change the objects in an editor first.'),
    fieldManagerFlag('kubectl-create'),
    ...filenameFlags('The files with what to create.'),
    ...printFlags,
    text('raw', 'A URL of the server to send the file to as it is.'),
    recordFlag,
    bool('save-config', 'Remember the object in its annotation, as kubectl apply does.'),
    selectorFlag,
    validateFlag,
    bool('windows-line-endings', 'With --edit: lines end as on Windows.'),
  ],
  subcommands: [
    clusterRole,
    clusterRoleBinding,
    configMap,
    unmodelled('cronjob', 'cronjobs', 'Create a cron job with the specified name'),
    deployment,
    unmodelled('ingress', 'ingresses', 'Create an ingress with the specified name'),
    unmodelled('job', 'jobs', 'Create a job with the specified name'),
    namespace,
    podDisruptionBudget,
    priorityClass,
    quota,
    role,
    roleBinding,
    secret,
    service,
    serviceAccount,
    unmodelled('token', 'tokens', 'Request a service account token'),
  ],
  run,
};
