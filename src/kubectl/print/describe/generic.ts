/** An object of a kind that has no description of its own: all of its fields. upstream: genericDescriber */
import { type Fields, isFields } from '../../../api/fields.ts';
import type { KubeObject } from '../../../api/meta.ts';
import { goText } from '../jsonpath/jsonpath.ts';
import { field, heading, line } from './text.ts';

const acronyms = ['API', 'URL', 'UID', 'OSB', 'GUID'];

/** `involvedObject` → `Involved Object`. upstream: smartLabelFor */
export function fieldTitle(name: string): string {
  // Only letters and hyphens make words.
  if (!/^[\p{L}-]*$/u.test(name)) return name;
  const words = name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{L}|-+/gu) ?? [];
  return words
    .map((word) => (acronyms.includes(word.toUpperCase()) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}

/** What the heading tells, and what only the server reads. */
const untold = ['.metadata.managedFields', '.metadata.name', '.metadata.namespace', '.metadata.labels', '.metadata.annotations'];

function fieldsText(fields: Fields, depth: number, path: string): string {
  const names = Object.keys(fields).sort();
  return names.map((name) => (untold.includes(`${path}.${name}`) ? '' : valueText(name, fields[name], depth, `${path}.${name}`))).join('');
}

function valueText(name: string, value: unknown, depth: number, path: string): string {
  const title = fieldTitle(name);
  if (isFields(value)) return line(depth, `${title}:`) + fieldsText(value, depth + 1, path);
  if (!Array.isArray(value)) return field(title, goText(value), depth);
  const items = value.map((item) => (isFields(item) ? fieldsText(item, depth + 1, path) : line(depth + 1, goText(item))));
  return line(depth, `${title}:`) + items.join('');
}

export function describeObject(object: KubeObject): string {
  return heading(object) + fieldsText({ ...object }, 0, '');
}
