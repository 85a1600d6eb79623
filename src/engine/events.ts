/**
 * What becomes of an event that a component emits: client-go folds similar ones together and drops what is too much.
 * upstream: k8s.io/client-go/tools/record/events_cache.go; for the scheduler tools/events/event_broadcaster.go
 */
import type { Event } from '../api/core.ts';
import type { Time } from '../api/meta.ts';
import { formatMicroTime } from '../api/time.ts';
import type { Own } from './apiserver/store.ts';
import type { Clock } from './clock.ts';
import { type Entries, entriesOf, mapOf } from './entries.ts';
import type { SimTime } from './setup.ts';
import type { EmittedEvent } from './step.ts';

const LRU_MAX = 4096;
/** That many are let go at once: to look for the oldest at every addition would cost more than all else. */
const LRU_SLACK = 512;
const AGGREGATE_MAX = 10;
const AGGREGATE_INTERVAL_MS = 600_000;
const SPAM_BURST = 25;
const SPAM_REFILL_MS = 300_000;
/** The scheduler speaks events.k8s.io, which counts repetitions in a series and knows no aggregation. */
const SCHEDULER = 'default-scheduler';

/** Before, only events.k8s.io named the reporter. */
const REPORTER_SINCE = 27;

interface Aggregate {
  readonly messages: readonly string[];
  readonly lastAt: SimTime;
}

interface Observation {
  readonly count: number;
  readonly name: string;
}

/** The memories of one client process: the component and the host that it runs on. */
export interface ProcessData {
  readonly aggregates: Entries<Aggregate>;
  readonly observations: Entries<Observation>;
  readonly spam: Entries<SimTime>;
}

export interface EventsData {
  readonly processes: readonly (readonly [process: string, ProcessData])[];
  readonly namedAt: SimTime;
  readonly named: number;
}

/** What a write of an event needs from the API server. */
export interface EventSink {
  find(namespace: string, name: string): Event | undefined;
  /** Takes the Event over: whoever hands it in made it for this. */
  write(event: Event, now: SimTime): void;
}

/** Remembers the 4096 keys used last (and a few more), as client-go's caches do. */
class Lru<T> {
  readonly #entries: Map<string, T>;

  constructor(entries?: Entries<T>) {
    this.#entries = mapOf(entries);
  }

  get(key: string): T | undefined {
    return this.#entries.get(key);
  }

  /** Makes the key the one used last; `before` is what `get` said of it. */
  set(key: string, value: T, before: T | undefined): void {
    if (before !== undefined) this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= LRU_MAX + LRU_SLACK) return;
    let excess = LRU_SLACK;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      excess -= 1;
      if (excess === 0) return;
    }
  }

  data(): Entries<T> {
    return entriesOf(this.#entries);
  }
}

type Source = NonNullable<Event['source']>;

const NO_SOURCE: Source = {};
const SCHEDULER_INSTANCE = `${SCHEDULER}-control-plane`;

/** What the correlation makes of an event. */
interface Told {
  readonly name: string;
  readonly message: string;
  readonly count: number;
  readonly time: Time;
}

class Process {
  /** What all its events name as their source. */
  readonly source: Source;
  readonly aggregates: Lru<Aggregate>;
  readonly observations: Lru<Observation>;
  readonly spam: Lru<SimTime>;

  constructor(source: Source, data?: ProcessData) {
    this.source = source;
    this.aggregates = new Lru(data?.aggregates);
    this.observations = new Lru(data?.observations);
    this.spam = new Lru(data?.spam);
  }

  data(): ProcessData {
    return { aggregates: this.aggregates.data(), observations: this.observations.data(), spam: this.spam.data() };
  }
}

export class EventRecorder {
  readonly #clock: Clock;
  readonly #sink: EventSink;
  readonly #minor: number;
  readonly #processes: Map<string, Process>;
  /** Events made so far at one instant: a standing clock must not give two events one name. */
  #namedAt: SimTime;
  #named: number;
  #microTimeAt: SimTime = -1;
  #microTimeText: Time = '';

  constructor(clock: Clock, sink: EventSink, minor: number, data?: EventsData) {
    this.#clock = clock;
    this.#sink = sink;
    this.#minor = minor;
    this.#processes = new Map(data?.processes.map(([process, memories]) => [process, new Process(sourceOf(process), memories)]));
    this.#namedAt = data?.namedAt ?? -1;
    this.#named = data?.named ?? 0;
  }

  data(): EventsData {
    return {
      processes: [...this.#processes].map(([name, process]) => [name, process.data()] as const),
      namedAt: this.#namedAt,
      named: this.#named,
    };
  }

  /** Takes an event through aggregation, de-duplication and the spam filter, in this order, and stores what is left. */
  record(emitted: EmittedEvent, now: SimTime): void {
    if (emitted.component === SCHEDULER) {
      this.#recordSeries(emitted, now);
      return;
    }
    const process = this.#process(emitted);
    const object = objectOf(emitted);
    const group = keyOf(object, emitted.type, emitted.reason);
    const isCombined = aggregates(process, group, emitted.message, now);
    const message = isCombined ? `(combined from similar events): ${emitted.message}` : emitted.message;
    const key = isCombined ? group : keyOf(group, emitted.involvedObject.fieldPath ?? '', emitted.message);
    const before = process.observations.get(key);
    const count = (before?.count ?? 0) + 1;
    const name = before?.name ?? this.#name(emitted, now);
    process.observations.set(key, { count, name }, before);
    if (!passesSpamFilter(process, keyOf(object, emitted.type), now)) return;
    const time = this.#clock.time(now);
    const stored = before && this.#sink.find(namespaceOf(emitted), name);
    if (stored === undefined) this.#sink.write(this.#newEvent(emitted, process.source, { name, message, count, time }), now);
    else {
      // Set afterwards: a literal that spreads a field and then names it again leaves the engine's fast path.
      const event: Own<Event> = { ...stored };
      event.message = message;
      event.count = count;
      event.lastTimestamp = time;
      this.#sink.write(event, now);
    }
  }

  /** Pods that are bound together share the text. */
  #microTime(now: SimTime): Time {
    if (this.#microTimeAt !== now) {
      this.#microTimeAt = now;
      this.#microTimeText = formatMicroTime(this.#clock.epochMs(now));
    }
    return this.#microTimeText;
  }

