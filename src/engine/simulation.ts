/**
 * A cluster that runs in virtual time: the star that alone knows the API server, the informer cache and every actor.
 * Pure and synchronous. What is to come lies in the queue as data; each event of it that is taken is one step.
 */
import type { Answer, Kind, ObjectKey, Reader, Reading, Request, Status } from '../api/client.ts';
import type { Pod } from '../api/core.ts';
import type { KubeObject } from '../api/meta.ts';
import { assert } from '../base/assert.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Actor, Change, Handling, Memory, Outcome, Pass, Wake } from './actor.ts';
import { allActors } from './actors.ts';
import { ApiServer } from './apiserver/apiserver.ts';
import { isReview } from './apiserver/authorization/reviews.ts';
import type { AdmissionStandIns } from './apiserver/context.ts';
import { PodFactory } from './apiserver/podFactory.ts';
import { Store, type Write } from './apiserver/store.ts';
import { initialObjects, minorOf } from './boot.ts';
import { InformerCache } from './cache.ts';
import { ChangeLog, type Changes } from './changeLog.ts';
import { ClientLimits } from './clientLimits.ts';
import { Clock } from './clock.ts';
import { digestOf } from './digest.ts';
import { EventStore } from './eventStore.ts';
import { EventRecorder } from './events.ts';
import type { ActiveFault, Fault } from './faults/fault.ts';
import { askedBy, switchedOff, switchedOn } from './faults/switch.ts';
import { freezeDeep } from './freeze.ts';
import { EventQueue, type QueuedEvent } from './queue.ts';
import { randomOf, type Words } from './random.ts';
import type { Outlook, ProbeOutlook, Reason } from './reason.ts';
import { type Seat, Seats } from './seats.ts';
import { POD_LIMIT, type Setup, type SimTime } from './setup.ts';
import type { Delivery, Snapshot } from './state.ts';
import type { ActorName, EmittedEvent, Step } from './step.ts';
import { changeOf, keyOfRequest, reasonOf, withRetry } from './stepFacts.ts';

const WATCH_LATENCY_MS = 5;

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
  /** Hears of every write as it happens, Events included: what a watch of the API server tells. A request that is refused may have written. */
  readonly written?: (change: Change) => void;
}

/** Who sent a request and which gesture it belongs to. */
export interface Origin {
  readonly userEvent: string;
  readonly line?: string;
}

/** What the step being taken has done so far. */
interface Taking {
  readonly id: number;
  changed: ObjectKey[];
  emitted: EmittedEvent[];
}

const NO_KEYS: ObjectKey[] = [];
const NO_EVENTS: EmittedEvent[] = [];

