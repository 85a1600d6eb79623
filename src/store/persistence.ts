// What a reload comes back to. Kept in sessionStorage, which belongs to one tab: two tabs never overwrite each other.
import type { Moment, Scenario } from '../scenario/scenario.ts';
import type { AppState, DraftState, LogEntry, Theme, ViewState } from './state.ts';

/** The run, the draft and the view of one tab. */
export interface Kept {
  readonly version: 1;
  readonly scenario: Scenario | null;
  readonly moment: Moment;
  readonly speed: number;
  readonly followed: string | null;
  readonly draft: Pick<DraftState, 'fileName' | 'text' | 'baseText' | 'previous'>;
  readonly log: readonly LogEntry[];
  readonly view: Pick<ViewState, 'panel' | 'smallTab' | 'editorOpen' | 'panelOpen' | 'terminalOpen'>;
  /** Lines typed into the terminal; absent in what an older release kept. */
  readonly history?: readonly string[];
  /** The address's fragment that the run was opened from and still equals; '' when there is none. */
  readonly fragment: string;
}

const RUN_KEY = 'rollout-playground.run';
const THEME_KEY = 'rollout-playground.theme';
const LOG_KEPT = 50;
const HISTORY_KEPT = 200;

/** Storage may be forbidden (a sandboxed frame) or full: then nothing is kept, and the page works all the same. */
function attempt<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}

export function keep(state: AppState, fragment: string): void {
  const { scenario, playback, cluster, log, view, terminal } = state;
  // An object that `kubectl edit` has lent to the editor goes with the command that waits for it.
  const draft = state.draft.aside ?? state.draft;
  const kept: Kept = {
    version: 1,
    scenario,
    moment: { at: playback.now, step: playback.step },
    speed: playback.speed,
    followed: cluster.followed,
    draft: { fileName: draft.fileName, text: draft.text, baseText: draft.baseText, previous: draft.previous },
    log: log.slice(-LOG_KEPT),
    view: {
      panel: view.panel,
      smallTab: view.smallTab,
      editorOpen: view.editorOpen,
      panelOpen: view.panelOpen,
      terminalOpen: view.terminalOpen,
    },
    history: terminal.history.slice(-HISTORY_KEPT),
    fragment,
  };
  attempt(() => sessionStorage.setItem(RUN_KEY, JSON.stringify(kept)));
}

/** What `keep` wrote in this tab. The scenario in it is checked by the worker, like any that comes from outside. */
export function kept(): Kept | undefined {
  const text = attempt(() => sessionStorage.getItem(RUN_KEY));
  if (text === undefined || text === null) return undefined;
  const value: unknown = attempt(() => JSON.parse(text));
  return isKept(value) ? value : undefined;
}

/** Enough to tell our own writing from an older release's or a stranger's. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { version, moment, draft, log, view, fragment, history = [] } = value as Partial<Kept>;
  return (
    version === 1 &&
    typeof moment?.at === 'number' &&
    typeof moment.step === 'number' &&
    typeof draft?.text === 'string' &&
    typeof draft.fileName === 'string' &&
    typeof draft.baseText === 'string' &&
    Array.isArray(log) &&
    Array.isArray(history) &&
    typeof view === 'object' &&
    typeof fragment === 'string'
  );
}

export function keepTheme(theme: Theme): void {
  attempt(() => (theme === 'system' ? localStorage.removeItem(THEME_KEY) : localStorage.setItem(THEME_KEY, theme)));
}

export function keptTheme(): Theme {
  const theme = attempt(() => localStorage.getItem(THEME_KEY));
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
