/** A point in the text. Lines and columns are counted from zero here, columns in UTF-16 units; `offset` likewise. */
export interface Mark {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A stretch of the text. */
export interface Range {
  readonly start: Mark;
  readonly end: Mark;
}

/** A stretch of the text as editors count: lines and columns from one, the end behind the last character. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The range for an editor; `firstLine` is the line (from zero) at which the range's text begins in the whole. */
export function placeOf({ start, end }: Range, firstLine: number): Place {
  return {
    line: firstLine + start.line + 1,
    column: start.column + 1,
    endLine: firstLine + end.line + 1,
    endColumn: end.column + 1,
  };
}

/** Why a text could not be read. Thrown inside this folder only: `read.ts` makes a value of it. */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
  readonly range: Range;

  /** `message` is the whole text, as kubectl prints it behind the file's name. */
  constructor(message: string, range: Range) {
    super(message);
    this.range = range;
  }
}
