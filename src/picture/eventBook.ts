/** The events about one Deployment and what it owned, kept up to date by what changed: the cluster may hold tens of thousands. */
import type { ObjectKey } from '../api/client.ts';
import type { Event } from '../api/core.ts';
import { deepEqual } from '../base/equal.ts';
import { deriveEvent, eventsAbout } from './events.ts';
import type { EventView } from './view.ts';
import { uidOf, type World } from './world.ts';

/** At most this many are shown, the newest. */
export const EVENTS_MAX = 500;

interface DrawnEvent {
  readonly event: Event;
  readonly view: EventView;
}

export class EventBook {
  /** By name, in the order in which they were written last. */
  #events = new Map<string, Event>();
  #views: readonly EventView[] = [];
  #drawn = new Map<string, DrawnEvent>();

  get views(): readonly EventView[] {
    return this.#views;
  }

  /** Reads all events anew. `wants`: by the uid of the object that an event is about. */
  rebuild(world: World, wants: (uid: string) => boolean): void {
    this.#events = new Map(eventsAbout(world, EVENTS_MAX, wants).map((event) => [nameOf(event), event]));
    this.#draw(world);
  }

  /** Takes in the events among `keys` that were written or removed. */
  update(world: World, keys: readonly ObjectKey[], wants: (uid: string) => boolean): void {
    const changed = keys.filter(({ kind }) => kind === 'Event');
    if (changed.length === 0) return;
    const written: Event[] = [];
    for (const key of changed) {
      const event = world.get(key) as Event | undefined;
      if (event === undefined) this.#events.delete(`${key.namespace}/${key.name}`);
      else if (wants(event.involvedObject.uid ?? '')) written.push(event);
    }
    written.sort((a, b) => versionOf(a) - versionOf(b));
    for (const event of written) {
      // Taken out first: a map keeps the place of a key that is set again.
      this.#events.delete(nameOf(event));
      this.#events.set(nameOf(event), event);
    }
    for (const name of this.#events.keys()) {
      if (this.#events.size <= EVENTS_MAX) break;
      this.#events.delete(name);
    }
    this.#draw(world);
  }

  /** A view that says the same as before keeps its identity. */
  #draw({ startTime }: World): void {
    const drawn = new Map<string, DrawnEvent>();
    for (const event of this.#events.values()) {
      const before = this.#drawn.get(uidOf(event));
      if (before?.event === event) drawn.set(uidOf(event), before);
      else drawn.set(uidOf(event), { event, view: kept(before?.view, deriveEvent(event, startTime)) });
    }
    this.#drawn = drawn;
    this.#views = [...drawn.values()].map(({ view }) => view);
  }
}

function nameOf({ metadata }: Event): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function versionOf({ metadata }: Event): number {
  return Number(metadata.resourceVersion ?? 0);
}

function kept(before: EventView | undefined, view: EventView): EventView {
  return before !== undefined && deepEqual(before, view) ? before : view;
}
