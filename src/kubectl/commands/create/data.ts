/** What `--from-file`, `--from-literal` and `--from-env-file` hold. upstream: kubectl/pkg/util, pkg/cmd/create/create_configmap.go */
import { isConfigMapKey } from '../../../api/validation/env.ts';
import type { Call, Flag } from '../../command.ts';
import { fail } from '../../command.ts';
import { array, slice } from '../../commonFlags.ts';

export const dataFlags: readonly Flag[] = [
  slice('from-env-file', 'Files with lines key=value.'),
  slice('from-file', 'Files, named by themselves or as key=file.'),
  array('from-literal', 'A key with its value, as key=value.'),
];

/** Says how a key is refused that is wrong or stands twice. */
export interface DataWords {
  readonly wrongKey: (key: string, problems: string) => string;
  readonly twice: (key: string) => string;
}

class Data {
  readonly entries: Record<string, string> = {};
  readonly #words: DataWords;

  constructor(words: DataWords) {
    this.#words = words;
  }

  add(key: string, value: string): void {
    const problems = isConfigMapKey(key);
    if (problems.length > 0) fail(this.#words.wrongKey(key, problems.join(',')));
    if (Object.hasOwn(this.entries, key)) fail(this.#words.twice(key));
    this.entries[key] = value;
  }
}

/** upstream: ParseLiteralSource */
function literal(source: string): readonly [key: string, value: string] {
  const equals = source.indexOf('=');
  if (equals < 1) fail(`invalid literal source ${source}, expected key=value`);
  // One pair of quotes around the value is the shell's business that did not happen.
  return [source.slice(0, equals), source.slice(equals + 1).replace(/^["']+|["']+$/g, '')];
}

function contentOf(call: Call, name: string): string {
  const text = call.environment.files.read(name.startsWith('./') ? name.slice(2) : name);
  return text ?? fail(`error reading ${name}: no such file or directory`);
}

/** upstream: ParseFileSource */
function fileSource(source: string): readonly [key: string, file: string] {
  const parts = source.split('=');
  if (parts.length === 1) return [source.split('/').at(-1) ?? source, source];
  if (parts.length > 2) fail("key names or file paths cannot contain '='");
  const [key = '', file = ''] = parts;
  if (key === '') fail(`key name for file path ${file} missing`);
  if (file === '') fail(`file path for key name ${key} missing`);
  return [key, file];
}

/** upstream: addFromEnvFile; blank lines and lines that begin with # do not count */
function envLines(text: string): readonly (readonly [string, string])[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, '').trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const equals = line.indexOf('=');
      return equals < 0 ? ([line, ''] as const) : ([line.slice(0, equals), line.slice(equals + 1)] as const);
    });
}

/** The entries that the flags of a call name. Ends the command when one cannot be taken. */
export function dataOf(call: Call, words: DataWords): Readonly<Record<string, string>> {
  const { flags } = call;
  const [files, literals, envFiles] = [flags.list('from-file'), flags.list('from-literal'), flags.list('from-env-file')];
  if (envFiles.length > 0 && (files.length > 0 || literals.length > 0))
    fail('from-env-file cannot be combined with from-file or from-literal');
  const data = new Data(words);
  for (const source of files) {
    const [key, file] = fileSource(source);
    data.add(key, contentOf(call, file));
  }
  for (const source of literals) data.add(...literal(source));
  for (const file of envFiles) for (const [key, value] of envLines(contentOf(call, file))) data.add(key, value);
  return data.entries;
}
