import type { Taint, Toleration } from '../api/core.ts';

/** Whether a toleration covers a taint. upstream: k8s.io/api/core/v1 Toleration.ToleratesTaint */
export function tolerates({ key = '', operator = 'Equal', value = '', effect = '' }: Toleration, taint: Taint): boolean {
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  return operator === 'Exists' || (operator === 'Equal' && value === (taint.value ?? ''));
}
