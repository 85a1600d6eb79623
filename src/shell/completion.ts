/** What Tab looks at: the command that is being typed, up to the cursor. */
import { builtins } from './builtins.ts';
import { filters } from './filters.ts';

export interface Typing {
  /** The words before the one being typed, quotes read; the first is the command's name. */
  readonly words: readonly string[];
  /** What of the word is there; '' when a new one begins. */
  readonly word: string;
  /** Where the word begins in the text. */
  readonly from: number;
  /** The quote that is open, or ''. */
  readonly quote: string;
}

/** The command under the cursor, which stands at the end of `text`. */
export function typing(text: string): Typing {
  let words: string[] = [];
  let word: string | undefined;
  let from = text.length;
  let quote = '';
  const end = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
      else word = (word ?? '') + char;
    } else if (char === ' ' || char === '\t') end();
    else if ('|;&\n('.includes(char)) {
      end();
      words = [];
    } else {
      if (word === undefined) from = at;
      word ??= '';
      if (char === "'" || char === '"') quote = char;
      else if (char === '\\') {
        at += 1;
        word += text[at] ?? '';
      } else word += char;
    }
  }
  return { words, word: word ?? '', from: word === undefined ? text.length : from, quote };
}

/** Names of commands that begin so, in byte order; `kubectl` first. */
export function commandsLike(prefix: string): readonly string[] {
  const names = ['kubectl', ...[...builtins.keys(), ...filters.keys()].filter((name) => name !== ':').sort()];
  return names.filter((name) => name.startsWith(prefix));
}

/** A word as it must be typed to be read as `text`. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./{}*?[\]-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
