import { Minus, Plus } from 'lucide-react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import { nextSpeed, SPEEDS, speedIndex } from './speeds.ts';
import css from './timeline.module.css';

/** How fast time runs: a slider in even steps of proportion, with a button at each end. */
export function Speed({ isSmall }: { readonly isSmall: boolean }) {
  const t = useT();
  const actions = useActions();
  const speed = useApp(({ playback }) => playback.speed);
  const text = t('time.times', { speed: String(speed) });
  if (isSmall) {
    return (
      <select
        className={css.speedSelect}
        aria-label={t('time.speed')}
        value={SPEEDS[speedIndex(speed)]}
        onChange={(event) => actions.setSpeed(Number(event.currentTarget.value))}
      >
        {SPEEDS.map((each) => (
          <option key={each} value={each}>
            {t('time.times', { speed: String(each) })}
          </option>
        ))}
      </select>
    );
  }
  return (
    <fieldset className={css.speed} aria-label={t('time.speed')}>
      <button
        type="button"
        aria-label={t('time.slower')}
        aria-keyshortcuts="["
        title={`${t('time.slower')} ([)`}
        onClick={() => actions.setSpeed(nextSpeed(speed, -1))}
      >
        <Minus size={13} aria-hidden="true" />
      </button>
      <input
        type="range"
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        value={speedIndex(speed)}
        aria-label={t('time.speed')}
        aria-valuetext={text}
        onChange={(event) => actions.setSpeed(SPEEDS[Number(event.currentTarget.value)] ?? 1)}
      />
      <button
        type="button"
        aria-label={t('time.faster')}
        aria-keyshortcuts="]"
        title={`${t('time.faster')} (])`}
        onClick={() => actions.setSpeed(nextSpeed(speed, 1))}
      >
        <Plus size={13} aria-hidden="true" />
      </button>
      <span className={css.times} aria-hidden="true">
        {text}
      </span>
    </fieldset>
  );
}
