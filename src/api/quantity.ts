/**
 * Resource quantities in exact arithmetic. upstream: apimachinery/pkg/api/resource
 * A parsed quantity is `unscaled × 10^-scale`; suffixes are gone, only the format remembers how to write it.
 */
import { assert } from '../base/assert.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Quantity } from './meta.ts';

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

export interface ParsedQuantity {
  readonly unscaled: bigint;
  /** Digits after the decimal point; may be negative. */
  readonly scale: number;
  readonly format: QuantityFormat;
  /** Whether upstream holds it in 64 bits. */
  readonly small?: boolean;
  /** How it was written, where the API server keeps that. */
  readonly spelling?: string;
}

export const quantityFormatError = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
export const quantitySuffixError = "unable to parse quantity's suffix";

const decimalSuffixes: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binarySuffixes: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const decimalNames = new Map(Object.entries(decimalSuffixes).map(([suffix, exponent]) => [exponent, suffix]));
const binaryNames = new Map(Object.entries(binarySuffixes).map(([suffix, exponent]) => [exponent, suffix]));

/** The largest value that a quantity can have: 2^63 − 1. */
const maxAllowed = 2n ** 63n - 1n;

const nano = 10n ** 9n;
const pow10 = (exponent: number): bigint => 10n ** BigInt(exponent);

function interpretSuffix(suffix: string): { base: 2 | 10; exponent: number; format: QuantityFormat } | undefined {
  if (Object.hasOwn(decimalSuffixes, suffix)) return { base: 10, exponent: decimalSuffixes[suffix] ?? 0, format: 'DecimalSI' };
  if (Object.hasOwn(binarySuffixes, suffix)) return { base: 2, exponent: binarySuffixes[suffix] ?? 0, format: 'BinarySI' };
  const match = /^[eE]([+-]?\d+)$/.exec(suffix);
  if (match === null) return undefined;
  const exponent = Number(match[1]);
  return Math.abs(exponent) < 2 ** 31 ? { base: 10, exponent, format: 'DecimalExponent' } : undefined;
}

/** Brings a number to exactly nine digits after the point, rounded away from zero. */
function roundUpToNano(unscaled: bigint, scale: number): bigint {
  if (scale <= 9) return unscaled * pow10(9 - scale);
  const divisor = pow10(scale - 9);
  const quotient = unscaled / divisor;
  return quotient * divisor === unscaled ? quotient : quotient + (unscaled < 0n ? -1n : 1n);
}

/** A quantity taken apart, before its value is computed. */
interface Scanned {
  readonly sign: 1n | -1n;
  /** Digits before the point, without leading zeros, at least `0`. */
  readonly number: string;
  readonly fraction: string;
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

function scan(text: string): Result<Scanned, string> {
  const match = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text);
  if (match === null || text === '') return err(quantityFormatError);
  const suffix = interpretSuffix(match[4] ?? '');
  if (suffix === undefined) return err(quantitySuffixError);
  const number = (match[2] ?? '') === '' ? '0' : (match[2] ?? '');
  return ok({ ...suffix, sign: match[1] === '-' ? -1n : 1n, number, fraction: match[3] ?? '' });
}

/** The value as `digits × 10^scale` where upstream holds it in 64 bits (by an estimate from the number of digits); undefined where it does not. */
function int64Amount({ sign, number, fraction, base, exponent }: Scanned): { value: bigint; scale: number } | undefined {
  if (base === 10) {
    const scale = exponent - fraction.length;
    return number.length + fraction.length <= 18 && scale >= -9 ? { value: sign * BigInt(number + fraction), scale } : undefined;
  }
  const precision = 14 - number.length - Math.trunc((exponent * 3) / 10);
  return fraction === '' && precision >= 0 ? { value: sign * (BigInt(number) << BigInt(exponent)), scale: 0 } : undefined;
}

/** Whether the API server keeps this spelling instead of the canonical one: so `+2` and `1.500` stay as they are. */
function keepsSpelling({ number, fraction, base, exponent }: Scanned): boolean {
  if (base === 2) return BigInt(number) % 8n !== 0n;
  const shifted = number + fraction;
  return (exponent - fraction.length) % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
}

/** Reads a quantity as the API server does; the error is its text. upstream: ParseQuantity */
export function parseQuantity(text: string): Result<ParsedQuantity, string> {
  const scanned = scan(text);
  if (!scanned.ok) return scanned;
  const { sign, number, fraction, base } = scanned.value;
  let { format } = scanned.value;
  const small = int64Amount(scanned.value);
  if (small !== undefined) {
    const parsed = { unscaled: small.value, scale: -small.scale, format, small: true };
    return ok(keepsSpelling(scanned.value) ? { ...parsed, spelling: text } : parsed);
  }
  // Beyond this no value is representable; the cap keeps a hostile exponent from costing memory.
  const exponent = Math.max(-60, Math.min(60, scanned.value.exponent));
  const magnitude = BigInt(number + fraction) * (base === 2 ? 2n ** BigInt(exponent) : 1n);
  const abs = roundUpToNano(magnitude, fraction.length - (base === 10 ? exponent : 0));
  if (format === 'BinarySI' && abs > maxAllowed * nano) return ok({ unscaled: sign * maxAllowed, scale: 0, format, small: false });
  if (format === 'BinarySI' && abs < nano && abs > 0n) format = 'DecimalSI';
  return ok({ unscaled: sign * abs, scale: 9, format, small: false });
}

