/** What a session's `{state}` holds. Format: conformance/README.md. */

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** What the API returned at one moment, reduced to what matters. */
export interface State {
  readonly deployments?: readonly Readonly<Record<string, unknown>>[];
  readonly replicasets?: readonly Readonly<Record<string, unknown>>[];
  readonly pods?: readonly Readonly<Record<string, unknown>>[];
  readonly events?: readonly { readonly object: string; readonly type: string; readonly reason: string; readonly message: string }[];
  readonly quotas?: readonly Readonly<Record<string, unknown>>[];
  readonly limitranges?: readonly Readonly<Record<string, unknown>>[];
}
