/**
 * A cluster that runs in virtual time: the star that alone knows the API server, the informer cache and every actor.
 * Pure and synchronous. What is to come lies in the queue as data; each event of it that is taken is one step.
 */
import type { Answer, ObjectKey, Reader, Request } from '../api/client.ts';
import type { Event, Pod } from '../api/core.ts';
import { keyOf } from '../api/key.ts';
import type { KubeObject } from '../api/meta.ts';
import { assert, ensureExists } from '../base/assert.ts';
import type { Actor, Change, Memory, Outcome, Pass } from './actor.ts';
import { allActors } from './actors.ts';
import { ApiServer } from './apiserver/apiserver.ts';
import type { AdmissionStandIns } from './apiserver/context.ts';
import { PodFactory } from './apiserver/podFactory.ts';
import { Store, type Write } from './apiserver/store.ts';
import { initialObjects, minorOf } from './boot.ts';
import { InformerCache } from './cache.ts';
import { ChangeLog, type Changes } from './changeLog.ts';
import { Clock } from './clock.ts';
import { digestOf } from './digest.ts';
import { EventRecorder } from './events.ts';
import { freezeDeep } from './freeze.ts';
import { EventQueue, type QueuedEvent } from './queue.ts';
import { random, randomUUID } from './random.ts';
import type { Outlook, UserReason } from './reason.ts';
import { POD_LIMIT, type Setup, type SimTime } from './setup.ts';
import type { Delivery, Lease, Snapshot } from './state.ts';
import type { ActorName, EmittedEvent, Step } from './step.ts';
import { WorkQueue } from './workqueue.ts';

const WATCH_LATENCY_MS = 5;
const EVENT_TTL_MS = 3_600_000;
/** A key that has its turn this often at one instant will never rest: a mistake in an actor. */
const PASSES_AT_ONE_INSTANT_MAX = 1000;

export interface SimulationOptions {
  /** Everything that reacts. Default: all of ours; a trace's replayer puts stand-ins for kubelet and scheduler here. */
  readonly actors?: readonly Actor[];
  /** From a write to the informer cache. Default 5 ms. */
  readonly watchLatencyMs?: number;
  readonly admission?: AdmissionStandIns;
  /** Default 10,000. */
  readonly podLimit?: number;
  /** Freezes all stored objects, so that a change to one throws. For tests: it costs time. */
  readonly freeze?: boolean;
}

/** Who sent a request and which gesture it belongs to. */
export interface Origin {
  readonly userEvent: string;
  readonly line?: string;
}

/** What the step being taken has done so far. */
interface Taking {
  readonly id: number;
  readonly changed: ObjectKey[];
  readonly emitted: EmittedEvent[];
}

class MapMemory implements Memory {
  readonly map: Map<string, unknown>;

  constructor(entries: readonly (readonly [string, unknown])[] = []) {
    this.map = new Map(entries);
  }

  get<T>(key: string): T | undefined {
    return this.map.get(key) as T | undefined;
  }

  set<T>(key: string, value: T): void {
    this.map.set(key, value);
  }

  delete(key: string): void {
    this.map.delete(key);
  }
}

/** An actor with what belongs to it. */
interface Seat {
  readonly actor: Actor;
  readonly queue: WorkQueue;
  readonly memory: MapMemory;
}

export class Simulation {
  readonly setup: Setup;
  readonly minor: number;
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #server: ApiServer;
  readonly #cache: InformerCache;
  readonly #queue: EventQueue;
  readonly #deliveries: Delivery[];
  readonly #seats: ReadonlyMap<ActorName, Seat>;
  readonly #recorder: EventRecorder;
  readonly #ordinals: Map<string, number>;
  readonly #log = new ChangeLog();
  readonly #podOf = new Map<string, ObjectKey>();
  readonly #options: SimulationOptions;
  #leases: Lease[];
  #leasesTaken = 0;
  #now: SimTime;
  #stepCount: number;
  #sequence: number;
  #taking: Taking | undefined;
  #lastStep: Step | undefined;
  #passesAt: SimTime = -1;
  #passes = new Map<string, number>();

