import { useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { type CrashState, useActions, useApp } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';
import { clockText } from '../widgets/clock.ts';
import css from './shell.module.css';

/** The engine met its own mistake: what happened, what is kept, and the ways on. */
export function CrashScreen({ crash }: { readonly crash: CrashState }) {
  const t = useT();
  const actions = useActions();
  const now = useApp(({ playback }) => playback.now);
  const text = useApp(({ draft }) => draft.text);
  const [isBusy, setBusy] = useState(false);
  const at = crash.moment?.at ?? now;
  const restart = (atStart: boolean) => {
    setBusy(true);
    void actions.restartAfterCrash({ atStart }).finally(() => setBusy(false));
  };
  const why = isBusy ? t('shell.restarting') : undefined;
  return (
    <section className={css.crash} role="alert" aria-label={t('shell.crashTitle')}>
      <h2>{t('shell.crashTitle')}</h2>
      <p>{t('shell.crashWhat', { time: clockText(at) })}</p>
      <pre translate="no">{crash.message}</pre>
      <div className={css.crashButtons}>
        <Button look="primary" why={why} onClick={() => restart(false)}>
          {t('shell.restartThere', { time: clockText(at) })}
        </Button>
        <Button why={why} onClick={() => restart(true)}>
          {t('shell.restartStart')}
        </Button>
      </div>
      <details>
        <summary>{t('shell.crashDetails')}</summary>
        <pre translate="no">{crash.stack}</pre>
      </details>
      {text !== '' && (
        <details>
          <summary>{t('shell.crashText')}</summary>
          <pre translate="no">{text}</pre>
        </details>
      )}
    </section>
  );
}
