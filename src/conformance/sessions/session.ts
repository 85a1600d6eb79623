/** A recorded session of kubectl, as far as the families read it. Format: conformance/README.md. */
import type { State } from '../admission/recordedState.ts';

export interface SessionStep {
  readonly file?: string;
  readonly text?: string;
  readonly removeFile?: string;
  readonly command?: string;
  readonly argv?: readonly string[];
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  /** Set for a command that ran beside the following ones, until `joined`. */
  readonly background?: string;
  readonly ended?: string;
  readonly joined?: string;
  readonly wait?: readonly (string | number)[];
  readonly sleepSeconds?: number;
  readonly state?: State;
}

export interface Session {
  readonly id: string;
  readonly group?: string;
  readonly user?: string;
  readonly namespaceLabels?: Readonly<Record<string, string>> | null;
  readonly steps: readonly SessionStep[];
}
