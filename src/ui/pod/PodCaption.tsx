import { useFormat, useT } from '../../i18n/index.ts';
import type { PodView } from '../../picture/view.ts';
import { useTick } from './ticker.ts';
import { isCrowded } from './useProgress.ts';
import { type CountdownKey, countdownOf, STATE_KEY, saysStatus, shownLeft } from './words.ts';

/** The line under a pod: what it counts down to, or else its state in a word. Short: the time alone. */
export function PodCaption({ pod, isShort = false }: { readonly pod: PodView; readonly isShort?: boolean }) {
  const t = useT();
  const countdown = countdownOf(pod);
  if (countdown !== undefined) return <Countdown textKey={isShort ? undefined : countdown.key} until={countdown.until} />;
  if (isShort) return null;
  return saysStatus(pod) ? <span translate="no">{pod.status}</span> : t(STATE_KEY[pod.state]);
}

function Countdown({ textKey, until }: { readonly textKey: CountdownKey | undefined; readonly until: number }) {
  const t = useT();
  const format = useFormat();
  // Among many, tenths are noise, and every text that changes is laid out anew.
  const left = useTick((now) => (isCrowded() ? Math.ceil(Math.max(0, until - now) / 1000) * 1000 : shownLeft(until, now)));
  return textKey === undefined ? format.duration(left) : t(textKey, { time: format.duration(left) });
}
