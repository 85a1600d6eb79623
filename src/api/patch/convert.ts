/**
 * Whether a patched object still fits its Go types. The API server says it in other words here than when it decodes an object.
 * upstream: apimachinery/pkg/runtime/converter.go FromUnstructured
 */
import { isFields } from '../fields.ts';
import type { GoType } from '../goTypes.ts';
import { canonicalQuantity } from '../quantity.ts';
import { parseTime } from '../time.ts';

/** Reflection's name of a JSON value's type. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : 'map';
}

/** The word of JSON's own decoder for it. */
function jsonWord(value: unknown): string {
  if (typeof value === 'number') return `number ${value}`;
  return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
}

/** The first mistake of `value`, or undefined. What is the same as in `before`, which fits, is not looked at again. */
export function conversionProblem(type: GoType, value: unknown, before: unknown): string | undefined {
  if (value === null || value === undefined || value === before) return undefined;
  switch (type.form) {
    case 'pointer':
      return conversionProblem(type.element, value, before);
    case 'struct': {
      if (!isFields(value)) return `cannot restore struct from: ${kindOf(value)}`;
      const old = isFields(before) ? before : {};
      for (const [name, field] of type.byJson) {
        const problem = conversionProblem(field.type, value[name], old[name]);
        if (problem !== undefined) return problem;
      }
      return undefined;
    }
    case 'list': {
      if (!Array.isArray(value)) return `cannot restore slice from ${kindOf(value)}`;
      const items: readonly unknown[] = Array.isArray(before) ? before : [];
      return firstProblem(type.element, value, (item) => (items.includes(item) ? item : undefined));
    }
    case 'map': {
      if (!isFields(value)) return `cannot restore map from ${kindOf(value)}`;
      const old = isFields(before) ? before : {};
      const names = Object.keys(value).sort();
      return firstProblem(
        type.element,
        names.map((name) => value[name]),
        (_, index) => old[names[index] ?? ''],
      );
    }
    default:
      return plainProblem(type, value);
  }
}

function firstProblem(type: GoType, values: readonly unknown[], before: (value: unknown, index: number) => unknown): string | undefined {
  for (const [index, value] of values.entries()) {
    const problem = conversionProblem(type, value, before(value, index));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function plainProblem(type: Exclude<GoType, { element: GoType } | { fields: unknown }>, value: unknown): string | undefined {
  switch (type.form) {
    case 'string':
      if (typeof value === 'string') return undefined;
      // Go would convert a whole number to a text of one character; upstream refuses that with words of its own.
      return kindOf(value) === 'int64' ? `cannot convert int64 to ${type.name}` : 'unrecognized type: string';
    case 'bool':
      return typeof value === 'boolean' ? undefined : 'unrecognized type: bool';
    case 'int':
      if (typeof value !== 'number') return `unrecognized type: ${type.name}`;
      return Number.isInteger(value) ? undefined : `cannot convert float64 to ${type.name}`;
    case 'intOrString': {
      const fits = typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value));
      return fits ? undefined : `json: cannot unmarshal ${jsonWord(value)} into Go value of type int32`;
    }
    case 'quantity': {
      const canonical = canonicalQuantity(typeof value === 'string' ? value.trim() : JSON.stringify(value));
      return canonical.ok ? undefined : canonical.error;
    }
    case 'time':
    case 'microTime':
      if (typeof value !== 'string') return `json: cannot unmarshal ${jsonWord(value)} into Go value of type string`;
      return parseTime(value) === undefined
        ? `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse`
        : undefined;
    case 'bytes':
      return typeof value === 'string' ? undefined : `cannot restore slice from ${kindOf(value)}`;
    case 'raw':
      return undefined;
  }
}
