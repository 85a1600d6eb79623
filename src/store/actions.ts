// What the page can do. Each action is a command to the worker, a change of the page's own state, or both.
import type { Result } from '../base/result.ts';
import type { CommandBody, CommandType, KubectlOutput, OpenSource, Refusal, Replies, TerminalFiles } from '../worker/protocol.ts';
import { answered, replaced, templateFor, typed } from './draft.ts';
import type { Actions, AppState, LogEntry, OpenedState, Selection, ViewState } from './state.ts';
import { cleared, typedLine } from './terminal.ts';

/** What actions may touch. */
export interface World {
  get(): AppState;
  set(partial: Partial<AppState>): void;
  send<T extends CommandType>(command: Extract<CommandBody, { readonly type: T }>): Promise<Result<Replies[T], Refusal>>;
  /** Gives the worker up and starts another one. */
  reconnect(): void;
  /** The address without its fragment. */
  address(): string;
}

const LOG_MAX = 200;

export function createActions(world: World): Actions {
  return { ...runActions(world), ...timeActions(world), ...draftActions(world), ...terminalActions(world), ...viewActions(world) };
}

type RunActions = Pick<
  Actions,
  'open' | 'act' | 'undoAction' | 'backToStart' | 'reopenLeft' | 'share' | 'manifestOf' | 'restartAfterCrash'
>;

function runActions(world: World): RunActions {
  const { get, set } = world;

  async function open(source: OpenSource, options: Parameters<Actions['open']>[1] = {}): Promise<boolean> {
    // Only a run that was seen can be left.
    const left = get().cluster.loaded && get().crash === null ? currentRun(get()) : null;
    const { play } = options;
    const answer = await world.send<'open'>({ type: 'open', source, ...(play === undefined ? {} : { play }) });
    if (!answer.ok) {
      if (source.from === 'link') set({ opened: { ...get().opened, refusedLink: answer.error } });
      else refuse(world, 'open', answer.error);
      return false;
    }
    const { builtin, draft, replay } = answer.value;
    const opened: OpenedState = {
      from: source.from,
      forkedAt: null,
      // What opens in place of a refused link does not make the refusal less true.
      refusedLink: source.from === 'link' ? null : get().opened.refusedLink,
      left,
      ...(builtin === undefined ? {} : { builtin }),
      ...(replay === undefined ? {} : { replay }),
    };
    accept(world, 'open');
    set({ opened, view: { ...get().view, selection: null, dialog: null } });
    // A run that is brought back keeps the editor's text and what kubectl said; another one has its own.
    if (options.keepsDraft !== true) set({ draft: replaced(get().draft, draft), log: [] });
    return true;
  }

  return {
    open,
    act: async (intent) => {
      const before = get();
      const answer = await asked(world, { type: 'act', intent });
      if (answer !== undefined) noteGesture(world, before, answer);
      return answer;
    },
    undoAction: async () => {
      const answer = await asked(world, { type: 'undoAction' });
      const { log } = get();
      if (answer?.line !== undefined && log.at(-1)?.line === answer.line) set({ log: log.slice(0, -1) });
    },
    backToStart: async () => {
      const left = currentRun(get());
      await asked(world, { type: 'backToStart' });
      set({ log: [], opened: { ...get().opened, left, forkedAt: null } });
    },
    reopenLeft: async () => {
      const { left } = get().opened;
      if (left === null) return;
      const { scenario, moment, draft } = left;
      const wasOpened = await open({ from: 'kept', scenario, moment }, { keepsDraft: true });
      if (wasOpened && get().draft.text !== draft.text) set({ draft: replaced(get().draft, draft) });
    },
    share: async () => {
      const answer = await asked(world, { type: 'share' });
      return answer === undefined ? undefined : `${world.address()}${answer.fragment}`;
    },
    manifestOf: async (deployment) => (await asked(world, { type: 'manifestOf', deployment }))?.text,
    restartAfterCrash: async (options = {}) => {
      const { crash, scenario, playback } = get();
      world.reconnect();
      const kept = crash?.scenario ?? scenario;
      const moment = options.atStart === true ? { at: 0, step: 0 } : (crash?.moment ?? { at: playback.now, step: playback.step });
      if (kept === null) await open({ from: 'builtin', id: DEFAULT_BUILTIN }, { keepsDraft: true });
      else await open({ from: 'kept', scenario: kept, moment }, { keepsDraft: true });
      set({ opened: { ...get().opened, left: null } });
    },
  };
}

/** What the page shows to a visitor without a link and without a run of before. */
export const DEFAULT_BUILTIN = 'four-replicas';

