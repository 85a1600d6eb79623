import { type Fields, isFields } from '../fields.ts';

/** Applies a JSON merge patch: fields replace fields, null removes, lists are whole. RFC 7386 */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const result: Record<string, unknown> = isFields(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch as Fields)) {
    if (value === null) delete result[name];
    else result[name] = applyMergePatch(result[name], value);
  }
  return result;
}
