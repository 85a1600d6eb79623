import type { ReactNode } from 'react';
import { type Translate, useT } from '../../i18n/index.ts';
import type { Ending, PersonsDeed, WaitView } from '../../picture/view.ts';
import { ACTORS } from '../inspector/actors.ts';
import { ObjectLink } from '../inspector/ObjectLink.tsx';
import { Due } from './Due.tsx';
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
      return `${ending.actor} ${ending.key} ${ending.at}`;
    case 'object':
      return ending.keys.map(({ name }) => name).join(' ');
    case 'arrival':
      return `arrival ${ending.text}`;
    case 'node':
      return `${ending.what} ${ending.node}`;
    case 'owner':
      return `owner ${ending.key.name}`;
    case 'time':
      return 'time';
    case 'person':
      return ending.how;
  }
}

/** Whether the same actor has several turns to take: they are then told apart by the object. */
function isOneOfSeveral({ actor }: Turn, { endings }: WaitView): boolean {
  return endings.filter((each) => each.by === 'turn' && each.actor === actor).length > 1;
}

/** The name in `namespace/name`. */
function nameIn(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

const PERSON_KEY = {
  resume: 'why.endResume',
  'new template': 'why.endTemplate',
  image: 'why.endImage',
  delete: 'why.endDelete',
  finalizer: 'why.endFinalizer',
  uncordon: 'why.endUncordon',
  node: 'why.endHeard',
  metrics: 'why.endMetrics',
} as const satisfies Record<PersonsDeed, string>;

function EndingText({ ending, wait }: { readonly ending: Ending; readonly wait: WaitView }): ReactNode {
  const t = useT();
  switch (ending.by) {
    case 'turn':
      return (
        <>
          {turnText(ending.actor, wait, t)}
          {isOneOfSeveral(ending, wait) && <span className={css.whose}> · {nameIn(ending.key)}</span>}
          {ending.at !== undefined && <Due at={ending.at} />}
          {ending.atLatest !== undefined && <Due at={ending.atLatest} isLatest />}
          {ending.needs !== undefined && (
            <div className={css.needs}>
              <Objects label={t('why.endNeeds')} keys={ending.needs} />
            </div>
          )}
        </>
      );
    case 'object':
      return <Objects label={t('why.endObjects')} keys={ending.keys} more={wait.objects - ending.keys.length} />;
    case 'arrival':
      return t('why.endArrival', { selector: ending.text });
    case 'node':
      return (
        <>
          {nodeText(ending, wait, t)}
          {ending.at !== undefined && <Due at={ending.at} />}
        </>
      );
    case 'owner':
      return (
        <>
          {t(ending.adopts === true ? 'why.endAdopted' : 'why.endOwner')} <ObjectLink object={ending.key} />
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

interface ObjectsProps {
  readonly label: string;
  readonly keys: Extract<Ending, { readonly by: 'object' }>['keys'];
  /** Objects that are not named. */
  readonly more?: number;
}

function Objects({ label, keys, more = 0 }: ObjectsProps) {
  const t = useT();
  return (
    <>
      {label}{' '}
      <span className={css.objects}>
        {keys.map((key) => (
          <ObjectLink key={`${key.kind} ${key.name}`} object={key} />
        ))}
        {more > 0 && <span>{t('why.more', { count: more })}</span>}
      </span>
    </>
  );
}

function nodeText({ what, node }: Extract<Ending, { readonly by: 'node' }>, wait: WaitView, t: Translate): string {
  if (what === 'given up') return t('why.endGivenUp', { node });
  if (what === 'collected') return t('why.endCleared', { node });
  return t(wait.who.kind === 'Pod' ? 'why.endEvictedOne' : 'why.endEvicted', { node });
}

/** What becomes of the turn that is waited for. */
function turnText(actor: Turn['actor'], wait: WaitView, t: Translate): string {
  const who = t(ACTORS[actor]);
  if (actor === 'kubelet') return kubeletText(wait, t);
  if (actor === 'scheduler' && wait.code === 'no node') return t('why.endScheduler');
  const isRetried = (wait.code === 'refused' && actor === 'replicaset') || wait.code === 'replicaset refused';
  if (isRetried) return t('why.endRetry', { who });
  if (actor === 'garbagecollector') return collectorText(wait, who, t);
  return actor === 'replicaset' || actor === 'deployment' ? t('why.endGone', { who }) : t('why.endTurn', { who });
}

function collectorText({ code }: WaitView, who: string, t: Translate): string {
  if (code === 'content') return t('why.endEmpty', { who });
  return code === 'dependents' ? t('why.endGone', { who }) : t('why.endCollect', { who });
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
  'node silent': 'why.endNode',
  'node gone': 'why.endStop',
} as const satisfies Partial<Record<WaitView['code'], string>>;

const KUBELET_KEYS: Readonly<Partial<Record<WaitView['code'], (typeof KUBELET_KEY)[keyof typeof KUBELET_KEY]>>> = KUBELET_KEY;
