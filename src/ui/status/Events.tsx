import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useFormat, useT } from '../../i18n/index.ts';
import type { EventView } from '../../picture/view.ts';
import { useApp } from '../../store/index.ts';
import { Button } from '../controls/Button.tsx';
import css from './StatusPanel.module.css';

const FIRST = 60;

/** Events of the followed Deployment and all that it owns, newest first. */
export function Events() {
  const events = useApp((state) => state.cluster.events);
  return <EventList events={events} />;
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

function Row({ event }: { readonly event: EventView }) {
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
}