  private constructor(setup: Setup, options: SimulationOptions, snapshot?: Snapshot) {
    this.setup = setup;
    this.minor = minorOf(setup);
    this.#options = options;
    this.#now = snapshot?.now ?? 0;
    this.#stepCount = snapshot?.stepCount ?? 0;
    this.#sequence = snapshot?.sequence ?? 0;
    this.#clock = new Clock(setup.startTime);
    this.#ordinals = new Map(snapshot?.ordinals);
    this.#queue = new EventQueue(snapshot?.queue);
    this.#deliveries = [...(snapshot?.deliveries ?? [])];
    this.#leases = [...(snapshot?.leases ?? [])];
    this.#cache = new InformerCache(snapshot?.cache);
    this.#store = new Store((write) => this.#written(write), snapshot?.resourceVersion, snapshot?.objects);
    for (const pod of this.#store.all('Pod')) this.#podOf.set(pod.metadata.uid ?? '', keyOf(pod));
    this.#server = this.#newServer();
    this.#recorder = new EventRecorder(this.#clock, this.#newEventSink(), snapshot?.events);
    this.#seats = this.#newSeats(snapshot);
  }

  /** A new cluster at virtual time 0: nodes, namespaces and the set-up's objects are there, nothing has reacted yet. */
  static boot(setup: Setup, options: SimulationOptions = {}): Simulation {
    const simulation = new Simulation(setup, options);
    for (const object of initialObjects(setup, simulation.#clock.time(0))) {
      const answer = simulation.#server.handle({ verb: 'create', object }, 0, true);
      assert(answer.ok, `the set-up's ${object.kind} "${object.metadata.name}" was refused: ${answer.ok ? '' : answer.error.message}`);
    }
    return simulation;
  }

  /** The cluster as it was when the snapshot was taken; it goes on exactly as that one did. */
  static restore(setup: Setup, snapshot: Snapshot, options: SimulationOptions = {}): Simulation {
    return new Simulation(setup, options, snapshot);
  }

  get now(): SimTime {
    return this.#now;
  }

  get stepCount(): number {
    return this.#stepCount;
  }

  /** The step taken last, a person's request included. */
  get lastStep(): Step | undefined {
    return this.#lastStep;
  }

  /** The store itself: what `kubectl get` sees. */
  get reader(): Reader {
    return this.#store;
  }

  /** A person's request. It is answered at once and takes a step of its own. */
  dispatch(request: Request, origin: Origin): Answer {
    const taking = this.#begin();
    const answer = this.#server.handle(request, this.#now, false);
    const { userEvent, line } = origin;
    const reason: UserReason = {
      actor: 'user',
      userEvent,
      ...(line === undefined ? {} : { line }),
      ...(answer.ok ? {} : { refusal: answer.error.message }),
    };
    this.#end(taking, { actor: 'user', key: userKey(request, answer), reason });
    return answer;
  }

  /** Takes the next due event, moving the clock to it; undefined when nothing will ever be due. */
  step(): Step | undefined {
    for (let event = this.#nextEvent(); event !== undefined; event = this.#nextEvent()) {
      this.#queue.pop();
      this.#advance(event.at);
      const { due } = event;
      if (due.type === 'watch') return this.#deliver(event);
      const seat = this.#seat(due.actor);
      if (due.type === 'sync') return this.#sync(seat, due.key, event);
      seat.queue.takeDelayed(due.key);
      seat.queue.add(due.key, this.#now, event.cause);
    }
    return undefined;
  }

  /** Takes all events due at or before `time` and leaves the clock there. */
  runUntil(time: SimTime): readonly Step[] {
    const steps: Step[] = [];
    for (let at = this.nextDueAt(); at !== undefined && at <= time; at = this.nextDueAt()) {
      const step = this.step();
      if (step === undefined) break;
      steps.push(step);
    }
    if (time > this.#now) this.#advance(time);
    return steps;
  }

  /** Moves the clock alone, for a request that comes before what is due at `time` itself; nothing may be due earlier. */
  waitUntil(time: SimTime): void {
    const due = this.nextDueAt();
    assert(due === undefined || due >= time, 'what is due earlier comes first');
    if (time > this.#now) this.#advance(time);
  }

  /** When the next event is due. */
  nextDueAt(): SimTime | undefined {
    return this.#nextEvent()?.at;
  }

  /** What a pod is doing in the kubelet's hands and until when. */
  outlook(podUid: string): Outlook | undefined {
    const seat = this.#seats.get('kubelet');
    const key = this.#podOf.get(podUid);
    const pod = key && this.#store.get(key);
    return pod && seat?.actor.outlook?.(pod as Pod, seat.memory);
  }

  /** Everything that matters, as data. Costs as much as the cluster is large; what runs on never changes it. */
  snapshot(): Snapshot {
    return {
      now: this.#now,
      stepCount: this.#stepCount,
      sequence: this.#sequence,
      resourceVersion: this.#store.resourceVersion,
      objects: this.#store.data(),
      ordinals: [...this.#ordinals],
      queue: this.#queue.inOrder(),
      deliveries: [...this.#deliveries],
      cache: this.#cache.data(),
      workQueues: [...this.#seats].map(([name, seat]) => [name, seat.queue.data()] as const),
      memories: [...this.#seats].map(([name, seat]) => [name, [...seat.memory.map]] as const),
      events: this.#recorder.data(),
      leases: this.#leases.slice(this.#leasesTaken),
    };
  }

  /** A short hash over everything that matters. Equal runs have equal digests, whatever machine they ran on. */
  digest(): string {
    return digestOf(this.snapshot());
  }

  /** The objects that changed since `cursor`, which an earlier call handed out (0: since this simulation came to be). */
  changedSince(cursor: number): Changes {
    return this.#log.since(cursor);
  }

  /** The next event that still stands, left in the queue. Delayed adds that an earlier one overtook are void. */
  #nextEvent(): QueuedEvent | undefined {
    for (let event = this.#queue.peek(); event !== undefined; event = this.#queue.peek()) {
      const { due } = event;
      if (due.type !== 'add' || this.#seat(due.actor).queue.isCurrent(due.key, event.sequence)) return event;
      this.#queue.pop();
    }
    return undefined;
  }

  /** Everything due at this instant goes into the cache before anyone has a turn, so a burst of writes is seen at once. */
  #deliver(event: QueuedEvent): Step {
    const taking = this.#begin();
    let count = 0;
    for (const { at, change, cause } of this.#deliveries) {
      if (at > this.#now) break;
      count += 1;
      this.#take(change, cause);
    }
    this.#deliveries.splice(0, count);
    return this.#end(taking, { actor: 'watch', key: '', cause: event.cause });
  }

  #take(change: Change, cause: number | undefined): void {
    this.#cache.apply(change);
    for (const { actor, queue, memory } of this.#seats.values()) {
      const handling = { cache: this.#cache, memory, now: this.#now, setup: this.setup, minor: this.minor };
      for (const { key, afterMs } of actor.wakes(change, handling)) {
        if (afterMs === undefined) queue.add(key, this.#now, cause);
        else queue.addAfter(key, afterMs, this.#now, cause);
      }
    }
  }

  #sync(seat: Seat, key: string, event: QueuedEvent): Step {
    this.#guardAgainstHotLoop(seat.actor.name, key);
    const taking = this.#begin();
    seat.queue.take(key);
    const outcome = seat.actor.sync(key, this.#pass(seat.memory, taking));
    this.#requeue(seat, key, outcome, taking.id);
    if (seat.actor.name === 'kubelet') this.#logPod(key);
    const { reason } = outcome;
    return this.#end(taking, { actor: seat.actor.name, key, cause: event.cause, ...(reason === undefined ? {} : { reason }) });
  }

  #requeue({ actor, queue }: Seat, key: string, outcome: Outcome, cause: number): void {
    if (outcome.retry === undefined) queue.forget(key);
    else if (queue.failuresOf(key) < (actor.maxRetries ?? Number.POSITIVE_INFINITY)) queue.addRateLimited(key, this.#now, cause);
    else queue.forget(key);
    if (outcome.requeueAfterMs !== undefined) queue.addAfter(key, outcome.requeueAfterMs, this.#now, cause);
  }

  #pass(memory: Memory, taking: Taking): Pass {
    const now = this.#now;
    return {
      now,
      time: this.#clock.time(now),
      setup: this.setup,
      minor: this.minor,
      cache: this.#cache,
      live: this.#store,
      memory,
      request: (request) => this.#server.handle(request, now, true),
      emit: (event) => {
        taking.emitted.push(event);
        this.#recorder.record(event, now);
      },
      random: (...words) => random(this.setup.seed, ...words),
    };
  }

  #begin(): Taking {
    this.#stepCount += 1;
    const taking: Taking = { id: this.#stepCount, changed: [], emitted: [] };
    this.#taking = taking;
    return taking;
  }

  #end(taking: Taking, about: Pick<Step, 'actor' | 'key' | 'reason'> & { readonly cause?: number | undefined }): Step {
    this.#taking = undefined;
    const { cause, ...rest } = about;
    const step: Step = {
      id: taking.id,
      at: this.#now,
      ...rest,
      ...(cause === undefined ? {} : { cause }),
      changed: taking.changed,
      emitted: taking.emitted,
    };
    this.#lastStep = step;
    return step;
  }

  /** Hears of every write: the watch event sets out, the change log and the step take note. */
  #written({ key, before, after }: Write): void {
    this.#log.add(key);
    if (after !== undefined && this.#options.freeze === true) freezeDeep(after);
    // Nobody inside the cluster watches Events.
    if (key.kind === 'Event') {
      if (after !== undefined) this.#leases.push({ until: this.#now + EVENT_TTL_MS, namespace: key.namespace, name: key.name });
      return;
    }
    if (key.kind === 'Pod') this.#notePod(key, before, after);
    this.#taking?.changed.push(key);
    const cause = this.#taking?.id;
    const at = this.#taking === undefined ? this.#now : this.#now + (this.#options.watchLatencyMs ?? WATCH_LATENCY_MS);
    const last = this.#deliveries[this.#deliveries.length - 1];
    this.#deliveries.push(cause === undefined ? { at, change: changeOf(before, after) } : { at, change: changeOf(before, after), cause });
    if (last?.at !== at) this.#schedule(at, { type: 'watch' }, cause);
  }

  #notePod(key: ObjectKey, before: KubeObject | undefined, after: KubeObject | undefined): void {
    if (after === undefined) this.#podOf.delete(before?.metadata.uid ?? '');
    else if (before === undefined) this.#podOf.set(after.metadata.uid ?? '', key);
  }

  #schedule(at: SimTime, due: QueuedEvent['due'], cause: number | undefined): number {
    assert(at >= this.#now, 'an event cannot be due in the past');
    this.#sequence += 1;
    const sequence = this.#sequence;
    this.#queue.push(cause === undefined ? { at, sequence, due } : { at, sequence, cause, due });
    return sequence;
  }

  /** Moves the clock and lets go of Events whose hour is over. */
  #advance(to: SimTime): void {
    this.#now = to;
    for (let lease = this.#leases[this.#leasesTaken]; lease !== undefined && lease.until <= to; lease = this.#leases[this.#leasesTaken]) {
      this.#leasesTaken += 1;
      this.#expire(lease);
    }
    if (this.#leasesTaken < 1024 || this.#leasesTaken * 2 < this.#leases.length) return;
    this.#leases = this.#leases.slice(this.#leasesTaken);
    this.#leasesTaken = 0;
  }

  /** A later write of the same Event renewed its hour. */
  #expire({ namespace, name, until }: Lease): void {
    const key = { kind: 'Event', namespace, name } as const;
    const event = this.#store.get(key) as Event | undefined;
    const written = event?.lastTimestamp ?? event?.series?.lastObservedTime ?? event?.eventTime;
    if (written === undefined || written === null) return;
    if (this.#clock.simTime(written) + EVENT_TTL_MS <= until) this.#store.remove(key);
  }

  #guardAgainstHotLoop(actor: ActorName, key: string): void {
    if (this.#passesAt !== this.#now) {
      this.#passesAt = this.#now;
      this.#passes = new Map();
    }
    const id = `${actor} ${key}`;
    const passes = (this.#passes.get(id) ?? 0) + 1;
    this.#passes.set(id, passes);
    assert(passes <= PASSES_AT_ONE_INSTANT_MAX, `${id} does not come to rest at ${this.#now} ms`);
  }

  /** What a pod is doing may change without a write. */
  #logPod(key: string): void {
    const slash = key.indexOf('/');
    if (slash > 0) this.#log.add({ kind: 'Pod', namespace: key.slice(0, slash), name: key.slice(slash + 1) });
  }

  #seat(name: ActorName): Seat {
    return ensureExists(this.#seats.get(name), `actor ${name}`);
  }

  #newServer(): ApiServer {
    const { admission = {}, podLimit = POD_LIMIT } = this.#options;
    const ordinals = this.#ordinals;
    const peek = (key: string): number => (ordinals.get(key) ?? 0) + 1;
    return new ApiServer({
      store: this.#store,
      clock: this.#clock,
      seed: this.setup.seed,
      minor: this.minor,
      podLimit,
      admission,
      podFactory: new PodFactory(this.minor, admission.withoutServiceAccounts === true),
      ordinals: {
        peek,
        next: (key) => {
          const ordinal = peek(key);
          ordinals.set(key, ordinal);
          return ordinal;
        },
      },
    });
  }

  #newEventSink(): ConstructorParameters<typeof EventRecorder>[1] {
    return {
      find: (namespace, name) => this.#store.get({ kind: 'Event', namespace, name }) as Event | undefined,
      write: (event) => {
        const { metadata } = event;
        const namespace = metadata.namespace ?? 'default';
        const key = { kind: 'Event', namespace, name: metadata.name } as const;
        const born = this.#clock.time(this.#now);
        this.#store.put(
          key,
          metadata.uid === undefined
            ? { ...event, metadata: { ...metadata, uid: eventUid(this.setup.seed, metadata.name), creationTimestamp: born } }
            : event,
        );
      },
    };
  }

  #newSeats(snapshot: Snapshot | undefined): ReadonlyMap<ActorName, Seat> {
    const queues = new Map(snapshot?.workQueues);
    const memories = new Map(snapshot?.memories);
    return new Map(
      (this.#options.actors ?? allActors()).map((actor): readonly [ActorName, Seat] => {
        const { name } = actor;
        const queue = new WorkQueue(name, (at, due, cause) => this.#schedule(at, due, cause), queues.get(name));
        return [name, { actor, queue, memory: new MapMemory(memories.get(name)) }];
      }),
    );
  }
}

function changeOf(before: KubeObject | undefined, after: KubeObject | undefined): Change {
  if (after === undefined) return { type: 'deleted', object: ensureExists(before, 'the object that was removed') };
  return before === undefined ? { type: 'added', object: after } : { type: 'modified', object: after, old: before };
}

function eventUid(seed: number, name: string): string {
  return randomUUID(seed, 'uid', 'Event', name);
}

/** `namespace/name` of what a request is about. */
function userKey(request: Request, answer: Answer): string {
  if (request.verb === 'deleteCollection') return `${request.namespace}/`;
  if ('key' in request) return `${request.key.namespace}/${request.key.name}`;
  const object = answer.ok ? answer.value.object : (request.object as Partial<KubeObject> | undefined);
  return `${object?.metadata?.namespace ?? ''}/${object?.metadata?.name ?? ''}`;
}
