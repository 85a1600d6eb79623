/** The AGE column. */
import { humanDuration } from '../../api/duration.ts';
import type { Time } from '../../api/meta.ts';
import { epochMs } from '../../api/time.ts';

/** How long ago `time` was at `nowMs` (epoch milliseconds): `5s`, `3m20s`, `<unknown>`. upstream: translateTimestampSince */
export function ageText(time: Time | null | undefined, nowMs: number): string {
  return time === undefined || time === null ? '<unknown>' : humanDuration(nowMs - epochMs(time));
}
