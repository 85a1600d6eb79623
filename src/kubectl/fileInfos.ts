/** What `-f` names. upstream: cli-runtime/pkg/resource FilenameParam, StreamVisitor */
import { parseManifest } from '../api/manifest.ts';
import { parseLabelSelector } from '../api/selectorText.ts';
import { decodeDocuments } from './apply/decode.ts';
import { type Call, fail } from './command.ts';
import { validationOf } from './commonFlags.ts';
import type { CommandError } from './errors.ts';
import type { Info } from './info.ts';
import { resourceOf } from './resources.ts';

/** One text behind `-f`. */
export interface FileText {
  /** How errors name it: the file, or STDIN. */
  readonly source: string;
  readonly text: string;
}

const readable = /\.(?:json|ya?ml)$/;

/** `*` and `?` as a shell has them; it does not expand them here, kubectl does. upstream: expandIfFilePattern */
function matching(names: readonly string[], pattern: string): readonly string[] {
  const escaped = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  try {
    const form = new RegExp(`^${escaped}$`);
    return names.filter((name) => form.test(name));
  } catch {
    return fail(`pattern "${pattern}" is not valid: syntax error in pattern`);
  }
}

/** The files of a directory that can hold objects, by name; those of directories below it only with -R. `path` is '' for the working directory. */
function namesIn(call: Call, path: string): readonly string[] {
  const isDeep = call.flags.has('recursive') && call.flags.bool('recursive');
  const prefix = path === '' ? '' : `${path}/`;
  return call.environment.files.names().filter((name) => {
    const rest = name.slice(prefix.length);
    return name.startsWith(prefix) && readable.test(rest) && (isDeep || !rest.includes('/'));
  });
}

/** The file or the directory that a word of -f means. */
const pathOf = (word: string): string => (word === '.' ? '' : word.replace(/^\.\//, '').replace(/\/+$/, ''));

function isDirectory({ environment }: Call, word: string): boolean {
  const path = pathOf(word);
  return path === '' ? word !== '' : environment.files.names().some((name) => name.startsWith(`${path}/`));
}

function namesBehind(call: Call, word: string): readonly string[] {
  const { files } = call.environment;
  const path = pathOf(word);
  if (isDirectory(call, word)) {
    const names = namesIn(call, path);
    return names.length === 0 ? fail(`error reading [${word}]: recognized file extensions are [.json .yaml .yml]`) : names;
  }
  if (files.read(path) !== undefined) return [path];
  const matched = /[*?[]/.test(path) ? matching(files.names(), path) : [];
  return matched.length === 0 ? fail(`the path "${word}" does not exist`) : matched;
}

/** The texts behind `-f`, in order. Ends the command when one does not exist. */
export function readFiles(call: Call, words: readonly string[]): readonly FileText[] {
  return words.flatMap((word) => {
    if (word === '-') return [{ source: 'STDIN', text: call.environment.stdin ?? '' }];
    if (/^https?:\/\//.test(word)) fail(`this page asks no other host: ${word} cannot be read; save it as a file and use its name`);
    return namesBehind(call, word).map((name) => ({ source: name, text: call.environment.files.read(name) ?? '' }));
  });
}

/** The objects that files hold, as the files have them. */
export function readFileInfos(
  call: Call,
  words: readonly string[],
  labelSelector: string,
  /** What objects without a namespace get; '' leaves them without. */
  namespace: string,
): { readonly infos: readonly Info[]; readonly errors: readonly CommandError[]; readonly isSingle: boolean } {
  const meets = parseLabelSelector(labelSelector);
  if (!meets.ok) return fail(`the provided selector "${labelSelector}" is not valid: ${meets.error}`);
  const infos: Info[] = [];
  const errors: CommandError[] = [];
  for (const { source, text } of readFiles(call, words)) {
    const { documents, problems } = parseManifest(text);
    const decoded = decodeDocuments(
      documents.map(({ value }) => value),
      source,
      problems[0]?.message,
      namespace,
      !call.flags.has('validate') || validationOf(call) !== 'Ignore',
    );
    for (const { key, object } of decoded.infos) {
      if (!meets.value(object.metadata.labels ?? {})) continue;
      infos.push({ resource: resourceOf(key.kind), namespace: key.namespace, name: key.name, object, source });
    }
    errors.push(...decoded.failed.map(({ error }) => error));
  }
  return {
    infos,
    errors,
    isSingle: words.length === 1 && !words.some((word) => word === '-' || isDirectory(call, word)) && infos.length === 1,
  };
}
