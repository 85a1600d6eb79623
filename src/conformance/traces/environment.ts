/** The scripted scheduler and kubelet of a trace: pods are bound, run, become ready and vanish on a grid of time. */
import type { Pod, PodCondition, PodPhase } from '../../api/core.ts';
import { assert } from '../../base/assert.ts';
import type { Step } from '../../engine/step.ts';
import type { PodChoice, PodLife, Trace } from './trace.ts';
import { controllerOf, type World } from './world.ts';

/**
 * The pods of one instant do not reach the controllers at once: the informer hands one over, a controller wakes, and by its next turn the rest
 * is there too. (How often a refused creation has been tried by then decides on the back-off.) Pods that become ready are handed over
 * together, as most recordings had it.
 */
const SECOND_DELIVERY_MS = 1;

type Verb = 'bound' | 'running' | 'ready' | 'unready' | 'failed' | 'gone';

/** A pod as the stand-ins know it. */
interface Known {
  readonly uid: string;
  readonly name: string;
  /** Reference of the ReplicaSet that created it. */
  readonly creator: string;
  readonly rule: PodLife;
  /** Counts up over all pods: the order of creation. */
  readonly order: number;
  /** How often Ready was lost so far. */
  lost: number;
  isLeaving: boolean;
  isOver: boolean;
}

interface Planned {
  readonly at: number;
  readonly order: number;
  readonly verb: Verb;
  readonly pod: Known;
}

export class Environment {
  readonly #world: World;
  readonly #gridMs: number;
  readonly #known = new Map<string, Known>();
  readonly #created = new Map<string, number>();
  #rules: readonly PodLife[];
  #planned: Planned[] = [];
  #plans = 0;

  constructor(world: World, trace: Trace) {
    this.#world = world;
    this.#gridMs = trace.gridMs;
    this.#rules = trace.podLife;
  }

  /** When the next transition is planned. */
  get nextAt(): number | undefined {
    return this.#planned.reduce<number | undefined>((least, { at }) => (least === undefined || at < least ? at : least), undefined);
  }

  setRules(rules: readonly PodLife[]): void {
    this.#rules = rules;
  }

  /** The last grid time that is not later than `t`. */
  #base(t: number): number {
    const half = this.#gridMs / 2;
    return Math.floor((t - half) / this.#gridMs) * this.#gridMs + half;
  }

  /** Takes note of pods that came, are being deleted, or went. */
  observe({ changed, at }: Step): void {
    for (const key of changed) {
      if (key.kind !== 'Pod') continue;
      const pod = this.#world.simulation.reader.get(key) as Pod | undefined;
      const known = this.#known.get(key.name);
      if (pod === undefined) {
        if (known !== undefined) this.#forget(known);
      } else if (known === undefined) this.#meet(pod, at);
      else if (pod.metadata.deletionTimestamp !== undefined) this.#seeLeaving(known, at);
    }
  }

  #meet(pod: Pod, at: number): void {
    const creator = this.#world.refOf(controllerOf(pod));
    const ordinal = (this.#created.get(creator) ?? 0) + 1;
    this.#created.set(creator, ordinal);
    const image = pod.spec.containers[0]?.image;
    const rule = this.#rules.find(
      (each) => (each.image === undefined || each.image === image) && (each.ordinals === undefined || each.ordinals.includes(ordinal)),
    );
    assert(rule !== undefined, 'no podLife rule matches');
    const { name, uid = '' } = pod.metadata;
    const known: Known = { uid, name, creator, rule, order: this.#known.size, lost: 0, isLeaving: false, isOver: false };
    this.#known.set(name, known);
    if (pod.metadata.deletionTimestamp === undefined && rule.unschedulable !== true)
      this.#plan(this.#base(at) + rule.scheduleMs, 'bound', known);
    else if (pod.metadata.deletionTimestamp !== undefined) this.#seeLeaving(known, at);
  }

