import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';
import { pageScale, useRoom } from '../shell/display.ts';
import { setPreferences, usePreferences } from '../shell/preferences.ts';
import { Splitter } from '../widgets/Splitter.tsx';
import css from './drawer.module.css';

const HEIGHT_MIN = 140;
/** What the picture and the clock keep. */
const KEPT_PX = 360;

/** Of the page's height, as long as nobody has chosen another. */
const SHARE = 0.28;

/** The terminal under everything else, as tall as one likes. */
export function TerminalDrawer() {
  const isOpen = useApp(({ view }) => view.terminalOpen);
  return isOpen ? <Drawer /> : null;
}

function Drawer() {
  const t = useT();
  const actions = useActions();
  const { terminal } = usePreferences();
  const room = useRoom();
  const max = Math.max(HEIGHT_MIN, room.height - KEPT_PX);
  const height = Math.min(terminal ?? Math.max(HEIGHT_MIN, Math.round(room.height * SHARE)), max);
  useEffect(
    () => () => {
      // Who was in the terminal goes on at the button that opens it again.
      if (document.activeElement === document.body) document.querySelector<HTMLElement>('[data-terminal-toggle]')?.focus();
    },
    [],
  );
  return (
    <div id="terminal" className={css.drawer} style={{ height }}>
      <Terminal isSmall={false}>
        <Splitter
          label={t('terminal.height')}
          controls="terminal"
          side="below"
          width={height}
          min={HEIGHT_MIN}
          max={max}
          scale={pageScale()}
          onChange={(next) => setPreferences({ terminal: next })}
          onFold={() => actions.setTerminalOpen(false)}
        />
      </Terminal>
    </div>
  );
}

interface TerminalProps {
  readonly isSmall: boolean;
  /** The border by which it is made taller. */
  readonly children?: ReactNode;
}

type Panel = ComponentType<TerminalProps>;

/** The terminal itself. Not everybody opens it: it comes when it is wanted. */
export function Terminal({ isSmall, children }: TerminalProps) {
  const t = useT();
  const [attempt, setAttempt] = useState(0);
  const [panel, setPanel] = useState<{ readonly Panel: Panel } | 'loading' | 'failed'>('loading');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is what a retry changes.
  useEffect(() => {
    let wanted = true;
    setPanel('loading');
    import('./TerminalPanel.tsx').then(
      ({ TerminalPanel }) => wanted && setPanel({ Panel: TerminalPanel }),
      () => wanted && setPanel('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [attempt]);
  if (typeof panel === 'object') return <panel.Panel isSmall={isSmall}>{children}</panel.Panel>;
  return (
    <section className={css.loading} aria-label={t('terminal.title')}>
      {children}
      <p role="status">{t(panel === 'failed' ? 'terminal.failed' : 'terminal.loading')}</p>
      {panel === 'failed' && <Button onClick={() => setAttempt((n) => n + 1)}>{t('terminal.retry')}</Button>}
    </section>
  );
}
