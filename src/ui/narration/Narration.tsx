import { useCallback, useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { appStore } from '../../store/index.ts';
import { usePreferences } from '../shell/preferences.ts';
import { clockText } from '../widgets/clock.ts';
import unseen from '../widgets/unseen.module.css';
import css from './narration.module.css';
import { type Facts, factsOf, type Sentence, sentencesBetween } from './narrator.ts';
import { SCENE_EVENT } from './sceneEvent.ts';

/** A listener needs time for a sentence: at most one message in so many ms, which tells of everything since the last. */
const EVERY_MS = 2_000;

/**
 * What happens, in words: for screen readers always, as captions for everybody who wants them. One polite region, so that nothing
 * interrupts; what happens meanwhile is gathered.
 */
export default function Narration() {
  const text = useNarration();
  const { captions, density, projector } = usePreferences();
  const isShown = captions || density === 'present' || projector;
  return (
    <div className={isShown ? css.captions : unseen.unseen} role="status" aria-live="polite" aria-atomic="true" data-captions={isShown}>
      {text !== undefined && (
        <p key={text.id}>
          <time>{clockText(text.at)}</time> {text.words}
        </p>
      )}
    </div>
  );
}

interface Said {
  readonly id: number;
  readonly at: number;
  readonly words: string;
}

function followedFacts(): Facts | undefined {
  const { cluster } = appStore().getState();
  return factsOf(cluster.deployments.find(({ namespace, name }) => `${namespace}/${name}` === cluster.followed));
}

function useNarration(): Said | undefined {
  const word = useWords();
  const scene = useScene();
  const [said, setSaid] = useState<Said | undefined>(undefined);
  const words = useRef({ word, scene });
  words.current = { word, scene };
  useEffect(() => {
    let before = followedFacts();
    let { jumps } = appStore().getState().cluster;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastAt = Number.NEGATIVE_INFINITY;
    let id = 0;
    const say = (spoken: string) => {
      if (spoken === '') return;
      id += 1;
      lastAt = performance.now();
      setSaid({ id, at: appStore().getState().playback.now, words: spoken });
    };
    const flush = () => {
      timer = undefined;
      const { cluster } = appStore().getState();
      const now = followedFacts();
      // After a jump, what lies between is no news: where it stands now is.
      if (cluster.jumps !== jumps) say(words.current.scene());
      else say(sentencesBetween(before, now).map(words.current.word).join(' '));
      jumps = cluster.jumps;
      before = now;
    };
    const unsubscribe = appStore().subscribe((state, previous) => {
      if (state.cluster === previous.cluster || timer !== undefined) return;
      timer = setTimeout(flush, Math.max(0, lastAt + EVERY_MS - performance.now()));
    });
    const onScene = () => say(words.current.scene());
    addEventListener(SCENE_EVENT, onScene);
    return () => {
      unsubscribe();
      clearTimeout(timer);
      removeEventListener(SCENE_EVENT, onScene);
    };
  }, []);
  return said;
}

/** One sentence in the reader's language. */
function useWords(): (sentence: Sentence) => string {
  const t = useT();
  return useCallback(
    (sentence: Sentence) => {
      switch (sentence.say) {
        case 'created':
          return t('narration.created', sentence);
        case 'deleted':
          return t('narration.deleted');
        case 'newRevision':
          return t('narration.newRevision', sentence);
        case 'resized':
          return t('narration.resized', sentence);
        case 'paused':
          return t('narration.paused');
        case 'resumed':
          return t('narration.resumed');
        case 'deadline':
          return t('narration.deadline');
        case 'refused':
          return t('narration.refused');
        case 'created pods':
          return t('narration.createdPods', sentence);
        case 'newAvailable':
          return t('narration.newAvailable', sentence);
        case 'lostAvailable':
          return t('narration.lostAvailable', sentence);
        case 'failing':
          return t('narration.failing', sentence);
        case 'leaving':
          return t('narration.leaving', sentence);
        case 'complete':
          return t('narration.complete', sentence);
        case 'stand':
          return t('narration.stand', sentence);
      }
    },
    [t],
  );
}

/** Where it stands still: the same words as when it came to that. */
const SCENE_WAIT: Readonly<
  Partial<Record<Facts['waiting'], 'narration.sceneBothLimits' | 'narration.paused' | 'narration.deadline' | 'narration.refused'>>
> = {
  bothLimits: 'narration.sceneBothLimits',
  paused: 'narration.paused',
  deadlineExceeded: 'narration.deadline',
  refused: 'narration.refused',
};

/** The whole picture in a few sentences, each of which stands alone. */
function useScene(): () => string {
  const t = useT();
  return useCallback(() => {
    const { cluster } = appStore().getState();
    const facts = followedFacts();
    if (facts === undefined) return t('narration.sceneNothing');
    const { name, replicas, revision, counted, available, starting, failed, leaving, floor, ceiling } = facts;
    const wait = SCENE_WAIT[facts.waiting];
    const others = cluster.deployments.length - 1;
    return [
      t('narration.sceneWants', { name, replicas, revision }),
      t('narration.sceneCounts', { counted, available, floor, ceiling }),
      wait === undefined ? '' : t(wait),
      starting > 0 ? t('narration.sceneStarting', { count: starting }) : '',
      failed > 0 ? t('narration.failing', { count: failed }) : '',
      leaving > 0 ? t('narration.sceneLeaving', { count: leaving }) : '',
      others > 0 ? t('narration.sceneOthers', { count: others }) : '',
    ]
      .filter((sentence) => sentence !== '')
      .join(' ');
  }, [t]);
}
