import { RotateCcw, SquareTerminal, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import { isShort, useRoom } from '../shell/display.ts';
import { openTerminal } from '../terminal/openTerminal.ts';
import { Chart } from './Chart.tsx';
import { Clock } from './Clock.tsx';
import { Speed } from './Speed.tsx';
import { Transport } from './Transport.tsx';
import css from './timeline.module.css';

interface DockProps {
  /** On a narrow screen: one line of chart, and `children` (the tabs) beside the clock. */
  readonly isSmall: boolean;
  readonly children?: ReactNode;
}

/** Time: how it runs, where it stands, and what happened in it. */
export function Dock({ isSmall, children }: DockProps) {
  const t = useT();
  const isTerminalOpen = useApp(({ view }) => view.terminalOpen);
  const room = useRoom();
  const isLow = room.height < 800;
  const isFlat = isLow || isTerminalOpen;
  // Where picture and terminal share a low window, time takes no more than it must.
  const isTight = ((isLow && isTerminalOpen) || isShort(room)) && !isSmall;
  return (
    <section className={css.dock} data-small={isSmall} data-tight={isTight} aria-label={t('time.title')}>
      <div className={css.left}>
        <Transport isSmall={isSmall} />
        <div className={css.clockRow}>
          <Clock />
          <Speed isSmall={isSmall} />
        </div>
        {children}
      </div>
      <div className={css.right}>
        <Chart height={isSmall || isTight ? 40 : isFlat ? 60 : 86} hasAxis={!isSmall && !isTight} />
        {!isSmall && <Legend />}
      </div>
    </section>
  );
}

const KINDS = [
  ['newAvailable', 'time.new'],
  ['oldAvailable', 'time.old'],
  ['starting', 'time.starting'],
  ['failing', 'time.failing'],
  ['leaving', 'time.leaving'],
] as const;

function Legend() {
  const t = useT();
  return (
    <div className={css.legend}>
      {KINDS.map(([kind, key]) => (
        <span key={kind} className={css.kind}>
          <svg width="12" height="12" aria-hidden="true">
            <rect className={css[kind]} x="0.5" y="0.5" width="11" height="11" rx="3" />
          </svg>
          {t(key)}
        </span>
      ))}
      <span className={css.grow} />
      <TakeBack />
      <TerminalToggle />
    </div>
  );
}

function TerminalToggle() {
  const t = useT();
  const actions = useActions();
  const isOpen = useApp(({ view }) => view.terminalOpen);
  return (
    <button
      type="button"
      className={css.takeBack}
      data-terminal-toggle
      aria-expanded={isOpen}
      aria-controls={isOpen ? 'terminal' : undefined}
      aria-keyshortcuts="`"
      title={t(isOpen ? 'terminal.close' : 'terminal.open')}
      onClick={() => (isOpen ? actions.setTerminalOpen(false) : openTerminal())}
    >
      <SquareTerminal size={14} aria-hidden="true" />
      {t('terminal.title')}
      <kbd className={css.key}>`</kbd>
    </button>
  );
}

/** Nothing is lost by trying: the last action can be taken back, and so can all of them. */
export function TakeBack() {
  const t = useT();
  const actions = useActions();
  const gestures = useApp(({ playback }) => playback.gestures);
  const line = useApp(({ playback }) => playback.lastLine);
  const isAtStart = useApp(({ playback }) => playback.now === 0 && playback.horizon === 0 && playback.gestures === 0);
  const whyNot = gestures === 0 ? t('time.whyNothingDone') : undefined;
  const whyStay = isAtStart ? t('time.whyAtStart') : undefined;
  return (
    <>
      <button
        type="button"
        className={css.takeBack}
        aria-disabled={whyNot === undefined ? undefined : true}
        title={whyNot ?? (line === undefined ? undefined : t('time.undoes', { line }))}
        aria-keyshortcuts="Control+Z Meta+Z"
        onClick={() => whyNot === undefined && void actions.undoAction()}
      >
        <Undo2 size={14} aria-hidden="true" />
        {t('time.undoAction')}
      </button>
      <button
        type="button"
        className={css.takeBack}
        aria-disabled={whyStay === undefined ? undefined : true}
        title={whyStay ?? t('time.backToStartWhat')}
        onClick={() => whyStay === undefined && void actions.backToStart()}
      >
        <RotateCcw size={14} aria-hidden="true" />
        {t('time.backToStart')}
      </button>
    </>
  );
}
