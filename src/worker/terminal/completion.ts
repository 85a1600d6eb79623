// What could stand at the cursor.
import type { Environment } from '../../kubectl/environment.ts';
import { commandsLike, quoted, typing } from '../../shell/completion.ts';
import type { TerminalCompletion } from '../protocol.ts';

/** More are no help: somebody who sees so many types another letter. */
const CANDIDATES_MAX = 200;

/** Completes the last word of `text`. */
export function completionOf(text: string, environment: Environment): TerminalCompletion {
  const { words, word, from, quote } = typing(text);
  const [name] = words;
  if (name === undefined) return { from, candidates: commandsLike(word).map((each) => ({ text: each, isOpenEnded: false })) };
  const files = environment.files.names().filter((each) => each.startsWith(word));
  const found = files.map((each) => ({ text: each, isOpenEnded: false }));
  return {
    from,
    candidates: found
      .slice(0, CANDIDATES_MAX)
      .map((each) => ({ ...each, text: quote === '' ? quoted(each.text) : `${quote}${each.text}` })),
  };
}
