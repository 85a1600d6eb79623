import { useT } from '../../i18n/index.ts';
import { useApp } from '../../store/index.ts';
import { clockText } from '../widgets/clock.ts';
import css from './shell.module.css';

/** Where the first picture will stand, as long as the worker calculates it. */
export function Loading() {
  const t = useT();
  return (
    <div className={css.loading}>
      <svg width="212" height="46" aria-hidden="true">
        {[0, 1, 2, 3].map((index) => (
          <rect key={index} x={index * 55 + 1} y="1" width="44" height="44" rx="10" />
        ))}
      </svg>
      <p role="status">{t('status.loading')}</p>
      <Bar />
    </div>
  );
}

/** The same above a picture that is there: another run, or another time of it, is on its way. */
export function Calculation() {
  const isLoaded = useApp(({ cluster }) => cluster.loaded);
  return isLoaded ? <Bar isThin /> : null;
}

function Bar({ isThin = false }: { readonly isThin?: boolean }) {
  const t = useT();
  const calculating = useApp((state) => state.calculating);
  if (calculating === null) return null;
  const { at, until } = calculating;
  const label = t('status.calculating', { at: clockText(at), until: clockText(until) });
  return (
    <div className={isThin ? css.thinBar : css.bar}>
      <progress value={at} max={Math.max(1, until)} aria-label={label} />
      {!isThin && <span>{label}</span>}
    </div>
  );
}