/** A list that grows out of an empty one has room for sixteen more, and whoever keeps the steps keeps these; most hold one or none. */
function appended<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
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
  readonly #seats: Seats;
  readonly #eventStore: EventStore;
  readonly #recorder: EventRecorder;
  readonly #ordinals: Map<string, number>;
  readonly #log = new ChangeLog();
  /** Absent: the set-up leaves them off. */
  readonly #limits: ClientLimits | undefined;
  /** Calls of the pass that is being taken. */
  #calls = 0;
  readonly #options: SimulationOptions;
  #faults: readonly ActiveFault[];
  #now: SimTime;
  #stepCount: number;
  #sequence: number;
  #taking: Taking | undefined;
  #lastStep: Step | undefined;
  /** What every pass may do; a pass is over before the next one begins, so that all of them can share these. */
  readonly #request = (request: Request): Answer => {
    this.#calls += 1;
    return this.#server.handle(request, this.#now, true);
  };
  readonly #emit = (event: EmittedEvent): void => {
    this.#calls += 1;
    if (this.#taking !== undefined) this.#taking.emitted = appended(this.#taking.emitted, event);
    this.#recorder.record(event, this.#now);
  };
  readonly #random = (...words: Words): number => randomOf(this.setup.seed, words);

  private constructor(setup: Setup, options: SimulationOptions, snapshot?: Snapshot) {
    this.setup = setup;
    this.minor = minorOf(setup);
    this.#options = options;
    this.#now = snapshot?.now ?? 0;
    this.#stepCount = snapshot?.stepCount ?? 0;
    this.#sequence = snapshot?.sequence ?? 0;
    this.#faults = snapshot?.faults ?? [];
    this.#clock = new Clock(setup.startTime);
    this.#limits = setup.clientRateLimits === true ? new ClientLimits(snapshot?.clientLimits) : undefined;
    this.#ordinals = new Map(snapshot?.ordinals);
    this.#queue = new EventQueue(snapshot?.queue);
    this.#deliveries = [...(snapshot?.deliveries ?? [])];
    this.#cache = new InformerCache(snapshot?.cache);
    this.#store = new Store((write) => this.#written(write), snapshot?.resourceVersion, snapshot?.objects);
    this.#server = this.#newServer();
    this.#eventStore = new EventStore(this.#store, this.#clock, setup.seed, snapshot?.leases);
    this.#recorder = new EventRecorder(this.#clock, this.#eventStore, this.minor, snapshot?.events);
    this.#seats = new Seats(options.actors ?? allActors(), (at, due, cause) => this.#schedule(at, due, cause), snapshot);
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

  /** A person's request. It is answered at once and takes a step of its own, unless it only asks for an opinion (`isReview`). */
  dispatch(request: Request, origin: Origin): Answer {
    if (isReview(request)) return this.#server.handle(askedBy(request, this.#faults), this.#now, false);
    const taking = this.#begin();
    const answer = this.#server.handle(askedBy(request, this.#faults), this.#now, false);
    const reason = reasonOf(origin, answer.ok ? undefined : answer.error);
    this.#end(taking, 'user', keyOfRequest(request, answer), undefined, reason);
    return answer;
  }

  /** How the API server refuses this reading to a user (absent: the administrator); undefined: it does not. */
  forbids(reading: Reading, user?: string): Status | undefined {
    return this.#server.forbids(reading, user);
  }

  /** Switches a fault on. Refused when one of its id is on, or when the API server refuses what it asks for: then only the step was taken. */
  inject(fault: Fault, origin: Origin): Result<ActiveFault, Status> {
    const taking = this.#begin();
    const refuse = (error: Status): Result<ActiveFault, Status> => {
      this.#end(taking, 'user', fault.id, undefined, reasonOf(origin, error));
      return err(error);
    };
    const planned = switchedOn(fault, this.#faults, this.#store, this.#now);
    if (!planned.ok) return refuse(planned.error);
    const { active, requests } = planned.value;
    for (const request of requests) {
      const answer = this.#server.handle(request, this.#now, false);
      if (!answer.ok) return refuse(answer.error);
    }
    this.#faults = [...this.#faults, active];
    this.#disturb(active, true, taking.id);
    const { id, kind } = fault;
    this.#end(taking, 'user', id, undefined, { ...reasonOf(origin), fault: { id, kind, isOn: true } });
    return ok(active);
  }

  /** Switches a fault off. What someone has made good already is left as it is. Refused when none of that id is on. */
  clear(id: string, origin: Origin): Result<ActiveFault, Status> {
    const taking = this.#begin();
    const found = switchedOff(id, this.#faults);
    if (!found.ok) {
      this.#end(taking, 'user', id, undefined, reasonOf(origin, found.error));
      return found;
    }
    const active = found.value;
    this.#faults = this.#faults.filter((each) => each !== active);
    for (const request of active.cure) this.#server.handle(request, this.#now, false);
    this.#disturb(active, false, taking.id);
    this.#end(taking, 'user', id, undefined, { ...reasonOf(origin), fault: { id, kind: active.fault.kind, isOn: false } });
    return ok(active);
  }

  /** The faults that are on, oldest first. */
  get faults(): readonly ActiveFault[] {
    return this.#faults;
  }

  /** Takes the next due event, moving the clock to it; undefined when nothing will ever be due. */
  step(): Step | undefined {
    for (let event = this.#nextEvent(); event !== undefined; event = this.#nextEvent()) {
      this.#queue.pop();
      this.#advance(event.at);
      const { due } = event;
      if (due.type === 'watch') return this.#deliver(event);
      const seat = this.#seats.get(due.actor);
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
  outlook(key: ObjectKey): Outlook | undefined {
    const seat = this.#seats.find('kubelet');
    const pod = this.#store.get(key);
    return pod && seat?.actor.outlook?.(pod as Pod, seat.memory);
  }

  /** When an actor's turn at a key comes, from what lies in its work queue; undefined: nothing is planned. */
  turnOf(actor: ActorName, key: string): SimTime | undefined {
    return this.#seats.find(actor)?.queue.turnOf(key, this.#now);
  }

  /** The probes of a pod that its kubelet holds, with their counts so far. */
  probes(key: ObjectKey): readonly ProbeOutlook[] {
    const seat = this.#seats.find('kubelet');
    const pod = this.#store.get(key);
    return (pod && seat?.actor.probes?.(pod as Pod, seat.memory, { now: this.#now, minor: this.minor })) ?? [];
  }

  /** All objects of a kind in a namespace, in no order: for those who count a whole cluster at every look. */
  all(kind: Kind, namespace: string): Iterable<KubeObject> {
    return this.#store.all(kind, namespace);
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
      queue: this.#queue.data(),
      deliveries: [...this.#deliveries],
      cache: this.#cache.data(),
      ...this.#seats.data(),
      events: this.#recorder.data(),
      leases: this.#eventStore.data(),
      ...(this.#faults.length === 0 ? {} : { faults: this.#faults }),
      ...(this.#limits === undefined ? {} : { clientLimits: this.#limits.data() }),
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

  /** The next event that still stands, left in the queue. Delayed adds that an earlier one overtook are void; a pass whose component has no token is put off. */
  #nextEvent(): QueuedEvent | undefined {
    for (let event = this.#queue.peek(); event !== undefined; event = this.#queue.peek()) {
      const { due } = event;
      if (due.type === 'watch') return event;
      const { queue, actor } = this.#seats.get(due.actor);
      if (due.type === 'sync') {
        const at = actor.client === undefined ? event.at : (this.#limits?.readyAt(actor.name, actor.client, event.at) ?? event.at);
        if (at === event.at) return event;
        this.#queue.pop();
        this.#queue.push({ ...event, at });
      } else if (queue.isCurrent(due.key, event.sequence)) return event;
      else this.#queue.pop();
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
    return this.#end(taking, 'watch', '', event.cause, undefined);
  }

  #take(change: Change, cause: number | undefined): void {
    this.#cache.apply(change);
    for (const { actor, queue, memory } of this.#seats.listening(change.object.kind)) {
      this.#wake(queue, actor.wakes(change, this.#handling(memory)), cause);
    }
  }

  #handling(memory: Memory): Handling {
    return { cache: this.#cache, memory, now: this.#now, setup: this.setup, minor: this.minor, faults: this.#faults };
  }

  #wake(queue: Seat['queue'], wakes: readonly Wake[], cause: number | undefined): void {
    for (const { key, afterMs } of wakes) {
      if (afterMs === undefined) queue.add(key, this.#now, cause);
      else queue.addAfter(key, afterMs, this.#now, cause);
    }
  }

  /** Everyone whom a fault concerns hears of it. */
  #disturb(active: ActiveFault, isNowOn: boolean, cause: number): void {
    for (const { actor, queue, memory } of this.#seats.all()) {
      this.#wake(queue, actor.disturbed?.(active, isNowOn, this.#handling(memory)) ?? [], cause);
    }
  }

  #sync(seat: Seat, key: string, event: QueuedEvent): Step {
    this.#seats.countPass(seat.actor.name, key, this.#now);
    const taking = this.#begin();
    seat.queue.take(key);
    const { client, name } = seat.actor;
    this.#calls = 0;
    const outcome = seat.actor.sync(key, this.#pass(seat));
    if (client !== undefined) this.#limits?.spend(name, client, this.#calls, this.#now);
    this.#requeue(seat, key, outcome, taking.id);
    if (name === 'kubelet' && taking.changed.length === 0) this.#logPod(key);
    return this.#end(taking, name, key, event.cause, withRetry(outcome, seat.queue.dueAt(key)));
  }

  #requeue({ actor, queue }: Seat, key: string, outcome: Outcome, cause: number): void {
    if (outcome.retry === undefined) queue.forget(key);
    else if (queue.failuresOf(key) < (actor.maxRetries ?? Number.POSITIVE_INFINITY)) queue.addRateLimited(key, this.#now, cause);
    else queue.forget(key);
    if (outcome.requeueAfterMs !== undefined) queue.addAfter(key, outcome.requeueAfterMs, this.#now, cause);
  }

  #pass({ actor, memory }: Seat): Pass {
    const now = this.#now;
    const allowance = actor.client && this.#limits?.available(actor.name, actor.client, now);
    const pass: Pass = {
      now,
      time: this.#clock.time(now),
      setup: this.setup,
      minor: this.minor,
      cache: this.#cache,
      live: this.#store,
      memory,
      faults: this.#faults,
      request: this.#request,
      emit: this.#emit,
      random: this.#random,
    };
    return allowance === undefined ? pass : { ...pass, allowance };
  }

  #begin(): Taking {
    this.#stepCount += 1;
    const taking: Taking = { id: this.#stepCount, changed: NO_KEYS, emitted: NO_EVENTS };
    this.#taking = taking;
    return taking;
  }

  #end(taking: Taking, actor: Step['actor'], key: string, cause: number | undefined, reason: Reason | undefined): Step {
    this.#taking = undefined;
    const { id, changed, emitted } = taking;
    const at = this.#now;
    const step: Step =
      cause !== undefined && reason !== undefined
        ? { id, at, actor, key, changed, emitted, cause, reason }
        : {
            id,
            at,
            actor,
            key,
            changed,
            emitted,
            ...(cause === undefined ? {} : { cause }),
            ...(reason === undefined ? {} : { reason }),
          };
    this.#lastStep = step;
    return step;
  }

  /** Hears of every write: the watch event sets out, the change log and the step take note. */
  #written({ key, before, after }: Write): void {
    this.#log.add(key);
    this.#options.written?.(changeOf(before, after));
    if (after !== undefined && this.#options.freeze === true) freezeDeep(after);
    // Nobody inside the cluster watches Events.
    if (key.kind === 'Event') return;
    if (this.#taking !== undefined) this.#taking.changed = appended(this.#taking.changed, key);
    const cause = this.#taking?.id;
    const at = this.#taking === undefined ? this.#now : this.#now + (this.#options.watchLatencyMs ?? WATCH_LATENCY_MS);
    const last = this.#deliveries[this.#deliveries.length - 1];
    const change = changeOf(before, after);
    this.#deliveries.push(cause === undefined ? { at, change } : { at, change, cause });
    if (last?.at !== at) this.#schedule(at, { type: 'watch' }, cause);
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
    this.#eventStore.expire(to);
  }

  /** What a pod is doing may change without a write; a kubelet writes nothing but its own pod. */
  #logPod(key: string): void {
    const slash = key.indexOf('/');
    if (slash > 0) this.#log.add({ kind: 'Pod', namespace: key.slice(0, slash), name: key.slice(slash + 1) });
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
}
