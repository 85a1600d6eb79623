/** `kubectl apply view-last-applied`, and its relatives. upstream: pkg/cmd/apply/apply_view_last_applied.go, apply_set_last_applied.go */
import { isFields } from '../../api/fields.ts';
import { stringifyManifest } from '../../api/manifest.ts';
import { lastAppliedAnnotation, modifiedConfiguration, originalConfiguration } from '../apply/lastApplied.ts';
import { endIfFailed, resolve, select } from '../builder.ts';
import { Change } from '../change.ts';
import { type Call, type Command, fail, failUsage } from '../command.ts';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../commonFlags.ts';
import type { CommandError } from '../errors.ts';
import { bool, text } from '../flags.ts';
import { readObject } from '../read.ts';

const noAnnotation = (name: string): string => `no last-applied-configuration annotation found on resource: ${name}`;

function parsed(configuration: string): unknown {
  try {
    return JSON.parse(configuration);
  } catch {
    return undefined;
  }
}

function view(call: Call): number {
  const format = call.flags.text('output');
  if (format !== 'yaml' && format !== 'json')
    failUsage(call.path, `Unexpected -o output mode: ${format}, the flag 'output' must be one of yaml|json`);
  const { infos, errors } = resolve(call, { typeMeansAll: true });
  endIfFailed(errors);
  if (infos.length === 0) fail('no last-applied-configuration annotation found');
  const documents: string[] = [];
  for (const { object, name } of infos) {
    const configuration = originalConfiguration(object);
    if (configuration === undefined) {
      call.environment.stderr(`error: ${noAnnotation(name)}\n`);
      continue;
    }
    const value = parsed(configuration);
    // Indented by two blanks, unlike what get prints.
    documents.push(format === 'json' ? `${JSON.stringify(value, undefined, 2)}\n` : stringifyManifest(value));
  }
  call.environment.stdout(documents.join(''));
  return documents.length === infos.length ? 0 : 1;
}

export const viewLastApplied: Command = {
  name: 'view-last-applied',
  use: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  short: 'View the latest last-applied-configuration annotations of a resource/object',
  examples: ['# What was applied last', 'kubectl apply view-last-applied deployment/web'],
  flags: [
    bool('all', 'All objects of the named types.'),
    ...filenameFlags('The files that name the objects.'),
    text('output', 'Output format. Must be one of (yaml, json)', 'o', 'yaml'),
    selectorFlag,
  ],
  run: view,
};

function set(call: Call): number {
  const { flags, path, args } = call;
  if (args.length > 0) failUsage(path, `Unexpected args: [${args.join(' ')}]`);
  if (flags.list('filename').length === 0) fail('must specify one of -f and -k');
  const change = new Change(call);
  const { infos, errors } = select(call);
  const failures: CommandError[] = [...errors];
  for (const info of infos) {
    if (info.object === undefined) continue;
    const live = readObject(call, info);
    if (!live.ok) {
      failures.push({ status: live.error });
      continue;
    }
    if (originalConfiguration(live.value) === undefined && !flags.bool('create-annotation')) {
      failures.push({
        text: `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
      });
      continue;
    }
    const annotation = modifiedConfiguration(info.object).metadata.annotations?.[lastAppliedAnnotation] ?? '';
    if (change.dryRun === 'client') {
      change.tell(live.value, 'configured');
      continue;
    }
    const answer = change.patch(info, 'merge', { metadata: { annotations: { [lastAppliedAnnotation]: annotation } } });
    if (answer.ok) change.tell(answer.value, 'configured');
    else failures.push(answer.error);
  }
  endIfFailed(failures);
  return 0;
}

export const setLastApplied: Command = {
  name: 'set-last-applied',
  use: '-f FILENAME',
  short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
  examples: ['# As if the file had been applied', 'kubectl apply set-last-applied -f web.yaml'],
  flags: [
    bool('create-annotation', 'Write the annotation where there is none yet.'),
    dryRunFlag,
    ...filenameFlags('The files with the configurations.'),
    ...printFlags,
  ],
  run: set,
};

function edit(call: Call): number {
  const { infos, errors } = resolve(call);
  endIfFailed(errors);
  const [first] = infos;
  const configuration = first === undefined ? undefined : originalConfiguration(first.object);
  if (configuration === undefined || !isFields(parsed(configuration))) fail(noAnnotation(first?.name ?? ''));
  return fail('there is no editor in this terminal: change the file, then use kubectl apply set-last-applied -f FILE');
}

export const editLastApplied: Command = {
  name: 'edit-last-applied',
  use: '(RESOURCE/NAME | -f FILENAME)',
  short: 'Edit latest last-applied-configuration annotations of a resource/object',
  flags: [...filenameFlags('The files that name the objects.')],
  run: edit,
};
