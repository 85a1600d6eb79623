/** Flags that many commands share. upstream: kubectl/pkg/cmd/util/helpers.go, cli-runtime/pkg/genericclioptions */
import { type Call, type Flag, fail } from './command.ts';
import { bool, text } from './flags.ts';

/** A flag whose values are separated by commas. */
export function slice(name: string, usage: string, short?: string): Flag {
  return { name, type: 'stringSlice', default: '[]', usage, ...(short === undefined ? {} : { short }) };
}

/** A flag of which each use is one value, commas and all. */
export function array(name: string, usage: string): Flag {
  return { name, type: 'stringArray', default: '[]', usage };
}

/** A whole number. */
export function int(name: string, usage: string, initial = 0): Flag {
  return { name, type: 'int', default: `${initial}`, usage };
}

/** `30s`, `5m`. */
export function duration(name: string, usage: string, initial = '0s'): Flag {
  return { name, type: 'duration', default: initial, usage };
}

/** `-f -R -k`. upstream: AddFilenameOptionFlags */
export function filenameFlags(usage: string): readonly Flag[] {
  return [
    slice('filename', usage, 'f'),
    text('kustomize', 'A directory with a kustomization. Not together with -f or -R.', 'k'),
    bool('recursive', 'Read the directories that -f names with all that is below them.', 'R'),
  ];
}

/** upstream: AddDryRunFlag */
export const dryRunFlag: Flag = {
  name: 'dry-run',
  type: 'string',
  default: "'none'",
  bare: 'unchanged',
  usage:
    'Must be "none", "server", or "client". With client, what would be sent is printed and nothing is sent; with server, the server does all but store it.',
};

/** `-o` and what belongs to it, of commands that change something. upstream: PrintFlags */
export const printFlags: readonly Flag[] = [
  bool('allow-missing-template-keys', 'Pass over fields and keys that a template names and an object lacks.', undefined, true),
  text(
    'output',
    'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
    'o',
  ),
  bool('show-managed-fields', 'Keep the managedFields of objects that are printed as JSON or YAML.'),
  text('template', 'The template, or the file with it, for -o=go-template and -o=go-template-file.'),
];

/** upstream: AddLabelSelectorFlagVar */
export const selectorFlag: Flag = text(
  'selector',
  "Which labels to look for: '=', '==', '!=', 'in', 'notin' (for instance -l key1=value1,key2=value2,key3 in (value3)). An object has to meet all of them.",
  'l',
);
export const fieldSelectorFlag: Flag = text(
  'field-selector',
  "Which fields to look for: '=', '==' and '!=' (for instance --field-selector key1=value1,key2=value2). The server knows only a few fields of each type.",
);
export const allNamespacesFlag: Flag = bool('all-namespaces', 'Look into every namespace, whatever the context and --namespace say.', 'A');

/** upstream: AddRecordFlag */
export const recordFlag: Flag = {
  ...bool('record', 'Write this command line into an annotation of the object.'),
  deprecated: '--record will be removed in the future',
};

/** upstream: AddFieldManagerFlagVar */
export function fieldManagerFlag(manager: string): Flag {
  return text('field-manager', 'The name under which the server keeps who owns which field.', undefined, manager);
}

/** upstream: AddValidateFlags */
export const validateFlag: Flag = {
  name: 'validate',
  type: 'string',
  default: "'strict'",
  bare: 'strict',
  usage: 'Must be one of: strict (or true), warn, ignore (or false): what becomes of fields that are unknown or stand twice.',
};

export type DryRun = 'none' | 'client' | 'server';

/** What `--dry-run` says. upstream: GetDryRunStrategy */
export function dryRunOf({ flags, environment }: Call): DryRun {
  const word = flags.text('dry-run');
  if (word === 'none' || word === 'client' || word === 'server') return word;
  const notice = (instead: string): void => environment.stderr(`W0101 00:00:00.000000       1 helpers.go:714] --dry-run${instead}\n`);
  if (word === 'unchanged') {
    notice(' is deprecated and can be replaced with --dry-run=client.');
    return 'client';
  }
  const flag = ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(word)
    ? true
    : ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(word)
      ? false
      : undefined;
  if (flag === undefined) return fail(`Invalid dry-run value (${word}). Must be "none", "server", or "client".`);
  notice(`=${word} is deprecated (boolean value) and can be replaced with --dry-run=${flag ? 'client' : 'none'}.`);
  return flag ? 'client' : 'none';
}

/** `strict` → `Strict`: what `--validate` asks of the server. upstream: GetValidationDirective */
export function validationOf({ flags }: Call): 'Strict' | 'Warn' | 'Ignore' {
  const word = flags.text('validate');
  switch (word) {
    case 'strict':
    case 'true':
      return 'Strict';
    case 'warn':
      return 'Warn';
    case 'ignore':
    case 'false':
      return 'Ignore';
    default:
      return fail(`invalid - validate option "${word}"; must be one of: strict (or true), warn, ignore (or false)`);
  }
}
