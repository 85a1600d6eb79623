// The player, the timeline and kubectl behind the protocol's commands. Knows no Worker: messages in, messages out.
import { deepEqual } from '../base/equal.ts';
import { err, ok, type Result } from '../base/result.ts';
import { inspectable } from '../picture/inspect.ts';
import { compareTemplates } from '../picture/templates.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { applyText } from './applying.ts';
import { carryOut } from './gestures.ts';
import { manifestOf, placeIn } from './manifests.ts';
import { openRun } from './opening.ts';
import { Player } from './player.ts';
import type { Command, CommandBody, CommandType, Frame, FromWorker, Playback, Refusal, Replies } from './protocol.ts';
import type { Report, Run } from './run.ts';
import { Screen } from './screen.ts';
import { shareLink } from './sharing.ts';
import { stepBack, stepForward } from './steps.ts';
import { completionOf } from './terminal/completion.ts';
import { TerminalScreen } from './terminal/screen.ts';
import { Terminal } from './terminal/terminal.ts';

/** What a session needs of the world around it. */
export interface SessionHost {
  send(message: FromWorker): void;
  /** A steady clock in ms. */
  wallNow(): number;
  /** Calls `callback` after this many wall ms, once; returns the way to call it off. */
  later(callback: () => void, delayMs: number): () => void;
}

type Answer<T extends CommandType> = Result<Replies[T], Refusal>;
type Handlers = { readonly [T in CommandType]: (command: Extract<CommandBody, { readonly type: T }>) => Answer<T> };

/** Without any change of the picture the page still hears this often where the running clock is. */
const CLOCK_EVERY_MS = 100;
/** While the clock runs, pictures of many pods come less often: a page that draws hundreds must have frames in between in which only what moves is drawn. */
const PICTURE_EVERY_MS_A_POD = 1.25;
const PICTURE_EVERY_MAX_MS = 100;
/** Nobody picks from more; a pod among thousands is found in the tables. */
const OBJECTS_MAX = 200;
const REPORT_EVERY_MS = 100;
const done = ok(undefined);

export class Session {
  readonly #host: SessionHost;
  readonly #player: Player;
  #run: Run | undefined;
  #screen: Screen | undefined;
  #terminal: Terminal | undefined;
  readonly #terminalScreen = new TerminalScreen();
  #epoch = 0;
  #revision = 0;
  #isReset = false;
  #isJump = false;
  #sentPlayback: Playback | undefined;
  #sentActions: unknown;
  #sentAt = 0;
  #cancelTick: (() => void) | undefined;
  #hasCrashed = false;
  #reportedAt = 0;

  constructor(host: SessionHost) {
    this.#host = host;
    this.#player = new Player(() => host.wallNow());
  }