  #process({ component, host }: EmittedEvent): Process {
    const name = host === undefined ? component : `${component} ${host}`;
    let process = this.#processes.get(name);
    if (process === undefined) {
      process = new Process(sourceOf(name));
      this.#processes.set(name, process);
    }
    return process;
  }

  #recordSeries(emitted: EmittedEvent, now: SimTime): void {
    const { observations } = this.#process(emitted);
    const key = keyOf(objectOf(emitted), emitted.involvedObject.resourceVersion ?? '', emitted.type, emitted.reason);
    const time = this.#microTime(now);
    const before = observations.get(key);
    const name = before?.name ?? this.#name(emitted, now);
    const count = (before?.count ?? 0) + 1;
    observations.set(key, { count, name }, before);
    const stored = before && this.#sink.find(namespaceOf(emitted), name);
    if (stored !== undefined) {
      this.#sink.write({ ...stored, series: { count, lastObservedTime: time } }, now);
      return;
    }
    const { involvedObject, reason, type, message } = emitted;
    const event: Own<Event> = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: namespaceOf(emitted) },
      involvedObject,
      reason,
      source: NO_SOURCE,
      type,
      eventTime: time,
      reportingComponent: SCHEDULER,
      reportingInstance: SCHEDULER_INSTANCE,
      message,
      firstTimestamp: null,
      lastTimestamp: null,
      action: reason === 'Scheduled' ? 'Binding' : 'Scheduling',
    };
    this.#sink.write(event, now);
  }

  /** In one literal: fields that are set later lie in an array of their own, and events are most of what a cluster holds. */
  #newEvent(emitted: EmittedEvent, source: Source, { name, message, count, time }: Told): Own<Event> {
    const { involvedObject, reason, type, component, host } = emitted;
    const isNamed = this.#minor >= REPORTER_SINCE;
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: namespaceOf(emitted) },
      involvedObject,
      reason,
      source,
      type,
      eventTime: null,
      reportingComponent: isNamed ? component : '',
      reportingInstance: isNamed ? (host ?? '') : '',
      message,
      count,
      firstTimestamp: time,
      lastTimestamp: time,
    };
  }

  /** `<object>.<nanoseconds in hex>`. The millisecond stands still, so the nanoseconds count the events made in it. */
  #name(emitted: EmittedEvent, now: SimTime): string {
    this.#named = this.#namedAt === now ? this.#named + 1 : 0;
    this.#namedAt = now;
    const nanoseconds = BigInt(this.#clock.epochMs(now)) * 1_000_000n + BigInt(this.#named);
    return `${emitted.involvedObject.name ?? ''}.${nanoseconds.toString(16)}`;
  }
}

/** A process goes by its component and, where it has one, its host. */
function sourceOf(process: string): Source {
  const [component = '', host] = process.split(' ');
  return host === undefined ? { component } : { component, host };
}

function namespaceOf(emitted: EmittedEvent): string {
  return emitted.involvedObject.namespace ?? 'default';
}

/** The object that an event is about: by uid, or by kind and name where it has none (a node, as the kubelet sees it). */
function objectOf({ involvedObject }: EmittedEvent): string {
  const { kind = '', namespace = '', name = '', uid } = involvedObject;
  return uid ?? `${kind}/${namespace}/${name}`;
}

/** Joined and not glued: glued, a key stays a tree of its pieces, four times as large, for as long as it is remembered. */
function keyOf(...words: readonly string[]): string {
  return words.join('|');
}

/** A list that grows out of an empty one has room for sixteen more, and nearly all of these hold one for ever. */
function withMore(messages: readonly string[], message: string): readonly string[] {
  return messages.length === 0 ? [message] : [...messages, message];
}

/** Counts the message to its group; says whether it is one too many and goes by the group's name. upstream: EventAggregate */
function aggregates({ aggregates: known }: Process, group: string, message: string, now: SimTime): boolean {
  const before = known.get(group);
  const kept = before !== undefined && now - before.lastAt <= AGGREGATE_INTERVAL_MS ? before.messages : [];
  const messages = kept.includes(message) ? kept : withMore(kept, message);
  const isCombined = messages.length >= AGGREGATE_MAX;
  // upstream drops any one of the set; the oldest is as good and the same every time.
  known.set(group, { messages: isCombined ? messages.slice(1) : messages, lastAt: now }, before);
  return isCombined;
}

/** A bucket of 25 for each object and type that regains one in five minutes, kept as the time at which it would be full. */
function passesSpamFilter({ spam }: Process, key: string, now: SimTime): boolean {
  const before = spam.get(key);
  const fullAt = Math.max(before ?? 0, now);
  const passes = fullAt - now <= (SPAM_BURST - 1) * SPAM_REFILL_MS;
  spam.set(key, passes ? fullAt + SPAM_REFILL_MS : fullAt, before);
  return passes;
}
