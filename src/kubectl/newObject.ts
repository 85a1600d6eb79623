/** One object that a command makes up: sent or only shown, and told. upstream: pkg/cmd/run, expose, autoscale */
import type { Answer } from '../api/client.ts';
import { type Fields, fieldsOf, isFields } from '../api/fields.ts';
import type { KubeObject } from '../api/meta.ts';
import { applyMergePatch } from '../api/patch/merge.ts';
import type { Change } from './change.ts';
import { recordedAnnotation } from './change.ts';
import { type Call, Exit, fail } from './command.ts';
import { remembered } from './commands/create/generator.ts';

/** The object with what `--overrides` says in place of what was made. upstream: cmdutil.Merge */
function overridden({ flags }: Call, object: Fields): Fields {
  const text = flags.has('overrides') ? flags.text('overrides') : '';
  if (text === '') return object;
  let patch: unknown;
  try {
    patch = JSON.parse(text);
  } catch {
    return fail('Invalid JSON Patch');
  }
  const merged = applyMergePatch(object, patch);
  return isFields(merged) ? merged : object;
}

function recorded(call: Call, object: Fields): Fields {
  const metadata = fieldsOf(object['metadata']);
  // Only its annotations are looked at.
  const cause = recordedAnnotation(call, object as unknown as KubeObject);
  if (cause === undefined) return object;
  return { ...object, metadata: { ...metadata, annotations: { ...fieldsOf(metadata['annotations']), ...cause } } };
}

/** What is to be made, after `--overrides`, `--record` and `--save-config`. */
export function finished(call: Call, made: Fields): Fields {
  const object = recorded(call, overridden(call, made));
  return call.flags.has('save-config') && call.flags.bool('save-config') ? remembered(object) : object;
}

/** Sends it. */
export function sendNew(call: Call, change: Change, object: Fields): Answer {
  return change.send({
    verb: 'create',
    object,
    namespace: call.namespace,
    fieldManager: call.flags.text('field-manager'),
  });
}

/** Shows it, or sends it and tells `pod/web created`. Ends the command when the server refuses. */
export function makeNew(call: Call, change: Change, made: Fields, operation: string): void {
  const object = finished(call, made);
  if (change.dryRun === 'client') {
    change.tell(object, operation);
    return;
  }
  const answer = sendNew(call, change, object);
  if (!answer.ok) throw new Exit([{ status: answer.error }]);
  change.tell(answer.value.object, operation);
}
