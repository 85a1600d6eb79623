// For tests only: a session on a wall clock that the test moves, and the page's end of the conversation.
import type { ChartPoint, DeploymentView, EventView, PodView, ReplicaSetFacts, WhyView } from '../picture/view.ts';
import type { CommandBody, CommandType, Frame, FromWorker, Playback, Refusal, Replies, TerminalNews } from './protocol.ts';
import { Session } from './session.ts';

type Crash = Extract<FromWorker, { readonly type: 'crash' }>;

/** Plays the part of the page: sends commands, folds frames together. */
export class FakePage {
  readonly session: Session;
  readonly pods = new Map<string, PodView>();
  readonly replicaSets = new Map<string, ReplicaSetFacts>();
  readonly events = new Map<string, EventView>();
  deployments: readonly DeploymentView[] = [];
  chart: readonly ChartPoint[] = [];
  followed: string | null = null;
  why: WhyView | null = null;
  playback: Playback | undefined;
  last: Frame | undefined;
  crash: Crash | undefined;
  readonly frames: Frame[] = [];
  /** What the terminal shows, a sign before each line that is no output: `$ ` typed, `~ ` from the page, `* ` the terminal's own note. */
  terminal = '';
  terminalState: TerminalNews['state'] = 'idle';
  /** Kinds of messages in the order in which they came. */
  readonly log: string[] = [];
  wall = 0;
  /** Milliseconds that go by each time somebody looks at the clock: a slow machine. */
  lookCosts = 0;
  #timer: { readonly at: number; readonly callback: () => void } | undefined;
  #reply: Extract<FromWorker, { readonly type: 'reply' }> | undefined;
  #lastId = 0;

  constructor() {
    this.session = new Session({
      // As postMessage would: the page gets a copy.
      send: (message) => this.#take(structuredClone(message)),
      wallNow: () => {
        this.wall += this.lookCosts;
        return this.wall;
      },
      later: (callback, delayMs) => {
        const timer = { at: this.wall + delayMs, callback };
        this.#timer = timer;
        return () => {
          if (this.#timer === timer) this.#timer = undefined;
        };
      },
    });
  }

  get isTicking(): boolean {
    return this.#timer !== undefined;
  }

  /** Sends a command and gives its value; throws when it was refused. */
  ask<T extends CommandType>(command: Extract<CommandBody, { readonly type: T }>): Replies[T] {
    const answer = this.send(command);
    if (answer?.ok !== true) throw new Error(`${command.type}: ${JSON.stringify(answer)}`);
    return answer.value as Replies[T];
  }

  refused(command: CommandBody): Refusal | undefined {
    const answer = this.send(command);
    return answer?.ok === false ? answer.error : undefined;
  }

  send(command: CommandBody): Extract<FromWorker, { readonly type: 'reply' }> | undefined {
    this.#reply = undefined;
    this.#lastId += 1;
    this.session.handle({ ...command, id: this.#lastId });
    return this.#reply;
  }

  /** Lets wall time pass, tick by tick. */
  pass(wallMs: number): void {
    const until = this.wall + wallMs;
    for (let timer = this.#timer; timer !== undefined && timer.at <= until; timer = this.#timer) {
      this.#timer = undefined;
      this.wall = timer.at;
      timer.callback();
    }
    this.wall = until;
  }

  /** Types a line into the terminal. */
  type(text: string, files: Readonly<Record<string, string>> = {}): Replies['terminal.run']['outcome'] {
    return this.ask({ type: 'terminal.run', text, files, history: [] }).outcome;
  }

  /** Goes on in virtual time. */
  advance(virtualMs: number): void {
    this.ask({ type: 'seek', at: (this.playback?.now ?? 0) + virtualMs });
  }

  /** Rows of pod states by ReplicaSet name: `web-1 [available available]`. */
  rows(): readonly string[] {
    return [...this.replicaSets.values()]
      .map(({ uid, name, desired }) => {
        const states = [...this.pods.values()].filter(({ owner }) => owner === uid).sort((a, b) => a.slot - b.slot);
        return `${name} ${desired} [${states.map(({ state }) => state).join(' ')}]`;
      })
      .sort();
  }

  #take(message: FromWorker): void {
    this.log.push(message.type);
    if (message.type === 'reply') this.#reply = message;
    else if (message.type === 'crash') this.crash = message;
    else if (message.type === 'frame') this.#fold(message);
  }

  #foldTerminal(news: TerminalNews | undefined): void {
    if (news === undefined) return;
    if (news.clear) this.terminal = '';
    this.terminalState = news.state;
    for (const { kind, text, note } of news.chunks) {
      if (kind === 'command') this.terminal += `$ ${text}\n`;
      else if (kind === 'page') this.terminal += `~ ${text}\n`;
      else if (kind === 'note') this.terminal += `* ${note}${text === '' ? '' : ` ${text}`}\n`;
      else this.terminal += text;
    }
  }

  #fold(frame: Frame): void {
    this.frames.push(frame);
    this.last = frame;
    if (frame.reset) for (const map of [this.pods, this.replicaSets, this.events]) map.clear();
    this.playback = frame.playback;
    this.#foldTerminal(frame.terminal);
    this.deployments = frame.deployments ?? this.deployments;
    if (frame.followed !== undefined) this.followed = frame.followed;
    if (frame.why !== undefined) this.why = frame.why;
    fold(this.pods, frame.pods);
    fold(this.replicaSets, frame.replicaSets);
    fold(this.events, frame.events);
    if (frame.chart === undefined) return;
    const { reset, points } = frame.chart;
    const from = points[0]?.at ?? Number.POSITIVE_INFINITY;
    this.chart = [...(reset ? [] : this.chart.filter(({ at }) => at < from)), ...points];
  }
}

function fold<T extends { readonly uid: string }>(
  map: Map<string, T>,
  change: { readonly upserted: readonly T[]; readonly removed: readonly string[] } | undefined,
): void {
  for (const uid of change?.removed ?? []) map.delete(uid);
  for (const view of change?.upserted ?? []) map.set(view.uid, view);
}
