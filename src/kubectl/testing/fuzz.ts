/** Random command lines against a small live cluster: each must work or fail in kubectl's words, and end. */
import type { Client } from '../../api/client.ts';
import { epochMs, timeOf } from '../../api/time.ts';
import type { Change } from '../../engine/actor.ts';
import { Simulation } from '../../engine/simulation.ts';
import type { Environment, KubeConfig } from '../environment.ts';
import type { Process, WatchEvent } from '../process.ts';
import { start } from '../run.ts';
import { FUZZ_FILES, fuzzLine } from './fuzzLines.ts';

const START = '2026-01-05T09:00:00Z';
/** After so many lines a new cluster begins: what lines have written must not add up. */
export const LINES_PER_CLUSTER = 100;
/** Waits after which a person would press Ctrl+C. */
const PATIENCE = 60;
const LINE_MS = 300;
const LONGEST_STEP_MS = 10_000;
const MINORS = [22, 28, 33, 37];

const CONFIG: KubeConfig = {
  currentContext: 'playground',
  contexts: [{ name: 'playground', cluster: 'playground', user: 'kubernetes-admin' }],
  clusters: [{ name: 'playground', server: 'https://playground:6443' }],
};

const watchType = { added: 'ADDED', modified: 'MODIFIED', deleted: 'DELETED' } as const;

/** What kubectl itself would never print: traces of our own mistakes. */
const TRACES = /\bundefined\b|\[object |\bNaN\b|=> |TypeError/;
/** How kubectl begins what it says on stderr. */
const WORDS = new RegExp(
  `^(${[
    'error: ',
    'Error from server',
    'Error: ',
    'The [^]* is invalid',
    'The request is invalid',
    'Warning: ',
    'WARNING: ',
    'warning: ',
    'Flag --',
    'No (?:resources|events) found',
    'You must specify the type of resource to get\\.',
    'Found ',
    'Edit cancelled',
    // Of several errors, each stands alone.
    'no (?:history viewer|status viewer|rollbacker) has been implemented for ',
    'context .* not found\n',
    'resource name may not be empty\n',
    'failed to patch ',
    'timed out waiting for the condition on ',
    'error parsing ',
    'error validating ',
    'resource mapping not found for name: ',
    'Unable to ',
    'error when ',
    'error validating ',
    'timed out waiting for ',
    'Continuing anyway',
    'evicting pod ',
    'There are pending ',
    'Defaulted container ',
    'W\\d{4} .* helpers\\.go:\\d+\\] ',
    'Unknown help topic ',
    "the server doesn't have a resource type ",
  ].join('|')})`,
);

/** A help that nobody asked for goes to stderr. */
const isHelp = (text: string): boolean => /^Usage:$/m.test(text);

/** A cluster and a person who types. */
class FuzzCluster {
  readonly #simulation: Simulation;
  #events: WatchEvent[] = [];
  #config = CONFIG;

  constructor(minor: number) {
    this.#simulation = Simulation.boot(
      { kubernetes: `1.${minor}`, seed: 1, startTime: START, nodes: [{ name: 'node-1' }, { name: 'node-2' }], images: [] },
      {
        written: ({ type, object }: Change) => {
          this.#events.push({ type: watchType[type], object });
        },
      },
    );
    for (const line of ['apply -f web.yaml', 'expose deploy/web --port=80', 'create configmap settings --from-literal=a=1'])
      this.type(line.split(' '));
    this.#simulation.runUntil(5000);
  }

  /** Types one line. The answer: what is wrong with what came of it. */
  type(argv: readonly string[]): string | undefined {
    const simulation = this.#simulation;
    let [stdout, stderr] = ['', ''];
    const client: Client = {
      get: (key) => simulation.reader.get(key),
      list: (kind, options) => simulation.reader.list(kind, options),
      now: () => timeOf(START, simulation.now),
      forbids: (reading) => simulation.forbids(reading),
      request: (request) => simulation.dispatch(request, { userEvent: 'fuzz' }),
    };
    const environment: Environment = {
      client,
      files: { read: (name) => FUZZ_FILES.get(name), names: () => [...FUZZ_FILES.keys()].sort() },
      stdin: 'y\n',
      config: () => this.#config,
      saveConfig: (config) => {
        this.#config = config;
      },
      nowMs: () => epochMs(START) + simulation.now,
      serverMinor: simulation.minor,
      random: () => 0.5,
      stdout: (text) => {
        stdout += text;
      },
      stderr: (text) => {
        stderr += text;
      },
    };
    const code = this.#run(start(argv, environment));
    simulation.runUntil(simulation.now + LINE_MS);
    return complaint(argv, stdout, stderr, code);
  }

  /** Lets the clock run while the command waits; undefined: it was interrupted. */
  #run(process: Process): number | undefined {
    const simulation = this.#simulation;
    let step = process.next();
    for (let waits = 0; step.done !== true; waits++) {
      if (waits > PATIENCE) {
        process.return(1);
        return undefined;
      }
      const wait = step.value;
      if (wait.for === 'edit') step = process.next({ events: [], text: wait.text.replace('replicas: ', 'replicas: 1') });
      else if (wait.for === 'input') step = process.next({ events: [], text: 'y' });
      else {
        const until = simulation.now + LONGEST_STEP_MS;
        const due = wait.untilMs === undefined ? until : Math.min(until, Math.ceil(wait.untilMs - epochMs(START)));
        const next = Math.min(simulation.nextDueAt() ?? due, due);
        this.#events = [];
        simulation.runUntil(Math.max(next, simulation.now));
        const events = this.#events.filter(({ object }) => wait.kinds.includes(object.kind));
        step = process.next({ events });
      }
    }
    return step.value;
  }
}

