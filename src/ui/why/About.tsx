import type { ReactNode } from 'react';
import { useT } from '../../i18n/index.ts';
import type { CauseView, WantsView, WhyView } from '../../picture/view.ts';
import { ACTORS } from '../inspector/actors.ts';
import { causeText } from '../inspector/causeText.ts';
import { WHY_MOVED } from '../rail/Why.tsx';
import { clockText } from '../widgets/clock.ts';
import css from './why.module.css';

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

/** What the object wants, and what was done for it last and why: the two things that a wait stands between. */
export function About({ why: { wants, did } }: { readonly why: WhyView }) {
  const t = useT();
  if (wants === undefined && did === undefined) return null;
  return (
    <dl className={css.about}>
      {wants !== undefined && (
        <>
          <dt>{t('why.wants')}</dt>
          <dd>
            <Wants wants={wants} />
          </dd>
        </>
      )}
      {did !== undefined && (
        <>
          <dt>{t('why.did')}</dt>
          <dd>
            <Did did={did} />
          </dd>
        </>
      )}
    </dl>
  );
}

function Wants({ wants }: { readonly wants: WantsView }): ReactNode {
  const t = useT();
  switch (wants.code) {
    case 'replicas':
      return wants.revision === undefined
        ? t.rich('why.wantsReplicas', { count: wants.count, b: bold })
        : t.rich('why.wantsRevision', { count: wants.count, revision: wants.revision, b: bold });
    case 'pods':
      return t.rich('why.wantsPods', { count: wants.count, b: bold });
    case 'available':
      return wants.minReadySeconds === 0
        ? t.rich('why.wantsReady', { b: bold })
        : t.rich('why.wantsAvailable', { seconds: wants.minReadySeconds, b: bold });
    case 'gone':
      return t.rich('why.wantsGone', { b: bold });
  }
}

function Did({ did: { at, actor, reason } }: { readonly did: CauseView }) {
  const t = useT();
  const move = reason?.actor === 'deployment' ? reason.moves[0] : undefined;
  return (
    <>
      <time className={css.at}>{clockText(at)}</time> {t(ACTORS[actor])} {causeText(reason, t) ?? t('why.wrote')}
      {reason?.actor === 'deployment' && move !== undefined && (
        <span className={css.because}>
          : {t(WHY_MOVED[move.why], { ceiling: reason.ceiling, floor: reason.floor, replicas: reason.replicas })}
        </span>
      )}
    </>
  );
}
