/** When a ready pod counts as available: minReadySeconds after it became ready. upstream: pkg/api/v1/pod/util.go, pkg/controller/controller_utils.go */
import type { Time } from '../../../api/meta.ts';
import { epochMs } from '../../../api/time.ts';

/** From this version on a pod is available at the very instant and the controller comes back for it exactly then; before, a little later. */
export const EXACT_AVAILABILITY_MINOR = 34;

/** The clock and the rule that availability is judged by. */
export interface AvailabilityRule {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly minReadySeconds: number;
  readonly minor: number;
}

/** Milliseconds until a pod that is ready since `readyTime` becomes available; 0 or less when it is. Undefined: never. */
export function untilAvailable(readyTime: Time | undefined, { nowMs, minReadySeconds }: AvailabilityRule): number | undefined {
  if (minReadySeconds === 0) return 0;
  return readyTime === undefined ? undefined : epochMs(readyTime) + minReadySeconds * 1000 - nowMs;
}

/** upstream: IsPodAvailable, of a pod that is ready */
export function isAvailable(readyTime: Time | undefined, rule: AvailabilityRule): boolean {
  if (rule.minReadySeconds === 0) return true;
  const remaining = untilAvailable(readyTime, rule);
  if (remaining === undefined) return false;
  return rule.minor >= EXACT_AVAILABILITY_MINOR ? remaining <= 0 : remaining < 0;
}
