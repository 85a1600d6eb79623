import { useFormat, useT } from '../../i18n/index.ts';
import { useTick } from '../pod/ticker.ts';
import { shownLeft } from '../pod/words.ts';
import css from './why.module.css';

/** Counts down in virtual time. */
export function Due({ at, isLatest = false }: { readonly at: number; readonly isLatest?: boolean }) {
  const t = useT();
  const format = useFormat();
  const left = useTick((now) => shownLeft(at, now));
  const time = format.duration(left);
  return <time className={css.due}>{left === 0 ? t('why.dueNow') : t(isLatest ? 'why.dueLatest' : 'why.due', { time })}</time>;
}