  #seeLeaving(known: Known, at: number): void {
    if (known.isLeaving) return;
    known.isLeaving = true;
    this.#dropPlans(known);
    this.#plan(this.#base(at) + known.rule.terminateMs, 'gone', known);
  }

  #forget(known: Known): void {
    known.isOver = true;
    this.#dropPlans(known);
  }

  #dropPlans(known: Known): void {
    this.#planned = this.#planned.filter(({ pod }) => pod !== known);
  }

  #plan(at: number, verb: Verb, pod: Known): void {
    this.#plans += 1;
    this.#planned.push({ at, order: this.#plans, verb, pod });
  }

  /** Carries out what is planned for this instant; gives the causes as a trace words them. */
  act(now: number): readonly string[] {
    const due = this.#planned.filter(({ at }) => at === now).sort((a, b) => a.order - b.order || a.pod.order - b.pod.order);
    this.#planned = this.#planned.filter(({ at }) => at !== now);
    const counts = new Map<string, number>();
    for (const [index, { verb, pod }] of due.entries()) {
      if (index === 1 && verb !== 'ready') this.#world.advanceTo(now + SECOND_DELIVERY_MS);
      // An action or an earlier transition of this instant may have ended the pod's life.
      if (pod.isOver || (pod.isLeaving && verb !== 'gone')) continue;
      const label = `${verb} ${pod.creator}`;
      counts.set(label, (counts.get(label) ?? 0) + 1);
      this.#transition(verb, pod, now);
    }
    return [...counts].map(([label, count]) => `${count} ${label}`);
  }

  #transition(verb: Verb, pod: Known, now: number): void {
    const { rule } = pod;
    switch (verb) {
      case 'bound':
        this.#bind(pod);
        this.#plan(now + rule.startMs, 'running', pod);
        return;
      case 'running':
        this.#write(pod, 'Running', 'False');
        if (rule.readyMs !== null) this.#plan(now + rule.readyMs, 'ready', pod);
        if (rule.failAfterMs !== undefined) this.#plan(now + rule.failAfterMs, 'failed', pod);
        return;
      case 'ready':
        this.#write(pod, 'Running', 'True');
        if (rule.unreadyAfterMs !== undefined && pod.lost < (rule.flaps ?? 1)) this.#plan(now + rule.unreadyAfterMs, 'unready', pod);
        return;
      case 'unready':
        pod.lost += 1;
        this.#write(pod, 'Running', 'False');
        if (rule.readyAgainAfterMs !== undefined) this.#plan(now + rule.readyAgainAfterMs, 'ready', pod);
        return;
      case 'failed':
        this.#fail(pod);
        return;
      case 'gone':
        this.#world.request({ verb: 'delete', key: { kind: 'Pod', namespace: 'default', name: pod.name }, gracePeriodSeconds: 0 });
    }
  }

  #pod(known: Known): Pod | undefined {
    return this.#world.simulation.reader.get({ kind: 'Pod', namespace: 'default', name: known.name }) as Pod | undefined;
  }

  /** The node with the fewest pods that still exist, ties by name. */
  #bind(known: Known): void {
    const counts = new Map(this.#world.simulation.setup.nodes.map(({ name }): [string, number] => [name, 0]));
    for (const { spec } of this.#world.pods()) {
      if (spec.nodeName !== undefined) counts.set(spec.nodeName, (counts.get(spec.nodeName) ?? 0) + 1);
    }
    const [node] = [...counts].reduce((least, each) => (each[1] < least[1] ? each : least));
    const object = {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name: known.name, namespace: 'default' },
      target: { kind: 'Node', name: node },
    };
    const answer = this.#world.request({ verb: 'create', object, subresource: 'binding' });
    assert(answer.ok, `binding refused: ${answer.ok ? '' : answer.error.message}`);
  }

  #write(known: Known, phase: PodPhase, ready: 'True' | 'False', reason?: string): void {
    const pod = this.#pod(known);
    if (pod === undefined) return;
    const others = (pod.status?.conditions ?? []).filter((each) => each.type !== 'Ready');
    const current = pod.status?.conditions?.find((each) => each.type === 'Ready');
    const lastTransitionTime = current?.status === ready ? current.lastTransitionTime : this.#world.time;
    const condition = {
      type: 'Ready',
      status: ready,
      ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }),
    } satisfies PodCondition;
    const status = { ...pod.status, phase, conditions: [...others, condition], ...(reason === undefined ? {} : { reason }) };
    const answer = this.#world.request({ verb: 'update', object: { ...pod, status }, subresource: 'status' });
    assert(answer.ok, `status refused: ${answer.ok ? '' : answer.error.message}`);
  }

  #fail(known: Known): void {
    this.#dropPlans(known);
    this.#write(known, 'Failed', 'False', 'Evicted');
  }

  /** The pod that an action means. */
  choose({ rs, nth, state }: PodChoice): Known | undefined {
    const candidates = [...this.#known.values()].filter((known) => {
      if (known.isOver || known.creator !== rs) return false;
      if (state === 'terminating') return known.isLeaving;
      if (known.isLeaving) return false;
      const status = this.#pod(known)?.status;
      if (status?.phase === 'Failed') return false;
      const isReady = status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') === true;
      return state === undefined || isReady === (state === 'ready');
    });
    return candidates.sort((a, b) => a.order - b.order)[nth - 1];
  }

  /** The action `failPod`. */
  failPod(choice: PodChoice): boolean {
    const known = this.choose(choice);
    if (known !== undefined) this.#fail(known);
    return known !== undefined;
  }

  /** The action `setReadiness`. Planned transitions stay planned. */
  setReadiness({ rs, image, ready }: { readonly rs?: string; readonly image?: string; readonly ready: boolean }): void {
    for (const known of this.#known.values()) {
      const pod = known.isOver || known.isLeaving ? undefined : this.#pod(known);
      if (pod?.status?.phase !== 'Running') continue;
      if (rs === undefined ? pod.spec.containers[0]?.image === image : known.creator === rs)
        this.#write(known, 'Running', ready ? 'True' : 'False');
    }
  }

  /** The action `makeSchedulable`. */
  makeSchedulable(creator: string, now: number): void {
    for (const known of this.#known.values()) {
      const pod = known.isOver || known.isLeaving || known.creator !== creator ? undefined : this.#pod(known);
      if (pod !== undefined && pod.spec.nodeName === undefined) this.#plan(now + known.rule.scheduleMs, 'bound', known);
    }
  }
}
