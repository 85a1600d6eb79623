import { assert } from '../base/assert.ts';
import type { Time } from './meta.ts';

const secondsPerDay = 86_400;

/** Days since 1970-01-01 of a date of the proleptic Gregorian calendar. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The calendar date of a number of days since 1970-01-01. */
function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0);
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Reads any RFC 3339 time; epoch milliseconds, or undefined if it is not one. */
export function parseTime(text: string): number | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = match[8] === undefined ? 0 : (match[8] === '-' ? -1 : 1) * (Number(match[9]) * 60 + Number(match[10]));
  const seconds = daysFromCivil(year, month, day) * secondsPerDay + hour * 3600 + (minute - zone) * 60 + second;
  return seconds * 1000 + Math.floor(Number(match[7] ?? 0) * 1000);
}

/** A cluster writes few different times and reads each of them often. */
const TIMES_MAX = 1024;
const known = new Map<Time, number>();

/** Epoch milliseconds of a time that the cluster itself wrote. */
export function epochMs(time: Time): number {
  const before = known.get(time);
  if (before !== undefined) return before;
  const ms = parseTime(time);
  assert(ms !== undefined, `not a time: ${time}`);
  if (known.size >= TIMES_MAX) known.clear();
  known.set(time, ms);
  return ms;
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

/** Writes epoch milliseconds as the API server stores a `metav1.Time`: whole seconds, cut, in UTC. */
export function formatTime(ms: number): Time {
  const total = Math.floor(ms / 1000);
  const days = Math.floor(total / secondsPerDay);
  const rest = total - days * secondsPerDay;
  const { year, month, day } = civilFromDays(days);
  const clock = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${clock}Z`;
}

/** Writes epoch milliseconds as a `metav1.MicroTime` (events' `eventTime`). */
export function formatMicroTime(ms: number): Time {
  const micros = Math.round((ms - Math.floor(ms / 1000) * 1000) * 1000);
  return `${formatTime(ms).slice(0, -1)}.${String(micros).padStart(6, '0')}Z`;
}

/** The cluster's time, `simMs` virtual milliseconds after it started. */
export function timeOf(startTime: Time, simMs: number): Time {
  return formatTime(epochMs(startTime) + simMs);
}
