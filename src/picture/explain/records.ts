/** What the last passes of controllers and scheduler left behind, by whom they were about: the decisions of which the objects keep only the words. */

import type { RefusalFacts } from '../../api/refusal.ts';
import { deepEqual } from '../../base/equal.ts';
import type { SimTime } from '../../engine/setup.ts';
import type { Step } from '../../engine/step.ts';
import { Ledger } from '../ledger.ts';
import { type Placement, placementOf } from './placement.ts';

/** What a controller was refused in its last pass. */
export interface Refused {
  readonly message: string;
  readonly facts?: RefusalFacts;
  readonly retryAt?: SimTime;
}

/** The decisions that hold at a moment. Keys are `namespace/name`. */
export interface Records {
  refusedOf(by: 'deployment' | 'replicaset', key: string): Refused | undefined;
  /** What the nodes said when the scheduler found none for the pod. */
  placementOf(pod: string): Placement | undefined;
}

/** Decisions kept about one object. */
const KEPT_MAX = 200;

export class RecordBook {
  readonly #refused = new Map<string, Ledger<Refused | undefined>>();
  readonly #placements = new Map<string, Ledger<Placement | undefined>>();
  /** Most pods of a crowd that finds no place hear the same. */
  #lastPlacement: Placement | undefined;

  note({ id, key, reason }: Step): void {
    if (reason?.actor === 'deployment' || reason?.actor === 'replicaset') {
      const { refusal, facts, retryAt, verdict } = reason;
      const refused =
        refusal === undefined || verdict === 'conflict'
          ? undefined
          : { message: refusal, ...(facts === undefined ? {} : { facts }), ...(retryAt === undefined ? {} : { retryAt }) };
      keep(this.#refused, `${reason.actor} ${key}`, id, refused);
    } else if (reason?.actor === 'scheduler') {
      keep(this.#placements, key, id, reason.refusals === undefined ? undefined : this.#shared(placementOf(reason.refusals)));
    }
  }

  forkAfter(step: number): void {
    for (const ledger of this.#refused.values()) ledger.forkAfter(step);
    for (const ledger of this.#placements.values()) ledger.forkAfter(step);
  }

  at(step: number): Records {
    return {
      refusedOf: (by, key) => this.#refused.get(`${by} ${key}`)?.at(step),
      placementOf: (pod) => this.#placements.get(pod)?.at(step),
    };
  }

  #shared(placement: Placement): Placement {
    if (!deepEqual(this.#lastPlacement, placement)) this.#lastPlacement = placement;
    return this.#lastPlacement ?? placement;
  }
}

/** Nothing is kept of what never went wrong, nor the same twice in a row. */
function keep<T>(ledgers: Map<string, Ledger<T | undefined>>, key: string, step: number, value: T | undefined): void {
  const known = ledgers.get(key);
  if (known === undefined && value === undefined) return;
  const ledger = known ?? new Ledger<T | undefined>(KEPT_MAX);
  if (known === undefined) ledgers.set(key, ledger);
  if (ledger.at(step) !== value) ledger.add(step, value);
}
