/** `key=value` words of flags. upstream: cmdutil.ParsePairs, generate.ParseLabels */
import { fail } from './command.ts';

/** `what` names them in the complaint: `annotations`. Ends the command for a word that is no pair. */
export function pairsOf(words: readonly string[], what: 'annotations' | 'labels'): Readonly<Record<string, string>> {
  const pairs: Record<string, string> = {};
  const isLabel = what === 'labels';
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals <= 0) fail(isLabel ? `unexpected label spec: ${word}` : `invalid ${what} format: ${word}`);
    pairs[word.slice(0, equals)] = word.slice(equals + 1);
  }
  return pairs;
}
