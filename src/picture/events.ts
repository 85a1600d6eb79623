import type { Event } from '../api/core.ts';
import type { Time } from '../api/meta.ts';
import type { EventView } from './view.ts';
import { simTimeOf, uidOf } from './world.ts';

export function deriveEvent(event: Event, startTime: Time): EventView {
  const { involvedObject, metadata } = event;
  const createdAt = simTimeOf(metadata.creationTimestamp, startTime);
  const firstAt = simTimeOf(event.firstTimestamp ?? event.eventTime, startTime, createdAt);
  return {
    uid: uidOf(event),
    type: event.type === 'Warning' ? 'Warning' : 'Normal',
    reason: event.reason ?? '',
    message: event.message ?? '',
    component: event.source?.component ?? event.reportingComponent ?? '',
    kind: involvedObject.kind ?? '',
    name: involvedObject.name ?? '',
    namespace: involvedObject.namespace ?? '',
    count: event.series?.count ?? event.count ?? 1,
    firstAt,
    lastAt: simTimeOf(event.series?.lastObservedTime ?? event.lastTimestamp, startTime, firstAt),
  };
}
