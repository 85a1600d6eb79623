// Keys of a shell's line editor (readline, emacs mode), as changes of a text and its cursor.

export interface Line {
  readonly text: string;
  readonly cursor: number;
}

export interface Edited extends Line {
  /** What was cut, for Ctrl+Y. */
  readonly cut?: string;
}

/** The line after Ctrl and this key; undefined: the key edits nothing. `yank`: what was cut last. */
export function editLine({ text, cursor }: Line, key: string, yank: string): Edited | undefined {
  const start = text.lastIndexOf('\n', cursor - 1) + 1;
  const end = text.indexOf('\n', cursor) < 0 ? text.length : text.indexOf('\n', cursor);
  const remove = (from: number, to: number): Edited => ({
    text: text.slice(0, from) + text.slice(to),
    cursor: from,
    ...(from < to ? { cut: text.slice(from, to) } : {}),
  });
  switch (key) {
    case 'a':
      return { text, cursor: start };
    case 'e':
      return { text, cursor: end };
    case 'u':
      return remove(start, cursor);
    case 'k':
      return remove(cursor, end);
    case 'w':
      return remove(cursor - (/\S*\s*$/.exec(text.slice(0, cursor))?.[0].length ?? 0), cursor);
    case 'y':
      return { text: text.slice(0, cursor) + yank + text.slice(cursor), cursor: cursor + yank.length };
    case 'd':
      return text === '' ? undefined : remove(cursor, Math.min(text.length, cursor + 1));
    default:
      return undefined;
  }
}

/** Where Up leaves the text for the line before it, and Down for the one after. */
export function isOnEdge({ text, cursor }: Line, key: 'ArrowUp' | 'ArrowDown'): boolean {
  return key === 'ArrowUp' ? !text.slice(0, cursor).includes('\n') : !text.slice(cursor).includes('\n');
}

/** What all candidates begin with. */
export function commonPrefix(words: readonly string[]): string {
  const [first = ''] = words;
  let length = first.length;
  for (const word of words) while (!word.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

/** The newest line that holds `query`, older than `before` (its place in `history`); undefined: none. */
export function searchBack(history: readonly string[], query: string, before: number): number | undefined {
  if (query === '') return undefined;
  for (let index = Math.min(before, history.length) - 1; index >= 0; index -= 1) if (history[index]?.includes(query) === true) return index;
  return undefined;
}
