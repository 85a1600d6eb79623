/** The hash that names a Deployment's ReplicaSets. upstream: pkg/controller/controller_utils.go ComputeHash */
import { utf8Encode } from './bytes.ts';
import type { PodTemplateSpec } from './core.ts';
import { type Fields, fieldsOf, isFields } from './fields.ts';
import { type GoField, type GoStruct, type GoType, goStruct } from './goTypes.ts';
import { suffixAlphabet } from './names.ts';
import { knownQuantity, parseQuantity } from './quantity.ts';

/** The label that a ReplicaSet and its pods carry so that their selectors do not overlap. */
export const podTemplateHashLabel = 'pod-template-hash';

const zeroTime = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';

/** The fields of a parsed quantity. It keeps its text only where that is not rewritten. upstream: resource.Quantity */
function dumpQuantity(text: string): string {
  const parsed = parseQuantity(text === '' ? '0' : text);
  const { unscaled, scale, format, small, spelling } = parsed.ok ? parsed.value : knownQuantity('0');
  const cached = text === '' || text === '0' ? '0' : (spelling ?? '');
  const [value, exponent] = small === true ? [unscaled, -scale] : [0n, 0];
  const abs = dumpNat(unscaled < 0n ? -unscaled : unscaled);
  const dec = `{unscaled:(big.Int){neg:(bool)${unscaled < 0n} abs:(big.nat)${abs}} scale:(inf.Scale)${scale}}`;
  const amounts = `i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${exponent}} d:(resource.infDecAmount){Dec:(*inf.Dec)${small === true ? '<nil>' : dec}}`;
  return `{${amounts} s:(string)${cached} Format:(resource.Format)${format}}`;
}

/** A big.Int's words, least significant first. */
function dumpNat(abs: bigint): string {
  if (abs === 0n) return '<nil>';
  const words: string[] = [];
  for (let rest = abs; rest > 0n; rest >>= 64n) words.push(`${rest & 0xffffffffffffffffn}`);
  return `[${words.join(' ')}]`;
}

function byBytes(a: string, b: string): number {
  // UTF-16 order differs from UTF-8 order only beyond the basic plane.
  const [x, y] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}

/** What stands before each field's value, per struct: `Name:(string)`. */
const labels = new WeakMap<GoStruct, readonly string[]>();
/** Texts of structs that are absent: the same every time. */
const absent = new WeakMap<GoStruct, string>();

function labelsOf(type: GoStruct): readonly string[] {
  const known = labels.get(type);
  if (known !== undefined) return known;
  const made = type.fields.map((field, index) => `${index === 0 ? '' : ' '}${field.go}:(${field.type.name})`);
  labels.set(type, made);
  return made;
}

function dumpStruct(type: GoStruct, value: unknown, keepEmpty: boolean): string {
  const known = value === undefined ? absent.get(type) : undefined;
  if (known !== undefined) return known;
  const object = fieldsOf(value);
  const before = labelsOf(type);
  let text = '{';
  for (const [index, field] of type.fields.entries()) text += before[index] + dumpField(type, field, object, keepEmpty);
  text += '}';
  if (value === undefined) absent.set(type, text);
  return text;
}

function dumpField(type: GoStruct, field: GoField, object: Fields, keepEmpty: boolean): string {
  if (field.inline) return dumpValue(field.type, object, keepEmpty);
  const value = object[field.json];
  // The API server keeps the old name of the field in step.
  if (type.name === 'v1.PodSpec' && field.json === 'serviceAccount') return String(value ?? object['serviceAccountName'] ?? '');
  return dumpValue(field.type, value, keepEmpty);
}

function dumpValue(type: GoType, value: unknown, keepEmpty: boolean): string {
  switch (type.form) {
    case 'struct':
      return dumpStruct(type, value, keepEmpty);
    case 'pointer':
      return value === undefined || value === null ? '<nil>' : dumpValue(type.element, value, keepEmpty);
    case 'list':
      if (!Array.isArray(value) || (value.length === 0 && !keepEmpty)) return '<nil>';
      return `[${value.map((item) => dumpValue(type.element, item, keepEmpty)).join(' ')}]`;
    case 'map': {
      const keys = isFields(value) ? Object.keys(value).sort(byBytes) : [];
      if (!isFields(value) || (keys.length === 0 && !keepEmpty)) return '<nil>';
      return `map[${keys.map((key) => `${key}:${dumpValue(type.element, value[key], keepEmpty)}`).join(' ')}]`;
    }
    case 'quantity':
      return dumpQuantity(typeof value === 'string' || typeof value === 'number' ? String(value) : '');
    case 'intOrString':
      return typeof value === 'string'
        ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
        : `{Type:(intstr.Type)0 IntVal:(int32)${value ?? 0} StrVal:(string)}`;
    case 'time':
    case 'microTime':
      return zeroTime;
    case 'bool':
      return String(value ?? false);
    case 'int':
      return String(value ?? 0);
    default:
      return typeof value === 'string' ? value : '';
  }
}

/** FNV-1a over the UTF-8 bytes of `text`, then over `tail`. */
function fnv1a32(text: string, tail: readonly number[]): number {
  let hash = 0x811c9dc5;
  const add = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) ?? 0;
    if (code < 0x80) add(code);
    else for (const byte of utf8Encode(String.fromCodePoint(code))) add(byte);
    if (code > 0xffff) i++;
  }
  for (const byte of tail) add(byte);
  return hash >>> 0;
}

/**
 * The text that is hashed: the Go value of a template as the controller's debug printer writes it.
 * Stored objects have no empty lists and maps, they are nil; `keepEmpty` tells them apart, as for a template that was never stored.
 */
export function dumpTemplate(template: PodTemplateSpec, minor: number, keepEmpty = false): string {
  return `(v1.PodTemplateSpec)${dumpStruct(goStruct('v1.PodTemplateSpec', minor), template, keepEmpty)}`;
}

/** The hash of a dumped template. `collisionCount` is the Deployment's status field, if set (also when it is 0). */
export function hashDump(dump: string, collisionCount?: number): string {
  const count = collisionCount ?? 0;
  const tail = collisionCount === undefined ? [] : [0, 8, 16, 24].map((shift) => (count >>> shift) & 0xff).concat([0, 0, 0, 0]);
  let encoded = '';
  for (const digit of String(fnv1a32(dump, tail))) encoded += suffixAlphabet[digit.charCodeAt(0) % suffixAlphabet.length];
  return encoded;
}

/**
 * The pod-template-hash of a template (defaulted, as stored). `collisionCount` is the Deployment's status field, if set.
 * A pod-template-hash label that the template itself carries takes part, as upstream.
 */
export function podTemplateHash(template: PodTemplateSpec, minor: number, collisionCount?: number): string {
  return hashDump(dumpTemplate(template, minor), collisionCount);
}
