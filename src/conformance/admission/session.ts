/** A recorded session, as far as the families read it. Format: conformance/README.md. */

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

/** One step: a file, a command, a wait or a look. */
export interface SessionStep {
  readonly file?: string;
  readonly text?: string;
  readonly command?: string;
  readonly argv?: readonly string[];
  readonly stderr?: string;
  readonly exitCode?: number;
  /** Who typed it; otherwise the administrator. */
  readonly user?: string;
  readonly wait?: readonly (string | number)[];
  readonly sleepSeconds?: number;
  readonly state?: State;
}

export interface Session {
  readonly id: string;
  readonly namespaceLabels?: Readonly<Record<string, string>> | null;
  readonly steps: readonly SessionStep[];
}
