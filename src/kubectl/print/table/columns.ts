/** What a column of a table is, and what a row is made from. upstream: pkg/printers/internalversion/printers.go */

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer';
  readonly format: '' | 'name';
  /** 1: only `-o wide` shows it. */
  readonly priority: 0 | 1;
}

export type Cell = string | number;

/** When a table is made, and by which version. */
export interface Look {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly minor: number;
}

/** How objects of one kind are shown. */
export interface RowPrinter {
  readonly columns: readonly Column[];
  readonly cells: (object: never, look: Look) => readonly Cell[];
}

/** Columns by name; `*` at the end: wide only; `#` at the end: whole numbers. `Name` names the object. */
export function columns(...names: readonly string[]): readonly Column[] {
  return names.map((text) => ({
    name: text.replace(/[*#]+$/, ''),
    type: text.includes('#') ? 'integer' : 'string',
    format: text.replace('*', '') === 'Name' ? 'name' : '',
    priority: text.endsWith('*') ? 1 : 0,
  }));
}

/** What stands where there is nothing. */
export const none = '<none>';

/** A text, or what stands where there is none. */
export function textOr(text: string | undefined, otherwise: string): string {
  return text === undefined || text === '' ? otherwise : text;
}