  /** Carries a command out; the frame that shows its effect goes out before its reply. */
  handle(command: Command): void {
    this.#guard(() => {
      const handler = this.#handlers[command.type] as (command: CommandBody) => Result<unknown, Refusal>;
      const answer = handler(command);
      this.#show(true);
      const { id } = command;
      this.#host.send(
        answer.ok ? { type: 'reply', id, ok: true, value: answer.value } : { type: 'reply', id, ok: false, error: answer.error },
      );
      this.#schedule();
    });
  }

  /** What takes longer than a moment says how far it is. The messages reach the page while the worker goes on. */
  readonly #report: Report = (at, until) => {
    const now = this.#host.wallNow();
    if (now - this.#reportedAt < REPORT_EVERY_MS) return;
    this.#reportedAt = now;
    this.#host.send({ type: 'calculating', at, until });
  };

  readonly #handlers: Handlers = {
    open: ({ source, play = false }) => {
      const opened = openRun(source, this.#report);
      if (!opened.ok) return opened;
      this.#begin(opened.value.run);
      if (play) this.#player.play(opened.value.run.now);
      return ok(opened.value.opened);
    },
    apply: ({ text, fileName }) =>
      this.#withRun((run) => {
        const result = applyText(run, text, fileName);
        this.#terminal?.fromPage(result);
        run.tellWatcher();
        const created = result.applied.find(({ kind, outcome }) => kind === 'Deployment' && outcome === 'created');
        // What was just created is what the person wants to watch.
        if (created !== undefined) this.#screen?.follow(created);
        return ok(result);
      }),
    act: ({ intent }) =>
      this.#withRun((run) => {
        const output = carryOut(run, intent);
        if (output === undefined) return err({ code: 'refused', detail: intent.verb });
        this.#terminal?.fromPage(output);
        run.tellWatcher();
        return ok(output);
      }),
    play: () => this.#withRun((run) => this.#also(() => this.#player.play(run.now))),
    pause: () => this.#also(() => this.#player.pause()),
    speed: ({ speed }) => this.#also(() => this.#player.setSpeed(speed)),
    visible: ({ visible }) => this.#also(() => this.#player.setVisible(visible, this.#run?.now ?? 0)),
    step: ({ stride }) =>
      this.#withRun((run) =>
        this.#also(() => {
          this.#player.pause();
          stepForward(run, stride, this.#screen?.followedUid);
        }),
      ),
    stepBack: ({ stride }) =>
      this.#jump((run) => {
        this.#player.pause();
        this.#terminal?.timeChanged();
        stepBack(run, stride, this.#screen?.followedUid);
      }),
    seek: ({ at }) =>
      this.#jump((run) => {
        const target = Math.max(0, Math.round(at));
        if (target < run.now) this.#terminal?.timeChanged();
        run.goTo(target, this.#report);
      }),
    undoAction: () =>
      this.#withRun((run) => {
        const undone = run.undo();
        if (undone === undefined) return err({ code: 'nothingToUndo' });
        this.#isJump = true;
        this.#terminal?.undone(undone.line);
        return ok(undone);
      }),
    backToStart: () =>
      this.#jump((run) => {
        this.#player.pause();
        this.#terminal?.timeChanged();
        run.backToStart();
        this.#terminalScreen.note('started');
      }),
    follow: ({ deployment }) => this.#also(() => this.#screen?.follow(deployment)),
    inspect: ({ object }) => this.#also(() => this.#screen?.inspect(object)),
    objects: () => this.#withRun(({ world }) => ok({ objects: inspectable(world, OBJECTS_MAX) })),
    locate: ({ text, kind, name, field }) => ok(placeIn(text, kind, name, field)),
    compare: ({ deployment, from, to }) =>
      this.#withRun(({ world }) => {
        const lines = compareTemplates(world, deployment, from, to);
        return lines === undefined ? err({ code: 'notFound', detail: deployment.name }) : ok({ lines });
      }),
    manifestOf: ({ deployment }) =>
      this.#withRun((run) => {
        const text = manifestOf(run.world, deployment);
        return text === undefined ? err({ code: 'notFound', detail: deployment.name }) : ok({ text });
      }),
    share: () => this.#withRun((run) => shareLink(run)),
    'terminal.run': ({ text, files, history }) => this.#withTerminal((terminal) => ok({ outcome: terminal.run(text, files, history) })),
    'terminal.interrupt': () => this.#withTerminal((terminal) => this.#also(() => terminal.interrupt())),
    'terminal.answer': ({ text }) => this.#withTerminal((terminal) => this.#also(() => terminal.answer(text))),
    'terminal.complete': ({ text, cursor, files }) =>
      this.#withTerminal((terminal) => ok(completionOf(text.slice(0, cursor), terminal.lookAround(files)))),
  };

  #withRun<T>(use: (run: Run) => Result<T, Refusal>): Result<T, Refusal> {
    return this.#run === undefined ? err({ code: 'refused', detail: 'no run is open' }) : use(this.#run);
  }

  #withTerminal<T>(use: (terminal: Terminal) => Result<T, Refusal>): Result<T, Refusal> {
    return this.#withRun(() => (this.#terminal === undefined ? err({ code: 'refused' }) : use(this.#terminal)));
  }

  #also(change: () => void): Result<undefined, never> {
    change();
    return done;
  }

  #jump(go: (run: Run) => void): Result<undefined, Refusal> {
    return this.#withRun((run) => {
      go(run);
      this.#isJump = true;
      return done;
    });
  }

  #begin(run: Run): void {
    this.#player.pause();
    this.#run = run;
    this.#screen = new Screen(run.history);
    this.#terminalScreen.become({ state: 'idle' });
    this.#terminalScreen.clear();
    this.#terminal = new Terminal(run, this.#terminalScreen);
    this.#epoch += 1;
    this.#isReset = true;
    this.#sentPlayback = undefined;
    this.#sentActions = undefined;
  }

  /** Sends a frame if the page has anything to learn. A running clock alone is no news between two beats. */
  #show(isAnswer: boolean): void {
    const [run, screen] = [this.#run, this.#screen];
    if (run === undefined || screen === undefined) return;
    const wall = this.#host.wallNow();
    if (!isAnswer && wall - this.#sentAt < Math.min(PICTURE_EVERY_MAX_MS, screen.podCount * PICTURE_EVERY_MS_A_POD)) return;
    const moved = run.takeMoved();
    const isDue = screen.isDue(run.now, moved.keys === undefined || moved.keys.length > 0);
    const changes = isDue ? screen.changes(run.world, run.moment.step, moved) : undefined;
    const scenario = run.timeline.scenario();
    const isRecorded = scenario.actions !== this.#sentActions;
    const playback = this.#playback(run, scenario);
    const isClockDue = isAnswer || wall - this.#sentAt >= CLOCK_EVERY_MS;
    const isTold = changes !== undefined || this.#terminalScreen.hasNews;
    const isNews = isTold || isRecorded || this.#isJump || (isClockDue && !deepEqual(playback, this.#sentPlayback));
    if (!isNews) return;
    if (changes !== undefined) this.#revision += 1;
    const terminal = this.#terminalScreen.take();
    const frame: Frame = {
      type: 'frame',
      epoch: this.#epoch,
      reset: this.#isReset,
      jump: this.#isJump,
      playback,
      revision: this.#revision,
      ...changes,
      ...(terminal === undefined ? {} : { terminal }),
      ...(isRecorded ? { scenario } : {}),
    };
    this.#isReset = false;
    this.#isJump = false;
    this.#sentPlayback = playback;
    this.#sentActions = scenario.actions;
    this.#sentAt = wall;
    this.#host.send(frame);
  }

  #playback(run: Run, { setup }: Scenario): Playback {
    const { at, step } = run.moment;
    const gestures = run.timeline.gestures();
    const nextAt = run.nextAt();
    const lastLine = gestures.at(-1)?.line;
    return {
      now: at,
      step,
      horizon: run.timeline.horizon,
      playing: this.#player.isRunning,
      speed: this.#player.speed,
      idle: nextAt === undefined,
      gestures: gestures.length,
      gesturesAhead: run.gesturesAhead(),
      startTime: setup.startTime,
      kubernetes: setup.kubernetes,
      ...(nextAt === undefined ? {} : { nextAt }),
      ...(lastLine === undefined ? {} : { lastLine }),
    };
  }

  /** One tick is due at a time, and none while the clock stands. */
  #schedule(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    const run = this.#run;
    if (run === undefined || !this.#player.isRunning || this.#hasCrashed) return;
    this.#cancelTick = this.#host.later(() => this.#guard(() => this.#tick(run)), this.#player.delay(run));
  }

  #tick(run: Run): void {
    this.#player.advance(run);
    this.#show(false);
    this.#schedule();
  }

  /** A mistake of ours ends the session: what it holds can no longer be trusted. */
  #guard(work: () => void): void {
    if (this.#hasCrashed) return;
    try {
      work();
    } catch (error) {
      this.#hasCrashed = true;
      this.#cancelTick?.();
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      const timeline = this.#run?.timeline;
      this.#host.send({
        type: 'crash',
        message,
        stack,
        ...(timeline === undefined ? {} : { scenario: timeline.scenario(), moment: timeline.moment() }),
      });
    }
  }
}
