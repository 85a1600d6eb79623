/** Values as Go's `%v` prints them: in the API server's messages about patches. */
import { isFields } from '../fields.ts';

function numberText(value: number): string {
  const text = String(value);
  const exponent = /^(.*)e([-+])(\d)$/.exec(text);
  return exponent === null ? text : `${exponent[1]}e${exponent[2]}0${exponent[3]}`;
}

/** `map[image:x ports:[80 81]]`, keys sorted. */
export function goFormat(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goFormat).join(' ')}]`;
  if (typeof value === 'number') return numberText(value);
  if (!isFields(value)) return String(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${goFormat(value[key])}`).join(' ')}]`;
}
