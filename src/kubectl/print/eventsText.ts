/** Events as `describe` and `events` tell them. upstream: kubectl/pkg/describe DescribeEvents, pkg/cmd/events */
import type { Event } from '../../api/core.ts';
import type { KubeObject, Time } from '../../api/meta.ts';
import { epochMs } from '../../api/time.ts';
import { ageText } from './age.ts';
import { field, grid } from './describe/text.ts';
import { goSort } from './goSort.ts';
import { textOr } from './table/columns.ts';

export function isEvent(object: KubeObject): object is Event {
  return object.kind === 'Event';
}

/** How long ago, and how often since when: `37m (x5 over 58m)`. */
export function intervalText({ series, count = 0, eventTime, firstTimestamp, lastTimestamp }: Event, nowMs: number): string {
  const first = ageText(eventTime ?? firstTimestamp, nowMs);
  if (series !== undefined) return `${ageText(series.lastObservedTime, nowMs)} (x${series.count ?? 0} over ${first})`;
  return count > 1 ? `${ageText(lastTimestamp, nowMs)} (x${count} over ${first})` : first;
}

/** No time comes before any. */
const msOf = (time: Time | null | undefined): number => (time === undefined || time === null ? Number.NEGATIVE_INFINITY : epochMs(time));

/** In the order in which Go's sort leaves them by the time that they were seen last. upstream: event.SortableEvents */
export function sortedEvents(events: readonly Event[]): readonly Event[] {
  return goSort(events, (a, b) => msOf(a.lastTimestamp) < msOf(b.lastTimestamp));
}

/** The same for `kubectl events`, which looks into series too. upstream: pkg/cmd/events SortableEvents */
export function sortedBySight(events: readonly Event[]): readonly Event[] {
  const seen = ({ series, lastTimestamp, eventTime }: Event): number => msOf(series?.lastObservedTime ?? lastTimestamp ?? eventTime);
  return goSort(events, (a, b) => seen(a) < seen(b));
}

/** Which part of the object it is about stands in front: `spec.containers{web}: Container started`. */
function aboutText({ involvedObject: { fieldPath = '' }, message = '' }: Event): string {
  return fieldPath === '' ? message.trim() : `${fieldPath}: ${message.trim()}`;
}

/** The last section of a description. upstream: DescribeEvents */
export function eventsBlock(events: readonly Event[], nowMs: number): string {
  if (events.length === 0) return field('Events', '<none>');
  const rows = sortedEvents(events).map((event) => [
    event.type ?? '',
    event.reason ?? '',
    intervalText(event, nowMs),
    textOr(event.source?.component, event.reportingComponent ?? ''),
    aboutText(event),
  ]);
  const dashes = ['----', '------', '----', '----', '-------'];
  return `Events:\n${grid(['Type', 'Reason', 'Age', 'From', 'Message'], rows, { dashes })}`;
}
