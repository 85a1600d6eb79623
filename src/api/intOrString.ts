import { err, ok, type Result } from '../base/result.ts';
import type { IntOrString } from './meta.ts';

/** In whole numbers: a remainder is exact where a quotient is not. */
function floorOfHundredth(value: number): number {
  const rest = value % 100;
  return (value - rest) / 100 - (rest < 0 ? 1 : 0);
}

function ceilOfHundredth(value: number): number {
  const rest = value % 100;
  return (value - rest) / 100 + (rest > 0 ? 1 : 0);
}

/**
 * The number that an absolute or percentage value stands for, of `total`.
 * Percentages are rounded up or down in integer arithmetic, as no float may decide how many pods there are.
 * upstream: apimachinery/pkg/util/intstr GetScaledValueFromIntOrPercent
 */
export function getScaledValueFromIntOrPercent(value: IntOrString, total: number, roundUp: boolean): Result<number, string> {
  if (typeof value === 'number') return ok(value);
  const match = /^([+-]?\d+)%$/.exec(value);
  if (match === null) {
    const reason = value.endsWith('%')
      ? `strconv.Atoi: parsing ${JSON.stringify(value.slice(0, -1))}: invalid syntax`
      : 'invalid type: string is not a percentage';
    return err(`invalid value for IntOrString: ${value.endsWith('%') ? `invalid value ${JSON.stringify(value)}: ${reason}` : reason}`);
  }
  const small = Number(match[1]) * total;
  if (Number.isSafeInteger(small)) return ok(roundUp ? ceilOfHundredth(small) : floorOfHundredth(small));
  const product = BigInt(match[1] ?? '0') * BigInt(total);
  const floor = product >= 0n || product % 100n === 0n ? product / 100n : product / 100n - 1n;
  return ok(Number(roundUp && product % 100n !== 0n ? floor + 1n : floor));
}

/** The percentage of a value such as `25%`; undefined for anything else. upstream: validation getPercentValue */
export function percentOf(value: IntOrString): number | undefined {
  if (typeof value === 'number' || !/^[0-9]+%$/.test(value)) return undefined;
  return Number(value.slice(0, -1));
}
