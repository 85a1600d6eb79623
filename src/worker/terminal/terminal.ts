// The terminal of a session: one shell over one run. Commands wait on the run's virtual clock; what they write is recorded like any gesture.
import type { Client } from '../../api/client.ts';
import type { SimTime } from '../../engine/index.ts';
import { random } from '../../engine/random.ts';
import type { Environment, KubeConfig } from '../../kubectl/environment.ts';
import type { Process, Wait, Wake, WatchEvent } from '../../kubectl/process.ts';
import { start } from '../../kubectl/run.ts';
import type { KubectlCall, ShellHost } from '../../shell/host.ts';
import { Shell } from '../../shell/shell.ts';
import type { KubectlOutput, TerminalFiles, TerminalNews, TerminalNote } from '../protocol.ts';
import type { Run, Watcher } from '../run.ts';
import { filesOf } from './files.ts';
import { kubeConfig } from './kubeConfig.ts';
import type { TerminalScreen } from './screen.ts';

/** Wakes of one process at one instant; more means that it waits for what is already there. */
const WAKES_AT_ONCE_MAX = 10_000;
/** What a shell says of a command that was ended by Ctrl+C. */
const INTERRUPTED = 130;

export class Terminal implements Watcher {
  readonly #run: Run;
  readonly #screen: TerminalScreen;
  readonly #shell = new Shell();
  readonly #startMs: number;
  #config: KubeConfig = kubeConfig;
  #files: TerminalFiles = {};
  #process: Process | undefined;
  #wait: Wait | undefined;
  #hasClusterFailed = false;
  /** How many commands have run: part of the key of what they draw by chance. */
  #count = 0;

  constructor(run: Run, screen: TerminalScreen) {
    this.#run = run;
    this.#screen = screen;
    this.#startMs = Date.parse(run.world.startTime);
  }

  /** Whether it has something for the page. */
  get hasNews(): boolean {
    return this.#screen.hasNews;
  }

  takeNews(): TerminalNews | undefined {
    return this.#screen.take();
  }

