/** The two limits of a rolling update, as the controller resolves them. */
import type { Deployment } from '../api/apps.ts';
import { getScaledValueFromIntOrPercent } from '../api/intOrString.ts';
import type { IntOrString } from '../api/meta.ts';

export interface Limits {
  readonly replicas: number;
  readonly surge: number;
  readonly unavailable: number;
  /** Available pods never fall below it by the controller's own hand. */
  readonly floor: number;
  /** Counted pods never pass it by the controller's own hand. */
  readonly ceiling: number;
}

/** Recreate knows no limits: everything may go at once, nothing may be added beyond the desired number. */
export function limitsOf({ spec }: Deployment): Limits {
  const replicas = spec.replicas ?? 1;
  if (spec.strategy?.type === 'Recreate') return { replicas, surge: 0, unavailable: replicas, floor: 0, ceiling: replicas };
  const { maxSurge, maxUnavailable } = spec.strategy?.rollingUpdate ?? {};
  const { surge, unavailable } = resolveFenceposts(maxSurge ?? 0, maxUnavailable ?? 0, replicas);
  // upstream: MaxUnavailable never asks for more than there is.
  const capped = Math.min(unavailable, replicas);
  return { replicas, surge, unavailable: capped, floor: replicas - capped, ceiling: replicas + surge };
}

/** Surge rounds up, unavailable down; 0 and 0 would never move, so unavailable is 1 then. upstream: deployment_util.go ResolveFenceposts */
function resolveFenceposts(maxSurge: IntOrString, maxUnavailable: IntOrString, replicas: number): { surge: number; unavailable: number } {
  const surge = resolved(maxSurge, replicas, true);
  const unavailable = resolved(maxUnavailable, replicas, false);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** The API server has checked the form; what it let through and cannot be read counts as 0. */
function resolved(value: IntOrString, replicas: number, roundUp: boolean): number {
  const number = getScaledValueFromIntOrPercent(value, replicas, roundUp);
  return number.ok ? number.value : 0;
}
