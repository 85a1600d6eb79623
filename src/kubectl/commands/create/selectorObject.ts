/** A selector as people write it, as the object that the API has for it. upstream: metav1.ParseToLabelSelector */

import type { LabelSelector, LabelSelectorRequirement } from '../../../api/meta.ts';
import { parseLabelSelector } from '../../../api/selectorText.ts';
import { fail } from '../../command.ts';

/** The terms, with the commas within brackets left alone. */
function termsOf(text: string): readonly string[] {
  return text.split(/,(?![^(]*\))/).map((term) => term.trim());
}

function requirement(term: string): LabelSelectorRequirement {
  const [, key = '', word = '', list = ''] = /^(\S+)\s+(in|notin)\s+\((.*)\)$/.exec(term) ?? [];
  if (word !== '') {
    const values = list.split(',').map((value) => value.trim());
    return { key, operator: word === 'in' ? 'In' : 'NotIn', values: [...values].sort() };
  }
  const [, unequal = '', value = ''] = /^([^!=]+)!=(.*)$/.exec(term) ?? [];
  if (unequal !== '') return { key: unequal.trim(), operator: 'NotIn', values: [value.trim()] };
  return term.startsWith('!') ? { key: term.slice(1), operator: 'DoesNotExist' } : { key: term, operator: 'Exists' };
}

/** Ends the command when the text is no selector. */
export function labelSelectorOf(text: string): LabelSelector {
  const parsed = parseLabelSelector(text);
  if (!parsed.ok) fail(`couldn't parse the selector string "${text}": ${parsed.error}`);
  const matchLabels: Record<string, string> = {};
  const matchExpressions: LabelSelectorRequirement[] = [];
  for (const term of termsOf(text)) {
    const [, key = '', value = ''] = /^([^!=\s]+)\s*==?\s*([^=]*)$/.exec(term) ?? [];
    if (key !== '') matchLabels[key] = value;
    else matchExpressions.push(requirement(term));
  }
  return {
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
    ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
  };
}