  /** Begins what was typed. */
  run(text: string, files: TerminalFiles, history: readonly string[]): 'taken' | 'incomplete' | 'busy' {
    if (this.#process !== undefined) return 'busy';
    this.#files = files;
    const started = this.#shell.start(text, this.#host(history));
    if ('problem' in started) {
      if (started.problem.incomplete) return 'incomplete';
      this.#shell.status = 2;
      this.#screen.line('command', text);
      this.#screen.print('stderr', `bash: ${started.problem.message}\n`);
      return 'taken';
    }
    this.#process = started.process;
    this.#run.watch(this);
    this.#advance(undefined);
    return 'taken';
  }

  interrupt(): void {
    this.#end('interrupted');
  }

  /** The clock was set: what waited belongs to another moment. */
  timeChanged(): void {
    this.#end('timeChanged');
  }

  undone(line: string | undefined): void {
    this.#end('timeChanged');
    if (line !== undefined) this.#screen.note('undone', line);
  }

  answer(text: string | undefined): void {
    if (this.#wait?.for !== 'input' && this.#wait?.for !== 'edit') return;
    if (this.#wait.for === 'input' && text !== undefined) this.#screen.print('stdout', `${text}\n`);
    this.#advance({ events: [], ...(text === undefined ? {} : { text }) });
  }

  /** What a button or Apply did, as the line that does the same. */
  fromPage({ line, stdout, stderr }: KubectlOutput): void {
    this.#screen.line('page', line);
    this.#screen.print('stdout', stdout, true);
    this.#screen.print('stderr', stderr, true);
  }

  dueAt(): SimTime | undefined {
    return this.#wait?.for === 'changes' && this.#wait.untilMs !== undefined ? Math.ceil(this.#wait.untilMs - this.#startMs) : undefined;
  }

  wake(events: readonly WatchEvent[]): void {
    const wait = this.#wait;
    if (wait?.for !== 'changes') return;
    const heard = events.filter(({ object }) => wait.kinds.includes(object.kind));
    const dueAt = this.dueAt();
    if (heard.length > 0 || (dueAt !== undefined && dueAt <= this.#run.now)) this.#advance({ events: heard });
  }

  /** An environment in which nothing is written, for completion. */
  lookAround(files: TerminalFiles): Environment {
    return this.#environment({ argv: [], line: '', stdout: () => undefined, stderr: () => undefined }, files);
  }

  #advance(wake: Wake | undefined): void {
    const process = this.#process;
    if (process === undefined) return;
    this.#wait = undefined;
    try {
      this.#goOn(process, wake);
    } catch (error) {
      // A command holds nothing of the cluster: its own mistake ends the command and not the run. One of the cluster's ends both.
      if (this.#hasClusterFailed) throw error;
      this.#stop();
      this.#shell.status = 1;
      this.#screen.note('failed', error instanceof Error ? error.message : String(error));
    }
  }

  #goOn(process: Process, wake: Wake | undefined): void {
    let step = wake === undefined ? process.next() : process.next(wake);
    // A time that has come already is no reason to stand still.
    for (let wakes = 0; step.done !== true && this.#isOver(step.value); wakes += 1) {
      if (wakes > WAKES_AT_ONCE_MAX) throw new Error('a command waits for a time that has passed, again and again');
      step = process.next({ events: [] });
    }
    if (step.done === true) {
      this.#stop();
      return;
    }
    this.#wait = step.value;
    if (step.value.for === 'edit') {
      const { fileName, text } = step.value;
      this.#screen.note('editing', fileName);
      this.#screen.become({ state: 'edit', edit: { fileName, text } });
    } else this.#screen.become({ state: step.value.for === 'input' ? 'input' : 'running' });
  }

  #isOver(wait: Wait): boolean {
    return wait.for === 'changes' && wait.untilMs !== undefined && wait.untilMs - this.#startMs <= this.#run.now;
  }

  #stop(): void {
    this.#process = undefined;
    this.#wait = undefined;
    this.#run.watch(undefined);
    this.#screen.become({ state: 'idle' });
  }

  #end(note: TerminalNote): void {
    const process = this.#process;
    if (process === undefined) return;
    this.#stop();
    process.return(INTERRUPTED);
    this.#shell.status = INTERRUPTED;
    this.#screen.note(note);
  }

  #host(history: readonly string[]): ShellHost {
    const screen = this.#screen;
    return {
      files: filesOf(this.#files),
      history,
      stdout: (text) => screen.print('stdout', text),
      stderr: (text) => screen.print('stderr', text),
      echo: (source) => screen.line('command', source),
      clear: () => screen.clear(),
      help: () => screen.note('help'),
      exit: () => screen.leave(),
      nowMs: () => this.#nowMs(),
      kubectl: (call) => start(call.argv, this.#environment(call, this.#files)),
    };
  }

  /** Notes when it is the cluster that fails. */
  #watched(client: Client): Client {
    return {
      ...client,
      request: (request) => {
        this.#hasClusterFailed = true;
        const answer = client.request(request);
        this.#hasClusterFailed = false;
        return answer;
      },
    };
  }

  #nowMs(): number {
    return this.#startMs + this.#run.now;
  }

  #environment(call: KubectlCall, files: TerminalFiles): Environment {
    const { stdin } = call;
    this.#count += 1;
    const [seed, count] = [this.#run.timeline.simulation.setup.seed, this.#count];
    return {
      client: this.#watched(this.#run.client('terminal', call.line)),
      files: filesOf(files),
      ...(stdin === undefined ? {} : { stdin }),
      config: () => this.#config,
      saveConfig: (config) => {
        this.#config = config;
      },
      nowMs: () => this.#nowMs(),
      serverMinor: this.#run.world.minor,
      random: (...words) => random(seed, 'terminal', count, ...words),
      stdout: (text) => call.stdout(text),
      stderr: (text) => call.stderr(text),
    };
  }
}
