/** The refusal of a patch whose result is no object of its kind. */
import type { Kind, PatchType, Status } from '../client.ts';
import { isFields } from '../fields.ts';
import { goQuote } from '../goText.ts';
import type { GoType } from '../goTypes.ts';
import { goFormat } from './goFormat.ts';
import { itemTypeOf, lookupPatchMetadata, typeOfKind } from './mergeKeys.ts';
import { has } from './record.ts';
import { ELEMENT_ORDER, RETAIN_KEYS } from './strategicMerge.ts';

/** `value`: the patch, or what it made of the object, as the server prints it. */
export function invalidPatch(value: string, cause: string): Status {
  const message = `Invalid value: ${goQuote(value)}: ${cause}`;
  return {
    code: 422,
    reason: 'Invalid',
    message: ` "" is invalid: patch: ${message}`,
    details: { causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }] },
  };
}

/**
 * A strategic patch as the server prints it in a refusal. By then merging has used up a part of it:
 * the lists whose order it gives, and the names of the fields that stay.
 */
export function printedPatch(patch: unknown, current: unknown, type: GoType): string {
  return goFormat(remainder(patch, current, type));
}

function remainder(patch: unknown, current: unknown, type: GoType | undefined): unknown {
  if (!isFields(patch) || !isFields(current)) return patch;
  const isUsed = (name: string) => name === RETAIN_KEYS || name.startsWith(ELEMENT_ORDER) || has(patch, `${ELEMENT_ORDER}${name}`);
  const rest = Object.entries(patch).filter(([name]) => !isUsed(name));
  return Object.fromEntries(
    rest.map(([name, value]) => {
      const merge = lookupPatchMetadata(type, name);
      if (!Array.isArray(value) || merge.strategy === '' || merge.key === '') return [name, remainder(value, current[name], merge.type)];
      const items: readonly unknown[] = Array.isArray(current[name]) ? current[name] : [];
      const same = (item: unknown) => items.find((each) => isFields(each) && isFields(item) && each[merge.key] === item[merge.key]);
      return [name, value.map((item) => remainder(item, same(item), itemTypeOf(merge.type)))];
    }),
  );
}

/**
 * When the patched object cannot be read (an unknown field under strict validation, a value of the wrong type), the API server blames
 * the patch: the reader's refusal in the form that it then has.
 */
export function refusedPatch(
  kind: Kind,
  patchType: PatchType,
  patch: unknown,
  objects: { readonly current: unknown; readonly patched: unknown },
  refusal: Status,
): Status {
  const cause = /cannot be handled as an? \w+: (.*)$/s.exec(refusal.message)?.[1];
  if (cause === undefined) return refusal;
  const value = patchType === 'strategic' ? printedPatch(patch, objects.current, typeOfKind(kind)) : JSON.stringify(objects.patched);
  return invalidPatch(value, cause);
}
