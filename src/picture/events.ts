import type { Event } from '../api/core.ts';
import type { Time } from '../api/meta.ts';
import type { EventView } from './view.ts';
import { simTimeOf, uidOf, type World } from './world.ts';

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

/** The newest `limit` events about objects that `wants` says yes to (by uid), in the order in which they were written last. */
export function eventsAbout(world: World, limit: number, wants: (uid: string) => boolean): readonly Event[] {
  const found: { readonly event: Event; readonly version: number }[] = [];
  for (const object of world.list('Event')) {
    const event = object as Event;
    if (wants(event.involvedObject.uid ?? '')) found.push({ event, version: Number(event.metadata.resourceVersion ?? 0) });
  }
  found.sort((a, b) => a.version - b.version);
  return found.slice(-limit).map(({ event }) => event);
}
