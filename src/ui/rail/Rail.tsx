import { useT } from '../../i18n/index.ts';
import { useApp, useFollowed } from '../../store/index.ts';
import { Limits } from './Limits.tsx';
import css from './rail.module.css';
import { Track } from './Track.tsx';
import { Why } from './Why.tsx';

/** Every pod that the controller counts, against floor, desired and ceiling, and one sentence on what it does or waits for. */
export function Rail() {
  const t = useT();
  const deployment = useFollowed();
  const hasActed = useApp(({ playback }) => playback.gestures > 0);
  if (deployment === undefined) {
    return (
      <section className={css.rail} aria-label={t('rail.title')}>
        <p className={css.nothing}>{t(hasActed ? 'rail.noDeploymentLeft' : 'rail.noDeployment')}</p>
      </section>
    );
  }
  const { rail } = deployment;
  const counted = rail.total + rail.owed;
  return (
    <section className={css.rail} aria-label={t('rail.title')}>
      <div className={css.head}>
        <h2>{t('rail.counted', { count: counted })}</h2>
        <span>{t('rail.available', { count: rail.available })}</span>
        {rail.groups.leaving > 0 && <span className={css.dim}>{t('rail.stillOnMachines', { count: rail.groups.leaving })}</span>}
      </div>
      <div className={css.body}>
        <Track deployment={deployment} />
        <Limits deployment={deployment} />
      </div>
      <Why deployment={deployment} />
    </section>
  );
}
