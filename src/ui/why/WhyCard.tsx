import type { ReactNode } from 'react';
import { useFormat, useT } from '../../i18n/index.ts';
import type { WhyView } from '../../picture/view.ts';
import { ObjectLink } from '../inspector/ObjectLink.tsx';
import { useTick } from '../pod/ticker.ts';
import { shownLeft } from '../pod/words.ts';
import { About } from './About.tsx';
import { Details } from './Details.tsx';
import { Endings } from './Endings.tsx';
import { Glossary } from './Glossary.tsx';
import { Numbers } from './Numbers.tsx';
import { WaitText } from './WaitText.tsx';
import css from './why.module.css';

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

/** Why an object is not where it should be: what blocks it, what would end that and when, and what if nothing does. */
export function WhyCard({ why }: { readonly why: WhyView }) {
  const t = useT();
  const { wait, next, numbers, manifest, deadline } = why;
  if (wait === undefined) {
    return (
      <section className={css.card} data-waits="false" aria-label={t('why.title')}>
        <p>{t.rich('why.nothing', { b: bold })}</p>
        <About why={why} />
      </section>
    );
  }
  return (
    <section className={css.card} data-waits="true" data-code={wait.code} aria-label={t('why.title')}>
      <h3 className={css.label}>{t('why.title')}</h3>
      <p className={css.sentence}>
        <WaitText wait={wait} />
      </p>
      <Details wait={wait} />
      <About why={why} />
      {next !== undefined && (
        <div className={css.next}>
          <p>
            {t('why.first')} <ObjectLink object={next.who} />
          </p>
          <p>
            <WaitText wait={next} />
          </p>
          <Details wait={next} />
          <Endings wait={{ ...next, endings: next.endings.filter(({ by }) => by !== 'owner') }} />
        </div>
      )}
      <div>
        <h4 className={css.label}>{t('why.ends')}</h4>
        <Endings wait={wait} />
      </div>
      {deadline !== undefined && (
        <div>
          <h4 className={css.label}>{t('why.never')}</h4>
          <p>
            <Deadline deadline={deadline} />
          </p>
        </div>
      )}
      {numbers.length > 0 && manifest !== undefined && <Numbers numbers={numbers} manifest={manifest} />}
      <Glossary waits={next === undefined ? [wait] : [wait, next]} />
    </section>
  );
}

function Deadline({ deadline }: { readonly deadline: NonNullable<WhyView['deadline']> }) {
  const t = useT();
  if (deadline.state === 'over') return t.rich('why.deadlineOver', { seconds: deadline.seconds, b: bold });
  if (deadline.at === undefined) return t('why.deadlineNone');
  return <DeadlineIn at={deadline.at} />;
}

function DeadlineIn({ at }: { readonly at: number }) {
  const t = useT();
  const format = useFormat();
  const left = useTick((now) => shownLeft(at, now));
  return t.rich('why.deadline', { time: format.duration(left), b: bold });
}
