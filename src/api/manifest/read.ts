/** Splits a text into documents and reads them, one after the other, until one is broken. */
import { err, ok, type Result } from '../../base/result.ts';
import { parseJson } from './json.ts';
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

const isSeparator = (line: string) => /^---\s*$/.test(line);

/** upstream: apimachinery/pkg/util/yaml/decoder.go YAMLReader: a line of three dashes ends what is before it, unless that is nothing. */
function* chunksOf(text: string, firstLine: number): Generator<Chunk> {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  let chunk: string[] = [];
  let start = 0;
  for (const [index, line] of lines.entries()) {
    if (!isSeparator(line) || chunk.length === 0) {
      chunk.push(line);
      continue;
    }
    yield { text: `${chunk.join('\n')}\n`, firstLine: firstLine + start };
    chunk = [];
    start = index + 1;
  }
  if (chunk.length > 0) yield { text: `${chunk.join('\n')}\n`, firstLine: firstLine + start };
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

/** The documents that have content, in order; a broken one ends the reading. JSON is a stream of objects, as for kubectl. */
export function* readDocuments(text: string): Generator<Result<ReadDocument, ReadProblem>> {
  let rest = text;
  let firstLine = 0;
  while (/^\s*\{/.test(rest)) {
    const begin = { text: rest, firstLine };
    const read = readOne(() => {
      const json = parseJson(begin.text);
      rest = json.rest;
      firstLine += json.lines;
      return json.root;
    }, begin.firstLine);
    if (!read.ok) {
      yield read;
      return;
    }
    if (read.value !== undefined) yield ok(read.value);
  }
  for (const chunk of chunksOf(rest, firstLine)) {
    const read = readOne(() => parseYaml(chunk.text), chunk.firstLine);
    if (!read.ok) {
      yield read;
      return;
    }
    if (read.value !== undefined) yield ok(read.value);
  }
}
