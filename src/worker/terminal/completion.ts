// What could stand at the cursor.
import { complete } from '../../kubectl/complete.ts';
import type { Environment } from '../../kubectl/environment.ts';
import { commandsLike, quoted, typing } from '../../shell/completion.ts';
import type { TerminalCandidate, TerminalCompletion } from '../protocol.ts';

/** More are no help: somebody who sees so many types another letter. */
const CANDIDATES_MAX = 200;

/** Completes the last word of `text`. */
export function completionOf(text: string, environment: Environment): TerminalCompletion {
  const { words, word, from, quote } = typing(text);
  const candidates = candidatesFor(words, word, environment).slice(0, CANDIDATES_MAX);
  return { from, candidates: candidates.map((each) => ({ ...each, text: quote === '' ? quoted(each.text) : `${quote}${each.text}` })) };
}

function candidatesFor([name, ...args]: readonly string[], word: string, environment: Environment): readonly TerminalCandidate[] {
  const plain = (texts: readonly string[]): readonly TerminalCandidate[] => texts.map((text) => ({ text, isOpenEnded: false }));
  if (name === undefined) return plain(commandsLike(word));
  if (name !== 'kubectl' && name !== 'k') return plain(environment.files.names().filter((each) => each.startsWith(word)));
  return complete([...args, word], environment).map(({ isOpenEnded, ...each }) => ({ ...each, isOpenEnded: isOpenEnded === true }));
}
