/** Delays that double. upstream: client-go/util/flowcontrol/backoff.go */
import type { SimTime } from '../setup.ts';
import type { BackOff } from './life.ts';

const FIRST_MS = 10_000;
const CAP_MS = 300_000;

/** A key that was not touched for so long starts anew. upstream: hasExpired */
function expired(entry: BackOff, at: SimTime): boolean {
  return at - entry.updatedAt > 2 * CAP_MS;
}

/** The next, longer delay. upstream: Backoff.Next */
export function nextBackOff(entry: BackOff | undefined, eventAt: SimTime, now: SimTime): BackOff {
  const delayMs = entry === undefined || expired(entry, eventAt) ? FIRST_MS : Math.min(entry.delayMs * 2, CAP_MS);
  return { delayMs, updatedAt: now };
}

/** Whether the delay counted from an event is still running. upstream: IsInBackOffSince */
export function inBackOffSince(entry: BackOff | undefined, eventAt: SimTime, now: SimTime): boolean {
  return entry !== undefined && !expired(entry, eventAt) && now - eventAt < entry.delayMs;
}

/** Whether the delay counted from the entry's last change is still running. upstream: IsInBackOffSinceUpdate */
export function inBackOffSinceUpdate(entry: BackOff | undefined, now: SimTime): boolean {
  return entry !== undefined && now - entry.updatedAt < entry.delayMs;
}