function complaint(argv: readonly string[], stdout: string, stderr: string, code: number | undefined): string | undefined {
  if (code === undefined) return undefined;
  if (!Number.isInteger(code) || code < 0 || code > 255) return `exit code ${String(code)}`;
  const typed = argv.join(' ');
  const trace = TRACES.exec(stdout) ?? TRACES.exec(stderr);
  if (trace !== null && !typed.includes(trace[0].trim()))
    return `prints ${JSON.stringify(trace[0])}: ${JSON.stringify(around(stdout + stderr, trace[0]))}`;
  if (code !== 0 && stdout === '' && stderr === '' && argv[0] !== 'auth') return `ends with ${code} and says nothing`;
  const [first = ''] = stderr.split('\n');
  return stderr !== '' && !WORDS.test(stderr) && !isHelp(stderr) ? `says on stderr: ${first}` : undefined;
}

function around(text: string, word: string): string {
  const at = text.indexOf(word);
  return text.slice(Math.max(0, at - 60), at + 60);
}

export interface FuzzFinding {
  readonly seed: number;
  readonly argv: readonly string[];
  readonly problem: string;
}

/** Types lines `first` to `first + count - 1`. `tick` is called after each, with its words. */
export function fuzzKubectl(
  first: number,
  count: number,
  tick: (argv: readonly string[]) => void = () => undefined,
): readonly FuzzFinding[] {
  const findings: FuzzFinding[] = [];
  let cluster: FuzzCluster | undefined;
  for (let seed = first; seed < first + count; seed++) {
    if (cluster === undefined || seed % LINES_PER_CLUSTER === 0) {
      cluster = new FuzzCluster(MINORS[Math.floor(seed / LINES_PER_CLUSTER) % MINORS.length] ?? 37);
    }
    const argv = fuzzLine(seed);
    try {
      const problem = cluster.type(argv);
      if (problem !== undefined) findings.push({ seed, argv, problem });
    } catch (thrown) {
      findings.push({ seed, argv, problem: `thrown: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}` });
      cluster = undefined;
    }
    tick(argv);
  }
  return findings;
}
