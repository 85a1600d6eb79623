import { useFormat, useT } from '../../i18n/index.ts';
import type { NextView } from '../../picture/view.ts';
import { useTick } from '../pod/ticker.ts';
import { shownLeft } from '../pod/words.ts';
import css from './rail.module.css';

const NEXT_KEY = {
  scheduled: 'reason.nextScheduled',
  'image pulled': 'reason.nextPulled',
  'container started': 'reason.nextStarted',
  ready: 'reason.nextReady',
  available: 'reason.nextAvailable',
  gone: 'reason.nextGone',
  retries: 'reason.nextRetries',
} as const satisfies Record<NextView['what'], string>;

/** The next thing that will move the rollout on, and when. */
export function Next({ next }: { readonly next: NextView }) {
  const t = useT();
  return (
    <p className={css.next}>
      <span className={css.dim}>{t('reason.next')}</span>{' '}
      <span>{t.rich(NEXT_KEY[next.what], { pod: shortName(next.pod), b: (chunks) => <b translate="no">{chunks}</b> })}</span>
      {next.at !== undefined && <NextIn at={next.at} />}
    </p>
  );
}

function NextIn({ at }: { readonly at: number }) {
  const t = useT();
  const format = useFormat();
  const left = useTick((now) => shownLeft(at, now));
  return <time className={css.in}>{t('reason.in', { time: format.duration(left) })}</time>;
}

/** The end of a pod's name tells it from its siblings; the chain shows the same five characters. */
function shortName(name: string): string {
  return name.slice(name.lastIndexOf('-') + 1);
}
