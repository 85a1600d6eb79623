/** One recorded command against an empty cluster whose controllers stand still: what kubectl prints, and what the server answers to its writes. */
import type { Answer, Client, Request, Status } from '../../api/client.ts';
import { epochMs, timeOf } from '../../api/time.ts';
import { Simulation } from '../../engine/index.ts';
import type { Environment, KubeConfig } from '../../kubectl/environment.ts';
import { runToEnd } from '../../kubectl/process.ts';
import { start } from '../../kubectl/run.ts';

const START = '2026-11-25T08:00:00Z';
const MINOR = 37;

const CONFIG: KubeConfig = {
  currentContext: 'recorder',
  contexts: [{ name: 'recorder', cluster: 'recorder', user: 'admin' }],
  clusters: [{ name: 'recorder', server: 'https://127.0.0.1:6443' }],
};

/** A write that reached the server, and its answer. */
export interface Write {
  readonly method: string;
  readonly code: number;
  readonly warnings?: readonly string[];
  readonly status?: Status;
}

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  /** Absent: the command waits for something. */
  readonly exitCode: number | undefined;
  readonly writes: readonly Write[];
}

const METHODS: Readonly<Record<Request['verb'], string>> = {
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  deleteCollection: 'DELETE',
  evict: 'POST',
};

function writeOf(request: Request, answer: Answer): Write {
  const method = METHODS[request.verb];
  if (!answer.ok) return { method, code: answer.error.code, status: answer.error };
  const { warnings } = answer.value;
  return { method, code: request.verb === 'create' ? 201 : 200, ...(warnings.length === 0 ? {} : { warnings }) };
}

/** A cluster, and the commands that are run in it one after the other. */
export class StillCluster {
  readonly #simulation = Simulation.boot(
    { kubernetes: `1.${MINOR}`, seed: 1, startTime: START, nodes: [{ name: 'node-1' }], images: [] },
    { actors: [] },
  );

  run(argv: readonly string[], files: Readonly<Record<string, string>>, stdin?: string): Printed {
    const simulation = this.#simulation;
    const writes: Write[] = [];
    let [stdout, stderr] = ['', ''];
    const client: Client = {
      get: (key) => simulation.reader.get(key),
      list: (kind, options) => simulation.reader.list(kind, options),
      now: () => timeOf(START, simulation.now),
      forbids: (reading) => simulation.forbids(reading),
      request: (request) => {
        const answer = simulation.dispatch(request, { userEvent: 'recorded' });
        writes.push(writeOf(request, answer));
        return answer;
      },
    };
    const environment: Environment = {
      client,
      files: { read: (name) => files[name], names: () => Object.keys(files).sort() },
      ...(stdin === undefined ? {} : { stdin }),
      config: () => CONFIG,
      saveConfig: () => undefined,
      nowMs: () => epochMs(START) + simulation.now,
      serverMinor: MINOR,
      random: () => 0,
      stdout: (text) => {
        stdout += text;
      },
      stderr: (text) => {
        stderr += text;
      },
    };
    const exitCode = runToEnd(start(argv, environment));
    return { stdout, stderr, exitCode, writes };
  }
}
