/** What the subcommands of `kubectl create` have in common: one object, made from flags. upstream: pkg/cmd/create */
import { type Fields, fieldsOf } from '../../../api/fields.ts';
import { lastAppliedAnnotation } from '../../apply/lastApplied.ts';
import { Change } from '../../change.ts';
import { type Call, type Command, Exit, type Flag, failUsage } from '../../command.ts';
import { dryRunFlag, fieldManagerFlag, printFlags, validateFlag, validationOf } from '../../commonFlags.ts';
import { errorMessage } from '../../errors.ts';
import { bool } from '../../flags.ts';
import { jsonText } from '../../print/objects.ts';
import { typedObject } from '../../typed.ts';

export interface Generator {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly use: string;
  readonly short: string;
  readonly examples?: readonly string[];
  readonly flags: readonly Flag[];
  readonly isClusterScoped?: boolean;
  /** In front of the server's refusal; absent: it is told as it is. */
  readonly failure?: string;
  /** The object. Ends the command when the flags make none. */
  build(call: Call, name: string): Fields;
}

/** The one NAME among the arguments. upstream: NameFromCommandArgs */
function nameOf({ args, argsBeforeDash = args.length, path }: Call): string {
  const names = args.slice(0, argsBeforeDash);
  const [name = ''] = names;
  if (names.length !== 1) failUsage(path, `exactly one NAME is required, got ${names.length}`);
  return name;
}

export const saveConfigFlag = bool('save-config', 'Remember the object in its annotation, as kubectl apply does.');

/** upstream: CreateApplyAnnotation on a typed object */
export function remembered(object: Fields): Fields {
  const metadata = fieldsOf(object['metadata']);
  const text = `${JSON.stringify(JSON.parse(jsonText(typedObject(object), true)))}\n`;
  return { ...object, metadata: { ...metadata, annotations: { ...fieldsOf(metadata['annotations']), [lastAppliedAnnotation]: text } } };
}

export function generator(spec: Generator): Command {
  const { name, use, short, isClusterScoped = false, failure, build } = spec;
  return {
    name,
    use,
    short,
    ...(spec.aliases === undefined ? {} : { aliases: spec.aliases }),
    ...(spec.examples === undefined ? {} : { examples: spec.examples }),
    flags: [dryRunFlag, fieldManagerFlag('kubectl-create'), ...spec.flags, ...printFlags, saveConfigFlag, validateFlag],
    run(call) {
      const change = new Change(call, { isTyped: true });
      const fieldValidation = validationOf(call);
      const made = build(call, nameOf(call));
      const place = !isClusterScoped && call.isNamespaceGiven ? { namespace: call.namespace } : {};
      const placed = { ...made, metadata: { ...fieldsOf(made['metadata']), ...place } };
      const object = call.flags.bool('save-config') ? remembered(placed) : placed;
      if (change.dryRun === 'client') {
        change.tell(object, 'created');
        return 0;
      }
      const answer = change.send({
        verb: 'create',
        object,
        fieldManager: call.flags.text('field-manager'),
        fieldValidation,
        ...(isClusterScoped ? {} : { namespace: call.namespace }),
      });
      if (answer.ok) {
        change.tell(answer.value.object, 'created');
        return 0;
      }
      const error = { status: answer.error };
      throw new Exit([failure === undefined ? error : { text: `${failure} ${errorMessage(error)}` }]);
    },
  };
}
