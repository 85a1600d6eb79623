import { useT } from '../../i18n/index.ts';
import { useTick } from '../pod/ticker.ts';
import { clockText } from '../widgets/clock.ts';
import css from './timeline.module.css';

/** Virtual time since the beginning of the run. */
export function Clock() {
  const t = useT();
  const text = useTick(clockText);
  return (
    <span className={css.clock} role="timer" aria-live="off" aria-label={t('time.clock')}>
      {text}
    </span>
  );
}
