/** Plays a recorded session with our kubectl against our cluster, and tells where the two differ. */

import type { KubeConfig } from '../../kubectl/environment.ts';
import type { Process, Wait, WatchEvent } from '../../kubectl/process.ts';
import { start } from '../../kubectl/run.ts';
import { comparable, stateOf } from '../admission/state.ts';
import { jsonDifferences } from '../case.ts';
import { missingFeatureOf } from '../features.ts';
import { Cluster } from './cluster.ts';
import { differences } from './compare.ts';
import type { Session, SessionStep } from './session.ts';

const ADMINISTRATOR = 'kubernetes-admin';
/** A command takes no fixed time in reality. */
const COMMAND_MS = 100;
const POLL_MS = 100;
const LATER_MS = 6_000;
const LATER_STEP_MS = 500;
const PATIENCE_MS = 120_000;
const SECOND_MS = 1000;

/** A command that has begun. */
interface Running {
  readonly step: SessionStep;
  readonly process: Process;
  stdout: string;
  stderr: string;
  wait: Wait | undefined;
  exitCode: number | undefined;
}

export function play(session: Session): readonly string[] {
  return new Player(session).play();
}

class Player {
  readonly #session: Session;
  readonly #cluster: Cluster;
  readonly #files = new Map<string, string>();
  readonly #background = new Map<string, Running>();
  readonly #running = new Set<Running>();
  #config: KubeConfig = {
    currentContext: 'playground',
    contexts: [{ name: 'playground', cluster: 'playground', user: ADMINISTRATOR, namespace: 'default' }],
    clusters: [{ name: 'playground', server: 'https://127.0.0.1:6443' }],
  };
  /** Something was written and nothing was waited for since: how far it got is a matter of timing. */
  #isInMotion = false;
  #hasRestarted = false;

  constructor(session: Session) {
    this.#session = session;
    this.#cluster = new Cluster(
      session.group,
      session.steps.some(({ text = '' }) => text.includes('builder')),
    );
    this.#cluster.onChanges = (events) => this.#wake(events);
  }

  play(): readonly string[] {
    return this.#session.steps.flatMap((step) => this.#take(step));
  }

  #take(step: SessionStep): readonly string[] {
    if (step.file !== undefined) this.#files.set(step.file, step.text ?? '');
    if (step.removeFile !== undefined) this.#files.delete(step.removeFile);
    if (step.sleepSeconds !== undefined) this.#pass(step.sleepSeconds * 1000);
    if (step.wait !== undefined) return this.#wait(step.wait);
    if (step.joined !== undefined) return this.#join(step.joined);
    if (step.state !== undefined) return jsonDifferences(comparable(step.state), comparable(stateOf(this.#cluster.simulation.reader)));
    return step.argv === undefined ? [] : this.#perform(step, step.argv);
  }

  #pass(ms: number): void {
    const until = this.#cluster.simulation.now + ms;
    // A process may wait for a time between two events.
    for (;;) {
      const { now } = this.#cluster.simulation;
      const due = Math.min(until, ...[...this.#running].map((running) => this.#dueAt(running) ?? until));
      this.#cluster.pass(Math.max(0, Math.min(due, until) - now));
      this.#wake([]);
      if (this.#cluster.simulation.now >= until) return;
    }
  }

  #dueAt({ wait }: Running): number | undefined {
    if (wait?.for !== 'changes' || wait.untilMs === undefined) return undefined;
    return Math.ceil(wait.untilMs - (this.#cluster.nowMs - this.#cluster.simulation.now));
  }

  #wait(wait: readonly (string | number)[]): readonly string[] {
    this.#isInMotion = false;
    for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
      if (this.#cluster.holds(wait)) return [];
      this.#pass(POLL_MS);
    }
    return [`waited in vain for ${wait.join(' ')}`];
  }

  #perform(step: SessionStep, argv: readonly string[]): readonly string[] {
    if (isRestart(argv)) {
      // Two restarts in a row fell into one second when they were recorded.
      if (!this.#isInMotion) this.#pass(SECOND_MS - (this.#cluster.nowMs % SECOND_MS));
      this.#hasRestarted = true;
    }
    const running = this.#begin(step, argv);
    if (step.background !== undefined) {
      this.#background.set(step.background, running);
      this.#pass(COMMAND_MS);
      return [];
    }
    for (let waited = 0; running.exitCode === undefined && waited < PATIENCE_MS; waited += POLL_MS) this.#pass(POLL_MS);
    this.#pass(COMMAND_MS);
    const found = this.#compare(running);
    return found.length > 0 && this.#isInMotion && LOOKING.has(argv[0] ?? '') ? this.#lookLater(step, argv, found) : found;
  }

  /**
   * What looks while the cluster is busy with a write may have looked later in reality, where a command took up to a second: the look is
   * repeated for a while, and the first difference counts only if none of them is equal.
   */
  #lookLater(step: SessionStep, argv: readonly string[], first: readonly string[]): readonly string[] {
    for (let waited = 0; waited < LATER_MS; waited += LATER_STEP_MS) {
      this.#pass(LATER_STEP_MS);
      const running = this.#begin(step, argv);
      if (this.#compare(running).length === 0) return [];
    }
    return first;
  }

  #join(key: string): readonly string[] {
    const running = this.#background.get(key);
    if (running === undefined) return [`nothing runs as ${key}`];
    if (running.step.ended !== 'exit') {
      running.process.return(1);
      running.exitCode ??= 1;
    }
    for (let waited = 0; running.exitCode === undefined && waited < PATIENCE_MS; waited += POLL_MS) this.#pass(POLL_MS);
    this.#running.delete(running);
    return this.#compare(running);
  }

  #begin(step: SessionStep, argv: readonly string[]): Running {
    const user = step.user ?? this.#session.user ?? 'admin';
    const names = [...this.#files.keys()].sort();
    const running: Running = {
      step,
      stdout: '',
      stderr: '',
      wait: undefined,
      exitCode: undefined,
      process: start(argv, {
        client: this.#cluster.clientOf(user === 'admin' ? ADMINISTRATOR : user),
        files: { read: (name) => this.#files.get(name), names: () => names },
        ...(step.stdin === undefined ? {} : { stdin: step.stdin }),
        config: () => this.#config,
        saveConfig: (config) => {
          this.#config = config;
        },
        nowMs: () => this.#cluster.nowMs,
        serverMinor: 37,
        random: () => 0.5,
        stdout: (text) => {
          running.stdout += text;
        },
        stderr: (text) => {
          running.stderr += text;
        },
      }),
    };
    this.#running.add(running);
    this.#advance(running, undefined);
    return running;
  }

  #wake(events: readonly WatchEvent[]): void {
    for (const running of [...this.#running]) {
      const { wait } = running;
      if (wait?.for !== 'changes') continue;
      const heard = events.filter(({ object }) => wait.kinds.includes(object.kind));
      const isDue = wait.untilMs !== undefined && wait.untilMs <= this.#cluster.nowMs;
      if (heard.length > 0 || isDue) this.#advance(running, heard);
    }
  }

  #advance(running: Running, events: readonly WatchEvent[] | undefined): void {
    running.wait = undefined;
    let next = events === undefined ? running.process.next() : running.process.next({ events });
    // An editor that changes nothing, and nobody at the keyboard.
    while (next.done !== true && next.value.for !== 'changes') {
      const text = next.value.for === 'edit' ? next.value.text : undefined;
      next = running.process.next({ events: [], ...(text === undefined ? {} : { text }) });
    }
    if (next.done === true) {
      running.exitCode = next.value;
      this.#running.delete(running);
    } else running.wait = next.value;
  }

  #compare(running: Running): readonly string[] {
    const { step, stdout, stderr, exitCode } = running;
    // What needs a feature that is not modelled is run, not compared.
    if (missingFeatureOf(step.argv ?? [], step.exitCode) !== undefined) return [];
    const found = differences(
      step,
      { stdout, stderr, exitCode: exitCode ?? -1 },
      {
        isInMotion: this.#isInMotion || step.background !== undefined,
        hasRestarted: this.#hasRestarted,
        generateNames: this.#cluster.generateNames,
      },
    );
    if (writes(step.argv ?? [])) this.#isInMotion = true;
    return found.map((each) => `${step.command ?? ''}: ${each}`);
  }
}

const isRestart = ([verb = '', second = '']: readonly string[]): boolean => verb === 'rollout' && second === 'restart';

const LOOKING = new Set(['get', 'describe', 'events', 'logs', 'diff', 'version', 'auth', 'config', 'api-resources', 'top', 'explain']);

function writes([verb = '', second = '']: readonly string[]): boolean {
  return !LOOKING.has(verb) && !(verb === 'rollout' && (second === 'status' || second === 'history')) && verb !== 'wait';
}
