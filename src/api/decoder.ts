/** Walks a JSON value along the Go types and brings it into the form in which the API server stores it. */
import { base64Length } from './bytes.ts';
import { type Fields, isFields } from './fields.ts';
import type { GoStruct, GoType, JsonField } from './goTypes.ts';
import { type MutableFields, put } from './patch/record.ts';
import { canonicalQuantity } from './quantity.ts';
import { parseTime } from './time.ts';

/** Where the walk is: Go's error words need the innermost struct and the names on the way. */
interface Place {
  readonly struct: string;
  /** With the names of embedded structs, without positions in lists. */
  readonly stack: readonly string[];
  /** With positions in lists, without embedded structs. */
  readonly path: string;
}

const top: Place = { struct: '', stack: [], path: '' };

/** Plain fields that are written even when they are zero. upstream: no omitempty in their tag */
const writtenWhenZero: Readonly<Record<string, readonly string[]>> = {
  'v1.ReplicaSetStatus': ['replicas'],
  'v1.PriorityClass': ['value'],
  'v1.HTTPGetAction': ['port'],
  'v1.TCPSocketAction': ['port'],
  'v1.ContainerStatus': ['ready', 'restartCount', 'image', 'imageID'],
  'v1.ContainerStateTerminated': ['exitCode'],
  'v1.KeyToPath': ['key', 'path'],
  'v1.LabelSelectorRequirement': ['key', 'operator'],
  'v2.CrossVersionObjectReference': ['kind', 'name'],
  'v2.HorizontalPodAutoscalerSpec': ['maxReplicas'],
  'v2.HorizontalPodAutoscalerStatus': ['desiredReplicas'],
  'v2.HPAScalingPolicy': ['type', 'value', 'periodSeconds'],
  'v2.MetricSpec': ['type'],
  'v2.MetricStatus': ['type'],
  'v2.MetricTarget': ['type'],
  'v2.MetricIdentifier': ['name'],
  'v2.ResourceMetricSource': ['name'],
  'v1.PodDisruptionBudgetStatus': ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'],
  'v1.EndpointAddress': ['ip'],
  'v1.EndpointPort': ['port'],
  'v1.EndpointSlice': ['addressType'],
};

/** A Pod's own resources exist as fields before the feature does; the server then drops them. */
const podLevelResourcesSince = 34;

/** Servers built with older Go leave the names of embedded structs out of the path. */
const embeddedNamesSince = 34;