type TimeActions = Pick<
  Actions,
  | 'play'
  | 'pause'
  | 'setVisible'
  | 'toggle'
  | 'setSpeed'
  | 'step'
  | 'stepBack'
  | 'seek'
  | 'follow'
  | 'select'
  | 'inspect'
  | 'objects'
  | 'revealField'
  | 'compare'
>;

function timeActions(world: World): TimeActions {
  const { get, set } = world;
  const play = (): void => void asked(world, { type: 'play' });
  const pause = (): void => void asked(world, { type: 'pause' });
  return {
    play,
    pause,
    setVisible: (visible) => void asked(world, { type: 'visible', visible }),
    toggle: () => (get().playback.playing ? pause() : play()),
    setSpeed: (speed) => void asked(world, { type: 'speed', speed: Math.min(100, Math.max(0.1, speed)) }),
    step: async (stride) => void (await asked(world, { type: 'step', stride })),
    stepBack: async (stride) => void (await asked(world, { type: 'stepBack', stride })),
    seek: merged((at) => asked(world, { type: 'seek', at })),
    follow: (deployment) => void asked(world, { type: 'follow', deployment }),
    select: (selection) => {
      set({ view: { ...get().view, selection } });
      void asked(world, { type: 'inspect', object: selection === null ? undefined : objectOf(get(), selection) });
    },
    inspect: (object) => {
      set({ view: { ...get().view, selection: selectionOf(get(), object) } });
      void asked(world, { type: 'inspect', object });
    },
    revealField: async ({ kind, name }, field) => {
      const { text } = get().draft;
      const place = await asked(world, { type: 'locate', text, kind, name, field });
      if (place?.line === undefined) return false;
      const { view } = get();
      const reveal = { id: (view.reveal?.id ?? 0) + 1, line: place.line, column: place.column ?? 1 };
      set({ view: { ...view, reveal, editorOpen: true, smallTab: 'yaml' } });
      return true;
    },
    objects: async () => (await asked(world, { type: 'objects' }))?.objects,
    compare: async (deployment, from, to) => (await asked(world, { type: 'compare', deployment, from, to }))?.lines,
  };
}

function objectOf({ cluster }: AppState, { kind, uid }: Selection): { kind: string; namespace: string; name: string } | undefined {
  const found =
    kind === 'Pod'
      ? cluster.pods.get(uid)
      : kind === 'ReplicaSet'
        ? cluster.replicaSets.get(uid)
        : cluster.deployments.find((one) => one.uid === uid);
  return found === undefined ? undefined : { kind, namespace: found.namespace, name: found.name };
}

/** What the picture shows of an object, if it shows it. */
function selectionOf(
  { cluster }: AppState,
  { kind, namespace, name }: { kind: string; namespace: string; name: string },
): Selection | null {
  const views =
    kind === 'Pod'
      ? cluster.pods.values()
      : kind === 'ReplicaSet'
        ? cluster.replicaSets.values()
        : kind === 'Deployment'
          ? cluster.deployments
          : [];
  if (kind !== 'Pod' && kind !== 'ReplicaSet' && kind !== 'Deployment') return null;
  for (const view of views) if (view.name === name && view.namespace === namespace) return { kind, uid: view.uid };
  return null;
}

/** One call under way at a time; of those that come meanwhile only the last is made. */
function merged(call: (at: number) => Promise<unknown>): (at: number) => void {
  let underway = false;
  let waiting: number | undefined;
  async function run(at: number): Promise<void> {
    underway = true;
    await call(at);
    underway = false;
    if (waiting !== undefined) {
      const next = waiting;
      waiting = undefined;
      void run(next);
    }
  }
  return (at) => {
    if (underway) waiting = at;
    else void run(at);
  };
}

type DraftActions = Pick<Actions, 'apply' | 'setDraft' | 'replaceDraft' | 'newDraft' | 'restorePreviousDraft'>;

function draftActions(world: World): DraftActions {
  const { get, set } = world;
  const replaceDraft: Actions['replaceDraft'] = (draft) => set({ draft: replaced(get().draft, draft) });
  return {
    replaceDraft,
    apply: async () => {
      const before = get();
      const { text, fileName } = before.draft;
      set({ draft: { ...before.draft, applying: true } });
      const answer = await asked(world, { type: 'apply', text, fileName });
      const { draft } = get();
      // Another text may have taken the place meanwhile: the answer says nothing about that one.
      if (draft.applying) set({ draft: answer === undefined ? { ...draft, applying: false } : answered(draft, text, answer) });
      if (answer !== undefined) noteGesture(world, before, answer);
      return answer;
    },
    setDraft: (text) => set({ draft: typed(get().draft, text) }),
    newDraft: () => replaceDraft(templateFor(get().cluster.deployments.map(({ name }) => name))),
    restorePreviousDraft: () => {
      const { previous } = get().draft;
      if (previous !== null) replaceDraft(previous);
    },
  };
}

