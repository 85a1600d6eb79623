/**
 * The Go types behind the API's kinds, for one minor version. What a field is called, which type it has and in which order fields
 * stand decides the pod-template-hash, the words of decoding errors and the order of validation causes.
 */
import { assert } from '../base/assert.ts';
import { kindStructs } from './data/kindTypes.ts';
import { podTemplateStructs } from './data/podTemplateTypes.ts';

export type GoType =
  | { readonly form: 'string' | 'bool' | 'quantity' | 'intOrString' | 'time' | 'microTime' | 'bytes' | 'raw'; readonly name: string }
  | { readonly form: 'int'; readonly name: string; readonly bits: 32 | 64 }
  | { readonly form: 'pointer' | 'list' | 'map'; readonly name: string; readonly element: GoType }
  | GoStruct;

export interface GoStruct {
  readonly form: 'struct';
  /** With its package: `v1.PodSpec`. */
  readonly name: string;
  /** In the order of the declaration, embedded structs as one field. */
  readonly fields: readonly GoField[];
  /** By JSON name, with the fields of embedded structs. */
  readonly byJson: ReadonlyMap<string, JsonField>;
}

export interface GoField {
  readonly go: string;
  readonly json: string;
  readonly type: GoType;
  /** Embedded: its fields stand in the parent's JSON object. */
  readonly inline: boolean;
}

/** A field as JSON sees it. */
export interface JsonField {
  readonly json: string;
  readonly type: GoType;
  /** Names of the embedded structs on the way, outermost first. */
  readonly embedded: readonly string[];
  /** The struct that declares the field. */
  readonly owner: string;
}

const simpleTypes: Readonly<Record<string, GoType>> = {
  string: { form: 'string', name: 'string' },
  bool: { form: 'bool', name: 'bool' },
  int32: { form: 'int', name: 'int32', bits: 32 },
  int64: { form: 'int', name: 'int64', bits: 64 },
  '[]byte': { form: 'bytes', name: '[]uint8' },
  'resource.Quantity': { form: 'quantity', name: 'resource.Quantity' },
  'intstr.IntOrString': { form: 'intOrString', name: 'intstr.IntOrString' },
  'v1.Time': { form: 'time', name: 'v1.Time' },
  'v1.MicroTime': { form: 'microTime', name: 'v1.MicroTime' },
  'v1.FieldsV1': { form: 'raw', name: 'v1.FieldsV1' },
};

/** Map types with a name of their own. */
const namedMaps: Readonly<Record<string, string>> = { 'v1.ResourceList': 'map[v1.ResourceName]resource.Quantity' };

const entryPattern = /^(\S+) (\S+?)(?: =(\S+))?(?: @(\d*)-(\d*))?$/;

/** `HTTPGet` → `httpGet`, `FSGroup` → `fsGroup`, `IP` → `ip`. */
function jsonNameOf(go: string): string {
  return go.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (capitals) => capitals.toLowerCase());
}

class TypeTable {
  private readonly minor: number;
  private readonly types = new Map<string, GoType>();

  constructor(minor: number) {
    this.minor = minor;
  }

  type(name: string): GoType {
    const known = this.types.get(name);
    if (known !== undefined) return known;
    const made = this.make(name);
    this.types.set(name, made);
    return made;
  }

  private make(name: string): GoType {
    const simple = simpleTypes[name];
    if (simple !== undefined) return simple;
    if (name.startsWith('*')) return { form: 'pointer', name, element: this.type(name.slice(1)) };
    if (name.startsWith('[]')) return { form: 'list', name, element: this.type(name.slice(2)) };
    const map = /^map\[[^\]]+\](.+)$/.exec(namedMaps[name] ?? name);
    if (map !== null) return { form: 'map', name, element: this.type(map[1] ?? '') };
    const entries = podTemplateStructs[name] ?? kindStructs[name];
    // A name in no table is one of the many named string types (`v1.PullPolicy`).
    return entries === undefined ? { form: 'string', name } : this.struct(name, entries);
  }

  private struct(name: string, entries: readonly string[]): GoStruct {
    const fields: GoField[] = [];
    for (const entry of entries) {
      const match = entryPattern.exec(entry);
      assert(match !== null, `bad entry in the type table: ${entry}`);
      const [, go = '', type = '', json, since, until] = match;
      if ((since ?? '') !== '' && this.minor < Number(since)) continue;
      if ((until ?? '') !== '' && this.minor > Number(until)) continue;
      fields.push({ go, json: json ?? jsonNameOf(go), type: this.type(type), inline: json === '.' });
    }
    return { form: 'struct', name, fields, byJson: jsonFields(name, fields) };
  }
}

function jsonFields(owner: string, fields: readonly GoField[]): ReadonlyMap<string, JsonField> {
  const all = new Map<string, JsonField>();
  for (const field of fields) {
    if (!field.inline) {
      all.set(field.json, { json: field.json, type: field.type, embedded: [], owner });
      continue;
    }
    assert(field.type.form === 'struct', `${owner}.${field.go} cannot be embedded`);
    for (const [json, inner] of field.type.byJson) all.set(json, { ...inner, embedded: [field.go, ...inner.embedded] });
  }
  return all;
}

const tables = new Map<number, TypeTable>();

/** The struct type of this Go name, as minor version `minor` declares it. */
export function goStruct(name: string, minor: number): GoStruct {
  let table = tables.get(minor);
  if (table === undefined) {
    table = new TypeTable(minor);
    tables.set(minor, table);
  }
  const type = table.type(name);
  assert(type.form === 'struct', `${name} is not a struct`);
  return type;
}
