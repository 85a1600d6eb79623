import { type Translate, useFormat, useT } from '../../i18n/index.ts';
import type { Ending, WaitView } from '../../picture/view.ts';
import { ACTORS } from '../inspector/actors.ts';
import { ObjectLink } from '../inspector/ObjectLink.tsx';
import { useTick } from '../pod/ticker.ts';
import { shownLeft } from '../pod/words.ts';
import css from './why.module.css';

type Turn = Extract<Ending, { readonly by: 'turn' }>;

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
    case 'turn':
      return (
        <>
          {turnText(ending.actor, wait, t)}
          {ending.at !== undefined && <Due at={ending.at} />}
          {ending.atLatest !== undefined && <Due at={ending.atLatest} isLatest />}
        </>
      );
    case 'object':
      return (
        <>
          {t('why.endObjects')}{' '}
          <span className={css.objects}>
            {ending.keys.map((key) => (
              <ObjectLink key={`${key.kind} ${key.name}`} object={key} />
            ))}
            {wait.objects > ending.keys.length && <span>{t('why.more', { count: wait.objects - ending.keys.length })}</span>}
          </span>
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

/** What becomes of the turn that is waited for. */
function turnText(actor: Turn['actor'], wait: WaitView, t: Translate): string {
  const who = t(ACTORS[actor]);
  if (actor === 'scheduler' && wait.code === 'no node') return t('why.endScheduler');
  if (actor === 'replicaset' && wait.code === 'refused') return t('why.endRetry', { who });
  if (actor === 'replicaset' || actor === 'deployment' || actor === 'garbagecollector') return t('why.endGone', { who });
  return actor === 'kubelet' ? kubeletText(wait, t) : t('why.endTurn', { who });
}

function kubeletText(wait: WaitView, t: Translate): string {
  switch (wait.code) {
    case 'start-up':
    case 'never ready':
      return wait.probe === undefined ? t('why.endReady') : t('why.endProbe', { probe: wait.probe });
    case 'missing object':
      return t('why.endObject', { kind: wait.kind, name: wait.name });
    default: {
      const key = KUBELET_KEYS[wait.code];
      return key === undefined ? t('why.endTurn', { who: t(ACTORS.kubelet) }) : t(key);
    }
  }
}

const KUBELET_KEY = {
  admission: 'why.endAdmission',
  sandbox: 'why.endSandbox',
  'container start': 'why.endStart',
  'init containers': 'why.endInit',
  'image pull': 'why.endPulled',
  'image back-off': 'why.endPullAgain',
  'crash back-off': 'why.endStartAgain',
  'config error': 'why.endTryAgain',
  minReadySeconds: 'why.endLost',
  grace: 'why.endStop',
  'node lost': 'why.endNode',
} as const satisfies Partial<Record<WaitView['code'], string>>;

const KUBELET_KEYS: Readonly<Partial<Record<WaitView['code'], (typeof KUBELET_KEY)[keyof typeof KUBELET_KEY]>>> = KUBELET_KEY;

/** Counts down in virtual time. */
export function Due({ at, isLatest = false }: { readonly at: number; readonly isLatest?: boolean }) {
  const t = useT();
  const format = useFormat();
  const left = useTick((now) => shownLeft(at, now));
  const time = format.duration(left);
  return <time className={css.due}>{left === 0 ? t('why.dueNow') : t(isLatest ? 'why.dueLatest' : 'why.due', { time })}</time>;
}
