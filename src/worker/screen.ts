// What the page is to show: draws the run's moment and tells what changed since the last frame.
import type { ObjectKey } from '../api/client.ts';
import { isKind } from '../api/key.ts';

import { deepEqual } from '../base/equal.ts';
import { podColumns } from '../kubectl/print/podStatus.ts';
import { rolloutStatusOf } from '../kubectl/rollout/status.ts';
import { EventBook } from '../picture/eventBook.ts';
import { deriveEvent, eventsAbout } from '../picture/events.ts';
import { whyOf } from '../picture/explain/why.ts';
import type { History } from '../picture/history.ts';
import { inspect } from '../picture/inspect.ts';
import { type Drawn, Picture } from '../picture/picture.ts';
import type { WhyView } from '../picture/view.ts';
import type { Words, World } from '../picture/world.ts';

import { FrameDiff } from './frame.ts';
import type { Inspected, Target } from './protocol.ts';

const INSPECTED_EVENTS_MAX = 100;

/** kubectl's own words, so that page and terminal say the same. */
const words: Words = {
  podColumns: (pod) => {
    const { ready, status, restarts } = podColumns(pod);
    return { ready, status, restarts };
  },
  rolloutStatus: (deployment) => {
    const status = rolloutStatusOf(deployment);
    return 'error' in status ? `error: ${status.error}` : status.text;
  },
};

/** What changed in the cluster since the screen was drawn last; `keys` undefined: compare everything. */
export interface Moved {
  readonly keys: readonly ObjectKey[] | undefined;
}

export class Screen {
  readonly #history: History;
  readonly #picture: Picture;
  readonly #events = new EventBook();
  readonly #diff = new FrameDiff();
  /** The Deployment that the person chose; another one is followed while it does not exist. */
  #chosen: string | undefined;
  #followedUid: string | undefined;
  #wanted: ({ readonly kind: string } & Target) | undefined;
  #inspected: Inspected | null = null;
  #why: WhyView | null = null;
  #until: number | undefined;
  #isDirty = true;

  constructor(history: History) {
    this.#history = history;
    this.#picture = new Picture(history, words);
  }

  /** How many pods the last picture showed. */
  get podCount(): number {
    return this.#picture.podCount;
  }

  /** uid of the Deployment that the last picture followed. */
  get followedUid(): string | undefined {
    return this.#followedUid;
  }

  follow(target: Target | undefined): void {
    this.#chosen = target === undefined ? undefined : keyText(target);
    this.#isDirty = true;
  }

  inspect(object: ({ readonly kind: string } & Target) | undefined): void {
    this.#wanted = object;
    this.#inspected = null;
    this.#isDirty = true;
  }

  /** Whether there is anything to draw at `now`: something was written or chosen, or time alone changed the picture. */
  isDue(now: number, hasMoved: boolean): boolean {
    return this.#isDirty || hasMoved || (this.#until !== undefined && now >= this.#until);
  }

  /** What the page must be told; undefined when nothing that it shows has changed. */
  changes(world: World, step: number, moved: Moved): ReturnType<FrameDiff['changesTo']> {
    const drawn = this.#picture.draw(world, step, moved.keys);
    const followed = followedIn(drawn, this.#chosen);
    const uid = followed?.uid;
    this.#drawEvents(world, moved, uid);
    this.#inspected = this.#drawInspected(world, step);
    this.#why = this.#drawWhy(world, step, followed);
    this.#until = drawn.until;
    this.#isDirty = false;
    return this.#diff.changesTo({
      drawn,
      events: this.#events.views,
      followed: followed === undefined ? null : keyText(followed),
      series: uid === undefined ? undefined : this.#history.seriesOf(uid),
      inspected: this.#inspected,
      why: this.#why,
    });
  }

  /** Without a Deployment to follow, the events of the whole cluster are shown. */
  #drawEvents(world: World, { keys }: Moved, followedUid: string | undefined): void {
    const wants = (uid: string): boolean => followedUid === undefined || this.#history.belongs(uid, followedUid);
    if (keys === undefined || followedUid !== this.#followedUid) this.#events.rebuild(world, wants);
    else this.#events.update(world, keys, wants);
    this.#followedUid = followedUid;
  }

  #drawWhy(world: World, step: number, followed: Target | undefined): WhyView | null {
    if (followed === undefined) return null;
    const { namespace, name } = followed;
    const next = this.#whyOf({ kind: 'Deployment', namespace, name }, world, step) ?? null;
    return deepEqual(this.#why, next) ? this.#why : next;
  }

  #whyOf(key: ObjectKey, world: World, step: number): WhyView | undefined {
    const why = whyOf(key, world, this.#history.records.at(step));
    const did = why === undefined ? undefined : this.#history.causes.didLast(why.who, step);
    return why === undefined || did === undefined ? why : { ...why, did };
  }

  #drawInspected(world: World, step: number): Inspected | null {
    const wanted = this.#wanted;
    if (wanted === undefined || !isKind(wanted.kind)) return null;
    const { kind, namespace, name } = wanted;
    const before = this.#inspected;
    const object = world.get({ kind, namespace, name });
    const causes = this.#history.causes.of({ kind, namespace, name }, step);
    const why = this.#whyOf({ kind, namespace, name }, world, step);
    const next: Inspected =
      object === undefined
        ? { ...withoutWhy(before ?? NEVER_SEEN), kind, namespace, name, exists: false, causes }
        : {
            ...inspect(object, world, world.startTime),
            kind,
            namespace,
            name,
            exists: true,
            events: eventsAbout(world, INSPECTED_EVENTS_MAX, (about) => about === object.metadata.uid).map((event) =>
              deriveEvent(event, world.startTime),
            ),
            causes,
            ...(why === undefined ? {} : { why }),
          };
    return before !== null && deepEqual(before, next) ? before : next;
  }
}

/** What is gone waits for nothing. */
function withoutWhy<T extends { readonly why?: WhyView }>({ why: _, ...rest }: T): Omit<T, 'why'> {
  return rest;
}

const NEVER_SEEN: Omit<Inspected, 'kind' | 'namespace' | 'name' | 'exists' | 'causes'> = {
  uid: '',
  createdAt: 0,
  yaml: '',
  status: '',
  conditions: [],
  owners: [],
  events: [],
};

function keyText({ namespace, name }: Target): string {
  return `${namespace}/${name}`;
}

/** The chosen Deployment, else the oldest. */
function followedIn({ deployments }: Drawn, chosen: string | undefined): Drawn['deployments'][number] | undefined {
  return deployments.find((deployment) => keyText(deployment) === chosen) ?? deployments[0];
}
