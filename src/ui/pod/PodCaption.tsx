import { useFormat, useT } from '../../i18n/index.ts';
import type { PodView } from '../../picture/view.ts';
import { useTick } from './ticker.ts';
import { type CountdownKey, countdownOf, STATE_KEY, saysStatus, shownLeft } from './words.ts';

/** The line under a pod: what it counts down to, or else its state in a word. */
export function PodCaption({ pod }: { readonly pod: PodView }) {
  const t = useT();
  const countdown = countdownOf(pod);
  if (countdown !== undefined) return <Countdown textKey={countdown.key} until={countdown.until} />;
  return saysStatus(pod) ? <span translate="no">{pod.status}</span> : t(STATE_KEY[pod.state]);
}

function Countdown({ textKey, until }: { readonly textKey: CountdownKey; readonly until: number }) {
  const t = useT();
  const format = useFormat();
  const left = useTick((now) => shownLeft(until, now));
  return t(textKey, { time: format.duration(left) });
}
