import { Fragment } from 'react';
import { useFormat, useT } from '../../i18n/index.ts';
import type { Ending, WaitView } from '../../picture/view.ts';
import { ACTORS } from '../inspector/actors.ts';
import { ObjectLink } from '../inspector/ObjectLink.tsx';
import { useTick } from '../pod/ticker.ts';
import { shownLeft } from '../pod/words.ts';
import css from './why.module.css';

/** The very things that would end a wait, each with its time where it has one. */
export function Endings({ wait }: { readonly wait: WaitView }) {
  return (
    <ul className={css.endings}>
      {wait.endings.map((ending) => (
        <li key={keyOf(ending)} data-by={ending.by}>
          <EndingText ending={ending} wait={wait} />
        </li>
      ))}
    </ul>
  );
}

function keyOf(ending: Ending): string {
  switch (ending.by) {
    case 'turn':
      return `${ending.actor} ${ending.key}`;
    case 'object':
      return ending.keys.map(({ name }) => name).join(' ');
    case 'owner':
      return `owner ${ending.key.name}`;
    case 'time':
      return 'time';
    case 'person':
      return ending.how;
  }
}

const PERSON_KEY = {
  resume: 'why.endResume',
  'new template': 'why.endTemplate',
  image: 'why.endImage',
  delete: 'why.endDelete',
  finalizer: 'why.endFinalizer',
} as const satisfies Record<Extract<Ending, { readonly by: 'person' }>['how'], string>;

function EndingText({ ending, wait }: { readonly ending: Ending; readonly wait: WaitView }) {
  const t = useT();
  switch (ending.by) {
    case 'turn': {
      const who = t(ACTORS[ending.actor]);
      const isRetry = wait.code === 'refused' && ending.actor === 'replicaset';
      const isCount = ending.actor === 'replicaset' || ending.actor === 'deployment' || ending.actor === 'garbagecollector';
      return (
        <>
          {ending.actor === 'scheduler' && wait.code === 'no node'
            ? t('why.endScheduler')
            : t(isRetry ? 'why.endRetry' : isCount ? 'why.endGone' : 'why.endTurn', { who })}
          {ending.at !== undefined && <Due at={ending.at} />}
          {ending.atLatest !== undefined && <Due at={ending.atLatest} isLatest />}
        </>
      );
    }
    case 'object':
      return (
        <>
          {t('why.endObjects')}{' '}
          {ending.keys.map((key, index) => (
            <Fragment key={`${key.kind} ${key.name}`}>
              {index > 0 && ' · '}
              <ObjectLink object={key} />
            </Fragment>
          ))}
          {wait.objects > ending.keys.length && ` · ${t('why.more', { count: wait.objects - ending.keys.length })}`}
        </>
      );
    case 'owner':
      return (
        <>
          {t('why.endOwner')} <ObjectLink object={ending.key} />
        </>
      );
    case 'time':
      return (
        <>
          {t('why.endTime')}
          <Due at={ending.at} />
        </>
      );
    case 'person':
      return t(PERSON_KEY[ending.how]);
  }
}

/** Counts down in virtual time. */
export function Due({ at, isLatest = false }: { readonly at: number; readonly isLatest?: boolean }) {
  const t = useT();
  const format = useFormat();
  const left = useTick((now) => shownLeft(at, now));
  const time = format.duration(left);
  return <time className={css.due}>{left === 0 ? t('why.dueNow') : t(isLatest ? 'why.dueLatest' : 'why.due', { time })}</time>;
}