function jsonWord(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

export class Decoder {
  private readonly minor: number;
  /** The first error, in Go's words. */
  error: string | undefined;
  /** Paths of fields that the version does not know, in the order of sorted JSON. */
  readonly unknownFields: string[] = [];

  constructor(minor: number) {
    this.minor = minor;
  }

  /** Decodes a whole object. */
  object(type: GoStruct, value: Fields): Fields {
    return this.struct(type, value, top);
  }

  private fail(message: string): undefined {
    this.error ??= message;
    return undefined;
  }

  private mismatch(value: string, type: string, place: Place): undefined {
    const where = place.struct === '' ? 'Go value' : `Go struct field ${place.struct}.${place.stack.join('.')}`;
    return this.fail(`json: cannot unmarshal ${value} into ${where} of type ${type}`);
  }

  private struct(type: GoStruct, value: Fields, place: Place): Fields {
    const name = type.name.replace(/^.*\./, '');
    const result: MutableFields = {};
    let changed = false;
    const decoded = new Map<string, unknown>();
    for (const key of Object.keys(value).sort()) {
      const field = type.byJson.get(key);
      const path = place.path === '' ? key : `${place.path}.${key}`;
      if (field === undefined) this.unknownFields.push(path);
      else if (!this.isOff(type, key)) {
        const stack = [...place.stack, ...(this.minor >= embeddedNamesSince ? field.embedded : []), key];
        decoded.set(key, this.field(field, value[key], { struct: name, stack, path }));
      }
    }
    for (const key of Object.keys(value)) {
      const next = decoded.get(key);
      if (next !== value[key] || !decoded.has(key)) changed = true;
      if (next !== undefined) put(result, key, next);
    }
    for (const field of type.byJson.values()) {
      if (Object.hasOwn(result, field.json)) continue;
      const zero = this.zeroOf(field);
      if (zero === undefined) continue;
      result[field.json] = zero;
      changed = true;
    }
    return changed ? result : value;
  }

  private isOff(type: GoStruct, key: string): boolean {
    return type.name === 'v1.PodSpec' && key === 'resources' && this.minor < podLevelResourcesSince;
  }

  /** What an absent field is stored as, if anything: structs that are no pointers are always there. */
  private zeroOf({ type, owner, json }: JsonField): unknown {
    if (type.form === 'struct') return this.struct(type, {}, top);
    if (!(writtenWhenZero[owner] ?? []).includes(json)) return undefined;
    return type.form === 'string' ? '' : type.form === 'bool' ? false : 0;
  }

  private field(field: JsonField, value: unknown, place: Place): unknown {
    const { type } = field;
    if (value === null || value === undefined) return undefined;
    if (type.form === 'pointer') return this.value(type.element, value, place);
    const decoded = this.value(type, value, place);
    const isEmptyPlain = decoded === '' || decoded === 0 || decoded === false;
    const isEmptyCollection =
      (type.form === 'list' && (decoded as readonly unknown[] | undefined)?.length === 0) ||
      (type.form === 'map' && decoded !== undefined && Object.keys(decoded as object).length === 0);
    return isEmptyPlain || isEmptyCollection ? undefined : decoded;
  }

  private value(type: GoType, value: unknown, place: Place): unknown {
    switch (type.form) {
      case 'struct':
        return isFields(value) ? this.struct(type, value, place) : this.mismatch(jsonWord(value), type.name, place);
      case 'pointer':
        return this.value(type.element, value, place);
      case 'list':
        return Array.isArray(value) ? this.list(type.element, value, place) : this.mismatch(jsonWord(value), type.name, place);
      case 'map':
        return isFields(value) ? this.map(type.element, value, place) : this.mismatch(jsonWord(value), type.name, place);
      case 'int':
        return this.integer(type.name, type.bits, value, place);
      case 'intOrString':
        return typeof value === 'string' ? value : this.integer('int32', 32, value, place);
      case 'bool':
        return typeof value === 'boolean' ? value : this.mismatch(jsonWord(value), type.name, place);
      case 'string':
        return typeof value === 'string' ? value : this.mismatch(jsonWord(value), type.name, place);
      case 'quantity':
        return this.quantity(value);
      case 'bytes':
        return this.bytes(value, type.name, place);
      case 'time':
      case 'microTime':
        return this.time(value, place);
      default:
        return value;
    }
  }

  private list(element: GoType, items: readonly unknown[], place: Place): readonly unknown[] {
    const decoded = items.map((item, index) => this.element(element, item, { ...place, path: `${place.path}[${index}]` }));
    return decoded.every((item, index) => item === items[index]) ? items : decoded;
  }

  private map(element: GoType, entries: Fields, place: Place): Fields {
    const result: MutableFields = {};
    let changed = false;
    for (const key of Object.keys(entries).sort()) {
      const decoded = this.element(element, entries[key], { ...place, path: `${place.path}.${key}` });
      if (decoded !== entries[key]) changed = true;
      put(result, key, decoded);
    }
    return changed ? result : entries;
  }

  /** In a list or map null is the zero value. */
  private element(type: GoType, value: unknown, place: Place): unknown {
    if (value !== null) return this.value(type, value, place);
    if (type.form === 'struct') return this.struct(type, {}, place);
    return type.form === 'int' ? 0 : type.form === 'bool' ? false : type.form === 'quantity' ? '0' : '';
  }

  private integer(type: string, bits: 32 | 64, value: unknown, place: Place): unknown {
    if (typeof value !== 'number') return this.mismatch(jsonWord(value), type, place);
    const limit = 2 ** (bits - 1);
    const fits = Number.isInteger(value) && value >= -limit && value < limit;
    return fits ? value : this.mismatch(`number ${value}`, type, place);
  }

  private quantity(value: unknown): unknown {
    const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
    const canonical = canonicalQuantity(text);
    return canonical.ok ? canonical.value : this.fail(canonical.error);
  }

  private bytes(value: unknown, type: string, place: Place): unknown {
    if (typeof value !== 'string') return this.mismatch(jsonWord(value), type, place);
    const length = base64Length(value);
    return length.ok ? value : this.fail(length.error);
  }

  private time(value: unknown, place: Place): unknown {
    if (typeof value !== 'string') return this.mismatch(jsonWord(value), 'string', place);
    if (parseTime(value) !== undefined) return value;
    const layout = '2006-01-02T15:04:05Z07:00';
    return this.fail(`parsing time ${JSON.stringify(value)} as "${layout}": cannot parse ${JSON.stringify(value)} as "2006"`);
  }
}
