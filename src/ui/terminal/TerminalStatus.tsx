import { useT } from '../../i18n/index.ts';
import { useActions, useApp } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';
import css from './terminal.module.css';

/** What the running command waits for. */
export function TerminalStatus() {
  const t = useT();
  const actions = useActions();
  const state = useApp(({ terminal }) => terminal.state);
  const fileName = useApp(({ terminal }) => terminal.edit?.fileName ?? '');
  const isPlaying = useApp(({ playback }) => playback.playing);
  const isIdle = useApp(({ playback }) => playback.idle);
  if (state === 'idle') return null;
  const isStopped = state === 'running' && !isPlaying && !isIdle;
  return (
    <div className={css.status} role="status">
      <span className={css.dot} data-stopped={isStopped} aria-hidden="true" />
      <span>
        {state === 'input'
          ? t('terminal.waitsInput')
          : state === 'edit'
            ? t('terminal.waitsEdit', { file: fileName })
            : t(isStopped ? 'terminal.stopped' : isIdle ? 'terminal.nothingDue' : 'terminal.running')}
      </span>
      {isStopped && <Button onClick={actions.play}>{t('time.play')}</Button>}
    </div>
  );
}
