/** What `-o` of a call asks for. upstream: genericclioptions.PrintFlags ToPrinter */
import { type Call, fail } from './command.ts';
import { objectPrinter } from './print/objects.ts';

/** Prints one object, or a List, to stdout; ends the command when the format cannot. */
export type PrintObject = (object: unknown) => void;

export interface OutputOptions {
  /** `get`: it has custom columns too. */
  readonly isGet?: boolean;
  /** The objects are those of kubectl's own types: JSON keeps the order of their fields. */
  readonly isTyped?: boolean;
}

/** The format behind `-o`; `--template` alone means go-template. */
export function outputFormat({ flags }: Call): string {
  const format = flags.has('output') ? flags.text('output') : '';
  return format === '' && flags.has('template') && flags.text('template') !== '' ? 'go-template' : format;
}

/** The printer of this call's `-o`. Ends the command when there is none. Do not call it for the table of `get`. */
export function printerOf(call: Call, options: OutputOptions = {}): PrintObject {
  const { flags, environment } = call;
  const isOn = (name: string): boolean => flags.has(name) && flags.bool(name);
  const printer = objectPrinter({
    output: outputFormat(call),
    template: flags.has('template') ? flags.text('template') : '',
    allowMissing: !flags.has('allow-missing-template-keys') || flags.bool('allow-missing-template-keys'),
    noHeaders: isOn('no-headers'),
    showManagedFields: isOn('show-managed-fields'),
    readFile: (name) => environment.files.read(name),
    ...options,
  });
  if (!printer.ok) return fail(printer.error);
  return (object) => {
    const text = printer.value(object);
    if (!text.ok) fail(text.error);
    else environment.stdout(text.value);
  };
}
