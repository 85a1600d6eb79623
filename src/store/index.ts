// The page's state. Read it with the hooks, change it with the actions; nothing here renders, nothing in ui/ computes cluster facts.
export {
  type AppStore,
  appStore,
  renderNow,
  setAppStore,
  useActions,
  useApp,
  useDeployment,
  useFollowed,
  usePod,
  useReplicaSet,
} from './react.ts';
export { type Started, startApp } from './start.ts';
export type {
  Actions,
  AppState,
  ClusterState,
  CrashState,
  DialogName,
  DraftState,
  LogEntry,
  OpenedState,
  PanelTab,
  Selection,
  SmallTab,
  Theme,
  ViewState,
} from './state.ts';
