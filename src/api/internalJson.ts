/** A pod's spec as the server's own types print it, field by field, which it does where an update is refused. upstream: pkg/apis/core/types.go */

import type { PodSpec } from './core.ts';
import { type Fields, fieldsOf, listOf } from './fields.ts';
import { type GoStruct, type GoType, goStruct } from './goTypes.ts';

/** JSON as Go writes it: some signs of HTML are escaped. */
function goJson(value: unknown): string {
  const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped);
}

/** Lines between brackets, one blank deeper. */
function block([open, close]: readonly [string, string], parts: readonly string[], indent: string): string {
  if (parts.length === 0) return open + close;
  return `${open}\n${parts.map((part) => `${indent} ${part}`).join(',\n')}\n${indent}${close}`;
}

function print(type: GoType, value: unknown, indent: string): string {
  switch (type.form) {
    case 'struct':
      return struct(type, fieldsOf(value), indent);
    case 'pointer':
      return value === undefined || value === null ? 'null' : print(type.element, value, indent);
    case 'list':
      if (value === undefined || value === null) return 'null';
      return block(
        ['[', ']'],
        listOf(value).map((item) => print(type.element, item, `${indent} `)),
        indent,
      );
    case 'map':
      if (value === undefined || value === null) return 'null';
      return block(
        ['{', '}'],
        Object.keys(fieldsOf(value))
          .sort()
          .map((key) => `${goJson(key)}: ${print(type.element, fieldsOf(value)[key], `${indent} `)}`),
        indent,
      );
    case 'int':
    case 'intOrString':
      return goJson(value ?? 0);
    case 'bool':
      return goJson(value ?? false);
    case 'quantity':
      return goJson(value ?? '0');
    default:
      return goJson(value ?? '');
  }
}

/** Types of the metadata API keep the names that they have in JSON, and leave out what is empty. */
const NAMED_AS_IN_JSON = new Set(['v1.LabelSelector', 'v1.LabelSelectorRequirement', 'v1.ObjectMeta', 'v1.OwnerReference']);
const ALWAYS_WRITTEN = new Set(['key', 'operator']);

function struct(type: GoStruct, value: Fields, indent: string): string {
  return block(['{', '}'], parts(type, value, indent), indent);
}

function parts(type: GoStruct, value: Fields, indent: string): readonly string[] {
  const isPlain = NAMED_AS_IN_JSON.has(type.name);
  return type.fields.flatMap(({ go, json, type: field, inline }) => {
    if (inline && field.form === 'struct') return parts(field, value, indent);
    const given = value[json];
    if (isPlain && given === undefined && !ALWAYS_WRITTEN.has(json)) return [];
    return [`"${isPlain ? json : go}": ${print(field, given, `${indent} `)}`];
  });
}

/** What stands beside the security context in the API stands in it in the server. */
const IN_SECURITY_CONTEXT = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'] as const;

/** The spec as indented JSON. */
export function internalPodSpec(spec: PodSpec, minor: number): string {
  const fields = spec as unknown as Fields;
  const { securityContext } = fields;
  const moved = Object.fromEntries(IN_SECURITY_CONTEXT.map((name) => [name, fields[name]]));
  const internal = { ...fields, ...(securityContext === undefined ? {} : { securityContext: { ...fieldsOf(securityContext), ...moved } }) };
  return print(goStruct('core.PodSpec', minor), internal, '');
}
