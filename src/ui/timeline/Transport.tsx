import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import css from './timeline.module.css';

/** To the start, back, play or pause, one decision, next change. */
export function Transport({ isSmall }: { readonly isSmall: boolean }) {
  const t = useT();
  const actions = useActions();
  const isPlaying = useApp(({ playback }) => playback.playing);
  const isAtStart = useApp(({ playback }) => playback.now === 0 && playback.step === 0);
  const isIdle = useApp(({ playback }) => playback.idle && playback.nextAt === undefined);
  const atStart = isAtStart ? t('time.whyAtStart') : undefined;
  const atEnd = isIdle ? t('time.whyIdle') : undefined;
  return (
    <div className={css.transport} role="toolbar" aria-label={t('time.transport')}>
      {!isSmall && (
        <RoundButton label={t('time.toStart')} keys="Home" why={atStart} onClick={() => actions.seek(0)}>
          <SkipBack {...ICON} />
        </RoundButton>
      )}
      <RoundButton label={t('time.back')} keys="ArrowLeft" shown="←" why={atStart} onClick={() => void actions.stepBack('decision')}>
        <StepBack {...ICON} />
      </RoundButton>
      <RoundButton label={isPlaying ? t('time.pause') : t('time.play')} keys="Space" isMain onClick={actions.toggle}>
        {isPlaying ? <Pause {...ICON} size={20} /> : <Play {...ICON} size={20} className={css.play} />}
      </RoundButton>
      <RoundButton label={t('time.step')} keys="ArrowRight" shown="→" why={atEnd} onClick={() => void actions.step('decision')}>
        <StepForward {...ICON} />
      </RoundButton>
      {!isSmall && (
        <RoundButton label={t('time.next')} keys="Shift+ArrowRight" shown="Shift →" why={atEnd} onClick={() => void actions.step('change')}>
          <SkipForward {...ICON} />
        </RoundButton>
      )}
    </div>
  );
}

const ICON = { size: 17, strokeWidth: 2, fill: 'currentColor', 'aria-hidden': true } as const;

interface RoundButtonProps {
  readonly label: string;
  /** As aria-keyshortcuts wants it. */
  readonly keys: string;
  /** As people read it, where that differs. */
  readonly shown?: string;
  readonly isMain?: boolean;
  /** Why it does nothing now; it stays in the tab order, so that everybody can read the reason. */
  readonly why?: string | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function RoundButton({ label, keys, shown = keys, isMain = false, why, onClick, children }: RoundButtonProps) {
  return (
    <button
      type="button"
      className={`${css.round} ${isMain ? css.main : ''}`}
      aria-label={why === undefined ? label : `${label} — ${why}`}
      aria-keyshortcuts={keys}
      aria-disabled={why === undefined ? undefined : true}
      title={why ?? `${label} (${shown})`}
      onClick={() => why === undefined && onClick()}
    >
      {children}
    </button>
  );
}