function isInteger({ unscaled, scale }: ParsedQuantity): boolean {
  return scale <= 0 || unscaled % pow10(scale) === 0n;
}

function formatDecimal(quantity: ParsedQuantity, format: QuantityFormat): string {
  let mantissa = quantity.unscaled;
  let exponent = -quantity.scale;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    exponent++;
  }
  const excess = ((exponent % 3) + 3) % 3;
  mantissa *= pow10(excess);
  exponent -= excess;
  if (format === 'DecimalSI') return `${mantissa}${decimalNames.get(exponent) ?? ''}`;
  return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
}

/** Writes a quantity in canonical form. upstream: Quantity.CanonicalizeBytes */
export function formatQuantity(quantity: ParsedQuantity): Quantity {
  if (quantity.spelling !== undefined) return quantity.spelling;
  if (quantity.unscaled === 0n) return '0';
  if (quantity.format !== 'BinarySI') return formatDecimal(quantity, quantity.format);
  if (!isInteger(quantity)) return formatDecimal(quantity, 'DecimalSI');
  let value = quantity.scale > 0 ? quantity.unscaled / pow10(quantity.scale) : quantity.unscaled * pow10(-quantity.scale);
  if (value > -1024n && value < 1024n) return formatDecimal(quantity, 'DecimalSI');
  let exponent = 0;
  while (value % 1024n === 0n && exponent < 60) {
    value /= 1024n;
    exponent += 10;
  }
  return `${value}${binaryNames.get(exponent) ?? ''}`;
}

/** How the API server stores a quantity as written: `0.5` → `500m`, `1024Mi` → `1Gi`. */
export function canonicalQuantity(text: string): Result<Quantity, string> {
  const parsed = parseQuantity(text);
  return parsed.ok ? ok(formatQuantity(parsed.value)) : parsed;
}

/** Rounds a stored quantity away from zero to whole thousandths, as every container resource is. */
export function roundUpToMilli(quantity: Quantity): Quantity {
  const { unscaled, scale, format } = knownQuantity(quantity);
  if (scale <= 3) return quantity;
  const divisor = pow10(scale - 3);
  const quotient = unscaled / divisor;
  const exact = quotient * divisor === unscaled;
  return formatQuantity({ unscaled: exact ? quotient : quotient + (unscaled < 0n ? -1n : 1n), scale: 3, format });
}

const cache = new Map<Quantity, ParsedQuantity>();

/** Parses a quantity that has been stored before, hence is known to be right. */
export function knownQuantity(quantity: Quantity): ParsedQuantity {
  const cached = cache.get(quantity);
  if (cached !== undefined) return cached;
  const parsed = parseQuantity(quantity);
  assert(parsed.ok, `not a quantity: ${quantity}`);
  // A cluster uses a handful of quantities; the bound only keeps a hostile manifest from filling memory.
  if (cache.size < 1000) cache.set(quantity, parsed.value);
  return parsed.value;
}

function align(a: ParsedQuantity, b: ParsedQuantity): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.unscaled * pow10(scale - a.scale), b.unscaled * pow10(scale - b.scale), scale];
}

/** −1, 0 or 1, as `a` is less than, equal to or greater than `b`. */
export function compareQuantity(a: Quantity, b: Quantity): -1 | 0 | 1 {
  if (a === b) return 0;
  const [x, y] = align(knownQuantity(a), knownQuantity(b));
  return x < y ? -1 : x > y ? 1 : 0;
}

function combine(a: Quantity, b: Quantity, sign: 1n | -1n): Quantity {
  const [left, right] = [knownQuantity(a), knownQuantity(b)];
  const [x, y, scale] = align(left, right);
  return formatQuantity({ unscaled: x + sign * y, scale, format: left.unscaled === 0n ? right.format : left.format });
}

/** `a + b`, in the format of `a` (of `b` if `a` is zero). */
export function addQuantity(a: Quantity, b: Quantity): Quantity {
  return combine(a, b, 1n);
}

/** `a − b`, in the format of `a` (of `b` if `a` is zero). */
export function subQuantity(a: Quantity, b: Quantity): Quantity {
  return combine(a, b, -1n);
}

function scaledUp({ unscaled, scale }: ParsedQuantity, places: number): bigint {
  if (scale <= places) return unscaled * pow10(places - scale);
  const divisor = pow10(scale - places);
  const quotient = unscaled / divisor;
  return unscaled > 0n && quotient * divisor !== unscaled ? quotient + 1n : quotient;
}

/** The value in whole units, rounded up (bytes of memory, number of pods). */
export function quantityValue(quantity: Quantity): number {
  return Number(scaledUp(knownQuantity(quantity), 0));
}

/** The value in thousandths, rounded up (millicores). */
export function quantityMilliValue(quantity: Quantity): number {
  return Number(scaledUp(knownQuantity(quantity), 3));
}

/** Whether the value is below, at or above zero. */
export function quantitySign(quantity: Quantity): -1 | 0 | 1 {
  const { unscaled } = knownQuantity(quantity);
  return unscaled < 0n ? -1 : unscaled > 0n ? 1 : 0;
}
