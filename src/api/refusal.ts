/**
 * Why a request was refused, as data beside the server's words: what was asked for, what stood against it, and by which object.
 * Nothing of it is part of Kubernetes' own Status; whoever prints an answer prints the message.
 */
import type { Quantity } from './meta.ts';

/** One resource of a quota: `used + requested > hard`. */
export interface QuotaExcess {
  readonly resource: string;
  readonly requested: Quantity;
  readonly used: Quantity;
  readonly hard: Quantity;
}

/** One constraint of a LimitRange that is broken. `given` is absent where nothing was specified. */
export interface LimitBreach {
  /** What is measured: a `Container` or the `Pod` as a whole. */
  readonly type: string;
  readonly resource: string;
  readonly bound: 'min' | 'max' | 'ratio';
  readonly enforced: Quantity;
  readonly of: 'request' | 'limit' | 'ratio';
  readonly given?: string;
}

export type RefusalFacts =
  | { readonly rule: 'quota'; readonly quota: string; readonly excess: readonly QuotaExcess[] }
  /** The quota needs values that containers leave out. */
  | {
      readonly rule: 'quota needs values';
      readonly quota: string;
      readonly missing: readonly { readonly resource: string; readonly containers: readonly string[] }[];
    }
  /** Nobody has counted yet what the quota holds. */
  | { readonly rule: 'quota not counted'; readonly quota: string; readonly resources: readonly string[] }
  | { readonly rule: 'limit range'; readonly limitRange: string; readonly breaches: readonly LimitBreach[] }
  | { readonly rule: 'service account'; readonly name: string }
  | { readonly rule: 'priority class'; readonly name: string }
  | { readonly rule: 'pod limit'; readonly limit: number; readonly pods: number }
  | {
      readonly rule: 'rbac';
      readonly user: string;
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly subresource: string;
      /** '' at the scope of the cluster. */
      readonly namespace: string;
      readonly name: string;
    };
