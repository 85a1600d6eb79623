/**
 * Why an object is as it is: the steps that led to its last change, back to what a person did.
 * Each step names the one that caused it, so the chain is read off the steps; nothing is guessed from times or names.
 */
import type { Kind, ObjectKey } from '../api/client.ts';
import type { Reason } from '../engine/reason.ts';
import type { SimTime } from '../engine/setup.ts';
import type { Step } from '../engine/step.ts';
import type { CausesView, CauseView } from './view.ts';

interface Kept {
  readonly id: number;
  readonly at: SimTime;
  readonly actor: Step['actor'];
  readonly key: string;
  readonly cause: number | undefined;
  readonly changed: readonly ObjectKey[];
  readonly reason: Reason | undefined;
  /** Id of the person's step that all this goes back to; 0: the set-up. */
  readonly root: number;
}

/** Steps kept in full. An update of a thousand pods takes some twenty thousand. */
const STEPS_MAX = 40_000;
/** Links told before the middle is left out. */
const LINKS_MAX = 60;
const CHANGED_MAX = 3;
/** Who looks after objects of a kind; their steps have the object's own key. */
const KEEPERS: Readonly<Partial<Record<Kind, readonly Step['actor'][]>>> = {
  Deployment: ['deployment'],
  ReplicaSet: ['replicaset'],
  Pod: ['kubelet', 'scheduler'],
};

export class Causes {
  /** The steps from `#first` on; ids have no gaps. */
  #steps: Kept[] = [];
  #first = 1;
  /** A person's steps are few and kept for good. */
  readonly #persons = new Map<number, Kept>();
  readonly #limit: number;

  constructor(limit = STEPS_MAX) {
    this.#limit = limit;
  }

  /** Takes note of a step that was not seen before. */
  add({ id, at, actor, key, cause, changed, reason }: Step): void {
    // A hole (the run was entered in its middle) makes what lies before it unreachable by number.
    if (id !== this.#first + this.#steps.length) {
      this.#steps = [];
      this.#first = id;
    }
    const root = actor === 'user' ? id : (this.#find(cause)?.root ?? 0);
    const kept: Kept = { id, at, actor, key, cause, changed, reason, root };
    this.#steps.push(kept);
    if (actor === 'user') this.#persons.set(id, kept);
    if (this.#steps.length > this.#limit) {
      const dropped = Math.floor(this.#limit / 2);
      this.#steps = this.#steps.slice(dropped);
      this.#first += dropped;
    }
  }

  forkAfter(step: number): void {
    this.#steps.length = Math.max(0, Math.min(this.#steps.length, step + 1 - this.#first));
    for (const id of this.#persons.keys()) if (id > step) this.#persons.delete(id);
  }

  /** The chain behind the last change of the object up to `step`; without links when none is known. */
  of(key: ObjectKey, step: number): CausesView {
    const last = this.#lastChange(key, step);
    if (last === undefined) return { links: [] };
    const links: CauseView[] = [];
    let oldest = last;
    for (let at: Kept | undefined = last; at !== undefined; at = this.#find(at.cause)) {
      oldest = at;
      const previous = links.at(-1);
      if (previous !== undefined && previous.actor === at.actor && previous.key === at.key && at.actor !== 'user') {
        links[links.length - 1] = { ...previous, passes: previous.passes + 1 };
      } else if (at.actor !== 'watch') links.push(viewOf(at));
      if (links.length >= LINKS_MAX) break;
    }
    const root = this.#persons.get(last.root);
    return root === undefined || root === oldest ? { links } : { links, root: viewOf(root) };
  }

  /** The last step up to `step` by which those who look after the object changed something: its controller, or a pod's scheduler and kubelet. */
  didLast({ kind, namespace, name }: ObjectKey, step: number): CauseView | undefined {
    const keepers = KEEPERS[kind];
    if (keepers === undefined) return undefined;
    const key = `${namespace}/${name}`;
    let counted: Kept | undefined;
    for (let index = Math.min(this.#steps.length - 1, step - this.#first); index >= 0; index -= 1) {
      const kept = this.#steps[index];
      if (kept !== undefined && kept.key === key && kept.changed.length > 0 && keepers.includes(kept.actor)) {
        if (!isOnlyCounting(kept)) return viewOf(kept);
        counted ??= kept;
      }
    }
    return counted && viewOf(counted);
  }

  #find(id: number | undefined): Kept | undefined {
    return id === undefined ? undefined : (this.#steps[id - this.#first] ?? this.#persons.get(id));
  }

  #lastChange({ kind, namespace, name }: ObjectKey, step: number): Kept | undefined {
    for (let index = Math.min(this.#steps.length - 1, step - this.#first); index >= 0; index -= 1) {
      const kept = this.#steps[index];
      if (kept?.changed.some((each) => each.name === name && each.kind === kind && each.namespace === namespace) === true) return kept;
    }
    return undefined;
  }
}

/** A controller that wrote its object's status alone. */
function isOnlyCounting({ reason }: Kept): boolean {
  if (reason?.actor === 'deployment') return reason.moves.length === 0;
  return reason?.actor === 'replicaset' && reason.pods.length === 0;
}

function viewOf({ id, at, actor, key, changed, reason }: Kept): CauseView {
  return {
    step: id,
    at,
    actor,
    key,
    changed: changed.slice(0, CHANGED_MAX),
    changedCount: changed.length,
    passes: 1,
    ...(reason === undefined ? {} : { reason }),
  };
}
