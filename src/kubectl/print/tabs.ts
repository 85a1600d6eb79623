/** Columns between tabs, as wide as what stands below one another. upstream: text/tabwriter, github.com/liggitt/tabwriter */

export interface TabStyle {
  readonly minWidth: number;
  readonly padding: number;
}

/** upstream: printers.GetNewTabWriter: `get`, `events`, `api-resources`, `config get-contexts`, custom-columns */
export const getStyle: TabStyle = { minWidth: 6, padding: 3 };
/** upstream: describe's tabbedString, rollout history */
export const describeStyle: TabStyle = { minWidth: 0, padding: 2 };

type Line = readonly string[];

/** Go counts runes, not bytes and not columns on a screen. */
function widthOf(cell: string): number {
  let width = 0;
  for (const _ of cell) width++;
  return width;
}

/**
 * Lays text out in columns. With `remembers`, widths only grow from one text to the next, column by column:
 * what a watch prints later stands below what it printed first.
 */
export class TabWriter {
  readonly #style: TabStyle;
  readonly #remembers: boolean;
  #widest: number[] = [];

  constructor(style: TabStyle, remembers = false) {
    this.#style = style;
    this.#remembers = remembers;
  }

  /** A tab ends a cell; the last cell of a line is never padded. Gives the text back with blanks in place of tabs. */
  layOut(text: string): string {
    const lines: readonly Line[] = text.split('\n').map((line) => line.split('\t'));
    const shown: string[] = [];
    this.#format(lines, 0, lines.length, [], shown);
    return shown.join('\n');
  }

  /** The next text begins anew. */
  forget(): void {
    this.#widest = [];
  }

  /** A block of a column is a run of lines that all have it; columns to its right are laid out within the run. */
  #format(lines: readonly Line[], from: number, to: number, widths: readonly number[], shown: string[]): void {
    const column = widths.length;
    const has = (at: number): boolean => at < to && column < (lines[at]?.length ?? 0) - 1;
    let start = from;
    for (let at = from; at < to; at++) {
      if (!has(at)) continue;
      print(lines, start, at, widths, shown);
      start = at;
      let width = this.#style.minWidth;
      for (; has(at); at++) width = Math.max(width, widthOf(lines[at]?.[column] ?? '') + this.#style.padding);
      this.#format(lines, start, at, [...widths, this.#remembered(column, width, widths)], shown);
      start = at;
      at--;
    }
    print(lines, start, to, widths, shown);
  }

  #remembered(column: number, width: number, outer: readonly number[]): number {
    if (!this.#remembers) return width;
    for (let at = this.#widest.length; at < column; at++) this.#widest.push(outer[at] ?? 0);
    const widest = Math.max(this.#widest[column] ?? 0, width);
    this.#widest[column] = widest;
    return widest;
  }
}

function print(lines: readonly Line[], from: number, to: number, widths: readonly number[], shown: string[]): void {
  for (const line of lines.slice(from, to)) {
    shown.push(
      line
        .map((cell, index) => (index < widths.length ? cell + ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell))) : cell))
        .join(''),
    );
  }
}

/** One text laid out at once. */
export function layOut(text: string, style: TabStyle): string {
  return new TabWriter(style).layOut(text);
}