type TerminalActions = Pick<Actions, 'runLine' | 'interrupt' | 'answerInput' | 'finishEdit' | 'complete' | 'clearTerminal'>;

function terminalActions(world: World): TerminalActions {
  const { get, set } = world;
  /** The working directory: what the editor holds. */
  const files = (): TerminalFiles => {
    const { fileName, text } = get().draft.aside ?? get().draft;
    return fileName === '' ? {} : { [fileName]: text };
  };
  return {
    runLine: async (text) => {
      const before = get();
      const history = typedLine(before.terminal.history, text);
      const answer = await asked(world, { type: 'terminal.run', text, files: files(), history });
      if (answer?.outcome !== 'taken') return answer?.outcome;
      set({ terminal: { ...get().terminal, history } });
      noteFork(world, before);
      return 'taken';
    },
    interrupt: () => void asked(world, { type: 'terminal.interrupt' }),
    answerInput: (text) => void asked(world, { type: 'terminal.answer', ...(text === undefined ? {} : { text }) }),
    finishEdit: (save) => {
      const { text } = get().draft;
      void asked(world, { type: 'terminal.answer', ...(save ? { text } : {}) });
    },
    complete: (text, cursor) => asked(world, { type: 'terminal.complete', text, cursor, files: files() }),
    clearTerminal: () => set({ terminal: cleared(get().terminal) }),
  };
}

type ViewActions = Omit<Actions, keyof RunActions | keyof TimeActions | keyof DraftActions | keyof TerminalActions>;

function viewActions({ get, set }: World): ViewActions {
  const view = (partial: Partial<ViewState>): void => set({ view: { ...get().view, ...partial } });
  return {
    setTheme: (theme) => view({ theme }),
    setPanel: (panel) => view({ panel }),
    setSmallTab: (smallTab) => view({ smallTab }),
    setDialog: (dialog) => view({ dialog }),
    setEditorOpen: (editorOpen) => view({ editorOpen }),
    setPanelOpen: (panelOpen) => view({ panelOpen }),
    setTerminalOpen: (terminalOpen) =>
      view({
        terminalOpen,
        ...(terminalOpen ? { smallTab: 'terminal' } : get().view.smallTab === 'terminal' ? { smallTab: 'chain' } : {}),
      }),
    dismissRefusal: () => set({ refusal: null }),
    dismissRefusedLink: () => set({ opened: { ...get().opened, refusedLink: null } }),
    dismissReplay: () => {
      const { replay: _, ...opened } = get().opened;
      set({ opened });
    },
  };
}

/** Sends a command; a refusal becomes part of the state, where the page shows it. */
async function asked<T extends CommandType>(
  world: World,
  command: Extract<CommandBody, { readonly type: T }>,
): Promise<Replies[T] | undefined> {
  const answer = await world.send<T>(command);
  if (answer.ok) {
    accept(world, command.type);
    return answer.value;
  }
  refuse(world, command.type, answer.error);
  return undefined;
}

function refuse({ get, set }: World, command: CommandType, refusal: Refusal): void {
  // A crash refuses whatever was under way; it is told by itself.
  if (get().crash === null) set({ refusal: { command, refusal } });
}

function accept({ get, set }: World, command: CommandType): void {
  if (get().refusal?.command === command) set({ refusal: null });
}

/** Writes down what kubectl said. */
function noteGesture(world: World, before: AppState, output: KubectlOutput): void {
  noteFork(world, before);
  const { log, playback } = world.get();
  const { line, stdout, stderr, exitCode } = output;
  const entry: LogEntry = { id: (log.at(-1)?.id ?? 0) + 1, at: playback.now, line, stdout, stderr, exitCode };
  world.set({ log: [...log, entry].slice(-LOG_MAX) });
}

/** A gesture made in the past took the place of later ones: they leave the log with their future. */
function noteFork({ get, set }: World, before: AppState): void {
  const { log, playback, opened } = get();
  if (before.playback.gesturesAhead === 0 || playback.gesturesAhead > 0) return;
  // What was dropped can be brought back: the run as it was before the gesture.
  set({ log: log.filter(({ at }) => at <= playback.now), opened: { ...opened, forkedAt: playback.now, left: currentRun(before) } });
}

function currentRun({ scenario, playback, draft: { fileName, text } }: AppState): OpenedState['left'] {
  return scenario === null ? null : { scenario, moment: { at: playback.now, step: playback.step }, draft: { fileName, text } };
}
