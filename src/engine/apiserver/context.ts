/** What the parts of the API server share while they answer one request. */
import type { Kind } from '../../api/client.ts';
import type { Time } from '../../api/meta.ts';
import type { Clock } from '../clock.ts';
import type { SimTime } from '../setup.ts';
import type { PodFactory } from './podFactory.ts';
import type { Store } from './store.ts';

/** How often names were made up and objects created: the words by which chance is keyed. Part of the snapshot. */
export interface Ordinals {
  /** The number of the next creation under this key. */
  next(key: string): number;
  /** The same without counting it, for a dry run. */
  peek(key: string): number;
}

export interface ServerContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly ordinals: Ordinals;
  readonly seed: number;
  /** Minor version of the cluster: 22 … 37. */
  readonly minor: number;
  readonly podLimit: number;
  readonly admission: AdmissionStandIns;
  readonly podFactory: PodFactory;
}

/** One request on its way through the server. */
export interface Call {
  readonly now: SimTime;
  readonly time: Time;
  readonly dryRun: boolean;
  /** A component of the cluster asks: what it builds from objects of the cluster cannot be malformed and is not checked again. */
  readonly trusted: boolean;
  /** Who asks, as `Request.user`. */
  readonly user: string | undefined;
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
}

/** Scripted admission of a recorded trace, in force instead of the real plug-ins' objects. */
export interface AdmissionStandIns {
  /** A refusal's text after `is forbidden: `, or undefined to let the creation pass. `name` is how the message names the object. */
  readonly check?: (kind: Kind, object: unknown, store: Store) => { readonly name?: string; readonly why: string } | undefined;
  /** Leaves out service accounts and their tokens, which the recordings do not have. */
  readonly withoutServiceAccounts?: boolean;
}
