/** Splits a text into documents and reads them, one after the other, until one is broken. */
import { err, ok, type Result } from '../../base/result.ts';
import { JsonStream } from './json.ts';
import type { Node } from './node.ts';
import { parseYaml } from './parser.ts';
import { type Place, placeOf, SyntaxProblem } from './place.ts';
import { dataOf } from './value.ts';

export interface ReadDocument {
  readonly root: Node;
  readonly value: unknown;
  /** The line (from zero) of the whole text at which the document's own text begins. */
  readonly firstLine: number;
}

export interface ReadProblem extends Place {
  /** As kubectl prints it behind `error: error parsing FILE: `. */
  readonly message: string;
}

/** A part of the text between two separators. */
interface Chunk {
  readonly text: string;
  readonly firstLine: number;
}

/** Go's JSON decoder reads so many bytes first, then always twice as many more; what it has not read is lost to a second attempt. */
const FIRST_READ = 512;

/** upstream: apimachinery/pkg/util/yaml/decoder.go YAMLReader: a line of three dashes ends what is before it, unless that is nothing. */
function* chunksOf(text: string, firstLine: number): Generator<Result<Chunk, ReadProblem>> {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  let chunk: string[] = [];
  let start = 0;
  for (const [index, line] of lines.entries()) {
    const behind = line.startsWith('---') ? line.slice(3).trim() : undefined;
    if (behind !== undefined && behind !== '' && !behind.startsWith('#')) {
      const place = { line: firstLine + index + 1, column: 1, endLine: firstLine + index + 1, endColumn: line.length + 1 };
      yield err({ message: `invalid Yaml document separator: ${behind}`, ...place });
      return;
    }
    if (behind === undefined || chunk.length === 0) {
      chunk.push(line);
      continue;
    }
    yield ok({ text: `${chunk.join('\n')}\n`, firstLine: firstLine + start });
    chunk = [];
    start = index + 1;
  }
  if (chunk.length > 0) yield ok({ text: `${chunk.join('\n')}\n`, firstLine: firstLine + start });
}

function readOne(parse: () => Node | undefined, firstLine: number): Result<ReadDocument | undefined, ReadProblem> {
  try {
    const root = parse();
    const value = root === undefined ? null : dataOf(root);
    return ok(root === undefined || value === null ? undefined : { root, value, firstLine });
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return err({ message: error.message, ...placeOf(error.range, firstLine) });
  }
}

function* readYaml(text: string, firstLine: number): Generator<Result<ReadDocument | undefined, ReadProblem>> {
  for (const chunk of chunksOf(text, firstLine)) {
    yield chunk.ok ? readOne(() => parseYaml(chunk.value.text), chunk.value.firstLine) : chunk;
  }
}

/** Whether everything from `start` on was read when the mistake at `end` was found. */
function wasRead(text: string, start: number, end: number): boolean {
  let size = FIRST_READ;
  while (size < end - start) size = 2 * size + FIRST_READ;
  return text.length - start <= size;
}

/** upstream: YAMLOrJSONDecoder: JSON for as long as it is JSON, then YAML; if that fails at once, the mistake is that of the JSON. */
function* readAny(text: string): Generator<Result<ReadDocument | undefined, ReadProblem>> {
  if (!/^\s*\{/.test(text)) return yield* readYaml(text, 0);
  const stream = new JsonStream(text);
  for (let start = stream.next(); start !== undefined; start = stream.next()) {
    const read = readOne(() => stream.value(), 0);
    if (read.ok) {
      yield read;
      continue;
    }
    const [first, ...more] = wasRead(text, start.offset, stream.offset) ? readYaml(text.slice(start.offset), start.line) : [];
    yield first?.ok === true ? first : read;
    return yield* more;
  }
}

/** The documents that have content, in order; a broken one ends the reading. */
export function* readDocuments(text: string): Generator<Result<ReadDocument, ReadProblem>> {
  for (const read of readAny(text)) {
    if (!read.ok) {
      yield read;
      return;
    }
    if (read.value !== undefined) yield ok(read.value);
  }
}
