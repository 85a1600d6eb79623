/** Collects what is wrong with an object, in the words of the API server. upstream: apimachinery/pkg/util/validation/field */
import type { Kind, Status, StatusCause } from '../client.ts';
import { isFields } from '../fields.ts';
import { goQuote } from '../goText.ts';
import { kindInfo } from '../key.ts';
import { knownQuantity } from '../quantity.ts';

/** One refusal: where, of which type, and the words after the field's name. */
export interface FieldError {
  readonly field: string;
  readonly reason: string;
  readonly message: string;
}

/** From this minor version on values are written as JSON, before as Go values. */
const jsonValuesSince = 34;

/** A value that is not written as plain JSON: by version, JSON (`json`) or Go syntax (`go`). */
export interface Rendered {
  readonly json: string;
  readonly go: string;
}

function isRendered(value: unknown): value is Rendered {
  return isFields(value) && typeof value['json'] === 'string' && typeof value['go'] === 'string' && Object.keys(value).length === 2;
}

/** An int-or-string field's value. */
export function renderIntOrString(value: number | string): Rendered {
  const go =
    typeof value === 'number'
      ? `intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}`
      : `intstr.IntOrString{Type:1, IntVal:0, StrVal:${goQuote(value)}}`;
  return { json: JSON.stringify(value), go };
}

/** A map of texts; absent is nil. */
export function renderLabels(labels: Readonly<Record<string, string>> | undefined): Rendered {
  if (labels === undefined) return { json: 'null', go: 'map[string]string(nil)' };
  const entries = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    json: JSON.stringify(Object.fromEntries(entries)),
    go: `map[string]string{${entries.map(([key, value]) => `${goQuote(key)}:${goQuote(value)}`).join(', ')}}`,
  };
}

/** A list of texts of a named Go type. */
export function renderTexts(type: string, texts: readonly string[]): Rendered {
  return { json: JSON.stringify(texts), go: `[]${type}{${texts.map(goQuote).join(', ')}}` };
}

/** A name of a resource: older servers forget the quotes. */
export function renderResourceName(name: string): Rendered {
  return { json: JSON.stringify(name), go: name };
}

/** A quantity that is passed whole, not as a text. */
export function renderQuantity(quantity: string): Rendered {
  const { unscaled, scale, format, spelling } = knownQuantity(quantity);
  const amount = `i:resource.int64Amount{value:${unscaled}, scale:${unscaled === 0n ? 0 : -scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}`;
  return { json: JSON.stringify(quantity), go: `resource.Quantity{${amount}, s:${goQuote(spelling ?? '')}, Format:${goQuote(format)}}` };
}

export class Report {
  readonly minor: number;
  private readonly found: FieldError[] = [];

  constructor(minor: number) {
    this.minor = minor;
  }

  /** All refusals in the order in which they were found. */
  get errors(): readonly FieldError[] {
    return this.found;
  }

  private add(field: string, reason: string, message: string): void {
    this.found.push({ field, reason, message });
  }

  private render(value: unknown): string {
    if (isRendered(value)) return this.minor >= jsonValuesSince ? value.json : value.go;
    if (typeof value === 'string') return goQuote(value);
    if (value === undefined || value === null) return this.minor >= jsonValuesSince ? 'null' : '"null"';
    return JSON.stringify(value);
  }

  required(field: string, detail = ''): void {
    this.add(field, 'FieldValueRequired', `Required value${detail === '' ? '' : `: ${detail}`}`);
  }

  invalid(field: string, value: unknown, detail: string): void {
    this.add(field, 'FieldValueInvalid', `Invalid value: ${this.render(value)}: ${detail}`);
  }

  /** One refusal for every message. */
  invalidAll(field: string, value: unknown, details: readonly string[]): void {
    for (const detail of details) this.invalid(field, value, detail);
  }

  forbidden(field: string, detail: string): void {
    this.add(field, 'FieldValueForbidden', `Forbidden: ${detail}`);
  }

  notSupported(field: string, value: unknown, supported: readonly string[]): void {
    const list = supported.map((each) => goQuote(each)).join(', ');
    this.add(field, 'FieldValueNotSupported', `Unsupported value: ${this.render(value)}: supported values: ${list}`);
  }

  duplicate(field: string, value: unknown): void {
    this.add(field, 'FieldValueDuplicate', `Duplicate value: ${this.render(value)}`);
  }

  notFound(field: string, value: unknown): void {
    this.add(field, 'FieldValueNotFound', `Not found: ${this.render(value)}`);
  }

  tooLong(field: string, max: number): void {
    this.add(
      field,
      'FieldValueTooLong',
      this.minor >= 31 ? `Too long: may not be more than ${max} bytes` : `Too long: must have at most ${max} bytes`,
    );
  }

  /** upstream: ValidateNonnegativeField */
  nonNegative(field: string, value: number | undefined): void {
    if (value !== undefined && value < 0) this.invalid(field, value, 'must be greater than or equal to 0');
  }

  /** A number between two limits, both included. upstream: InclusiveRangeError */
  range(field: string, value: number, low: number, high: number): void {
    if (value < low || value > high) this.invalid(field, value, `must be between ${low} and ${high}, inclusive`);
  }

  /** One of a set of words; the empty one is missing. */
  oneOf(field: string, value: unknown, supported: readonly string[]): void {
    if (value === undefined || value === '') this.required(field);
    else if (!supported.includes(String(value))) this.notSupported(field, value, supported);
  }
}

function invalid(kind: string, group: string, name: string, errors: readonly FieldError[]): Status {
  const causes: StatusCause[] = errors.map(({ field, reason, message }) => ({ reason, message, field }));
  const texts = [...new Set(errors.map(({ field, message }) => `${field}: ${message}`))];
  const groupKind = group === '' ? kind : `${kind}.${group}`;
  return {
    code: 422,
    reason: 'Invalid',
    message: `${groupKind} ${goQuote(name)} is invalid: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`,
    details: { name, ...(group === '' ? {} : { group }), kind, causes },
  };
}

/** The 422 that a list of refusals becomes. The same refusal is told once. upstream: apimachinery/pkg/api/errors NewInvalid */
export function invalidStatus(kind: Kind, name: string, errors: readonly FieldError[]): Status {
  return invalid(kind, kindInfo(kind).group, name, errors);
}

/** The same for the Scale of a Deployment or ReplicaSet. */
export function invalidScaleStatus(name: string, errors: readonly FieldError[]): Status {
  return invalid('Scale', 'autoscaling', name, errors);
}
