/** Where a recorded command runs: what it prints is kept. */
import type { Client } from '../api/client.ts';
import type { Environment, KubeConfig } from '../kubectl/environment.ts';

export const MINOR = 37;

const CONFIG: KubeConfig = {
  currentContext: 'recorder',
  contexts: [{ name: 'recorder', cluster: 'recorder', user: 'admin' }],
  clusters: [{ name: 'recorder', server: 'https://127.0.0.1:6443' }],
};

export interface Printed {
  stdout: string;
  stderr: string;
}

export interface Terminal {
  readonly environment: Environment;
  /** All that was printed so far. */
  readonly printed: Printed;
}

/** An environment over a cluster. `files`: the working directory. `more`: what a recording has that others do not. */
export function terminal(
  client: Client,
  nowMs: () => number,
  files: ReadonlyMap<string, string> = new Map(),
  { config: initial = () => CONFIG, ...more }: Partial<Environment> = {},
): Terminal {
  const printed: Printed = { stdout: '', stderr: '' };
  let config = initial();
  const environment: Environment = {
    client,
    files: { read: (name) => files.get(name), names: () => [...files.keys()].sort() },
    config: () => config,
    saveConfig: (next) => {
      config = next;
    },
    nowMs,
    serverMinor: MINOR,
    random: () => 0,
    stdout: (text) => {
      printed.stdout += text;
    },
    stderr: (text) => {
      printed.stderr += text;
    },
    ...more,
  };
  return { environment, printed };
}
