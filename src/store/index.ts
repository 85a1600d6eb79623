// The page's state. Read it with the hooks, change it with the actions; nothing here renders, nothing in ui/ computes cluster facts.
export { type AppStore, appStore, useActions, useApp, useFollowed, usePod, useReplicaSet } from './react.ts';
export type { Actions, AppState, CrashState, PanelTab, Selection, SmallTab, Theme } from './state.ts';
export type { TerminalBlock, TerminalLine } from './terminal.ts';
