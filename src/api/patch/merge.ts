/** JSON merge patch, RFC 7386: what `kubectl patch --type=merge` and `kubectl label` send. */
import { type Fields, isFields } from '../fields.ts';
import { has, type MutableFields, put } from './record.ts';

/** A patch that is new to the target keeps no nulls: they mean "absent". */
function withoutNulls(patch: unknown): unknown {
  return isFields(patch) ? mergeInto({}, patch) : patch;
}

function mergeInto(target: Fields, patch: Fields): Fields {
  let result: MutableFields | undefined;
  for (const [name, value] of Object.entries(patch)) {
    const old = has(target, name) ? target[name] : undefined;
    if (value === null || value === undefined) {
      if (old === undefined) continue;
      result ??= { ...target };
      delete result[name];
      continue;
    }
    const merged = old === undefined ? withoutNulls(value) : applyMergePatch(old, value);
    if (merged === old) continue;
    result ??= { ...target };
    put(result, name, merged);
  }
  return result ?? target;
}

/**
 * Merges `patch` into `target`: objects field by field, null removes a field, anything else (lists too) replaces.
 * Neither argument is changed; what the patch does not touch is shared, and a patch that changes nothing gives `target` itself back.
 */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  return isFields(patch) ? mergeInto(isFields(target) ? target : {}, patch) : patch;
}
