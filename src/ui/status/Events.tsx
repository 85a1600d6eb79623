import { TriangleAlert } from 'lucide-react';
import { memo, useEffect, useReducer, useRef, useState } from 'react';
import { useFormat, useT } from '../../i18n/index.ts';
import type { EventView } from '../../picture/view.ts';
import { useApp } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';
import css from './StatusPanel.module.css';

const FIRST = 60;
/** Of a crowd of events nobody reads the newest ten times a second, and each time all that is shown would be another: while time runs a long list rests so long. */
const LONG = 200;
const REST_MS = 400;

/** Events of the followed Deployment and all that it owns, newest first. */
export default function Events() {
  const events = useApp((state) => state.cluster.events);
  return <EventList events={useRested(events)} />;
}

/** The events as they are, or while many come as they were a moment ago. */
function useRested(events: readonly EventView[]): readonly EventView[] {
  const isPlaying = useApp((state) => state.playback.playing);
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const shown = useRef(events);
  const shownAt = useRef(Number.NEGATIVE_INFINITY);
  if (!isPlaying || events.length < LONG) shown.current = events;
  useEffect(() => {
    if (shown.current === events) return;
    const timer = setTimeout(
      () => {
        shown.current = events;
        shownAt.current = performance.now();
        draw();
      },
      Math.max(0, shownAt.current + REST_MS - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [events]);
  return shown.current;
}

/** Kubernetes' own words, so never translated. */
export function EventList({ events }: { readonly events: readonly EventView[] }) {
  const t = useT();
  const [shown, setShown] = useState(FIRST);
  if (events.length === 0) return <p className={css.empty}>{t('status.noEvents')}</p>;
  const newest = events.slice(-shown).reverse();
  return (
    <>
      <ol className={css.events} aria-label={t('status.tabEvents')}>
        {newest.map((event) => (
          <Row key={event.uid} event={event} />
        ))}
      </ol>
      {events.length > shown && (
        <div className={css.more}>
          <Button onClick={() => setShown(shown + 200)}>{t('status.showMore', { count: events.length - shown })}</Button>
        </div>
      )}
    </>
  );
}

/** Drawn again only when its event says something else: many others come while a thousand pods roll. */
const Row = memo(function Row({ event }: { readonly event: EventView }) {
  const format = useFormat();
  return (
    <li data-type={event.type}>
      <span className={css.when}>{format.duration(event.lastAt)}</span>
      <div>
        <p translate="no">
          {event.type === 'Warning' && <TriangleAlert size={13} aria-label="Warning" className={css.bad} />}
          <b>{event.reason}</b>
          {event.count > 1 && <span className={css.count}>×{event.count}</span>}
        </p>
        <p translate="no" className={css.message}>
          {event.message}
        </p>
        <p className={css.ages} translate="no">
          {event.component} · {event.kind.toLowerCase()}/{event.name}
        </p>
      </div>
    </li>
  );
});
