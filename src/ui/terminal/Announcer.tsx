import { useEffect, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { appStore } from '../../store/index.ts';
import unseen from '../widgets/unseen.module.css';

/** New output is read out in one piece, once it has come to rest for so long. */
const REST_MS = 500;
/** More lines are counted, not read: the output itself can be walked through. */
const LINES_MAX = 20;

/** Says to a screen reader what the terminal has printed. */
export function Announcer() {
  const t = useT();
  const [text, setText] = useState('');
  useEffect(() => {
    const store = appStore();
    let said = store.getState().terminal.count;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (): void => {
      const { blocks, count } = store.getState().terminal;
      const fresh = blocks
        .slice(-Math.ceil((count - said) / 100) - 1)
        .flatMap(({ lines }) => lines)
        .filter(({ id, kind }) => id > said && (kind === 'stdout' || kind === 'stderr'))
        .map((line) => line.text);
      said = count;
      const more = fresh.length - LINES_MAX;
      setText([...fresh.slice(0, LINES_MAX), ...(more > 0 ? [t('terminal.moreLines', { count: more })] : [])].join('\n'));
    };
    const unsubscribe = store.subscribe((state, before) => {
      if (state.terminal.count === before.terminal.count) return;
      clearTimeout(timer);
      timer = setTimeout(say, REST_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [t]);
  return (
    <div className={unseen.unseen} role="status" translate="no">
      {text}
    </div>
  );
}
