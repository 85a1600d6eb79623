/** One recorded command against an empty cluster whose controllers stand still: what kubectl prints, and what the server answers to its writes. */
import type { Answer, Client, Request, Status } from '../../api/client.ts';
import { epochMs, timeOf } from '../../api/time.ts';
import { Simulation } from '../../engine/index.ts';
import { runToEnd } from '../../kubectl/process.ts';
import { start } from '../../kubectl/run.ts';
import { MINOR, terminal } from '../terminal.ts';

const START = '2026-11-25T08:00:00Z';

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
    // The page's own limit is none of a real server's.
    { actors: [], podLimit: Number.POSITIVE_INFINITY },
  );

  run(argv: readonly string[], files: Readonly<Record<string, string>>, stdin?: string): Printed {
    const simulation = this.#simulation;
    const writes: Write[] = [];
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
    const now = (): number => epochMs(START) + simulation.now;
    const more = stdin === undefined ? {} : { stdin };
    const { environment, printed } = terminal(client, now, new Map(Object.entries(files)), more);
    const exitCode = runToEnd(start(argv, environment));
    return { ...printed, exitCode, writes };
  }
}
