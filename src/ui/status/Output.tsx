import { useEffect, useRef } from 'react';
import { useT } from '../../i18n/index.ts';
import { useApp } from '../../store/index.ts';
import css from './StatusPanel.module.css';

/** What kubectl printed for each press of a button and each Apply: the mouse teaches the keyboard. */
export default function Output() {
  const t = useT();
  const log = useApp((state) => state.log);
  const end = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what makes the list scroll.
  useEffect(() => {
    // In braces: in newer browsers scrolling returns a promise, which React would take for the effect's clean-up.
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [log]);
  if (log.length === 0) return <p className={css.empty}>{t('status.noOutput')}</p>;
  return (
    <div className={css.log} role="log" aria-label={t('status.outputLabel')} translate="no">
      {log.map((entry) => (
        <div key={entry.id}>
          <p className={css.logLine}>$ {entry.line}</p>
          {entry.stdout !== '' && <pre>{entry.stdout.trimEnd()}</pre>}
          {entry.stderr !== '' && <pre className={entry.exitCode === 0 ? css.dim : css.badText}>{entry.stderr.trimEnd()}</pre>}
        </div>
      ))}
      <div ref={end} />
    </div>
  );
}
