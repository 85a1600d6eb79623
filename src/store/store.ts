// The page's store: takes frames in, sends commands out.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Result } from '../base/result.ts';
import type { Moment, Scenario } from '../scenario/scenario.ts';
import type { Crash, WorkerClient } from '../worker/client.ts';
import type { CommandBody, CommandType, Frame, Refusal, Replies, TerminalNews } from '../worker/protocol.ts';
import { createActions } from './actions.ts';
import { clusterWith, emptyCluster } from './cluster.ts';
import { emptyDraft, lent, returned } from './draft.ts';
import { initialPlayback, RenderClock } from './playback.ts';
import type { AppStore } from './react.ts';
import type { AppState, DraftState, LogEntry, OpenedState, ViewState } from './state.ts';
import { emptyTerminal, withNews } from './terminal.ts';

export interface StoreOptions {
  /** Starts a worker; called at once and again after a crash. */
  readonly connect: () => WorkerClient;
  /** A steady clock in ms. */
  readonly wallNow: () => number;
  /**
   * Calls back before the next drawing, once; returns the way to call it off. While time runs, the frames of the worker that come until then are
   * taken in together.
   */
  readonly beforeDrawing: (callback: () => void) => () => void;
  /** The address without its fragment: what a link begins with. */
  readonly address: () => string;
  /** What the store begins with, where it is not empty. */
  readonly view?: Partial<ViewState>;
  readonly draft?: DraftState;
  /** The run of before a reload: what a crash before the first picture goes back to. */
  readonly run?: { readonly scenario: Scenario; readonly moment: Moment };
  readonly log?: readonly LogEntry[];
  /** Lines typed into the terminal. */
  readonly history?: readonly string[];
}

export const initialView: ViewState = {
  theme: 'system',
  selection: null,
  panel: 'status',
  dialog: null,
  smallTab: 'chain',
  editorOpen: true,
  panelOpen: true,
  terminalOpen: false,
  reveal: null,
};

export const initialOpened: OpenedState = { from: null, forkedAt: null, refusedLink: null, left: null };

export function createAppStore(options: StoreOptions): AppStore {
  const clock = new RenderClock(options.wallNow);
  let epoch = -1;
  let unsubscribe = (): void => undefined;

  const store: StoreApi<AppState> = createStore<AppState>()(() => ({
    cluster: emptyCluster,
    playback:
      options.run === undefined ? initialPlayback : { ...initialPlayback, now: options.run.moment.at, step: options.run.moment.step },
    draft: options.draft ?? emptyDraft,
    log: options.log ?? [],
    terminal: { ...emptyTerminal, history: options.history ?? [] },
    opened: initialOpened,
    scenario: options.run?.scenario ?? null,
    crash: null,
    refusal: null,
    calculating: null,
    busy: 0,
    view: { ...initialView, ...options.view },
    actions: createActions({
      get: () => store.getState(),
      set: (partial) => store.setState(partial),
      send,
      reconnect,
      address: options.address,
    }),
  }));
  let gathered: Frame[] = [];
  let callOff: (() => void) | undefined;
  let client = connect();

  function connect(): WorkerClient {
    const next = options.connect();
    epoch = -1;
    unsubscribe = next.subscribe((message) => {
      if (message.type === 'frame') hear(message);
      else if (message.type === 'crash') takeCrash(message);
      else store.setState({ calculating: { at: message.at, until: message.until } });
    });
    return next;
  }

  function reconnect(): void {
    unsubscribe();
    client.close();
    forget();
    client = connect();
    store.setState({ crash: null, calculating: null, busy: 0 });
  }

  /** A machine that falls behind draws once what several frames tell. What somebody waits for, and every jump, is taken in at once. */
  function hear(frame: Frame): void {
    const { busy, playback } = store.getState();
    const goesOn = playback.playing && frame.playback.playing && !frame.reset && !frame.jump && busy === 0;
    gathered.push(frame);
    if (!goesOn) takeGathered();
    else if (callOff === undefined) {
      const cancel = options.beforeDrawing(takeGathered);
      // Drawn at once, there is nothing left to call off.
      if (gathered.length > 0) callOff = cancel;
    }
  }

  function takeGathered(): void {
    callOff?.();
    callOff = undefined;
    const frames = gathered;
    gathered = [];
    const before = store.getState();
    const after = frames.reduce(taken, before);
    if (after !== before) store.setState(after);
  }

  function taken(before: AppState, frame: Frame): AppState {
    if (frame.epoch < epoch) return before;
    epoch = frame.epoch;
    clock.anchor(frame.playback, frame.reset || frame.jump);
    return {
      ...before,
      playback: frame.playback,
      cluster: clusterWith(before.cluster, frame),
      ...(frame.scenario === undefined ? {} : { scenario: frame.scenario }),
      ...(frame.terminal === undefined ? {} : told(before, frame.terminal)),
    };
  }

  function forget(): void {
    callOff?.();
    callOff = undefined;
    gathered = [];
  }

  function takeCrash({ message, stack, scenario, moment }: Crash): void {
    takeGathered();
    store.setState(({ playback }) => ({
      playback: { ...playback, playing: false },
      crash: { message, stack, ...(scenario === undefined ? {} : { scenario }), ...(moment === undefined ? {} : { moment }) },
    }));
  }

  /** Counts what is on its way, so that the page and its tests know when all is answered. */
  async function send<T extends CommandType>(command: Extract<CommandBody, { readonly type: T }>): Promise<Result<Replies[T], Refusal>> {
    const asked = client;
    store.setState(({ busy }) => ({ busy: busy + 1 }));
    const answer = await asked.send<T>(command);
    // What came before the answer is true before it.
    if (asked === client) takeGathered();
    // A worker that was given up has no say any more: `reconnect` set the count back.
    if (asked === client) store.setState(({ busy }) => ({ busy: busy - 1, calculating: null }));
    return answer;
  }

  return Object.assign(store, {
    renderNow: () => clock.now(),
    dispose: () => {
      unsubscribe();
      client.close();
      forget();
    },
  });
}

/** What the terminal's news change. An object to be edited takes the editor, and gives it back. */
function told({ terminal, draft, view }: AppState, news: TerminalNews): Partial<AppState> {
  const next = withNews(terminal, news);
  const shut = news.leave === true ? { terminalOpen: false, ...(view.smallTab === 'terminal' ? { smallTab: 'chain' as const } : {}) } : {};
  if (next.edit !== null && next.edit !== terminal.edit) {
    return { terminal: next, draft: lent(draft, next.edit), view: { ...view, ...shut, editorOpen: true, smallTab: 'yaml' } };
  }
  if (next.edit === null && terminal.edit !== null) {
    const smallTab = view.smallTab === 'yaml' ? 'terminal' : view.smallTab;
    return { terminal: next, draft: returned(draft), view: { ...view, smallTab, ...shut } };
  }
  return { terminal: next, view: { ...view, ...shut } };
}
